// `/api/v1` by its OpenAPI document: a client that is generated from it, and calls that are made up from it.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { after, before, describe, test } from "node:test";

import { createToken } from "../support/api.mjs";
import { Console, FOLDER } from "../support/console.mjs";
import { PYTHON } from "../support/python.mjs";
import { Vendors } from "../support/vendors.mjs";
import { Visitor } from "../support/visitor.mjs";

const BIN = dirname(PYTHON);
/** Generated calls of an operation. */
const EXAMPLES = process.env.EXAMPLES ?? "10";

let vendors, folder;

before(async () => {
  vendors = await Vendors.start();
  folder = await mkdtemp(join(tmpdir(), "api-"));
});

after(async () => {
  await vendors?.dispose();
  await rm(folder, { recursive: true, force: true });
});

/** Runs a program; what it prints, or an error with it. */
async function run(program, parameters, environment = {}) {
  const child = spawn(program, parameters, { cwd: folder, env: { PATH: process.env.PATH, HOME: folder, ...environment } });
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  assert.equal(code, 0, `${program} ${parameters.join(" ")}\n${output}\n${errors}`);
  return output;
}

async function document(console) {
  const answer = await fetch(`${console.origin}/api/v1/openapi.json`);
  const path = join(folder, `openapi-${console.port}.json`);
  const json = await answer.json();
  await writeFile(path, JSON.stringify(json));
  return { path, json };
}

test("a generated client creates an application, rotates its key, adds a certificate and sends a push", async () => {
  const console = await Console.start({ environment: vendors.environment });
  try {
    const owner = await new Visitor(console).setUp();
    const { path } = await document(console);
    const generate = ["generate", "--path", path, "--output-path", join(folder, "client"), "--meta", "none"];
    await run(join(BIN, "openapi-python-client"), generate);
    const environment = { CHAT_CONSOLE_TOKEN: await createToken(owner) };
    const parameters = [join(FOLDER, "service/api_client.py"), folder, console.origin];
    const record = JSON.parse(await run(PYTHON, parameters, environment));
    assert.equal(record.devices[0].state, "accepted");
  } finally {
    await console.dispose();
  }
});

/** Every operation is called with what the document allows and with what it does not; all checks of schemathesis. */
async function examine(environment) {
  const console = await Console.start({ environment: { ...vendors.environment, ...environment } });
  try {
    const owner = await new Visitor(console).setUp();
    await owner.create("Examined");
    const { path, json } = await document(console);
    const tags = new Set(Object.values(json.paths).flatMap((item) => Object.values(item).flatMap(({ tags }) => tags)));
    const found = [];
    for (const tag of tags) {
      // A token of its own, because each has a rate limit.
      const headers = ["--header", `Authorization: Bearer ${await createToken(owner)}`];
      const limits = ["--max-examples", EXAMPLES, "--rate-limit", "590/m", "--seed", "1", "--no-shrink"];
      const config = ["--config-file", join(FOLDER, "service/schemathesis.toml")];
      const parameters = [...config, "run", path, "--url", console.origin, "--checks", "all", "--include-tag", tag, ...limits];
      await run(join(BIN, "st"), [...parameters, ...headers]).catch(({ message }) => found.push(message));
    }
    assert.equal(found.length, 0, found.join("\n"));
    assert.doesNotMatch(console.printed, /panic|ERROR/);
  } finally {
    await console.dispose();
  }
}

// Side by side, because what they wait for is the rate limit.
describe("schemathesis finds nothing", { concurrency: true }, () => {
  test("on SQLite", { timeout: 600_000 }, () => examine({}));
  const url = process.env.TEST_DATABASE_URL;
  test("on PostgreSQL", { timeout: 600_000, skip: url ? false : "no PostgreSQL" }, () =>
    examine({ DATABASE_URL: url, CHAT_CONSOLE_MASTER_KEY: randomBytes(32).toString("hex") }));
});
