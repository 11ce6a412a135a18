// The servers of one installation: one console with its file, or several consoles that share a PostgreSQL database.

import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { join } from "node:path";

import { Console, FOLDER } from "./console.mjs";
import { PYTHON } from "./python.mjs";

const SERVERS = { sqlite: 1, postgres: 3 };

export class Fleet {
  /** Those that run. */
  live = new Set();
  consoles = [];

  /** `database` is `sqlite` or `postgres`; the latter is that of `scripts/postgres`. */
  static async start(database, environment) {
    const fleet = new Fleet();
    const url = process.env.TEST_DATABASE_URL;
    if (database === "postgres") {
      if (!url) throw new Error("there is no PostgreSQL: start this by way of scripts/postgres");
      environment = { ...environment, DATABASE_URL: url, CHAT_CONSOLE_MASTER_KEY: randomBytes(32).toString("hex") };
    }
    // The first one prepares the database, so they start one after the other.
    for (let server = 0; server < SERVERS[database]; server += 1) {
      const console = new Console({ environment });
      fleet.consoles.push(console);
      await fleet.begin(console);
    }
    fleet.database = database === "postgres" ? url : join(fleet.consoles[0].dataDir, "chat-console.db");
    return fleet;
  }

  async begin(console) {
    await console.start();
    this.live.add(console);
  }

  /** kill -9. From now on, nothing that is asked of it has to be answered. */
  async kill(console) {
    this.live.delete(console);
    await console.kill();
  }

  /** What the database holds about accepted pushes, as support/pushes.py prints it. */
  pushes() {
    const script = join(FOLDER, "support/pushes.py");
    return JSON.parse(execFileSync(PYTHON, [script, this.database], { maxBuffer: 2 ** 30 }));
  }

  async dispose() {
    for (const console of this.consoles) await console.dispose();
  }
}
