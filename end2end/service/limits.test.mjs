// What slows attackers down: failed verifications per application, failed sign-ins.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { BackEnd, sign } from "../support/back_end.mjs";
import { Console } from "../support/console.mjs";
import { OWNER, Visitor } from "../support/visitor.mjs";

const FAILURES = 20;
let console, owner;

before(async () => {
  console = await Console.start({
    environment: {
      CHAT_CONSOLE_VERIFY_FAILURES_PER_MINUTE: String(FAILURES),
      CHAT_CONSOLE_APPLICATION_LIMIT: "3",
    },
  });
  owner = await new Visitor(console).setUp();
});
after(() => console?.dispose());

test("too many failed verifications of one application are answered 70050, the others go on", async () => {
  const [attacked, calm] = await Promise.all(["Attacked", "Calm"].map(async (name) => {
    const sdkappid = await owner.create(name);
    return new BackEnd(console, sdkappid, await owner.key(sdkappid));
  }));
  const forged = sign({ ...attacked, key: calm.key, user: "xiaojun" });
  const codes = [];
  for (let call = 0; call < FAILURES + 5; call += 1) codes.push(await attacked.judge("xiaojun", forged));
  assert.deepEqual(codes.slice(0, FAILURES), Array(FAILURES).fill(70009));
  assert.deepEqual(codes.slice(FAILURES), Array(5).fill(70050));
  assert.equal(await calm.judge("xiaojun", sign({ ...calm, user: "xiaojun" })), 0);
});

test("no more applications than the limit", async () => {
  await owner.create("The third");
  const answer = await owner.submit("/applications", "create_application").catch((error) => error);
  // Whether the form is offered at all is the page's affair; the server function has to refuse.
  if (!(answer instanceof Error)) assert.doesNotMatch(answer.location ?? "", /\/applications\/14/);
  const form = owner.createForm;
  const refused = await owner.request(form.action, { form: { ...form.fields, name: "One too many", region: "sg" } });
  assert.doesNotMatch(refused.location ?? "", /\/applications\/14/);
  assert.doesNotMatch(await owner.page("/applications"), /One too many/);
});

test("failed sign-ins slow down, the right password too", async () => {
  const visitor = new Visitor(console);
  const seen = [];
  for (let attempt = 0; attempt < 12 && !seen.includes(429); attempt += 1) {
    const form = await visitor.form("/sign-in", "sign_in");
    const fields = { ...form.fields, email: OWNER.email, password: `wrong password ${attempt}` };
    const { status } = await visitor.request(form.action, { form: fields, headers: { accept: "application/json" } });
    seen.push(status);
  }
  assert.equal(seen.at(-1), 429, `${seen}`);
  assert.ok(seen.slice(0, -1).every((status) => status === 401 || status === 422), `${seen}`);
  const right = await visitor.submit("/sign-in", "sign_in", OWNER);
  assert.match(right.location ?? "", /draft=/);
  assert.equal((await owner.request("/applications")).status, 200, "who is signed in stays so");
});
