// kill -9 under load: `node crash.mjs --rounds N`.
//
// In each round 32 connections create, rename, disable and enable applications as fast as they can until the
// process is killed at a random moment. It is started again on the same data, and then every acknowledged change
// has to be there, every other one wholly or not at all. The data folder is read from outside, read-only.

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";

import { BackEnd, sign } from "./support/back_end.mjs";
import { randomFrom, SEED } from "./support/cases.mjs";
import { Console, FOLDER } from "./support/console.mjs";
import { Visitor } from "./support/visitor.mjs";

const { rounds: roundsText } = parseArgs({ options: { rounds: { type: "string", default: "200" } } }).values;
const ROUNDS = Number(roundsText);
const CONNECTIONS = 32;
/** A new data folder after so many rounds, so that reading all of it stays quick. */
const ROUNDS_PER_FOLDER = 10;

const random = randomFrom(SEED);
const pick = (list) => list[Math.floor(random() * list.length)];

/** What the person at the other end of the connections knows: `pending` is what nobody answered. */
class Ledger {
  applications = new Map();
  pendingCreates = new Set();
  acknowledged = 0;

  created(sdkappid, name) {
    this.pendingCreates.delete(name);
    this.applications.set(sdkappid, { name, disabled: false, trail: ["application_created"], pending: undefined });
    this.acknowledged += 1;
  }

  begin(application, change) {
    application.pending = change;
  }

  commit(application) {
    const { action, ...change } = application.pending;
    Object.assign(application, change, { pending: undefined });
    application.trail.push(action);
    this.acknowledged += 1;
  }
}

/** One connection: acts on applications of its own, so that what it knows is all there is to know. */
async function work(owner, ledger, mine, label, isOver) {
  for (let count = 0; !isOver(); count += 1) {
    const dice = random();
    const sdkappid = mine.length > 0 ? pick(mine) : undefined;
    const application = ledger.applications.get(sdkappid);
    if (!application || dice < 0.4) {
      const name = `${label}-${count}`;
      ledger.pendingCreates.add(name);
      const sdkappid = await owner.create(name);
      ledger.created(sdkappid, name);
      mine.push(sdkappid);
    } else if (dice < 0.75) {
      const name = `${label}-${count}-renamed`;
      const path = `/applications/${sdkappid}?edit=1`;
      const form = await owner.form(path, "save_application");
      ledger.begin(application, { action: "application_edited", name });
      await acknowledge(owner, form, { name }, path);
      ledger.commit(application);
    } else {
      const event = application.disabled ? "enable" : "disable";
      const path = `/applications/${sdkappid}?dialog=${event}`;
      const form = await owner.form(path, "change_application");
      ledger.begin(application, { action: `application_${event}d`, disabled: !application.disabled });
      await acknowledge(owner, form, {}, path);
      ledger.commit(application);
    }
  }
}

class Violation extends Error {}

async function acknowledge(owner, form, values, path) {
  const headers = { referer: `${owner.console.origin}${path}` };
  const answer = await owner.request(form.action, { form: { ...form.fields, ...values }, headers });
  if (![302, 303].includes(answer.status) || !/[?&]done=/.test(answer.location)) {
    throw new Violation(`${form.action} refused: ${answer.status} ${answer.location}`);
  }
}

function read(console) {
  const file = join(console.dataDir, "chat-console.db");
  const text = execFileSync("python3", [join(FOLDER, "support/ledger.py"), file], { maxBuffer: 2 ** 30 });
  return JSON.parse(text);
}

/** Everything that is wrong with `kept`; what was pending and turns out to be kept is taken into the ledger. */
function compare(ledger, kept) {
  const wrong = [...kept.strays.map((stray) => `half a row: ${stray}`)];
  if (kept.integrity.join() !== "ok") wrong.push(`integrity: ${kept.integrity}`);
  if (kept.foreignKeys > 0) wrong.push(`${kept.foreignKeys} broken foreign keys`);
  const found = Object.entries(kept.applications);
  if (kept.counted !== found.length) wrong.push(`counted ${kept.counted} applications, there are ${found.length}`);
  for (const [sdkappid, application] of found) {
    const { name, keys, submissions, trail } = application;
    // Each change came by one form; a key is shown as often as somebody asks.
    const changes = trail.filter((action) => action !== "key_shown").length;
    if (keys !== 1 || submissions !== changes) {
      wrong.push(`${sdkappid} has ${keys} keys, and ${submissions} submissions for ${changes} changes`);
    }
    if (ledger.applications.has(sdkappid)) continue;
    if (!ledger.pendingCreates.has(name) || trail.join() !== "application_created") {
      wrong.push(`nobody asked for ${sdkappid} ${name} (${trail})`);
    }
    ledger.applications.set(sdkappid, { name, disabled: false, trail: [...trail], pending: undefined });
  }
  ledger.pendingCreates.clear();
  for (const [sdkappid, known] of ledger.applications) {
    const application = kept.applications[sdkappid];
    if (!application) {
      wrong.push(`${sdkappid} ${known.name} was acknowledged and is gone`);
      continue;
    }
    const same = (state) =>
      application.name === state.name &&
      application.disabled === state.disabled &&
      application.trail.join() === state.trail.join();
    const { pending, ...before } = known;
    if (pending && !same(before)) {
      Object.assign(known, pending, { trail: [...known.trail, pending.action] });
    }
    known.pending = undefined;
    if (!same(known)) wrong.push(`${sdkappid} is ${JSON.stringify(application)}, not ${JSON.stringify(known)}`);
  }
  return wrong;
}

/** One application, taken at random, still does its work: its page is there and its key signs. */
async function probe(owner, ledger) {
  const [sdkappid, application] = pick([...ledger.applications]);
  const page = await owner.page(`/applications/${sdkappid}`);
  if (!page.includes(application.name)) return [`the page of ${sdkappid} lacks ${application.name}`];
  const backEnd = new BackEnd(owner.console, sdkappid, await owner.key(sdkappid));
  application.trail.push("key_shown");
  const code = await backEnd.judge("xiaojun", sign({ ...backEnd, user: "xiaojun" }));
  const expected = application.disabled ? 60016 : 0;
  return code === expected ? [] : [`${sdkappid} answers ${code} instead of ${expected}`];
}

async function round(number, owner, ledger, shares) {
  let over = false;
  const surprises = [];
  const workers = shares.map((mine, index) =>
    work(owner, ledger, mine, `r${number}w${index}`, () => over).catch((error) => {
      // A connection that breaks is what this is about; a refusal is not.
      if (!over || error instanceof Violation) surprises.push(`before the kill: ${error.message}`);
    }),
  );
  await sleep(100 + random() * 500);
  over = true;
  await owner.console.kill();
  await Promise.all(workers);
  await owner.console.start();
  const wrong = compare(ledger, read(owner.console));
  return [...surprises, ...wrong, ...(await probe(owner, ledger))];
}

let passed = 0;
let failed = 0;
let acknowledged = 0;
let console_, owner, ledger, shares;
const started = performance.now();
process.stdout.write(`crash: ${ROUNDS} rounds at ${CONNECTIONS} connections, SEED=${SEED}\n`);

for (let number = 0; number < ROUNDS; number += 1) {
  if (number % ROUNDS_PER_FOLDER === 0) {
    await console_?.dispose();
    console_ = await Console.start({ environment: { CHAT_CONSOLE_APPLICATION_LIMIT: "1000000" } });
    owner = await new Visitor(console_).setUp();
    await owner.create("The first");
    ledger = new Ledger();
    compare(Object.assign(ledger, { pendingCreates: new Set(["The first"]) }), read(console_));
    shares = Array.from({ length: CONNECTIONS }, () => []);
  }
  const before = ledger.acknowledged;
  const wrong = await round(number, owner, ledger, shares);
  acknowledged += ledger.acknowledged - before;
  if (wrong.length === 0) {
    passed += 1;
  } else {
    failed += 1;
    process.stdout.write(`round ${number}: ${wrong.length} violations\n  ${wrong.slice(0, 10).join("\n  ")}\n`);
  }
  if ((number + 1) % 20 === 0) process.stdout.write(`${number + 1} rounds, ${acknowledged} acknowledged changes\n`);
}
await console_?.dispose();

const seconds = ((performance.now() - started) / 1000).toFixed(0);
process.stdout.write(`crash: ${acknowledged} acknowledged changes in ${seconds} s; ${passed} passed, ${failed} failed\n`);
process.exitCode = failed > 0 || acknowledged < ROUNDS ? 1 : 0;
