// Pushes by `timsdk` of PyPI as it is: its host and its authority are pointed here by the environment.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { AsTencent } from "../support/as_tencent.mjs";
import { Console, FOLDER } from "../support/console.mjs";
import { PYTHON } from "../support/python.mjs";
import { appleToken, Station } from "../support/station.mjs";
import { Vendors } from "../support/vendors.mjs";
import { Visitor } from "../support/visitor.mjs";

let vendors, console_, station, way;

before(async () => {
  vendors = await Vendors.start();
  console_ = await Console.start({ environment: vendors.environment });
  station = await Station.create(await new Visitor(console_).setUp(), vendors, "Written in Python");
  way = await AsTencent.start(console_);
});

after(async () => {
  await way?.dispose();
  await console_?.dispose();
  await vendors?.dispose();
});

/** What one process of timsdk is answered, call by call. */
async function sent(bodies, key = station.key) {
  const parameters = [join(FOLDER, "service/push.py"), station.sdkappid, key];
  const python = spawn(PYTHON, parameters, { env: { PATH: process.env.PATH, ...way.environment } });
  python.stdin.end(bodies.map((body) => `${JSON.stringify(body)}\n`).join(""));
  const [output, errors, [code]] = await Promise.all([text(python.stdout), text(python.stderr), once(python, "close")]);
  assert.equal(code, 0, errors);
  return output.trim().split("\n").map((line) => JSON.parse(line));
}

const push = (random, title = "Ward 3") => ({
  From_Account: "administrator",
  To_Account: ["jo"],
  MsgRandom: random,
  OfflinePushInfo: { PushFlag: 0, Title: title, Desc: "Bed 12 asks for you" },
});

test("what timsdk sends arrives at the device, once for each call", async () => {
  await station.device("jo", appleToken(1));
  // All calls of one process have the same `random` in their address.
  const answers = await sent([push(1), push(2, "病房 3 호실"), push(1)]);
  assert.deepEqual(answers.map(({ ErrorCode, ActionStatus }) => [ErrorCode, ActionStatus]), Array(3).fill([0, "OK"]));
  assert.equal(answers[2].TaskId, answers[0].TaskId);
  assert.notEqual(answers[1].TaskId, answers[0].TaskId);
  const end = performance.now() + 15_000;
  while ((await vendors.deliveries()).length < 2 && performance.now() < end) await sleep(10);
  assert.deepEqual((await vendors.deliveries()).map(({ token }) => token), [appleToken(1), appleToken(1)]);
  assert.match(JSON.stringify(await vendors.received()), /病房 3 호실/);
});

test("timsdk with another key is refused", async () => {
  const [{ ErrorCode }] = await sent([push(3)], "0".repeat(64));
  assert.equal(ErrorCode, 70009);
});
