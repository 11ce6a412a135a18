// Bytes that nobody should send: each gets a clear answer, and nothing changes.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";

import { BackEnd, sign } from "../support/back_end.mjs";
import { Console } from "../support/console.mjs";
import { tokenField, Visitor } from "../support/visitor.mjs";

let console, owner, sdkappid, backEnd, usersig;

before(async () => {
  console = await Console.start();
  owner = await new Visitor(console).setUp();
  sdkappid = await owner.create("Orbit Messenger", { description: "Production" });
  backEnd = new BackEnd(console, sdkappid, await owner.key(sdkappid));
  usersig = sign({ ...backEnd, user: "xiaojun" });
});
after(() => console?.dispose());

/** Runs `attack` and insists that the application and the list are as they were. */
async function unchanged(attack) {
  const state = async () => [
    await words(await owner.page(`/applications/${sdkappid}`)),
    await words(await owner.page("/applications")),
  ];
  const before = await state();
  const result = await attack();
  assert.deepEqual(await state(), before);
  return result;
}

// What a person reads; scripts, tokens of forms and what is relative to the clock are not of interest.
function words(page) {
  const main = page.match(/<main\b.*<\/main>/s)[0];
  return main.replaceAll(/<script\b.*?<\/script>/gs, "").replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
}

test("bodies of /v4 that are broken, huge or incomplete", async () => {
  const good = JSON.stringify({ UserID: "xiaojun", UserSig: usersig });
  const bodies = [
    ["nothing", "", 60003],
    ["broken JSON", good.slice(0, -1), 60003],
    ["broken UTF-8", Buffer.concat([Buffer.from('{"UserID":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]), 60003],
    ["noise", randomBytes(4_096), 60003],
    ["a body over the limit", good.slice(0, -1) + " ".repeat(70_000) + "}", 60003],
    ["deep nesting", "[".repeat(20_000), 60003],
    ["something after the end", good + good, 60003],
    ["no UserID", JSON.stringify({ UserSig: usersig }), 70402],
    ["no UserSig", JSON.stringify({ UserID: "xiaojun" }), 70402],
    ["a UserID that is a number", JSON.stringify({ UserID: 7, UserSig: usersig }), 70402],
    ["a UserID that is empty", JSON.stringify({ UserID: "", UserSig: usersig }), 70402],
    ["a UserID that is too long", JSON.stringify({ UserID: "x".repeat(33), UserSig: usersig }), 70402],
    ["a UserID with a control character", JSON.stringify({ UserID: "a\u0000b", UserSig: usersig }), 70402],
    ["a list", "[]", 60003],
    ["null", "null", 60003],
  ];
  await unchanged(async () => {
    for (const [what, body, code] of bodies) {
      assert.equal((await backEnd.post(body)).ErrorCode, code, what);
    }
  });
  assert.equal((await backEnd.post(good)).ErrorCode, 0);
});

test("addresses of /v4 that are incomplete or wrong", async () => {
  const good = JSON.stringify({ UserID: "xiaojun", UserSig: usersig });
  const over = [
    ...["sdkappid", "identifier", "usersig", "random", "contenttype"].map((name) => [{ [name]: undefined }, 60021]),
    [{ contenttype: "xml" }, 60021],
    [{ random: "x" }, 60021],
    ...["", "0", "014", "-1", "4294967296", "9".repeat(40), `${sdkappid} OR 1=1`].map((text) => [{ sdkappid: text }, 60021]),
    [{ sdkappid: "1400000001" }, 70020],
  ];
  for (const [change, code] of over) {
    const { ErrorCode } = await backEnd.post(good, { address: backEnd.address(change) });
    assert.equal(ErrorCode, code, JSON.stringify(change));
  }
  const addresses = [
    `${backEnd.address()}&sdkappid=${sdkappid}`,
    `${backEnd.address({ identifier: undefined })}&identifier=%ff%fe`,
    `${console.origin}/v4/usersig/verify`,
    `${console.origin}/v4/usersig`,
    `${console.origin}/v4/`,
    `${console.origin}/v4/usersig/verify/%ff`,
  ];
  for (const address of addresses) {
    assert.notEqual((await backEnd.post(good, { address })).ErrorCode, 0, address);
  }
  for (const method of ["PUT", "DELETE", "PATCH"]) {
    assert.equal((await backEnd.post(good, { method })).ErrorCode, 60021, method);
  }
});

test("posts from other sites are refused, whoever is signed in", async () => {
  const form = await owner.form(`/applications/${sdkappid}?dialog=disable`, "change_application");
  const origin = "https://elsewhere.example";
  const foreign = [
    { "sec-fetch-site": "cross-site", origin },
    { "sec-fetch-site": "same-site", origin: "http://127.0.0.1:1" },
    { origin },
    { origin: "null" },
  ];
  await unchanged(async () => {
    for (const headers of foreign) {
      const answer = await owner.request(form.action, { form: form.fields, headers });
      assert.equal(answer.status, 403, JSON.stringify(headers));
      assert.match(answer.text, /another site/);
    }
  });
});

test("without a session, and with a foreign or an ended one, nothing is read or changed", async () => {
  const former = await new Visitor(console).signIn();
  const formerCookies = new Map(former.cookies);
  await former.succeed("/applications", "sign_out");
  const [name, token] = [...owner.cookies].find(([, value]) => value.length >= 32);
  const form = await owner.form(`/applications/${sdkappid}?dialog=disable`, "change_application");
  const foreign = [
    ["none", new Map()],
    ["a signed-out one", formerCookies],
    ["noise", new Map([[name, randomBytes(32).toString("hex")]])],
    ["one character off", new Map([[name, token.slice(0, -1) + (token.endsWith("0") ? "1" : "0")]])],
    ["huge", new Map([[name, "f".repeat(4_000)]])],
    ["not hexadecimal", new Map([[name, "%00%ff'--"]])],
  ];
  await unchanged(async () => {
    for (const [what, cookies] of foreign) {
      const stranger = new Visitor(console);
      stranger.cookies = new Map(cookies);
      const page = await stranger.request(`/applications/${sdkappid}`);
      assert.ok([302, 303, 307].includes(page.status), `${what}: ${page.status}`);
      assert.match(page.location, /^\/sign-in\?next=/, what);
      assert.doesNotMatch(page.text, /Orbit Messenger/);
      stranger.cookies = new Map(cookies);
      const post = await stranger.request(form.action, { form: form.fields });
      assert.doesNotMatch(post.location ?? "", /done=/, what);
    }
  });
});

test("a form that is posted twice acts once", async () => {
  const form = await owner.form("/applications?dialog=create", "create_application");
  const post = { form: { ...form.fields, name: "Posted twice", description: "", region: "sg" } };
  const answers = await Promise.all(Array.from({ length: 8 }, () => owner.request(form.action, post)));
  const ids = new Set(answers.map(({ location }) => location.match(/\/applications\/(14\d{8})/)[1]));
  assert.equal(ids.size, 1);
  assert.equal((await owner.request(form.action, post)).location.match(/14\d{8}/)[0], [...ids][0]);
  const rows = (await owner.page("/applications?q=posted+twice")).match(/(?<=href="?\/applications\/)14\d{8}/g);
  assert.equal(new Set(rows).size, 1);
});

test("a submission token that was not made here", async () => {
  const form = await owner.form("/applications?dialog=create", "create_application");
  const token = tokenField(form);
  await unchanged(async () => {
    for (const value of ["x", "g".repeat(32), "0".repeat(5_000)]) {
      const fields = { ...form.fields, name: "No token", region: "sg", [token]: value };
      const answer = await owner.request(form.action, { form: fields });
      assert.doesNotMatch(answer.location ?? "", /\/applications\/14/, value);
      assert.ok(answer.status < 500, `${answer.status}`);
    }
  });
});

test("forms over the limit, in broken UTF-8 or of no form at all", async () => {
  const { action } = await owner.form(`/applications/${sdkappid}?edit=1`, "save_application");
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const post = (body, more) => owner.request(action, { method: "POST", body, headers: { ...headers, ...more } });
  await unchanged(async () => {
    const large = await post(`name=${"x".repeat(300_000)}`);
    assert.equal(large.status, 413);
    assert.match(large.text, /too large/i);
    for (const body of ["name=%ff%fe&version=1", Buffer.from([0x6e, 0x3d, 0xff, 0xfe])]) {
      assert.equal((await post(body)).status, 400);
    }
    for (const body of ["", "name", "version=x&sdkappid=y", "name[a][b][c]=1", "a=1&".repeat(10_000), randomBytes(999)]) {
      const { status } = await post(body);
      assert.ok(status < 500, `${status} for ${body}`);
    }
    const json = await post("{}", { "content-type": "application/json" });
    assert.ok(json.status < 500, `${json.status}`);
  });
});

test("unknown, foreign and broken addresses of the console", async () => {
  const gone = await owner.create("Gone");
  await owner.change(gone, "disable");
  await owner.change(gone, "delete");
  for (const path of ["/applications/1400000001", `/applications/${gone}`, "/applications/14", "/applications/x", "/nowhere"]) {
    assert.equal((await owner.request(path)).status, 404, path);
  }
  for (const path of ["/%ff", "/applications?q=%ff", "/applications/%c3%28"]) {
    assert.equal((await owner.request(path)).status, 400, path);
  }
  for (const path of ["/pkg/unknown.js", "/rpc/unknown", "/pkg/../../Cargo.toml", "/pkg/..%2f..%2fCargo.toml"]) {
    const { status, text } = await owner.request(path);
    assert.ok([400, 404, 405].includes(status), `${path}: ${status}`);
    assert.doesNotMatch(text, /\[workspace\]/);
  }
  for (const query of ["page=nonsense", "sort=nonsense", "status=deleted", "edition=%F0%9F%99%82", `q=${"x".repeat(5_000)}`]) {
    assert.equal((await owner.request(`/applications?${query}`)).status, 200, query);
  }
});
