// Pushes as a back end sends them today: Tencent's library signs, plain HTTP in Tencent's convention does the rest, and the
// simulated vendors say what has arrived.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { Console } from "../support/console.mjs";
import { appleToken, Station } from "../support/station.mjs";
import { Vendors } from "../support/vendors.mjs";
import { Visitor } from "../support/visitor.mjs";

let vendors, console_, owner, station;

before(async () => {
  vendors = await Vendors.start();
  console_ = await Console.start({ environment: vendors.environment });
  owner = await new Visitor(console_).setUp();
  station = await Station.create(owner, vendors, "Delivered");
});

after(async () => {
  await console_?.dispose();
  await vendors?.dispose();
});

/** What has arrived, once there is that much. */
async function arrived(count) {
  for (const end = performance.now() + 15_000; ; await sleep(10)) {
    const deliveries = await vendors.deliveries();
    if (deliveries.length >= count) return deliveries;
    if (performance.now() > end) assert.fail(`${deliveries.length} of ${count} have arrived`);
  }
}

test("a push to users arrives at Apple and Google, with title and text", async () => {
  await station.device("jo", appleToken(1));
  await station.device("jo", "registration-of-jo");
  const { ErrorCode, TaskId, ErrorList } = await station.push(["jo", "nobody"], { info: { Ext: '{"ward":3}' } });
  assert.equal(ErrorCode, 0);
  assert.match(TaskId, /^batch_/);
  assert.deepEqual(ErrorList.map((one) => [one.To_Account, one.ErrorCode]), [["nobody", 70107]]);
  const deliveries = await arrived(2);
  assert.deepEqual(deliveries.map(({ token }) => token).sort(), [appleToken(1), "registration-of-jo"].sort());
  const received = (await vendors.received()).filter(({ tokens }) => tokens.includes(appleToken(1)));
  assert.match(JSON.stringify(received), /Bed 12 asks for you/);
  assert.match(JSON.stringify(received), /ward/);
});

test("a call that is made twice is one push", async () => {
  const before = (await vendors.deliveries()).length;
  const first = await station.push(["jo"], { random: 7 });
  assert.equal((await station.push(["jo"], { random: 7 })).TaskId, first.TaskId);
  const keyed = { headers: { "idempotency-key": "order-17" } };
  const second = await station.push(["jo"], keyed);
  assert.notEqual(second.TaskId, first.TaskId);
  assert.equal((await station.push(["jo"], keyed)).TaskId, second.TaskId);
  assert.equal((await arrived(before + 4)).length, before + 4);
});

test("what was accepted survives kill -9", async () => {
  const before = (await vendors.deliveries()).length;
  const tokens = Array.from({ length: 40 }, (_, index) => appleToken(100 + index));
  for (const token of tokens) await station.device("many", token);
  const { TaskId } = await station.push(["many"]);
  await console_.kill();
  assert.ok(TaskId);
  await console_.start();
  station.connect(console_);
  const deliveries = (await arrived(before + tokens.length)).slice(before);
  assert.deepEqual([...new Set(deliveries.map(({ token }) => token))].sort(), tokens.sort());
});

test("Disable is silence, and Enable does not bring back what was stopped", async () => {
  await vendors.chaos({ apns: { delay_ms: 200 } });
  const tokens = Array.from({ length: 40 }, (_, index) => appleToken(200 + index));
  for (const token of tokens) await station.device("slow", token);
  await Promise.all(Array.from({ length: 20 }, () => station.push(["slow"])));
  await owner.change(station.sdkappid, "disable");
  const disabled = Date.now();
  assert.equal((await station.push(["slow"])).ErrorCode, 60016);
  // Answers are delayed, so what was on the wire is logged that much later.
  await sleep(700);
  const late = (await vendors.deliveries()).filter(({ at_micros: at }) => at / 1000 > disabled + 300);
  assert.deepEqual(late, []);
  await vendors.chaos({});
  await owner.change(station.sdkappid, "enable");
  const before = (await vendors.deliveries()).length;
  assert.equal((await station.push(["jo"])).ErrorCode, 0);
  await arrived(before + 2);
});

test("a credential that is refused for everything stops alone", async () => {
  const bundle = "com.example.refused";
  const refused = await Station.create(owner, vendors, "Refused", bundle);
  const of = (first) => Array.from({ length: 40 }, (_, index) => appleToken(first + index));
  const [good, bad] = [of(300), of(400)];
  for (const token of good) await station.device("good", token);
  for (const token of bad) await refused.device("bad", token);
  await vendors.chaos({ apns: { refused: [bundle] } });
  const before = await vendors.total();
  for (let call = 0; call < 20; call += 1) {
    assert.equal((await refused.push(["bad"])).ErrorCode, 0);
    assert.equal((await station.push(["good"])).ErrorCode, 0);
  }
  const deliveries = await arrived(before + 20 * good.length);
  const tokens = deliveries.slice(before).map(({ token }) => token);
  assert.deepEqual(tokens.sort(), Array(20).fill(good).flat().sort());
  await vendors.chaos({});
});
