// node serve.mjs [PORT]: serves this folder to this machine alone. Any other server of static files does as well.
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const types = {
  ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8", ".wasm": "application/wasm", ".onnx": "application/octet-stream",
};
const folder = dirname(fileURLToPath(import.meta.url));

// normalize() takes the dots out of the path, so that nothing above the folder is served. What is no address is no file.
function fileOf(address) {
  try {
    const asked = decodeURIComponent(new URL(address, "http://localhost").pathname);
    const file = join(folder, normalize(asked.endsWith("/") ? `${asked}index.html` : asked));
    return existsSync(file) && statSync(file).isFile() ? file : undefined;
  } catch {
    return undefined;
  }
}

const server = createServer((request, response) => {
  const file = fileOf(request.url);
  if (!file) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream", "cache-control": "no-cache" });
  createReadStream(file).pipe(response);
});
server.listen(Number(process.argv[2] ?? 8000), "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${server.address().port}/`);
});
