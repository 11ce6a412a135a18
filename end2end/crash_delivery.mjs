// kill -9 while pushes are accepted and delivered: `node crash_delivery.mjs --rounds N`; with `--database postgres`, by
// way of scripts/postgres, one of three servers is killed each time, and the others go on.
//
// In each round some connections send pushes, to vendors that fail now and then, until a process is killed at a random
// moment; in some rounds the application is disabled and enabled meanwhile, in some the servers that are left have to
// begin everything before the killed one is back. At the end everything is left to be delivered, and the vendors' own
// log is compared with what was acknowledged: every accepted target was delivered or has a recorded end, repeats have
// the same ids, and nothing arrived after "Disable" had answered.

import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";

import { randomFrom, SEED } from "./support/cases.mjs";
import { Fleet } from "./support/fleet.mjs";
import { count, PushLedger } from "./support/push_ledger.mjs";
import { appleToken, Station } from "./support/station.mjs";
import { Vendors } from "./support/vendors.mjs";
import { Visitor } from "./support/visitor.mjs";

const { rounds: roundsText, database } = parseArgs({
  options: { rounds: { type: "string", default: "100" }, database: { type: "string", default: "sqlite" } },
}).values;
const ROUNDS = Number(roundsText);
const CONNECTIONS = 16;
const USERS = 60;
/** What may arrive after "Disable" has answered was on the wire before; so late, in milliseconds, it may be. */
const ON_THE_WIRE = 100;
/** So long, in milliseconds, until others have begun what a killed server had: 13 s by its lease, and their work. */
const TAKEOVER = 20_000;
/** For so long, in milliseconds, it is watched that nothing arrives. */
const SILENCE = 200;
/** So long, in milliseconds, everything may take to be delivered at the end. */
const DRAIN = 120_000;

const UNAVAILABLE = { unavailable: 0.03, delay_ms: 3 };
const DROPPED = { ...UNAVAILABLE, dropped_before: 0.01, dropped_after: 0.01 };

const random = randomFrom(SEED);
const pick = (list) => list[Math.floor(random() * list.length)];
const ledger = new PushLedger();
const { acknowledged, wrong } = ledger;

const vendors = await Vendors.start();
const fleet = await Fleet.start(database, vendors.environment);
const owner = await new Visitor(fleet.consoles[0]).setUp();
const station = await Station.create(owner, vendors, "Crashed");
for (let user = 0; user < USERS; user += 1) {
  await station.device(`user-${user}`, appleToken(user));
  await station.device(`user-${user}`, `registration-${user}`);
}

async function work(number, isOver) {
  while (!isOver() && fleet.live.size > 0) {
    const size = random() < 0.7 ? 1 : 1 + Math.floor(random() * USERS);
    const first = Math.floor(random() * USERS);
    const targets = Array.from({ length: size }, (_, index) => `user-${(first + index) % USERS}`);
    const console = pick([...fleet.live]);
    try {
      const { ErrorCode, TaskId } = await station.at(console).push(targets);
      if (ErrorCode === 0) acknowledged.add(TaskId);
      // Disabled at that moment.
      else if (ErrorCode !== 60016) wrong.push(`a push was answered ${ErrorCode}`);
    } catch (error) {
      if (fleet.live.has(console)) wrong.push(`round ${number}, by a server that was not killed: ${error.message}`);
    }
  }
}

/** Pushes until the vendors get something, as they do once a server has the queues. */
async function flowing() {
  const before = await vendors.total();
  for (const end = performance.now() + TAKEOVER; (await vendors.total()) === before; await sleep(100)) {
    if (performance.now() > end) return wrong.push(`nothing arrived in ${TAKEOVER / 1000} s`);
    acknowledged.add((await station.at(pick([...fleet.live])).push(["user-0"])).TaskId);
  }
}

/** Disables the application for a moment. */
async function pause() {
  await sleep(random() * 150);
  owner.console = pick([...fleet.live]);
  await owner.change(station.sdkappid, "disable");
  const from = Date.now();
  await sleep(ON_THE_WIRE + SILENCE);
  ledger.silences.push({ from: (from + ON_THE_WIRE) * 1000, to: Date.now() * 1000 });
  await owner.change(station.sdkappid, "enable");
}

async function round(number) {
  const [isTakenOver, isPaused] = [fleet.live.size > 1 && number % 4 === 1, number % 4 === 3];
  // A connection that is dropped takes many pushes with it, and where most fail, servers rest for a while.
  const fault = isTakenOver || isPaused ? UNAVAILABLE : DROPPED;
  await vendors.chaos({ apns: fault, fcm: fault }, SEED + number);
  if (isPaused) await flowing();
  let over = false;
  const workers = Array.from({ length: CONNECTIONS }, () => work(number, () => over));
  if (isPaused) await pause();
  else await sleep(50 + random() * 400);
  const killed = pick(fleet.consoles);
  await fleet.kill(killed);
  if (fleet.live.size > 0) await sleep(random() * 300);
  over = true;
  await Promise.all(workers);
  if (isTakenOver) await until(TAKEOVER, ["waiting"], "nobody began");
  await fleet.begin(killed);
  await ledger.read(vendors);
}

/** Waits until no target is in one of these states any more; what the database holds then. */
async function until(patience, states, complaint) {
  for (const end = performance.now() + patience; ; await sleep(250)) {
    const kept = fleet.pushes();
    const open = count(kept, ...states);
    if (open === 0) return kept;
    if (performance.now() > end) {
      wrong.push(`${open} targets ${complaint} in ${patience / 1000} s`);
      return kept;
    }
  }
}

const started = performance.now();
const servers = fleet.consoles.length;
const what = `crash of delivery, ${servers} on ${database}`;
process.stdout.write(`${what}: ${ROUNDS} rounds at ${CONNECTIONS} connections, SEED=${SEED}\n`);
let states;
try {
  for (let number = 0; number < ROUNDS && wrong.length === 0; number += 1) {
    await round(number);
    if (number % 20 === 19) process.stdout.write(`${number + 1} rounds, ${acknowledged.size} acknowledged pushes\n`);
  }
  await vendors.chaos({});
  const kept = await until(DRAIN, ["waiting", "retrying"], "have no end");
  await ledger.read(vendors);
  states = JSON.stringify(ledger.compare(kept));
} finally {
  await fleet.dispose();
  await vendors.dispose();
}

const seconds = ((performance.now() - started) / 1000).toFixed(0);
const summary = `${acknowledged.size} acknowledged pushes, ${states}, ${ledger.repeats} repeats with the same ids`;
process.stdout.write(`${what}: ${summary} in ${seconds} s; ${wrong.length} violations\n`);
if (wrong.length > 0) process.stdout.write(`  ${wrong.slice(0, 10).join("\n  ")}\n`);
process.exitCode = wrong.length > 0 || acknowledged.size < ROUNDS ? 1 : 0;
