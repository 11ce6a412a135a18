// How many pushes a second firebase-admin sends: firebase_admin.mjs TASK, of bench/delivery/clients.mjs.

import { readFileSync } from "node:fs";
import http2 from "node:http2";

import { initializeApp } from "firebase-admin/app";
import { getMessaging } from "firebase-admin/messaging";

import { measure } from "./rounds.mjs";

const task = JSON.parse(process.argv[2]);
const { origin, pathname } = new URL(task.fcm);
const ca = readFileSync(task.ca);
const { project_id: projectId } = JSON.parse(readFileSync(task.account, "utf8"));

// Google's host stands in the library: its connections are made to the vendors instead. It writes the scheme as
// `https:`, which Google takes and the vendors' HTTP/2 does not.
const { connect } = http2;
http2.connect = (_, options) => {
  const session = connect(origin, { ...options, ca });
  const { request } = session;
  session.request = (headers, ...more) =>
    request.call(session, { ...headers, ":scheme": "https", ":path": pathname + headers[":path"] }, ...more);
  return session;
};

const credential = { getAccessToken: async () => ({ access_token: task.access_token, expires_in: 3_000 }) };
const messaging = getMessaging(initializeApp({ projectId, credential }));
const notification = { title: "Ward 3", body: "Bed 12 asks for you" };

await measure(task, async (devices) => {
  const messages = devices.map((token) => ({ token, notification, android: { priority: "high" } }));
  return (await messaging.sendEach(messages)).successCount;
});
