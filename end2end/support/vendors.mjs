// Starts the simulated vendors by themselves, without a console: an example program of the room `push`.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

import { FOLDER } from "./console.mjs";

export class Vendors {
  #child;

  static async start() {
    const vendors = new Vendors();
    vendors.folder = await mkdtemp(join(tmpdir(), "vendors-"));
    const run = ["run", "--quiet", "-p", "push", "--example", "vendors", "--", "127.0.0.1:0", vendors.folder];
    vendors.#child = spawn("cargo", run, { cwd: resolve(FOLDER, ".."), stdio: ["ignore", "pipe", "inherit"] });
    vendors.hosts = {};
    for await (const line of createInterface({ input: vendors.#child.stdout })) {
      if (line === "ready") return vendors;
      const [, name, address] = /^export CHAT_CONSOLE_PUSH_(\w+)='?([^']*)'?$/.exec(line);
      vendors.hosts[name] = address;
    }
    throw new Error("the vendors did not start");
  }

  /** The address of a host, by plain HTTP, which the same port speaks. */
  plain(name) {
    return this.hosts[name].replace("https:", "http:");
  }

  path(name) {
    return join(this.folder, name);
  }

  async file(name) {
    return readFile(this.path(name), "utf8");
  }

  async received() {
    const response = await fetch(new URL("/control/received", this.plain("APNS_PRODUCTION")));
    return (await response.json()).received;
  }

  async dispose() {
    if (this.#child.exitCode === null) {
      this.#child.kill();
      await once(this.#child, "exit");
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}
