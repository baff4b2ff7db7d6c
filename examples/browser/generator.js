// An exported generator in onnxruntime-web.
import { codesOf, latentOf } from "./latents.js";
import { readMetadata } from "./metadata.js";
import { pictureOf } from "./picture.js";

const BATCH = 16;

let library;

async function load() {
  try {
    library ??= await import("./ort/ort.wasm.bundle.min.mjs");
  } catch {
    throw new Error("onnxruntime-web is not beside this page: run npm ci in its folder first.");
  }
  library.env.wasm.wasmPaths = { wasm: new URL("./ort/ort-wasm-simd-threaded.wasm", import.meta.url).href };
  library.env.wasm.numThreads = 1; // More need headers of the server's that static hosts seldom send.
  library.env.logLevel = "fatal"; // What it would say of errors, the page says.
  return library;
}

/** Opens a file's bytes. Throws an Error, one sentence, where it cannot be drawn from. */
export async function openGenerator(bytes) {
  const metadata = readMetadata(bytes);
  const ort = await load();
  try {
    return new Generator(ort, await ort.InferenceSession.create(bytes), metadata);
  } catch (error) {
    throw new Error(`It cannot be opened: ${String(error.message ?? error).split("\n")[0]}`);
  }
}

class Generator {
  #ort;
  #session;
  // A session computes one thing at a time: each drawing waits for the one before.
  #turn = Promise.resolve();

  constructor(ort, session, metadata) {
    this.#ort = ort;
    this.#session = session;
    this.metadata = metadata;
  }

  /** The size of a picture. */
  get sampleSize() {
    const [, height, width] = this.metadata.shape;
    return { width, height };
  }

  /** A sample as it is drawn: what goes into the generator for it, as Saddle.Runtime has it. */
  sample(seed, number = 0, label = null) {
    const { latent, codes, classes } = this.metadata;
    return {
      latent: latent ? latentOf(latent, seed, number) : new Float32Array(0),
      label: label ?? (classes.length > 0 ? number % classes.length : 0),
      ...(codes ? codesOf(codes, seed, number) : {}),
    };
  }

  /** Draws samples: an array of ImageData. */
  async draw(samples) {
    const pictures = [];
    for (let at = 0; at < samples.length; at += BATCH) {
      const turn = this.#turn.then(() => this.#drawBatch(samples.slice(at, at + BATCH)));
      this.#turn = turn.catch(() => {});
      pictures.push(...(await turn));
    }
    return pictures;
  }

  /** Closes the session when what it draws is drawn. */
  close() {
    this.#turn = this.#turn.then(() => this.#session.release());
  }

  async #drawBatch(samples) {
    const { samples: output } = await this.#session.run(this.#feeds(samples));
    const size = output.data.length / samples.length;
    return samples.map((_, k) => pictureOf(output.data.subarray(k * size, (k + 1) * size), this.metadata));
  }

  #feeds(samples) {
    const floats = (rows) => new this.#ort.Tensor("float32", Float32Array.from(rows.flatMap((row) => [...row])), shape(rows));
    const wholes = (values, sides) => new this.#ort.Tensor("int64", BigInt64Array.from(values, (one) => BigInt(one)), sides);
    const shape = (rows) => [rows.length, rows[0].length];
    const make = {
      latent: () => floats(samples.map((sample) => sample.latent)),
      label: () => wholes(samples.map((sample) => sample.label), [samples.length]),
      categories: () => {
        const rows = samples.map((sample) => sample.categories);
        return wholes(rows.flat(), shape(rows));
      },
      codes: () => floats(samples.map((sample) => sample.codes)),
    };
    return Object.fromEntries(this.#session.inputNames.map((name) => [name, make[name]()]));
  }
}
