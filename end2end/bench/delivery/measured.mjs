// What all measurements of delivery share: a console with the simulated vendors beside it, calls to it, and the report.

import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { each } from "../../support/back_end.mjs";
import { Console, FOLDER } from "../../support/console.mjs";
import { appleToken, Station } from "../../support/station.mjs";
import { Vendors } from "../../support/vendors.mjs";
import { Visitor } from "../../support/visitor.mjs";

/** Targets of the largest call. */
export const LARGEST = 500;
/** Connections of a back end that makes large calls. */
const CALLERS = 4;
/** So long, in milliseconds, anything may take to be delivered. */
const PATIENCE = 120_000;

export function report(name, value, unit, digits = 0) {
  process.stdout.write(`${name}: ${value.toFixed(digits)} ${unit}\n`);
}

export const median = (values) => values.toSorted((one, other) => one - other)[values.length >> 1];

/** A process's memory in megabytes, by its name in /proc. */
export async function memory(pid, name) {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return (Number(status.match(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m"))[1]) * 1024) / 1e6;
}

export class Measured {
  /** Runs `work` with vendors, a console and a station of its own, which are gone afterwards. */
  static async with(work) {
    const measured = new Measured();
    try {
      measured.vendors = await Vendors.start();
      measured.console = await Console.start({ environment: measured.vendors.environment });
      measured.owner = await new Visitor(measured.console).setUp();
      measured.station = await Station.create(measured.owner, measured.vendors, "Measured");
      await work(measured);
    } finally {
      await measured.console?.dispose();
      await measured.vendors?.dispose();
    }
  }

  /** Registers `LARGEST` users at Apple, and as many at Google; their ids by platform. */
  async register(station = this.station) {
    const users = (name) => Array.from({ length: LARGEST }, (_, index) => `${name}-${index}`);
    const registered = { apns: users("user"), fcm: users("droid") };
    await each([...registered.apns.entries()], 8, ([index, user]) => station.device(user, appleToken(index)));
    await each(registered.fcm, 8, (user) => station.device(user, `registration-of-${user}`));
    return registered;
  }

  /** Makes so many calls for `users`. */
  async call(calls, users, station = this.station) {
    await each(Array.from({ length: calls }), CALLERS, async () => {
      const { ErrorCode } = await station.push(users);
      if (ErrorCode !== 0) throw new Error(`refused: ${ErrorCode}`);
    });
  }

  /** Waits until that many pushes have been accepted by the vendors in all. */
  async delivered(count) {
    for (const end = performance.now() + PATIENCE; (await this.vendors.total()) < count; await sleep(5)) {
      if (performance.now() > end) throw new Error(`${await this.vendors.total()} of ${count} were delivered`);
    }
  }

  /** Waits until the vendors get nothing any more. */
  async quiet() {
    for (let [last, total] = [-1, 0]; last !== total; await sleep(300)) {
      [last, total] = [total, await this.vendors.total()];
    }
  }

  /** The service that pushes are sent with, and that devices are registered with. */
  address(service, station = this.station) {
    return new URL(station.backEnd.address().replace("/v4/usersig/verify", service));
  }
}

/** Of ten digits, as all that follow. */
let first = 1_000_000_000;

/** Posts `body` with wrk, as bench/delivery/push.lua says; requests, seconds and latencies in milliseconds. */
export function load(address, body, { users, connections = 32, seconds = 5 }) {
  // Nothing that was sent is sent again.
  first += 100_000_000;
  const environment = {
    PATH: process.env.PATH,
    BENCH_PATH: address.pathname + address.search,
    BENCH_BODY: JSON.stringify(body).replace('"RANDOM"', "RANDOM"),
    BENCH_USERS: `${users}`,
    BENCH_FIRST: `${first}`,
  };
  const script = join(FOLDER, "bench/delivery/push.lua");
  const parameters = ["-t1", `-c${connections}`, `-d${seconds}s`, "-s", script, address.origin];
  const run = spawnSync("wrk", parameters, { encoding: "utf8", env: environment });
  const refused = run.stdout.match(/^refused.*$/m);
  if (run.status !== 0 || refused) throw new Error(`wrk: ${run.error ?? refused ?? run.stdout + run.stderr}`);
  return JSON.parse(run.stdout.trim().split("\n").at(-1));
}

/** A push to one of the users whose ids begin so, for `load`. */
export const single = (name) => ({
  From_Account: "administrator",
  To_Account: [`${name}-USER`],
  MsgRandom: "RANDOM",
  OfflinePushInfo: { PushFlag: 0, Title: "Ward 3", Desc: "Bed 12 asks for you" },
});
