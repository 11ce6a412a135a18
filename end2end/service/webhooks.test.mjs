// What a receiver gets, verified by the library of Standard Webhooks: through a rotation of the secret, an outage of the
// receiver and one of the console.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Webhook, WebhookVerificationError } from "standardwebhooks";

import { Console } from "../support/console.mjs";
import { Receiver } from "../support/receiver.mjs";
import { Visitor } from "../support/visitor.mjs";

let console, owner, receiver;

before(async () => {
  console = await Console.start({ environment: { CHAT_CONSOLE_WEBHOOKS_ALLOW_PRIVATE: "true" } });
  owner = await new Visitor(console).setUp();
  receiver = await new Receiver().start();
});

after(async () => {
  await receiver.stop();
  await console.dispose();
});

const secretAt = async (location) => {
  const [, secret] = (await owner.page(location)).match(/(whsec_[A-Za-z0-9+/]+=*)/) ?? [];
  assert.ok(secret, `${location} shows no secret`);
  return secret;
};

const verified = ({ headers, body }, secret) => new Webhook(secret).verify(body, headers);

test("every message is verified by the library, and is the same when it is repeated", { timeout: 120_000 }, async () => {
  const created = await owner.succeed("/webhooks/new", "create_webhook", {
    url: receiver.url,
    "events[]": "application.created",
  });
  const page = created.location.split("?")[0];
  const first = await secretAt(created.location);

  const sdkappid = await owner.create("Told");
  const message = await receiver.next();
  const event = verified(message, first);
  assert.equal(event.type, "application.created");
  assert.equal(event.data.sdkappid, Number(sdkappid));
  assert.match(message.headers["webhook-id"], /^msg_[0-9a-f]{32}$/);
  assert.throws(() => verified({ ...message, body: message.body.replace("Told", "Lied") }, first), WebhookVerificationError);

  // Both secrets sign after a rotation, and somebody else's does not.
  const rotated = await owner.succeed(`${page}?dialog=rotate`, "rotate_webhook_secret");
  const second = await secretAt(rotated.location);
  await owner.succeed(page, "test_webhook");
  const tested = await receiver.next();
  for (const secret of [first, second]) assert.equal(verified(tested, secret).type, "webhook.test");
  assert.throws(() => verified(tested, `whsec_${Buffer.alloc(32).toString("base64")}`), WebhookVerificationError);

  // The receiver is away, then the power of the console fails: the event is told when both are back.
  await receiver.stop();
  await owner.create("Told later");
  await owner.pageWith(page, /No connection/);
  await console.kill();
  await console.start();
  await receiver.start();
  const later = await receiver.next();
  assert.equal(verified(later, second).data.changes[0].after, "Told later");

  // The first message once more.
  await owner.pageWith(page, /Answered 204/);
  const form = await owner.form(page, "replay_webhook");
  await owner.request(form.action, { form: form.fields, headers: { referer: `${console.origin}${page}` } });
  const replayed = await receiver.next();
  assert.equal(replayed.headers["webhook-id"], later.headers["webhook-id"]);
  assert.equal(replayed.body, later.body);
});
