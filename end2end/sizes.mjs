// What a browser downloads, compressed as it is served; fails where a budget is exceeded. One `name: value unit` a line.

import { readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { BINARY } from "./support/console.mjs";

/** Kilobytes of 1,000 bytes, brotli. */
const BUDGETS = { wasm: 700, js: 20, css: 20 };

/** Bytes by kind of file, of the precompressed files beside the binary. */
export async function sizes() {
  const folder = join(dirname(BINARY), "../site/pkg");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".br"));
  const bytes = {};
  for (const kind of Object.keys(BUDGETS)) {
    const found = names.filter((name) => name.endsWith(`.${kind}.br`));
    if (found.length === 0) throw new Error(`no .${kind}.br in ${folder}: build with scripts/build`);
    const stats = await Promise.all(found.map((name) => stat(join(folder, name))));
    // An older build's files may lie beside the newest; only one set is served.
    bytes[kind] = stats.reduce((newest, one) => (one.mtimeMs > newest.mtimeMs ? one : newest)).size;
  }
  return bytes;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [kind, bytes] of Object.entries(await sizes())) {
    const kilobytes = bytes / 1000;
    process.stdout.write(`${kind}_brotli: ${kilobytes.toFixed(1)} kB (at most ${BUDGETS[kind]})\n`);
    if (kilobytes > BUDGETS[kind]) process.exitCode = 1;
  }
}
