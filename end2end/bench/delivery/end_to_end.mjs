// From the HTTP call over the durable commit to the vendor's answer: calls of 500 targets and of one, APNs and FCM.

import { LARGEST, load, Measured, memory, report, single } from "./measured.mjs";

const CALLS = 100;
const SERVICE = "/v4/timpush/batch";

export const measureEndToEnd = () =>
  Measured.with(async (measured) => {
    const users = await measured.register();
    // Both connections to the vendors are made.
    await measured.call(1, [...users.apns.slice(1), users.fcm[0]]);
    await measured.delivered(LARGEST);
    for (const platform of ["apns", "fcm"]) {
      await measureLarge(measured, platform, users[platform]);
      await measureSingle(measured, platform, users[platform][0].split("-")[0]);
    }
    report("delivery_memory", await memory(measured.console.pid, "VmHWM"), "MB");
  });

async function measureLarge(measured, platform, users) {
  const before = await measured.vendors.total();
  const started = performance.now();
  await measured.call(CALLS, users);
  const accepted = performance.now();
  await measured.delivered(before + CALLS * LARGEST);
  const rate = (until) => (CALLS * LARGEST * 1000) / (until - started);
  report(`accept_${LARGEST}_${platform}`, rate(accepted), "targets_per_second");
  report(`deliver_${LARGEST}_${platform}`, rate(performance.now()), "per_second");
}

async function measureSingle(measured, platform, name) {
  const before = await measured.vendors.total();
  const started = performance.now();
  const { requests, seconds, p50, p99 } = load(measured.address(SERVICE), single(name), { users: LARGEST });
  await measured.delivered(before + requests);
  report(`accept_single_${platform}`, requests / seconds, "per_second");
  report(`accept_single_${platform}_p50`, p50, "ms", 1);
  report(`accept_single_${platform}_p99`, p99, "ms", 1);
  report(`deliver_single_${platform}`, (requests * 1000) / (performance.now() - started), "per_second");
  // wrk leaves some calls unanswered when its time is over.
  await measured.quiet();
}
