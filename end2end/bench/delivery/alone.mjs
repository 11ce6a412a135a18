// What the load generators reach alone, against a server that answers the same to everything and does nothing: they
// must not be what limits the console. What the simulated vendors reach alone is measured with the clients.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { freePort } from "../../support/console.mjs";
import { listens } from "../../support/proxies.mjs";
import { Station } from "../../support/station.mjs";
import { LARGEST, load, Measured, report, single } from "./measured.mjs";

const CALLS = 2_000;

export async function measureAlone() {
  const folder = await mkdtemp(join(tmpdir(), "answers-"));
  const port = await freePort();
  const user = process.getuid() === 0 ? "user root;" : "";
  await writeFile(
    join(folder, "nginx.conf"),
    `${user} daemon off; pid nginx.pid; error_log stderr; events {} http { access_log off; client_body_temp_path body;
    server { listen 127.0.0.1:${port}; location / {
    return 200 '{"ActionStatus":"OK","ErrorCode":0,"ErrorInfo":"","TaskId":"batch_0","ErrorList":[]}'; } } }`,
  );
  const nginx = spawn("nginx", ["-p", folder, "-e", "stderr", "-c", join(folder, "nginx.conf")], {
    stdio: "inherit",
    env: { PATH: `${process.env.PATH}:/usr/sbin` },
  });
  const gone = once(nginx, "exit");
  try {
    for (const end = performance.now() + 10_000; !(await listens(port)); await sleep(20)) {
      if (performance.now() > end) throw new Error("nginx does not start");
    }
    const measured = new Measured();
    const station = Object.assign(new Station(), { sdkappid: "1400000000", key: "0".repeat(64) });
    measured.station = station;
    station.connect({ origin: `http://127.0.0.1:${port}` });
    const { requests, seconds } = load(measured.address("/v4/timpush/batch"), single("user"), { users: LARGEST });
    report("load_generator_single_alone", requests / seconds, "per_second");
    const started = performance.now();
    await measured.call(CALLS, Array.from({ length: LARGEST }, (_, index) => `user-${index}`));
    const rate = (CALLS * LARGEST * 1000) / (performance.now() - started);
    report(`load_generator_${LARGEST}_alone`, rate, "targets_per_second");
  } finally {
    nginx.kill();
    await gone;
    await rm(folder, { recursive: true, force: true });
  }
}
