// From the answer to "Disable" until the last push that the vendor gets, while many are waiting.

import { setTimeout as sleep } from "node:timers/promises";

import { LARGEST, Measured, report } from "./measured.mjs";

const ROUNDS = 5;
const CALLS = 60;
/** For so long, in milliseconds, something might still arrive. */
const WATCHED = 1_000;

export const measureStopping = () =>
  Measured.with(async (measured) => {
    const { owner, station, vendors } = measured;
    const { apns } = await measured.register();
    let [longest, waiting] = [-Infinity, 0];
    for (let round = 0; round < ROUNDS; round += 1) {
      const before = await vendors.total();
      await measured.call(CALLS, apns);
      await measured.delivered(before + 1);
      await owner.change(station.sdkappid, "disable");
      const answered = performance.timeOrigin + performance.now();
      await sleep(WATCHED);
      const total = await vendors.total();
      if (total === before + CALLS * LARGEST) throw new Error("everything was delivered before it was disabled");
      waiting += before + CALLS * LARGEST - total;
      const [last] = await vendors.deliveries(total - 1);
      longest = Math.max(longest, last.at_micros / 1000 - answered);
      await owner.change(station.sdkappid, "enable");
    }
    report("disable_stopped", waiting / ROUNDS, "targets");
    // Below zero, the last one arrived before the answer.
    report("disable_to_last_send", longest, "ms", 1);
  });
