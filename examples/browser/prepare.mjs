// Copies what the page needs of onnxruntime-web beside it; `npm ci` runs it.
import { copyFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

// The build for WebAssembly alone: the module has its loader within it, so that these are all.
const files = ["ort.wasm.bundle.min.mjs", "ort-wasm-simd-threaded.wasm"];
const here = dirname(fileURLToPath(import.meta.url));
mkdirSync(join(here, "ort"), { recursive: true });
for (const file of files) {
  copyFileSync(join(here, "node_modules/onnxruntime-web/dist", file), join(here, "ort", file));
}
