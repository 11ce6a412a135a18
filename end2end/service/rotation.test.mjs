// A key is rotated, gone back from, rotated again and retired while back ends verify a thousand UserSigs a
// second, and the power fails in between: no valid token of an accepted key is ever refused, and none of a
// retired key accepted after the commit.

import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { after, before, test } from "node:test";

import { BackEnd, sign } from "../support/back_end.mjs";
import { Console, PROMPT_FLUSH } from "../support/console.mjs";
import { Visitor } from "../support/visitor.mjs";

let console, owner;

before(async () => {
  console = await Console.start({ environment: PROMPT_FLUSH });
  owner = await new Visitor(console).setUp();
});

after(() => console.dispose());

/** What a key may be answered: exactly this, or either while it is being changed. */
const ACCEPTED = [0];
const REFUSED = [70009];
const EITHER = [0, 70009];

/** Verifies UserSigs of every key all the time, `rate` a second, each against what it may be answered. */
class Load {
  verified = 0;
  wrong = [];
  #keys = [];
  #over = false;

  constructor(sdkappid, rate) {
    Object.assign(this, { sdkappid, rate });
  }

  add(backEnd) {
    const token = sign({ sdkappid: this.sdkappid, key: backEnd.key, user: "jo" });
    const key = { backEnd, token, may: ACCEPTED };
    this.#keys.push(key);
    return key;
  }

  start() {
    this.workers = Array.from({ length: 16 }, () => this.#work());
  }

  async stop() {
    this.#over = true;
    await Promise.all(this.workers);
  }

  async #work() {
    for (let turn = 0; !this.#over; turn += 1) {
      const started = performance.now();
      const key = this.#keys[turn % this.#keys.length];
      const mayBefore = key.may;
      const code = await key.backEnd.judge("jo", key.token).catch(() => "no answer");
      // A change that was under way when the answer was given leaves both possible.
      const may = new Set([...mayBefore, ...key.may]);
      if (code === "no answer" ? !this.mayBeAway : !may.has(code)) this.wrong.push({ code, may: [...may] });
      this.verified += 1;
      await sleep(Math.max(0, 16_000 / this.rate - (performance.now() - started)));
    }
  }
}

test("rotate, undo, rotate, retire under load and a kill -9", { timeout: 120_000 }, async (context) => {
  const sdkappid = await owner.create("Under load");
  const backEnd = async () => new BackEnd(console, sdkappid, await owner.key(sdkappid));
  const load = new Load(sdkappid, 1_000);
  const first = load.add(await backEnd());
  load.start();
  const started = performance.now();
  await sleep(500);

  await owner.rotate(sdkappid, 7);
  const second = load.add(await backEnd());
  await sleep(500);

  second.may = EITHER;
  await owner.undoRotation(sdkappid);
  second.may = REFUSED;
  await sleep(500);

  await owner.rotate(sdkappid, 7);
  const third = load.add(await backEnd());
  await sleep(500);

  first.may = EITHER;
  await owner.retire(sdkappid, 1, sdkappid);
  first.may = REFUSED;
  await sleep(500);

  // The power fails: what was committed holds.
  load.mayBeAway = true;
  await console.kill();
  await console.start();
  for (const key of [first, second, third]) key.backEnd.console = console;
  await sleep(500);
  await load.stop();
  const seconds = (performance.now() - started) / 1000;

  assert.deepEqual(load.wrong, []);
  const rate = Math.round(load.verified / seconds);
  context.diagnostic(`${rate} verifications a second`);
  assert.ok(load.verified > 500, `${load.verified} verifications are no load`);
  for (const [key, code] of [[first, 70009], [second, 70009], [third, 0]]) {
    const caller = new BackEnd(console, sdkappid, third.backEnd.key);
    assert.equal(await caller.judge("jo", key.token), code);
  }
});

test("the use of a key survives a kill -9 once it is written down", async () => {
  const sdkappid = await owner.create("Counted");
  const backEnd = new BackEnd(console, sdkappid, await owner.key(sdkappid));
  const token = sign({ sdkappid, key: backEnd.key, user: "jo" });
  for (let count = 0; count < 50; count += 1) assert.equal(await backEnd.judge("jo", token), 0);
  // Each call proves two: the caller's own UserSig and the user's.
  await owner.pageWith(`/applications/${sdkappid}`, /100 uses in 24 hours/);
  await console.kill();
  await console.start();
  assert.match(await owner.page(`/applications/${sdkappid}`), /100 uses in 24 hours/);
});

test("a stop loses no use at all", async () => {
  const sdkappid = await owner.create("Stopped");
  const backEnd = new BackEnd(console, sdkappid, await owner.key(sdkappid));
  assert.equal(await backEnd.judge("jo", sign({ sdkappid, key: backEnd.key, user: "jo" })), 0);
  await console.stop();
  await console.start();
  assert.match(await owner.page(`/applications/${sdkappid}`), /2 uses in 24 hours/);
});
