// No secret of a push certificate leaves the console but to its vendor. A canary stands in every secret field of
// every vendor; then everything is done with it that can be done, well and badly, and everything that the console
// ever said is searched: answers with their headers, log, metrics, and the bytes of its data folder.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { Canary } from "../support/canaries.mjs";
import { Console } from "../support/console.mjs";
import { closed, opened, privateKey, pushCertificate } from "../support/openssl.mjs";
import { BUNDLE, PASSWORD, TEAM, Vendors } from "../support/vendors.mjs";
import { Visitor } from "../support/visitor.mjs";

const word = () => randomBytes(9).toString("hex");

/** Answers everything with what it was asked: header by header, then the body; slashes as some programs write them. */
class Parrot {
  static async start() {
    const parrot = new Parrot();
    parrot.server = createServer(async (request, response) => {
      let body = "";
      for await (const part of request) body += part;
      const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`);
      const said = [request.url, ...headers, body].join("; ");
      parrot.heard = (parrot.heard ?? "") + said;
      response.writeHead(401, { "content-type": "application/json", "apns-id": request.headers["apns-id"] ?? "" });
      const answer = { error: "repeated", error_description: said, code: 21301, description: said, message: said };
      response.end(JSON.stringify(answer).replaceAll("/", "\\/"));
    });
    parrot.server.listen(0, "127.0.0.1");
    await once(parrot.server, "listening");
    return parrot;
  }

  /** The same variables that point a console at `vendors`, all of them here. Apple is not called by plain HTTP. */
  environmentLike({ environment }) {
    const address = `http://127.0.0.1:${this.server.address().port}`;
    const changed = Object.entries(environment).map(([name, value]) => [
      name,
      /_CA_FILE$|_APNS_/.test(name) ? value : `${address}/${name.toLowerCase()}`,
    ]);
    return Object.fromEntries(changed);
  }

  dispose() {
    this.server.close();
    this.server.closeAllConnections();
  }
}

/** Keeps everything that it sends and everything that it is answered. */
class Witness extends Visitor {
  sent = [];
  answered = [];

  async request(path, options = {}) {
    for (const value of Object.values(options.multipart ?? options.form ?? {})) {
      this.sent.push(value instanceof File ? Buffer.from(await value.arrayBuffer()) : Buffer.from(`${value}`));
    }
    if (typeof options.body === "string" || Buffer.isBuffer(options.body)) this.sent.push(Buffer.from(options.body));
    const answer = await super.request(path, options);
    const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}`);
    const bytes = Buffer.from([answer.status, ...headers, answer.text].join("\n"));
    this.answered.push({ where: `answer to ${path.split("?")[0]}`, bytes });
    return answer;
  }

  /** The same, and to wherever it leads. */
  async follow(answer) {
    return answer.location ? this.request(answer.location) : answer;
  }
}

let vendors, parrot, console, repeating;
/** What is done with each kind of credential: `right` is taken by the simulated vendors, `wrong` is refused. */
let kinds;

before(async () => {
  vendors = await Vendors.start();
  parrot = await Parrot.start();
  const log = { CHAT_CONSOLE_LOG: "debug" };
  console = await Console.start({ environment: { ...vendors.environment, ...log } });
  repeating = await Console.start({ environment: { ...parrot.environmentLike(vendors), ...log } });
  kinds = await credentials();
});
after(async () => {
  await Promise.all([console?.dispose(), repeating?.dispose(), vendors?.dispose()]);
  parrot?.dispose();
});

/** Typed ones: the vendors know `secret-of-` and the id. The signs are those that forms, JSON and HTML write otherwise. */
function typed(platform, secretField, idField, fields) {
  const id = `fake-${word()}`;
  const right = `secret-of-${id}`;
  const wrong = `${word()}+/=&"<>'%\\${word()}`;
  const all = { ...fields, [idField]: id, certificate_name: `Name ${word()}` };
  return {
    platform,
    names: [all.certificate_name, id],
    right: { ...all, [secretField]: right },
    wrong: { ...all, [secretField]: wrong },
    canaries: [Canary.typed(`${platform}: right`, right), Canary.typed(`${platform}: wrong`, wrong)],
  };
}

/** By a file; `fields` are the rest of the form. */
function filed(platform, fields, right, wrong, canaries, label = platform) {
  const certificate_name = `Name ${word()}`;
  const all = { ...fields, certificate_name };
  return {
    platform,
    names: [certificate_name],
    right: { ...all, ...right },
    wrong: { ...all, ...wrong },
    canaries: canaries.map(([name, make, value]) => make.call(Canary, `${label}: ${name}`, value)),
  };
}

const file = (name, content) => new File([content], name);

/** A service account, and one of the same name with a key that the vendor does not know. */
async function account(platform, name) {
  const right = JSON.parse(await vendors.file(name));
  const wrong = { ...right, private_key: privateKey() };
  const [rightFile, wrongFile] = [right, wrong].map((json) => ({ file: file(name, JSON.stringify(json)) }));
  return filed(platform, {}, rightFile, wrongFile, [
    ["right", Canary.key, right.private_key],
    ["wrong", Canary.key, wrong.private_key],
  ]);
}

async function credentials() {
  const p12 = await readFile(vendors.path("apns-production.p12"));
  const passwords = [`right-${word()}`, `${word()} "<&+/비밀>`];
  const pems = [opened(p12, PASSWORD), pushCertificate(BUNDLE)];
  const [rightP12, wrongP12] = pems.map((pem, index) => closed(pem, passwords[index]));
  const keyOf = (pem) => /-----BEGIN PRIVATE KEY-----.*?-----END PRIVATE KEY-----\n/s.exec(pem)[0];
  const p8 = [await vendors.file("AuthKey_FAKEKEY001.p8"), privateKey("P-256")];
  return [
    typed("xiaomi", "app_secret", "app_id", { package_name: BUNDLE }),
    typed("huawei", "app_secret", "app_id", { package_name: BUNDLE }),
    typed("honor", "client_secret", "client_id", { app_id: "104400001" }),
    typed("oppo", "master_secret", "app_key", { app_id: "30000001" }),
    typed("vivo", "app_secret", "app_id", { app_key: "25509283" }),
    typed("meizu", "app_secret", "app_id", { package_name: BUNDLE }),
    await account("fcm", "fcm-service-account.json"),
    await account("harmony", "harmony-service-account.json"),
    filed(
      "apns",
      { credential_kind: "p12", environment: "production", push_kind: "regular" },
      { file: file("aps.p12", rightP12), file_password: passwords[0] },
      { file: file("aps.p12", wrongP12), file_password: passwords[1] },
      [
        ["right password", Canary.typed, passwords[0]],
        ["wrong password", Canary.typed, passwords[1]],
        ["right file", Canary.file, rightP12],
        ["wrong file", Canary.file, wrongP12],
        ["right key", Canary.key, keyOf(pems[0])],
        ["wrong key", Canary.key, keyOf(pems[1])],
      ],
      "p12",
    ),
    filed(
      "apns",
      { credential_kind: "p8", team_id: TEAM, bundle_id: BUNDLE, environment: "production" },
      { file: file("AuthKey_FAKEKEY001.p8", p8[0]) },
      { file: file("AuthKey_FAKEKEY001.p8", p8[1]) },
      [
        ["right", Canary.key, p8[0]],
        ["wrong", Canary.key, p8[1]],
      ],
      "p8",
    ),
  ];
}

const tabs = { apns: "ios", harmony: "harmony" };
const SAVE = "save_certificate";

function addressOf(sdkappid, { platform, right }) {
  const base = `/applications/${sdkappid}/push/access?platform=${tabs[platform] ?? "android"}`;
  return `${base}&vendor=${platform}&credential_kind=${right.credential_kind ?? ""}`;
}

/** What is posted to `/rpc/...` by the client in a browser. */
const byScript = { accept: "application/json", "x-chat-console-client": "1" };

/** Everything that is done with a certificate. `verdict` of the right one and of the wrong one. */
async function live(witness, sdkappid, kind, [verdict, refusal]) {
  const address = addressOf(sdkappid, kind);
  const adding = `${address}&dialog=add`;
  const { action, fields } = await witness.form(adding, SAVE);
  const referer = new URL(adding, witness.console.origin).href;
  const save = (values, more = {}) =>
    witness.request(action, { multipart: { ...fields, ...values }, headers: { referer, ...more } });

  // Looked at, then refused for one field and for all of them, with the secret among what was posted.
  for (const values of [kind.right, kind.wrong]) {
    const posted = { ...fields, ...values };
    const otherwise = { ...posted, environment: "development", push_kind: "voip" };
    for (const multipart of [posted, otherwise]) {
      await witness.request("/rpc/inspect_certificate", { multipart, headers: byScript });
    }
    await witness.follow(await save({ ...values, certificate_name: "" }));
    await witness.follow(await save({ ...values, certificate_name: "", notes: "x".repeat(301), platform: "nothing" }));
    await save({ ...values, certificate_name: "" }, byScript);
    await save({ ...values, sdkappid: "1400000001" });
    // A secret where no secret belongs, and a form as nobody sends it.
    const texts = Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value === "string"));
    await witness.request(action, { form: { ...fields, ...texts } });
    await witness.request(`${action}?${new URLSearchParams(texts)}`);
    const body = `--x\r\ncontent-disposition: form-data; name="app_secret"\r\n\r\n${Object.values(texts).join("\r\n")}`;
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    await witness.request(action, { method: "POST", body, headers });
  }

  const before = new Set(await ids(witness, address));
  await witness.follow(await save(kind.wrong));
  const id = (await ids(witness, address)).find((id) => !before.has(id));
  assert.ok(id, `${kind.platform} was not added`);
  const card = async () => cardOf(await witness.page(address), id);
  assert.match(await card(), refusal, `${kind.platform}, wrong`);

  const editing = `${address}&dialog=edit-${id}`;
  const edit = async (values) => witness.follow(await witness.submit(editing, SAVE, values));
  const check = async () => witness.follow(await witness.request("/rpc/check_certificate", { form: { sdkappid, id } }));
  const tried = async (token) => {
    const values = { title: "Ward 3", body: "Bed 12 asks for you", token };
    return witness.follow(await witness.submit(`${address}&dialog=test-${id}`, "send_test_push", values));
  };
  const apple = kind.platform === "apns";
  await check();
  await tried(apple ? "a1b2".padEnd(64, "c") : "device-1");
  await edit({ ...kind.wrong, certificate_name: "" });
  await edit({ ...kind.right });
  assert.match(await card(), verdict, `${kind.platform}, right`);
  await check();
  await edit({ notes: "Nothing else" });
  assert.match(await card(), verdict, `${kind.platform}, kept`);
  await tried(apple ? "a1b2".padEnd(64, "d") : "device-2");
  await tried("nonsense");
  await tried("");

  const pages = ["", "&dialog=add", `&dialog=edit-${id}`, `&dialog=test-${id}`, `&dialog=delete-${id}`];
  for (const dialog of pages) {
    await witness.page(`${address}${dialog}`);
    const [path, query] = `${address}${dialog}`.split("?");
    const parameters = new URLSearchParams({ path, query });
    await witness.request(`/rpc/written_page?${parameters}`, { headers: byScript });
  }
  await witness.request("/rpc/make_default_certificate", { form: { sdkappid, id } });
  return id;
}

async function ids(witness, address) {
  return [...(await witness.page(address)).matchAll(/id="c-(\d+)"/g)].map(([, id]) => id);
}

function cardOf(html, id) {
  return html.split("<article").find((part) => part.includes(`id="c-${id}"`)) ?? "";
}

/** What the console has said and kept besides its answers; `known` is in its metrics sooner or later. */
async function leftBehind(console, known) {
  // What it measures of certificates it measures when it begins, and now and then.
  await console.stop();
  await console.start();
  let metrics = "";
  for (const end = performance.now() + 60_000; !metrics.includes(known) && performance.now() < end; await sleep(50)) {
    metrics = await (await fetch(`${console.metricsOrigin}/metrics`)).text();
  }
  await console.stop();
  const found = [
    { where: "metrics", bytes: Buffer.from(metrics) },
    { where: "log", bytes: Buffer.from(console.printed) },
  ];
  for (const entry of await readdir(console.dataDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    found.push({ where: `file ${entry.name}`, bytes: await readFile(path) });
  }
  return found;
}

const AFTERWARDS = ["/", "/applications", "/audit", "/billing/ledger.csv", "/support", "/account", "/healthz", "/nowhere"];

/** Everything that a console says while it lives through all kinds, and what it leaves behind. */
async function everything(console, verdicts) {
  const witness = await new Witness(console).setUp();
  const sdkappid = await witness.create("Canaries");
  const added = [];
  for (const kind of kinds) added.push(await live(witness, sdkappid, kind, verdicts(kind)));
  const pages = ["", "/push/timpush-configs.json", "/push/expiries.ics", "/usersig", "/upgrade"];
  for (const page of pages) await witness.request(`/applications/${sdkappid}${page}`);
  for (const path of AFTERWARDS) await witness.request(path);
  // One of two is deleted, so that the file of the database has both what is there and what was there.
  const address = addressOf(sdkappid, kinds[0]);
  for (const [index, id] of added.entries()) {
    if (index % 2 === 1) continue;
    await witness.follow(await witness.request("/rpc/delete_certificate", { form: { sdkappid, id } }));
  }
  await witness.page(address);
  await witness.page(`/applications/${sdkappid}`);
  return { sent: witness.sent, said: [...witness.answered, ...(await leftBehind(console, sdkappid))], sdkappid };
}

function expectNone(said) {
  const leaks = kinds
    .flatMap(({ canaries }) => canaries)
    .flatMap((canary) => said.filter(({ bytes }) => canary.isIn(bytes)).map(({ where }) => `${canary.name} in ${where}`));
  assert.deepEqual([...new Set(leaks)], []);
}

test("with vendors that take and refuse, nothing of a secret is anywhere", async () => {
  const { sent, said, sdkappid } = await everything(console, () => [/Proven/, /Failing/]);
  expectNone(said);

  // What the search would not find would not be looked for: it finds each canary in what was posted,
  for (const { canaries } of kinds) {
    for (const canary of canaries.filter(({ name }) => !/p12: \w+ key/.test(name))) {
      assert.ok(sent.some((bytes) => canary.isIn(bytes)), `${canary.name} was never posted`);
    }
  }
  // and what is no secret in each of the places that were searched.
  const places = (what) => new Set(said.filter(({ bytes }) => bytes.includes(what)).map(({ where }) => where));
  for (const { names } of kinds) {
    const found = places(names[0]);
    assert.ok([...found].some((where) => where.startsWith("answer")), `${names}: ${[...found]}`);
    assert.ok([...found].some((where) => where.startsWith("file")), `${names}: ${[...found]}`);
  }
  assert.ok(places("/rpc/save_certificate").has("log"), "the log does not tell of requests");
  assert.ok(places(sdkappid).has("metrics"), "the metrics do not tell of certificates");
});

test("with a vendor that repeats whatever it is told, nothing of a secret is anywhere", async () => {
  const isApple = ({ platform }) => platform === "apns";
  // Apple is the simulated one here; of the others it does not matter what they think.
  const { said } = await everything(repeating, (kind) => (isApple(kind) ? [/Proven/, /Failing/] : [/<h2/, /<h2/]));
  // It was told secrets, or this says nothing.
  const told = kinds.flatMap(({ canaries }) => canaries).filter((canary) => canary.isIn(Buffer.from(parrot.heard)));
  assert.ok(told.length >= 3, `${told.map(({ name }) => name)}`);
  expectNone(said);
});

test("the search itself: a secret is found as it is, in part, and in other writings", () => {
  const canary = Canary.typed("typed", "correct horse+battery/staple");
  for (const text of [
    "<b>correct horse+battery/staple</b>",
    "begins: correct horse+b...",
    encodeURIComponent("correct horse+battery/staple"),
    Buffer.from("x: correct horse+battery/staple").toString("base64"),
    Buffer.from("xy: correct horse+battery/staple").toString("base64"),
    Buffer.from("xyz: correct horse+battery/staple").toString("base64"),
    Buffer.from("correct horse+battery/staple").toString("hex"),
  ]) {
    assert.ok(canary.isIn(Buffer.from(text)), text);
  }
  assert.ok(!canary.isIn(Buffer.from("something else, which ends in aple")));
  const pem = privateKey("P-256");
  const key = Canary.key("key", pem);
  const der = Buffer.from(pem.replaceAll(/-----[^-]+-----|\n/g, ""), "base64");
  for (const bytes of [Buffer.from(pem), der, Buffer.from(JSON.stringify({ pem })), Buffer.from(der.toString("hex"))]) {
    assert.ok(key.isIn(bytes));
  }
});
