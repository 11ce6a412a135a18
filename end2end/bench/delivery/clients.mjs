// How many pushes a second clients send by themselves, each in a process of its own, one after the other and to the
// same simulated vendors: those of npm and PyPI, which hold nothing durable, and the console's own without the console,
// which has the same vendors in its process. On a busy machine, the processor time of a push says more than the rate.
//
// They are pointed at the vendors by their documented options where they have such: node-apn takes an address and an
// authority, aioapns an authority. aioapns has Apple's host in a class, of which a derived one is put in its place;
// firebase-admin knows Google's host alone, and the connection that it asks for is made to the vendors instead, with a
// path in front of the path. Its access token is given to it by its documented interface of a credential.

import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import { FOLDER } from "../../support/console.mjs";
import { accessToken } from "../../support/google.mjs";
import { PYTHON } from "../../support/python.mjs";
import { BUNDLE, TEAM, Vendors } from "../../support/vendors.mjs";
import { report } from "./measured.mjs";

const SECONDS = 4;
/** Pushes that each client has on the wire at the same time. */
const IN_FLIGHT = 500;
/** Pushes of the console's own client. */
const OWN = 100_000;

const OTHERS = [
  ["node_apn", process.execPath, "node_apn.mjs"],
  ["aioapns", PYTHON, "aioapns_speed.py"],
  ["firebase_admin", process.execPath, "firebase_admin.mjs"],
];

const run = promisify(execFile);

export async function measureClients() {
  const vendors = await Vendors.start();
  try {
    const task = JSON.stringify({
      seconds: SECONDS,
      in_flight: IN_FLIGHT,
      apns: vendors.hosts.APNS_PRODUCTION,
      ca: vendors.path("ca.pem"),
      key: vendors.path("AuthKey_FAKEKEY001.p8"),
      key_id: "FAKEKEY001",
      team: TEAM,
      bundle: BUNDLE,
      fcm: vendors.hosts.FCM,
      account: vendors.path("fcm-service-account.json"),
      access_token: await accessToken(vendors),
    });
    for (const [name, program, script] of OTHERS) {
      const before = await vendors.total();
      const { stdout } = await run(program, [join(FOLDER, "bench/delivery", script), task]);
      const { sent, warmed, seconds, processor_micros: micros } = JSON.parse(stdout);
      const arrived = (await vendors.total()) - before;
      if (arrived !== sent + warmed) throw new Error(`${name}: ${arrived} of ${sent + warmed} have arrived`);
      report(`client_${name}`, sent / seconds, "per_second");
      report(`client_${name}_processor_time`, micros / sent, "us_per_push", 1);
    }
  } finally {
    await vendors.dispose();
  }
  const target = process.env.CARGO_TARGET_DIR ?? join(FOLDER, "../target");
  for (const platform of ["apns", "fcm"]) {
    const example = join(target, "release/examples/client_speed");
    const { stdout } = await run(example, [platform, `${OWN}`, `${IN_FLIGHT}`]);
    process.stdout.write(stdout);
  }
}
