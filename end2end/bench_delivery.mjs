// How fast pushes are accepted and delivered: `make bench`. The release binary with SQLite on disk, and the simulated
// vendors beside it on the same machine, which take part of its processors. One `name: value unit` a line.

import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { Console, FOLDER } from "./support/console.mjs";
import { appleToken, Station } from "./support/station.mjs";
import { Vendors } from "./support/vendors.mjs";
import { Visitor } from "./support/visitor.mjs";

const USERS = 500;
const CALLS = 100;
const SECONDS = 5;

const report = (name, value, unit, digits = 0) => process.stdout.write(`${name}: ${value.toFixed(digits)} ${unit}\n`);

const vendors = await Vendors.start();
const console_ = await Console.start({ environment: vendors.environment });
const owner = await new Visitor(console_).setUp();
const station = await Station.create(owner, vendors, "Measured");
const users = Array.from({ length: USERS }, (_, index) => `user-${index}`);

async function total() {
  const url = new URL("/control/deliveries?after=9007199254740991", vendors.plain("APNS_PRODUCTION"));
  return (await (await fetch(url)).json()).total;
}

/** Waits until that many pushes have been accepted by the vendors in all. */
async function delivered(count) {
  for (const end = performance.now() + 120_000; (await total()) < count; await sleep(5)) {
    if (performance.now() > end) throw new Error(`${await total()} of ${count} were delivered`);
  }
}

async function measure(name) {
  const before = await total();
  const started = performance.now();
  const call = async (index) => {
    const { ErrorCode } = await station.push(users, { random: index });
    if (ErrorCode !== 0) throw new Error(`refused: ${ErrorCode}`);
  };
  const left = Array.from({ length: CALLS }, (_, index) => index);
  const worker = async () => {
    while (left.length > 0) await call(left.pop());
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  const accepted = performance.now();
  await delivered(before + CALLS * USERS);
  const ended = performance.now();
  report(`accept_500_${name}`, (CALLS * USERS * 1000) / (accepted - started), "targets_per_second");
  report(`deliver_500_${name}`, (CALLS * USERS * 1000) / (ended - started), "per_second");
}

async function measureSingle() {
  const before = await total();
  const address = new URL(station.backEnd.address().replace("/v4/usersig/verify", "/v4/timpush/batch"));
  const info = { PushFlag: 0, Title: "Ward 3", Desc: "Bed 12 asks for you" };
  const body = { From_Account: "administrator", To_Account: ["user-USER"], MsgRandom: 0, OfflinePushInfo: info };
  const environment = {
    PATH: process.env.PATH,
    BENCH_PATH: address.pathname + address.search,
    BENCH_BODY: JSON.stringify(body).replace('"MsgRandom":0', '"MsgRandom":RANDOM'),
    BENCH_USERS: `${USERS}`,
  };
  const script = join(FOLDER, "bench/push.lua");
  const parameters = ["-t1", "-c32", `-d${SECONDS}s`, "-s", script, address.origin];
  const started = performance.now();
  const run = spawnSync("wrk", parameters, { encoding: "utf8", env: environment });
  const refused = run.stdout.match(/^refused.*$/m);
  if (run.status !== 0 || refused) throw new Error(`wrk: ${run.error ?? refused ?? run.stdout + run.stderr}`);
  const { requests, seconds, p50, p99 } = JSON.parse(run.stdout.trim().split("\n").at(-1));
  report("accept_single", requests / seconds, "per_second");
  report("accept_single_p50", p50, "ms", 1);
  report("accept_single_p99", p99, "ms", 1);
  await delivered(before + requests);
  report("deliver_single", (requests * 1000) / (performance.now() - started), "per_second");
}

const left = [...users.entries()].reverse();
const register = async () => {
  while (left.length > 0) {
    const [index, user] = left.pop();
    await station.device(user, appleToken(index));
  }
};
await Promise.all(Array.from({ length: 8 }, register));
await measure("apns");
await measureSingle();
const status = await readFile(`/proc/${console_.pid}/status`, "utf8");
report("delivery_memory", (Number(status.match(/^VmHWM:\s+(\d+) kB$/m)[1]) * 1024) / 1e6, "MB");
await console_.dispose();
await vendors.dispose();
