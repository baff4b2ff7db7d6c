// What a generator draws from: latents, the way between two of them, and InfoGAN's codes.
import * as philox from "./philox.js";

// Nearly the same direction, or none: the circle is a line.
const LEAST_SINE = 1e-4;

/** The latent of a sample. */
export function latentOf(latent, seed, sample = 0) {
  const draw = latent.distribution === "uniform" ? philox.uniform : philox.normal;
  return draw(seed, sample, latent.size);
}

/** InfoGAN's categories and codes of a sample. */
export function codesOf(codes, seed, sample = 0) {
  return {
    categories: philox.categories(seed, sample, codes.categorical, codes.values),
    codes: philox.uniform(seed, sample, codes.continuous, philox.CODES),
  };
}

/**
 * The latent at a share, 0 to 1, of the way: on the great circle for normal latents, so that all between are as likely as the
 * ends (arXiv:1609.04468), on the straight line for uniform ones.
 */
export function between(from, to, share, distribution) {
  const angle = distribution === "normal" ? angleOf(from, to) : 0, sine = Math.sin(angle);
  const before = sine < LEAST_SINE ? 1 - share : Math.sin((1 - share) * angle) / sine;
  const after = sine < LEAST_SINE ? share : Math.sin(share * angle) / sine;
  return from.map((number, k) => number * before + to[k] * after);
}

function angleOf(from, to) {
  const length = Math.sqrt(dot(from, from) * dot(to, to));
  return length > 0 ? Math.acos(Math.min(1, Math.max(-1, dot(from, to) / length))) : 0;
}

function dot(from, to) {
  return from.reduce((sum, number, k) => sum + number * to[k], 0);
}
