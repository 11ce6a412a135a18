// A million targets that wait, because the vendor refuses the credential: memory, and the time a start takes.

import { setTimeout as sleep } from "node:timers/promises";

import { BUNDLE } from "../../support/vendors.mjs";
import { LARGEST, Measured, memory, report } from "./measured.mjs";

const WAITING = 1_000_000;
/** In milliseconds: the worker of the queue has read what it keeps in memory. */
const SETTLED = 3_000;

export const measureBacklog = () =>
  Measured.with(async (measured) => {
    const { apns } = await measured.register();
    await measured.vendors.chaos({ apns: { refused: [BUNDLE] } });
    const started = performance.now();
    await measured.call(WAITING / LARGEST, apns);
    const accepted = (WAITING * 1000) / (performance.now() - started);
    report("accept_million_waiting", accepted, "targets_per_second");
    await sleep(SETTLED);
    report("memory_million_waiting", await memory(measured.console.pid, "VmRSS"), "MB");
    report("memory_million_waiting_highest", await memory(measured.console.pid, "VmHWM"), "MB");
    await measured.console.kill();
    report("start_million_waiting", await measured.console.start(), "ms");
    await sleep(SETTLED);
    report("memory_million_waiting_started", await memory(measured.console.pid, "VmRSS"), "MB");
    if ((await measured.vendors.total()) > 0) throw new Error("something was delivered");
  });
