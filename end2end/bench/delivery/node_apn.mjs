// How many pushes a second @parse/node-apn sends: node_apn.mjs TASK, of bench/delivery/clients.mjs.

import { readFileSync } from "node:fs";

import apn from "@parse/node-apn";

import { measure } from "./rounds.mjs";

const task = JSON.parse(process.argv[2]);
const { hostname: address, port } = new URL(task.apns);
const provider = new apn.Provider({
  address,
  port: Number(port),
  ca: readFileSync(task.ca),
  token: { key: task.key, keyId: task.key_id, teamId: task.team },
});
const alert = { title: "Ward 3", body: "Bed 12 asks for you" };

await measure(task, async (devices) => {
  const note = new apn.Notification({ topic: task.bundle, alert, pushType: "alert" });
  return (await provider.send(note, devices)).sent.length;
});
await provider.shutdown();
