// What a browser downloads, compressed as it is served; fails where a budget is exceeded. One `name: value unit` a line.

import { readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { BINARY } from "./support/console.mjs";

/** Kilobytes of 1,000 bytes, brotli: code and style of a first visit, and what each area adds to it. */
const BUDGETS = { first: 390, application: 190, push: 170, other: 260, account: 200 };
/** Files of code and style for one page. */
const REQUESTS = 12;

const LOADER = "__wasm_split.______________________.js";

/** The files of the client's start and of each area, by what they are for, with their compressed bytes. */
export async function files() {
  const folder = dirname(BINARY);
  const client = join(folder, "../site/pkg", (await readFile(join(folder, "hash.txt"), "utf8")).trim());
  const areas = JSON.parse(await readFile(join(client, "__wasm_split_manifest.json"), "utf8"));
  const names = { first: ["console.css", "console.js", LOADER, "console.wasm"] };
  for (const area of Object.keys(areas).sort()) names[area] = areas[area].map((name) => `${name}.wasm`);
  const found = {};
  for (const [part, list] of Object.entries(names)) {
    found[part] = await Promise.all(
      list.map(async (name) => ({ name, bytes: (await stat(join(client, `${name}.br`))).size })),
    );
  }
  return found;
}

/** Bytes of a first visit of a page without an area, by kind of file, and of each area whose files are all missing. */
export async function sizes() {
  const parts = await files();
  const sum = (list) => list.reduce((total, { bytes }) => total + bytes, 0);
  const kind = (end) => sum(parts.first.filter(({ name }) => name.endsWith(end)));
  const { first, ...areas } = parts;
  return {
    wasm: kind(".wasm"),
    js: kind(".js"),
    css: kind(".css"),
    first: sum(first),
    ...Object.fromEntries(Object.entries(areas).map(([area, list]) => [`area_${area}`, sum(list)])),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, bytes] of Object.entries(await sizes())) {
    const budget = BUDGETS[name.replace(/^area_/, "")];
    if (!budget && name.startsWith("area_")) throw new Error(`no budget for ${name}`);
    process.stdout.write(`${name}_brotli: ${(bytes / 1000).toFixed(1)} kB${budget ? ` (at most ${budget})` : ""}\n`);
    if (budget && bytes / 1000 > budget) process.exitCode = 1;
  }
  const { first, ...areas } = await files();
  const most = first.length + Math.max(...Object.values(areas).map((list) => list.length));
  process.stdout.write(`requests_for_code: ${most} (at most ${REQUESTS})\n`);
  if (most > REQUESTS) process.exitCode = 1;
}
