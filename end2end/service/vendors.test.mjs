// The simulated vendors, called by clients that know nothing of them: they must be served, and refused, as Apple
// and Google serve and refuse them.
//
// Pushes to Google are plain requests, because its library for pushes knows one address alone.

import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { connect } from "node:http2";
import { after, before, test } from "node:test";

import apn from "@parse/node-apn";
import { ApnsClient, Notification } from "apns2";
import { Pool } from "undici";

import { accessToken } from "../support/google.mjs";
import { Vendors } from "../support/vendors.mjs";

const DEVICE = "a1b2c3d4".repeat(8);
const TOPIC = "com.example.messenger";
const RETRIED = ["ExpiredProviderToken", "InternalServerError", "ServiceUnavailable", "Shutdown"];

let vendors, ca, key;

before(async () => {
  vendors = await Vendors.start();
  ca = await vendors.file("ca.pem");
  key = await vendors.file("AuthKey_FAKEKEY001.p8");
});
after(() => vendors?.dispose());

function note(topic = TOPIC) {
  return new apn.Notification({ topic, alert: { title: "Ward 3", body: "Bed 12 asks for you" }, pushType: "alert" });
}

/** One push by node-apn; what it says of it: `sent`, or Apple's reason. */
async function push(options, { device = DEVICE, topic, service = "APNS_PRODUCTION" } = {}) {
  const { hostname: address, port } = new URL(vendors.hosts[service]);
  const provider = new apn.Provider({ address, port: Number(port), ca, connectionRetryLimit: 0, ...options });
  try {
    const { sent, failed } = await provider.send(note(topic), device);
    if (sent.length > 0) return "sent";
    return failed[0].response?.reason ?? `${failed[0].status ?? failed[0].error}`;
  } finally {
    await provider.shutdown();
  }
}

const byKey = (changes = {}) => ({ token: { key, keyId: "FAKEKEY001", teamId: "FAKETEAM01", ...changes } });
const byFile = (name) => ({ pfx: vendors.path(name), passphrase: "simulator" });

test("node-apn sends by a key and by a certificate", async () => {
  assert.equal(await push(byKey()), "sent");
  assert.equal(await push(byKey(), { service: "APNS_SANDBOX" }), "sent");
  assert.equal(await push(byFile("apns-production.p12")), "sent");
  assert.equal(await push(byFile("apns-voip.p12"), { topic: `${TOPIC}.voip` }), "sent");
  assert.equal(await push(byFile("apns-development.p12"), { service: "APNS_SANDBOX" }), "sent");
  const [first] = await vendors.received();
  assert.deepEqual([first.vendor, first.sender, first.tokens], ["apns", TOPIC, [DEVICE]]);
  assert.deepEqual(first.sent.payload.aps.alert, { title: "Ward 3", body: "Bed 12 asks for you" });
});

test("node-apn is refused for its key, its certificate, its topic and its device", async () => {
  const other = generateKeyPairSync("ec", { namedCurve: "prime256v1" }).privateKey;
  const strange = other.export({ type: "pkcs8", format: "pem" });
  assert.equal(await push(byKey({ key: strange })), "InvalidProviderToken");
  assert.equal(await push(byKey({ keyId: "0000000000" })), "InvalidProviderToken");
  assert.equal(await push(byKey({ teamId: "0000000000" })), "InvalidProviderToken");
  assert.equal(await push(byKey(), { topic: "org.other" }), "TopicDisallowed");
  assert.equal(await push(byFile("apns-development.p12")), "BadCertificateEnvironment");
  assert.equal(await push(byFile("apns-production.p12"), { topic: "com.example.other" }), "TopicDisallowed");
  assert.equal(await push(byKey(), { device: "0".repeat(64) }), "BadDeviceToken");
  assert.equal(await push(byKey(), { device: "nonsense" }), "BadDeviceToken");
});

test("every reason of Apple's is there for the asking", async () => {
  const guide = await vendors.file("README.txt");
  const rows = [...guide.matchAll(/^ +(0bad[0-9a-f]{2}) +(\d{3}) (\w+)$/gm)];
  assert.ok(rows.length > 25, guide);
  for (const [, beginning, , reason] of rows) {
    // For these node-apn tries again by itself and says something of its own.
    if (RETRIED.includes(reason)) continue;
    assert.equal(await push(byKey(), { device: beginning.padEnd(64, "0") }), reason);
  }
});

/** One push by apns2: `sent`, or Apple's reason. It takes no port, so its connections are made here. */
async function push2({ device = DEVICE, ...changes } = {}, options = {}) {
  const client = new ApnsClient({
    team: "FAKETEAM01",
    keyId: "FAKEKEY001",
    signingKey: key,
    defaultTopic: TOPIC,
    keepAlive: false,
    ...changes,
  });
  await client.client.close();
  client.client = new Pool(vendors.hosts.APNS_PRODUCTION, { connections: 1, allowH2: true, connect: { ca } });
  try {
    await client.send(new Notification(device, { alert: { title: "Ward 3", body: "Bed 12" }, ...options }));
    return "sent";
  } catch (error) {
    return error.reason ?? `${error}`;
  } finally {
    await client.close();
  }
}

test("apns2 sends, and is refused for its key, its topic and its device", async () => {
  const device = "c3d4e5f6".repeat(8);
  assert.equal(await push2({ device }, { badge: 3, data: { room: "12" } }), "sent");
  const [received] = (await vendors.received()).filter(({ tokens }) => tokens.includes(device));
  assert.deepEqual([received.vendor, received.sender], ["apns", TOPIC]);
  assert.deepEqual(received.sent.payload, { aps: { alert: { title: "Ward 3", body: "Bed 12" }, badge: 3 }, room: "12" });
  const other = generateKeyPairSync("ec", { namedCurve: "prime256v1" }).privateKey;
  const signingKey = other.export({ type: "pkcs8", format: "pem" });
  assert.equal(await push2({ signingKey }), "InvalidProviderToken");
  assert.equal(await push2({ keyId: "0000000000" }), "InvalidProviderToken");
  assert.equal(await push2({ team: "0000000000" }), "InvalidProviderToken");
  assert.equal(await push2({ defaultTopic: "org.other" }), "TopicDisallowed");
  assert.equal(await push2({ device: "0".repeat(64) }), "BadDeviceToken");
  assert.equal(await push2({ device: "0bad17".padEnd(64, "0") }), "Unregistered");
});

test("HTTP/2 says in order that it ends", async () => {
  const session = connect(vendors.hosts.APNS_PRODUCTION, { ca });
  try {
    const goaway = new Promise((resolve) => session.on("goaway", resolve));
    const request = session.request({ ":method": "POST", ":path": "/3/device/goaway-1" });
    request.end("{}");
    await new Promise((resolve, reject) => request.on("response", resolve).on("error", reject));
    request.resume();
    // Without credentials nothing is on demand: the connection stays.
    assert.equal(session.closed, false);
    const token = new apn.Provider({ ...byKey(), ca }).client.config.token.current;
    const signed = session.request({
      ":method": "POST",
      ":path": "/3/device/goaway-1",
      authorization: `bearer ${token}`,
      "apns-topic": TOPIC,
    });
    signed.end('{"aps":{}}');
    const status = await new Promise((resolve) => signed.on("response", (headers) => resolve(headers[":status"])));
    signed.resume();
    assert.equal(status, 200);
    assert.equal(await goaway, 0);
  } finally {
    session.destroy();
  }
});

async function fcm(access, message, project = "fake-project") {
  const response = await fetch(`${vendors.plain("FCM")}/v1/projects/${project}/messages:send`, {
    method: "POST",
    headers: { authorization: `Bearer ${access}`, "content-type": "application/json" },
    body: JSON.stringify({ message }),
  });
  return [response.status, await response.json()];
}

test("Google's library gets a token, and a push is sent with it", async () => {
  const access = await accessToken(vendors);
  const [status, sent] = await fcm(access, { token: "device:1", notification: { title: "Ward 3" } });
  assert.equal(status, 200, JSON.stringify(sent));
  assert.match(sent.name, /^projects\/fake-project\/messages\//);
  const [gone, error] = await fcm(access, { token: "err-UNREGISTERED-1" });
  assert.equal(gone, 404);
  assert.equal(error.error.details[0].errorCode, "UNREGISTERED");
  assert.equal((await fcm(access, { token: "device:1" }, "other"))[0], 403);
  assert.equal((await fcm("nothing", { token: "device:1" }))[0], 401);
});

test("Google's library is refused for its key and its name", async () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const strange = privateKey.export({ type: "pkcs8", format: "pem" });
  await assert.rejects(accessToken(vendors, { private_key: strange }), /invalid_grant|Invalid JWT Signature/);
  await assert.rejects(accessToken(vendors, { client_email: "somebody@example.com" }), /invalid_grant|account not found/);
});
