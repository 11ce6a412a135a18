// How much slower registering and pushing are with a million devices than with ten thousand. The devices are put into
// the database while the console is stopped; what is measured are calls, to either console in turn, so that whatever
// else happens on the machine concerns both.

import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { FOLDER } from "../../support/console.mjs";
import { PYTHON } from "../../support/python.mjs";
import { appleToken } from "../../support/station.mjs";
import { load, Measured, median, report, single } from "./measured.mjs";

const FEW = 10_000;
const MANY = 1_000_000;
const ROUNDS = 3;
const CONNECTIONS = 4;
const SECONDS = 2;

const CALLS = {
  device_set: ["/v4/push/device_set", device],
  accept: ["/v4/timpush/batch", () => single("user")],
};

export const measureGrowth = () =>
  Measured.with((few) =>
    Measured.with(async (many) => {
      await fill(few, FEW);
      await fill(many, MANY);
      for (const name of Object.keys(CALLS)) {
        const runs = { few: [], many: [] };
        // The first ones fill the caches.
        for (let round = 0; round <= ROUNDS; round += 1) {
          runs.few.push(await run(few, name, FEW));
          runs.many.push(await run(many, name, MANY));
        }
        const of = (size, key) => median(runs[size].slice(1).map((one) => one[key]));
        for (const [size, devices] of [["few", FEW], ["many", MANY]]) {
          report(`${name}_${devices}_devices`, of(size, "rate"), "per_second");
          report(`${name}_${devices}_devices_p50`, of(size, "p50"), "ms", 2);
          report(`${name}_${devices}_devices_p99`, of(size, "p99"), "ms", 2);
        }
        report(`${name}_p99_growth`, of("many", "p99") / of("few", "p99"), "times", 2);
      }
    }),
  );

/** Registers so many devices, one for each user. */
async function fill({ console, station }, count) {
  await station.device("user-0", appleToken(0));
  await console.stop();
  const script = join(FOLDER, "bench/delivery/devices.py");
  execFileSync(PYTHON, [script, join(console.dataDir, "chat-console.db"), `${count}`], { stdio: "inherit" });
  await console.start();
  station.connect(console);
}

async function run(measured, name, users) {
  const [service, body] = CALLS[name];
  const options = { users, connections: CONNECTIONS, seconds: SECONDS };
  const { requests, seconds, p50, p99 } = load(measured.address(service), body(measured.station), options);
  await measured.quiet();
  return { rate: requests / seconds, p50, p99 };
}

/** Another device for one of the users, with a token of 64 digits. */
function device(station) {
  const token = `${"c0ffee".padEnd(54, "0")}RANDOM`;
  return { UserID: "user-USER", Platform: "apns", CertificateID: station.apns, Token: token };
}
