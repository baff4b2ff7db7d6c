// Holds examples/browser/philox.js against the tables of docs/random.md: node philox-document.mjs FOLDER_OF_THE_REPOSITORY.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

// A float32 that the document rounds to nine digits; a sine of another system's differs in the last bit.
const ROUNDING = 1.5e-7;

const repository = process.argv[2];
const philox = await import(pathToFileURL(join(repository, "examples/browser/philox.js")));
const lines = readFileSync(join(repository, "docs/random.md"), "utf8").split("\n");

function table(...columns) {
  const first = lines.indexOf(`| ${columns.join(" | ")} |`) + 2, rows = [];
  for (let at = first; lines[at]?.startsWith("|"); at++) {
    rows.push(lines[at].split("|").slice(1, -1).map((cell) => cell.trim()));
  }
  return rows;
}

const words = (cell) => cell.split(" ").map((word) => parseInt(word, 16));
const numbers = (cell) => cell.split(" ").map(Number);

function assertNear(expected, actual) {
  assert.equal(actual.length, expected.length);
  expected.forEach((number, k) => {
    assert.ok(Math.abs(number - actual[k]) <= ROUNDING * Math.max(1, Math.abs(number)), `${number} and ${actual[k]}`);
  });
}

const answers = table("counter", "key", "block");
for (const [counter, key, block] of answers) {
  assert.deepEqual(philox.block(words(counter), words(key)), words(block));
}

const normals = table("seed", "n", "words", "normal");
for (const [seed, n, block, normal] of normals) {
  const counter = [0, philox.LATENTS, Number(n) >>> 0, Math.floor(Number(n) / 2 ** 32)];
  assert.deepEqual(philox.block(counter, philox.keyOf(seed)), words(block));
  assertNear(numbers(normal), philox.normal(seed, Number(n), 4));
}

const others = table("seed", "n", "uniform", "categories", "codes");
for (const [seed, n, uniform, categories, codes] of others) {
  assertNear(numbers(uniform), philox.uniform(seed, Number(n), 4));
  assert.deepEqual(philox.categories(seed, Number(n), 4, 10), numbers(categories));
  assertNear(numbers(codes), philox.uniform(seed, Number(n), 4, philox.CODES));
}

// What the tables do not show: a seed with a sign, and a number of elements that is no multiple of four.
assert.deepEqual(philox.keyOf("-1"), [0xffffffff, 0xffffffff]);
assert.deepEqual(philox.normal(1, 7, 3), philox.normal(1, 7, 4).slice(0, 3));
assert.equal(philox.normal(1, 7, 5).length, 5);
console.log(`${answers.length} answers, ${normals.length} and ${others.length} examples`);
