// How fast and how large: `make bench`. The release binary on a data folder on disk, loaded by wrk on the same
// machine. One `name: value unit` a line. Every answer is checked before it is measured and after.

import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { brotliCompressSync, constants } from "node:zlib";

import { BackEnd, sign } from "./support/back_end.mjs";
import { Console, FOLDER } from "./support/console.mjs";
import { sizes } from "./sizes.mjs";
import { tokenField, Visitor } from "./support/visitor.mjs";

const APPLICATIONS = 10_000;
const ENTRIES = 100_000;
const CONNECTIONS = 32;

const report = (name, value, unit, digits = 1) => process.stdout.write(`${name}: ${value.toFixed(digits)} ${unit}\n`);
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
const brotli = (text) =>
  brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).length / 1000;

function wrk(script, { url, seconds, connections, environment }) {
  const threads = Math.min(connections, availableParallelism(), 2);
  const parameters = [`-t${threads}`, `-c${connections}`, `-d${seconds}s`, "-s", join(FOLDER, "bench", script), url];
  const run = spawnSync("wrk", parameters, { encoding: "utf8", env: { PATH: process.env.PATH, ...environment } });
  if (run.status !== 0) throw new Error(`wrk: ${run.error ?? run.stdout + run.stderr}`);
  return JSON.parse(run.stdout.trim().split("\n").at(-1));
}

async function residentMegabytes(pid) {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return (Number(status.match(/^VmRSS:\s+(\d+) kB$/m)[1]) * 1024) / 1e6;
}

async function measureStart(console) {
  const first = await console.start();
  report("start_first", first, "ms");
  const later = [];
  for (let run = 0; run < 7; run += 1) {
    await console.stop();
    later.push(await console.start());
  }
  report("start", median(later), "ms");
  await sleep(2_000);
  report("idle_memory", await residentMegabytes(console.pid), "MB");
}

async function measureCreates(console, owner, cookie) {
  const form = await owner.form("/applications?dialog=create", "create_application");
  const token = tokenField(form);
  const { [token]: _, ...fields } = form.fields;
  const body = new URLSearchParams({ ...fields, name: "Bench", description: "Created under load", region: "kr" });
  const { requests, made, seconds } = wrk("create.lua", {
    url: `${console.origin}${form.action}`,
    seconds: 3,
    connections: CONNECTIONS,
    environment: { BENCH_COOKIE: cookie, BENCH_BODY: `${body}&${token}=` },
  });
  if (made < requests * 0.99) throw new Error(`${requests - made} of ${requests} creates were refused`);
  report(`durable_creates_${CONNECTIONS}`, made / seconds, "per_second", 0);
  // The rest one by one, with names to tell them apart; wrk may have left a few unanswered that were made.
  const missing = APPLICATIONS - made;
  if (missing > 0) await owner.createMany(Array.from({ length: missing }, (_, index) => `Seed ${index}`));
  report("applications", Math.max(made, APPLICATIONS), "at_least", 0);
}

/** Measures one address: `check` gets each answer that is looked at, and `bytes` guards the ones that are not. */
async function measure(name, unit, url, request, check) {
  const answer = async () => {
    const { body, headers, method } = request;
    const response = await fetch(url, { method, body, headers, redirect: "manual" });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${url} answers ${response.status}`);
    check(text);
    return text;
  };
  const expected = Buffer.byteLength(await answer());
  const environment = {
    BENCH_METHOD: request.method,
    BENCH_BODY: request.body,
    BENCH_COOKIE: request.headers.cookie,
    BENCH_CONTENT_TYPE: request.headers["content-type"],
  };
  const run = (connections, seconds) => {
    const result = wrk("report.lua", { url, seconds, connections, environment });
    const mean = result.bytes / result.requests;
    // Headers come on top, and pages carry a few values of changing length.
    if (result.failed > 0 || mean < expected * 0.98 || mean > expected + 2_500) {
      throw new Error(`${name}: ${result.failed} failed, ${mean} bytes each instead of ${expected}`);
    }
    return result;
  };
  run(CONNECTIONS, 1);
  const alone = run(1, 4);
  report(`${name}_p50`, alone.p50 / 1000, "ms", 3);
  report(`${name}_p99`, alone.p99 / 1000, "ms", 3);
  const crowd = run(CONNECTIONS, 5);
  report(`${name}_${CONNECTIONS}`, crowd.requests / crowd.seconds, `${unit}_per_second`, 0);
  return answer();
}

function expectWords(...words) {
  return (text) => {
    for (const word of words) if (!text.includes(word)) throw new Error(`no ${word} in an answer`);
  };
}

// /tmp may be memory; the project's own disk is a disk.
await mkdir(join(FOLDER, "../target"), { recursive: true });
const dataDir = await mkdtemp(join(FOLDER, "../target/bench-"));
const console_ = new Console({ dataDir, environment: { CHAT_CONSOLE_APPLICATION_LIMIT: "1000000" } });
try {
  await fetch("http://127.0.0.1:9/").catch(() => {}); // so that the first start does not pay for loading fetch
  await measureStart(console_);
  const owner = await new Visitor(console_).setUp();
  const cookie = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  await measureCreates(console_, owner, cookie);
  const sdkappid = await owner.create("Bench Detail", { description: "Measured" });
  const backEnd = new BackEnd(console_, sdkappid, await owner.key(sdkappid));
  const page = { method: "GET", headers: { accept: "text/html", cookie } };

  const rows = (text) => {
    const found = new Set(text.match(/(?<=href="?\/applications\/)14\d{8}/g));
    if (found.size !== 50) throw new Error(`${found.size} rows instead of 50`);
  };
  const list = await measure("applications_page", "pages", `${console_.origin}/applications`, page, rows);
  const detail = await measure(
    "detail_page",
    "pages",
    `${console_.origin}/applications/${sdkappid}`,
    page,
    expectWords("Bench Detail", "Basic Information"),
  );
  const call = {
    method: "POST",
    body: JSON.stringify({ UserID: "xiaojun", UserSig: sign({ ...backEnd, user: "xiaojun" }) }),
    headers: { "content-type": "application/json" },
  };
  await measure("usersig_verify", "calls", backEnd.address(), call, expectWords('"ErrorCode":0'));

  spawnSync("python3", [join(FOLDER, "bench", "ledger.py"), join(dataDir, "chat-console.db"), `${ENTRIES}`], { stdio: "inherit" });
  const entries = expectWords("Measured", `/billing/${ENTRIES}`);
  await measure("billing_page", "pages", `${console_.origin}/billing`, page, entries);
  const middle = ENTRIES / 2;
  const older = expectWords(`/billing/${middle - 1}`);
  await measure("billing_page_middle", "pages", `${console_.origin}/billing?before=${middle}`, page, older);

  report("memory_after_load", await residentMegabytes(console_.pid), "MB");
  for (const [kind, bytes] of Object.entries(await sizes())) report(`${kind}_brotli`, bytes / 1000, "kB");
  report("applications_html_brotli", brotli(list), "kB");
  report("applications_html", Buffer.byteLength(list) / 1000, "kB");
  report("detail_html_brotli", brotli(detail), "kB");
  report("detail_html", Buffer.byteLength(detail) / 1000, "kB");
} finally {
  await console_.kill();
  await rm(dataDir, { recursive: true, force: true });
}
