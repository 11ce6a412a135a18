// What an operator relies on: health, metrics, headers, and a data folder that can be stopped and started.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { chmod, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";

import { BackEnd, sign } from "../support/back_end.mjs";
import { BINARY, Console, SETUP_CODE } from "../support/console.mjs";
import { Visitor } from "../support/visitor.mjs";

let console, owner, backEnd;

before(async () => {
  console = await Console.start();
  owner = await new Visitor(console).setUp();
  const sdkappid = await owner.create("Orbit Messenger");
  backEnd = new BackEnd(console, sdkappid, await owner.key(sdkappid));
});
after(() => console?.dispose());

test("prints its address and, while there is no owner, the set-up code", async () => {
  const fresh = await Console.start();
  try {
    assert.match(fresh.printed, new RegExp(`127\\.0\\.0\\.1:${fresh.port}`));
    assert.match(fresh.printed, new RegExp(`${SETUP_CODE}`));
    assert.match(fresh.printed, /\/setup/);
    assert.equal((await new Visitor(fresh).request("/")).location, "/setup");
  } finally {
    await fresh.dispose();
  }
});

test("set-up is over once there is an owner", async () => {
  const stranger = new Visitor(console);
  const page = await stranger.request("/setup");
  assert.doesNotMatch(page.text, /name="setup_code"/);
  const fields = { setup_code: SETUP_CODE, email: "second@orbit.example", password: "another long password" };
  const answer = await stranger.request("/rpc/create_owner", { form: fields });
  const kept = [...stranger.cookies.keys()].filter((name) => !name.endsWith("-draft"));
  assert.deepEqual(kept, [], `${answer.status} ${answer.location}`);
});

test("health and readiness", async () => {
  for (const path of ["/healthz", "/readyz"]) {
    const answer = await new Visitor(console).request(path);
    assert.equal(answer.status, 200, path);
    assert.equal(answer.headers.get("cache-control"), "no-store");
  }
});

test("metrics count what happens, on an address of their own", async () => {
  const value = async (name) => {
    const text = await (await fetch(`${console.metricsOrigin}/metrics`)).text();
    const line = text.split("\n").find((line) => line.startsWith(name));
    return Number(line?.split(" ").at(-1) ?? 0);
  };
  const verified = 'chat_console_verifications_total{code="0"}';
  const before = await value(verified);
  const usersig = sign({ ...backEnd, user: "xiaojun" });
  for (let call = 0; call < 7; call += 1) assert.equal(await backEnd.judge("xiaojun", usersig), 0);
  assert.equal((await value(verified)) - before, 7);
  await owner.request("/applications");
  assert.ok((await value('chat_console_requests_total{route="page",status="2xx"')) > 0);
  assert.ok((await value("process_resident_memory_bytes")) > 1e6);
  assert.equal((await new Visitor(console).request("/metrics")).status, 404);
});

test("every answer carries its headers, and pages a policy without exceptions", async () => {
  for (const path of ["/sign-in", "/applications", "/nowhere", "/healthz", "/rpc/nothing", "/pkg/nothing.js"]) {
    const { headers } = await owner.request(path);
    assert.equal(headers.get("x-content-type-options"), "nosniff", path);
    assert.equal(headers.get("referrer-policy"), "same-origin", path);
    assert.equal(headers.get("cache-control"), "no-store", path);
    assert.match(headers.get("x-request-id") ?? "", /^[\w-]{8,}$/, path);
    const policy = headers.get("content-security-policy") ?? "";
    assert.match(policy, /default-src 'none'/, path);
    assert.match(policy, /frame-ancestors 'none'/, path);
    assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)/, path);
  }
  const policy = async () => (await owner.request("/applications")).headers.get("content-security-policy");
  assert.match(await policy(), /script-src 'self' 'nonce-[\w-]{16,}' 'wasm-unsafe-eval'/);
  assert.notEqual(await policy(), await policy(), "each page has a nonce of its own");
});

test("assets are precompressed and immutable, in a folder that is named by its contents", async () => {
  const sha256 = (content) => createHash("sha256").update(content).digest("hex");
  const page = await owner.page("/applications");
  const assets = [...page.matchAll(/"(\/pkg\/[^"]+)"/g)].map(([, path]) => path);
  assert.ok(assets.some((path) => path.endsWith(".css")) && assets.some((path) => path.endsWith(".js")), `${assets}`);
  for (const path of new Set(assets)) {
    const { status, headers } = await owner.request(path, { headers: { "accept-encoding": "br" } });
    assert.equal(status, 200, path);
    assert.match(headers.get("cache-control"), /immutable/, path);
    assert.equal(headers.get("content-encoding"), "br", path);
  }
  const [name, ...others] = new Set(assets.map((path) => path.split("/")[2]));
  assert.deepEqual(others, []);
  const folder = join(dirname(BINARY), "../site/pkg", name);
  const names = (await readdir(folder)).sort();
  const sums = await Promise.all(names.map(async (file) => `${sha256(await readFile(join(folder, file)))}  ${file}\n`));
  assert.equal(sha256(sums.join("")).slice(0, name.length), name);
});

test("the session cookie is out of scripts' reach and ends at sign-out", async () => {
  const visitor = new Visitor(console);
  const form = await visitor.form("/sign-in", "sign_in");
  const { headers } = await visitor.request(form.action, {
    form: { ...form.fields, email: "jiwoo@orbit.example", password: "correct horse battery staple" },
  });
  const cookie = headers.getSetCookie().find((line) => /^chat-console-[0-9a-f]{12}=/.test(line));
  assert.match(cookie, /;\s*HttpOnly/i);
  assert.match(cookie, /;\s*SameSite=Lax/i);
  assert.match(cookie, /;\s*Path=\//i);
  assert.equal((await visitor.request("/applications")).status, 200);
  const token = new Map(visitor.cookies);
  await visitor.succeed("/applications", "sign_out");
  visitor.cookies = token;
  assert.match((await visitor.request("/applications")).location, /^\/sign-in/);
});

test("the command that /sign-in shows sets a new password", async () => {
  const page = await new Visitor(console).page("/sign-in");
  const command = page.match(/>(chat-console owner reset-password[^<]*)</)?.[1];
  assert.ok(command, "no command at /sign-in");
  const [, ...words] = command.replace("you@example.com", "jiwoo@orbit.example").split(" ");
  const environment = { CHAT_CONSOLE_DATA_DIR: console.dataDir };
  const run = (input) => spawnSync(BINARY, words, { cwd: console.dataDir, encoding: "utf8", timeout: 20_000, input, env: environment });
  const { status, stderr } = run("another long password\n");
  assert.equal(status, 0, stderr);
  await new Visitor(console).signIn({ email: "jiwoo@orbit.example", password: "another long password" });
  assert.equal(run("correct horse battery staple\n").status, 0);
  await owner.signIn();
});

test("doctor beside a console that runs finds nothing wrong, and without --running its ports taken", async () => {
  const environment = {
    CHAT_CONSOLE_DATA_DIR: console.dataDir,
    CHAT_CONSOLE_LISTEN: `127.0.0.1:${console.port}`,
    CHAT_CONSOLE_METRICS_LISTEN: `127.0.0.1:${console.metricsPort}`,
  };
  const doctor = (...words) =>
    spawnSync(BINARY, ["doctor", ...words], { cwd: console.dataDir, encoding: "utf8", timeout: 20_000, env: environment });
  const running = doctor("--running");
  assert.equal(running.status, 0, running.stdout + running.stderr);
  const taken = doctor();
  assert.equal(taken.status, 1, taken.stdout);
  const start = spawnSync(BINARY, ["serve"], { cwd: console.dataDir, encoding: "utf8", timeout: 20_000, env: environment });
  const words = start.stderr.match(/chat-console: (.*)/)?.[1];
  assert.ok(words && taken.stdout.includes(words), `serve: ${start.stderr}; doctor: ${taken.stdout}`);
});

test("everything is there after a stop and a start", async () => {
  const usersig = sign({ ...backEnd, user: "xiaojun" });
  await console.stop();
  await console.start();
  assert.match(await owner.page("/applications"), /Orbit Messenger/);
  assert.equal(await backEnd.judge("xiaojun", usersig), 0);
});

test("no secret lies in the data folder in clear", async () => {
  const token = [...owner.cookies.values()].find((value) => value.length >= 32);
  await console.stop();
  for (const name of await readdir(console.dataDir)) {
    const bytes = await readFile(join(console.dataDir, name));
    for (const secret of [backEnd.key, token, "correct horse battery staple"]) {
      assert.equal(bytes.includes(secret), false, `${name} holds a secret`);
    }
  }
  const mode = (await stat(join(console.dataDir, "master.key"))).mode & 0o777;
  assert.equal(mode, 0o600);
  await console.start();
});

test("refuses to start with another master key and says what to do", async () => {
  await console.stop();
  const file = join(console.dataDir, "master.key");
  const right = await readFile(file);
  await chmod(file, 0o600);
  const wrong = right.toString().includes("\n") || /^[\w+/=-]+$/.test(right.toString())
    ? right.toString().replace(/[0-9a-zA-Z]/g, (char) => (char === "0" ? "1" : "0"))
    : randomBytes(right.length);
  await writeFile(file, wrong);
  const run = spawnSync(BINARY, ["serve"], {
    cwd: console.dataDir,
    encoding: "utf8",
    timeout: 10_000,
    env: {
      CHAT_CONSOLE_DATA_DIR: console.dataDir,
      CHAT_CONSOLE_LISTEN: `127.0.0.1:${console.port}`,
      CHAT_CONSOLE_METRICS_LISTEN: `127.0.0.1:${console.metricsPort}`,
    },
  });
  await writeFile(file, right);
  assert.equal(run.status, 1, `${run.error} ${run.stdout} ${run.stderr}`);
  assert.match(run.stdout + run.stderr, /master key/i);
  await console.start();
  assert.match(await owner.page("/applications"), /Orbit Messenger/);
});
