// kill -9 while pushes are accepted and delivered: `node crash_delivery.mjs --rounds N`.
//
// In each round some connections send pushes, to vendors that fail now and then, until the process is killed at a random
// moment; in some rounds the application is disabled and enabled meanwhile. At the end everything is left to be
// delivered, and the vendors' own log is compared with what was acknowledged: every accepted target was delivered or has
// a recorded end, repeats have the same ids, and nothing arrived after "Disable" had answered.

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";

import { randomFrom, SEED } from "./support/cases.mjs";
import { Console, FOLDER } from "./support/console.mjs";
import { appleToken, Station } from "./support/station.mjs";
import { Vendors } from "./support/vendors.mjs";
import { Visitor } from "./support/visitor.mjs";

const { rounds: roundsText } = parseArgs({ options: { rounds: { type: "string", default: "100" } } }).values;
const ROUNDS = Number(roundsText);
const CONNECTIONS = 16;
const USERS = 60;
/** What may arrive after "Disable" has answered was on the wire before; so late, in milliseconds, it may be. */
const ON_THE_WIRE = 100;
/** So long, in milliseconds, everything may take to be delivered at the end. */
const DRAIN = 120_000;

const CHAOS = {
  apns: { unavailable: 0.03, dropped_before: 0.01, dropped_after: 0.01, delay_ms: 3 },
  fcm: { unavailable: 0.03, dropped_before: 0.01, dropped_after: 0.01, delay_ms: 3 },
};

const random = randomFrom(SEED);
const wrong = [];
const acknowledged = new Set();
/** When nothing may arrive: from the answer to "Disable" until "Enable" is asked for, in microseconds. */
const silences = [];

const vendors = await Vendors.start();
const console_ = await Console.start({ environment: vendors.environment });
const owner = await new Visitor(console_).setUp();
const station = await Station.create(owner, vendors, "Crashed");
for (let user = 0; user < USERS; user += 1) {
  await station.device(`user-${user}`, appleToken(user));
  await station.device(`user-${user}`, `registration-${user}`);
}
await vendors.chaos(CHAOS, SEED);

async function work(isOver) {
  while (!isOver()) {
    const count = random() < 0.7 ? 1 : 1 + Math.floor(random() * USERS);
    const first = Math.floor(random() * USERS);
    const targets = Array.from({ length: count }, (_, index) => `user-${(first + index) % USERS}`);
    const { ErrorCode, TaskId } = await station.push(targets);
    if (ErrorCode === 0) acknowledged.add(TaskId);
    // Disabled at that moment.
    else if (ErrorCode !== 60016) wrong.push(`a push was answered ${ErrorCode}`);
  }
}

/** Disables the application for a moment. */
async function pause() {
  await sleep(random() * 150);
  await owner.change(station.sdkappid, "disable");
  const from = Date.now();
  await sleep(ON_THE_WIRE + 80);
  silences.push({ from: (from + ON_THE_WIRE) * 1000, to: Date.now() * 1000 });
  await owner.change(station.sdkappid, "enable");
}

async function round(number) {
  let over = false;
  const swallow = (error) => {
    if (!over) wrong.push(`round ${number}, before the kill: ${error.message}`);
  };
  const workers = Array.from({ length: CONNECTIONS }, () => work(() => over).catch(swallow));
  if (number % 4 === 3) await pause();
  else await sleep(50 + random() * 400);
  over = true;
  await console_.kill();
  await Promise.all(workers);
  await console_.start();
  station.connect(console_);
}

function read() {
  const file = join(console_.dataDir, "chat-console.db");
  const script = join(FOLDER, "support/pushes.py");
  return JSON.parse(execFileSync("python3", [script, file], { maxBuffer: 2 ** 30 }));
}

/** Waits until every target of every push has an end. */
async function drain() {
  await vendors.chaos({});
  for (const end = performance.now() + DRAIN; ; await sleep(250)) {
    const kept = read();
    const open = kept.pushes.flatMap(({ devices }) => devices.filter(({ state }) => /waiting|retrying/.test(state)));
    if (open.length === 0) return kept;
    if (performance.now() > end) {
      wrong.push(`${open.length} targets have no end after ${DRAIN / 1000} s`);
      return kept;
    }
  }
}

function compare(kept, deliveries) {
  if (kept.integrity.join() !== "ok") wrong.push(`integrity: ${kept.integrity}`);
  const tasks = new Set(kept.pushes.map(({ task }) => task));
  for (const task of acknowledged) if (!tasks.has(task)) wrong.push(`${task} was acknowledged and is gone`);
  const ids = new Map();
  let repeats = 0;
  for (const { token, overlay, id, vendor, at_micros: at } of deliveries) {
    const key = `${token} ${overlay}`;
    if (ids.has(key)) repeats += 1;
    // FCM has no field for our id; the overlay id is what makes a repeat the same there.
    if (vendor === "apns" && ids.has(key) && ids.get(key) !== id) wrong.push(`${key} came with ${id} and ${ids.get(key)}`);
    ids.set(key, id);
    if (silences.some(({ from, to }) => from < at && at < to)) wrong.push(`${key} arrived while it was disabled`);
  }
  const states = {};
  const overlays = new Set(kept.pushes.map(({ overlay }) => overlay));
  for (const { overlay } of deliveries) if (!overlays.has(overlay)) wrong.push(`nobody asked for ${overlay}`);
  for (const { task, overlay, devices } of kept.pushes) {
    for (const { token, state } of devices) {
      states[state] = (states[state] ?? 0) + 1;
      if (state === "accepted" && !ids.has(`${token} ${overlay}`)) {
        wrong.push(`${task}: accepted by the vendor for ${token}, but the vendor does not know`);
      }
    }
  }
  return { states, repeats };
}

const started = performance.now();
process.stdout.write(`crash of delivery: ${ROUNDS} rounds at ${CONNECTIONS} connections, SEED=${SEED}\n`);
for (let number = 0; number < ROUNDS && wrong.length === 0; number += 1) {
  await round(number);
  if ((number + 1) % 20 === 0) process.stdout.write(`${number + 1} rounds, ${acknowledged.size} acknowledged pushes\n`);
}
const { states, repeats } = compare(await drain(), await vendors.deliveries());
await console_.dispose();
await vendors.dispose();

const seconds = ((performance.now() - started) / 1000).toFixed(0);
const summary = `${acknowledged.size} acknowledged pushes, ${JSON.stringify(states)}, ${repeats} repeats with the same ids`;
process.stdout.write(`crash of delivery: ${summary} in ${seconds} s; ${wrong.length} violations\n`);
if (wrong.length > 0) process.stdout.write(`  ${wrong.slice(0, 10).join("\n  ")}\n`);
process.exitCode = wrong.length > 0 || acknowledged.size < ROUNDS ? 1 : 0;
