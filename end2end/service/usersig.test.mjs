// POST /v4/usersig/verify, asked with UserSigs that Tencent's own libraries made.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { inflateSync } from "node:zlib";

import { ADMINISTRATOR, BackEnd, each, now, sign } from "../support/back_end.mjs";
import { randomFrom, SEED, userIds } from "../support/cases.mjs";
import { Console, FOLDER } from "../support/console.mjs";
import { PYTHON } from "../support/python.mjs";
import { Visitor } from "../support/visitor.mjs";

const CASES = 1_000;

let console, owner, backEnd, other;

before(async () => {
  console = await Console.start();
  owner = await new Visitor(console).setUp();
  backEnd = await newBackEnd("Orbit Messenger");
  other = await newBackEnd("Ward Rounds");
});
after(() => console?.dispose());

async function newBackEnd(name) {
  const sdkappid = await owner.create(name);
  return new BackEnd(console, sdkappid, await owner.key(sdkappid));
}

function cases(seed) {
  const random = randomFrom(seed);
  return userIds(CASES, random).map((user) => ({
    user,
    expire: 60 + Math.floor(random() * 15_552_000),
    userbuf: random() < 0.1 ? Buffer.from(user).toString("base64") : undefined,
  }));
}

async function verifyAll(signed, since) {
  await each(signed, 16, async ({ user, expire, usersig }) => {
    const answer = await backEnd.verify(user, usersig);
    assert.equal(answer.ErrorCode, 0, `${user}: ${JSON.stringify(answer)}`);
    assert.equal(answer.Expire, expire);
    assert.equal(answer.KeyVersion, 1);
    assert.ok(answer.Time >= since && answer.Time <= now(), `${answer.Time}`);
  });
}

test(`${CASES} UserSigs of the npm library are verified (SEED=${SEED})`, async () => {
  const since = now();
  const { sdkappid, key } = backEnd;
  const signed = cases(SEED).map((one) => ({
    ...one,
    usersig: sign({ sdkappid, key, ...one, userbuf: one.userbuf && Buffer.from(one.userbuf, "base64") }),
  }));
  await verifyAll(signed, since);
});

test(`${CASES} UserSigs of the Python library are verified (SEED=${SEED})`, async () => {
  const since = now();
  const { sdkappid, key } = backEnd;
  const asked = cases(SEED);
  const input = asked.map((one) => JSON.stringify({ sdkappid: Number(sdkappid), key, ...one })).join("\n");
  const python = spawnSync(PYTHON, [join(FOLDER, "service/sign.py")], { input, encoding: "utf8" });
  assert.equal(python.status, 0, python.stderr ?? String(python.error));
  const lines = python.stdout.trim().split("\n");
  assert.equal(lines.length, CASES);
  await verifyAll(asked.map((one, index) => ({ ...one, usersig: lines[index] })), since);
});

test("each wrong thing has its own code", async () => {
  const { sdkappid, key } = backEnd;
  const usersig = sign({ sdkappid, key, user: "xiaojun" });
  const wrong = {
    "another application's key": [70009, sign({ sdkappid, key: other.key, user: "xiaojun" })],
    "the key decoded from hexadecimal": [70009, sign({ sdkappid, key: Buffer.from(key, "hex"), user: "xiaojun" })],
    "another application": [70014, sign({ ...other, user: "xiaojun" })],
    "another user": [70013, sign({ sdkappid, key, user: "xiaoming" })],
    "the same user in other case": [70013, sign({ sdkappid, key, user: "Xiaojun" })],
    "expired by a second": [70001, sign({ sdkappid, key, user: "xiaojun", at: now() - 101, expire: 100 })],
    "an empty one": [70002, ""],
    "truncated by half": [70003, usersig.slice(0, usersig.length / 2)],
    "in base64url": [70003, base64Url(usersig)],
    "in plain base64": [70003, usersig.replaceAll("*", "+").replaceAll("-", "/").replaceAll("_", "=") + "="],
    "no UserSig at all": [70003, "no UserSig at all"],
    "larger than any": [70003, "e".repeat(10_000)],
  };
  for (const [what, [code, token]] of Object.entries(wrong)) {
    assert.equal(await backEnd.judge("xiaojun", token), code, what);
  }
  assert.equal(await backEnd.judge("xiaojun", usersig), 0);
});

// The alphabet of RFC 4648 section 5, which many a library would use; `_` for `/` and no padding.
function base64Url(usersig) {
  const url = usersig.replaceAll("-", "/").replaceAll("_", "=").replaceAll("*", "-").replaceAll("/", "_");
  return `${url.replaceAll("=", "")}-_`;
}

test("the second of its end is the last one of a UserSig", async () => {
  const { sdkappid, key } = backEnd;
  await sleep(1_005 - (Date.now() % 1_000));
  const usersig = sign({ sdkappid, key, user: "xiaojun", at: now() - 100, expire: 100 });
  assert.equal(await backEnd.judge("xiaojun", usersig), 0);
  await sleep(1_005 - (Date.now() % 1_000));
  assert.equal(await backEnd.judge("xiaojun", usersig), 70001);
});

/** What a UserSig says once it is unpacked; undefined for what is none. */
function unpacked(usersig) {
  try {
    const base64 = usersig.replaceAll("*", "+").replaceAll("-", "/").replaceAll("_", "=");
    return inflateSync(Buffer.from(base64, "base64")).toString("latin1");
  } catch {
    return undefined;
  }
}

test("a UserSig that was altered at any byte is refused, unless it says the same", async () => {
  const usersig = sign({ ...backEnd, user: "xiaojun" });
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*-";
  const random = randomFrom(SEED);
  const altered = [...usersig].flatMap((char, at) => {
    const others = [...alphabet].filter((other) => other !== char);
    return Array.from({ length: 3 }, () => {
      const replacement = others[Math.floor(random() * others.length)];
      return usersig.slice(0, at) + replacement + usersig.slice(at + 1);
    });
  });
  await each(altered, 16, async (token) => {
    const code = await backEnd.judge("xiaojun", token);
    // Another way to pack the same text, a reference to another place where the same stands, is as good.
    const isSame = unpacked(token) === unpacked(usersig);
    assert.ok(code === 70003 || (code === 0 && isSame), `${code} SEED=${SEED} ${token}`);
  });
});

test("a UserSig that was cut off or continued anywhere is refused", async () => {
  const usersig = sign({ ...backEnd, user: "xiaojun" });
  const cuts = Array.from({ length: usersig.length - 1 }, (_, at) => usersig.slice(0, at + 1));
  await each([...cuts, `${usersig}A`, `${usersig}_`, `${usersig}${usersig}`, ` ${usersig}`], 16, async (token) => {
    assert.equal(await backEnd.judge("xiaojun", token), 70003, token);
  });
});

test("the caller's own UserSig is judged in the same way", async () => {
  const { sdkappid, key } = backEnd;
  const usersig = sign({ sdkappid, key, user: "xiaojun" });
  const user = sign({ sdkappid, key, user: "xiaojun" });
  const callers = [
    [{ usersig: sign({ sdkappid, key: other.key, user: ADMINISTRATOR }) }, 70009],
    [{ usersig: other.usersig }, 70014],
    [{ usersig: user }, 70013],
    [{ usersig: user, identifier: "xiaojun" }, 60010],
    [{ usersig: sign({ sdkappid, key, user: ADMINISTRATOR, at: now() - 101, expire: 100 }) }, 70001],
    [{ usersig: backEnd.usersig.slice(0, 40) }, 70003],
    [{ usersig: "" }, 70002],
    [{ sdkappid: "1400000000" }, 70020],
    [{ sdkappid: other.sdkappid }, 70014],
  ];
  for (const [over, code] of callers) {
    assert.equal(await backEnd.judge("xiaojun", usersig, over), code, JSON.stringify(over));
  }
});

test("disabled, enabled and deleted applications answer so from the very next call", async () => {
  const short = await newBackEnd("Short Life");
  const usersig = sign({ ...short, user: "xiaojun" });
  assert.equal(await short.judge("xiaojun", usersig), 0);
  for (let round = 1; round <= 3; round += 1) {
    await owner.change(short.sdkappid, "disable");
    assert.equal(await short.judge("xiaojun", usersig), 60016, `disabled, round ${round}`);
    await owner.change(short.sdkappid, "enable");
    assert.equal(await short.judge("xiaojun", usersig), 0, `enabled, round ${round}`);
  }
  await owner.change(short.sdkappid, "disable");
  await owner.change(short.sdkappid, "delete");
  assert.equal(await short.judge("xiaojun", usersig), 70020);
  assert.equal(await backEnd.judge("xiaojun", sign({ ...backEnd, user: "xiaojun" })), 0, "the others go on");
});
