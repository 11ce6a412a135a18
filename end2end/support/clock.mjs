// Moves the clock of a console: it takes the time from the system alone, and libfaketime stands in between.
// Timers keep their pace; only what the time of day is changes.

import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

function library() {
  const folders = readdirSync("/usr/lib").map((folder) => `/usr/lib/${folder}/faketime/libfaketime.so.1`);
  const found = folders.find(existsSync);
  if (!found) throw new Error("libfaketime is missing: scripts/bootstrap --for-tests installs it");
  return found;
}

export class MovableClock {
  static async create() {
    const clock = new MovableClock();
    clock.folder = await mkdtemp(join(tmpdir(), "chat-console-clock-"));
    clock.file = join(clock.folder, "clock");
    await clock.ahead(0);
    return clock;
  }

  /** For the environment of a console. */
  get environment() {
    return {
      LD_PRELOAD: library(),
      FAKETIME_TIMESTAMP_FILE: this.file,
      FAKETIME_NO_CACHE: "1",
      FAKETIME_DONT_FAKE_MONOTONIC: "1",
    };
  }

  /** From now on it is `seconds` later than it really is. */
  async ahead(seconds) {
    await writeFile(this.file, `+${seconds}s\n`);
  }

  async dispose() {
    await rm(this.folder, { recursive: true, force: true });
  }
}
