// The random numbers of samples, as docs/random.md specifies them: Philox 4x32-10 (Salmon et al., SC 2011).

export const LATENTS = 0;
export const CATEGORIES = 1;
export const CODES = 2;

const ROUNDS = 10;
const WORD_RANGE = 4294967296;

// The upper 32 bits of a product of two words. A float64 holds 53 bits, so the words are multiplied by halves.
function upper(a, b) {
  const aLow = a & 0xffff, aHigh = a >>> 16, bLow = b & 0xffff, bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carried = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + Math.floor(middle / 65536) + Math.floor(carried / 65536)) >>> 0;
}

/** A block: four words of a counter of four words and a key of two. */
export function block(counter, key) {
  let [x0, x1, x2, x3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < ROUNDS; round++) {
    const first = upper(0xd2511f53, x0), second = upper(0xcd9e8d57, x2);
    const firstLow = Math.imul(0xd2511f53, x0), secondLow = Math.imul(0xcd9e8d57, x2);
    [x0, x1, x2, x3] = [(second ^ x1 ^ k0) >>> 0, secondLow >>> 0, (first ^ x3 ^ k1) >>> 0, firstLow >>> 0];
    k0 = (k0 + 0x9e3779b9) >>> 0;
    k1 = (k1 + 0xbb67ae85) >>> 0;
  }
  return [x0, x1, x2, x3];
}

/** The key of a seed: a whole number of 64 bits, with or without a sign, as text, number or bigint. */
export function keyOf(seed) {
  const bits = BigInt.asUintN(64, BigInt(seed));
  return [Number(bits & 0xffffffffn), Number(bits >> 32n)];
}

// One value an element: `make` turns a block's words into its four.
function fill(seed, sample, stream, size, make) {
  const key = keyOf(seed), row = new Float32Array(size);
  for (let at = 0; at < size; at += 4) {
    const counter = [at / 4, stream, sample >>> 0, Math.floor(sample / WORD_RANGE) >>> 0];
    row.set(make(block(counter, key)).slice(0, size - at), at);
  }
  return row;
}

// Box and Muller's way. One is added to the first word, for 0 has no logarithm.
function normalPair(x, y) {
  const radius = Math.sqrt(-2 * Math.log((x + 1) / WORD_RANGE)), angle = 2 * Math.PI * (y / WORD_RANGE);
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

/** Normal numbers, N(0, 1), of sample number `sample`, a whole number below 2^53. */
export function normal(seed, sample, size, stream = LATENTS) {
  return fill(seed, sample, stream, size, ([x0, x1, x2, x3]) => [...normalPair(x0, x1), ...normalPair(x2, x3)]);
}

/** Uniform numbers in [-1, 1]. */
export function uniform(seed, sample, size, stream = LATENTS) {
  return fill(seed, sample, stream, size, (words) => words.map((word) => (word * 2) / WORD_RANGE - 1));
}

/** Equally likely categories, 0 to values - 1. A word times a category's few values is exact in a float64. */
export function categories(seed, sample, size, values, stream = CATEGORIES) {
  return Array.from(fill(seed, sample, stream, size, (words) => words.map((word) => Math.floor((word * values) / WORD_RANGE))));
}
