// The sample data of `chat-console demo`: an empty installation is filled, one with data is left alone.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { BINARY, Console } from "../support/console.mjs";
import { Visitor } from "../support/visitor.mjs";

const PASSWORD = "a password of the sample";

test("demo fills an empty installation, once", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "chat-console-demo-"));
  const demo = () => {
    const env = { PATH: process.env.PATH, CHAT_CONSOLE_DATA_DIR: dataDir, CHAT_CONSOLE_DEMO_PASSWORD: PASSWORD };
    const { status, stdout, stderr } = spawnSync(BINARY, ["demo"], { cwd: dataDir, env, encoding: "utf8" });
    assert.equal(status, 0, stderr);
    return stdout;
  };
  const console = new Console({ dataDir });
  try {
    assert.match(demo(), /^Filled with (\d+) sample applications\.$/m);
    assert.match(demo(), /^There is data already; nothing was added\.$/m);
    await console.start();
    const owner = await new Visitor(console).signIn({ email: "demo@example.com", password: PASSWORD });
    const applications = await owner.page("/applications");
    const first = applications.match(/href="\/applications\/(\d+)"/)[1];
    for (const path of [`/applications/${first}`, "/applications/deleted", "/billing", "/support", "/audit"]) {
      await owner.page(path);
    }
    // What asks for proof of who one is.
    const trail = await owner.page("/audit/entries.jsonl");
    for (const action of ["key_rotated", "application_deleted"]) assert.match(trail, new RegExp(`"${action}"`));
  } finally {
    await console.dispose();
    await rm(dataDir, { recursive: true, force: true });
  }
});
