// What the others lose while the vendor refuses one credential: it has many targets waiting, and gets more.

import { setTimeout as sleep } from "node:timers/promises";

import { Station } from "../../support/station.mjs";
import { LARGEST, Measured, median, report } from "./measured.mjs";

const ROUNDS = 5;
const CALLS = 60;
const REFUSED_BUNDLE = "com.example.refused";
/** Between calls for the refused one, in milliseconds. */
const PAUSE = 50;

export const measureRefused = () =>
  Measured.with(async (measured) => {
    const { apns } = await measured.register();
    const refused = await Station.create(measured.owner, measured.vendors, "Refused", REFUSED_BUNDLE);
    await measured.register(refused);
    await measured.call(1, apns);
    // In turn, so that whatever else happens on the machine concerns both.
    const rates = { alone: [], beside: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      rates.alone.push(await rate(measured, apns));
      await measured.vendors.chaos({ apns: { refused: [REFUSED_BUNDLE] } });
      await measured.call(CALLS, apns, refused);
      let over = false;
      const adding = (async () => {
        for (; !over; await sleep(PAUSE)) await refused.push([apns[0]]);
      })();
      rates.beside.push(await rate(measured, apns));
      over = true;
      await adding;
      // What waits is stopped, so that it is not delivered beside the next one.
      await measured.owner.change(refused.sdkappid, "disable");
      await measured.vendors.chaos({});
      await measured.owner.change(refused.sdkappid, "enable");
    }
    report("deliver_others_alone", median(rates.alone), "per_second");
    report("deliver_others_beside_refused", median(rates.beside), "per_second");
    report("deliver_others_kept", (median(rates.beside) / median(rates.alone)) * 100, "percent", 1);
  });

/** How many pushes to `users` a second are delivered. */
async function rate(measured, users) {
  await measured.quiet();
  const before = await measured.vendors.total();
  const started = performance.now();
  await measured.call(CALLS, users);
  await measured.delivered(before + CALLS * LARGEST);
  return (CALLS * LARGEST * 1000) / (performance.now() - started);
}
