// Starts the simulated vendors as an operator would, by the same binary, on ports and in a folder of their own.

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

import { BINARY, freePort } from "./console.mjs";

/** Opens the `.p12` files of the folder; the guide says so. */
export const PASSWORD = "simulator";
/** Whom Apple's credentials of the folder are for. */
export const TEAM = "FAKETEAM01";
export const BUNDLE = "com.example.messenger";

export class Vendors {
  #child;

  static async start() {
    const vendors = new Vendors();
    vendors.folder = await mkdtemp(join(tmpdir(), "vendors-"));
    for (let attempt = 1; ; attempt += 1) {
      // Apple's sandbox takes the port after it, so both have to be free.
      const address = `127.0.0.1:${await freePair()}`;
      vendors.environment = await variables(address, vendors.folder);
      if (await vendors.#begin(address)) return vendors;
      if (attempt === 3) throw new Error("the vendors did not start");
    }
  }

  /** Whether it serves at `address`; another program may have taken the port. */
  async #begin(address) {
    const command = ["vendors", "--listen", address, "--data", this.folder];
    this.#child = spawn(BINARY, command, { stdio: ["ignore", "pipe", "inherit"] });
    for await (const line of createInterface({ input: this.#child.stdout })) {
      if (line.includes("are ready")) return true;
    }
    return false;
  }

  /** The addresses, by the ends of their variables: `APNS_PRODUCTION`. */
  get hosts() {
    const named = Object.entries(this.environment).map(([name, value]) => [
      name.replace("CHAT_CONSOLE_PUSH_", ""),
      value,
    ]);
    return Object.fromEntries(named);
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

  /** A file as a person chooses it. */
  async upload(name) {
    return { name, mimeType: "application/octet-stream", buffer: await readFile(this.path(name)) };
  }

  async received() {
    const response = await fetch(new URL("/control/received", this.plain("APNS_PRODUCTION")));
    return (await response.json()).received;
  }

  /** The pushes that were accepted after the one with the number `after`. */
  async deliveries(after = 0) {
    const all = [];
    for (;;) {
      const url = new URL(`/control/deliveries?after=${after}`, this.plain("APNS_PRODUCTION"));
      const { deliveries } = await (await fetch(url)).json();
      if (deliveries.length === 0) return all;
      all.push(...deliveries);
      after = deliveries.at(-1).n;
    }
  }

  /** How many pushes were accepted so far. */
  async total() {
    const url = new URL(`/control/deliveries?after=${Number.MAX_SAFE_INTEGER}`, this.plain("APNS_PRODUCTION"));
    return (await (await fetch(url)).json()).total;
  }

  /** Their faults from now on, by vendor. */
  async chaos(vendors, seed = 1) {
    const url = new URL("/control/chaos", this.plain("APNS_PRODUCTION"));
    const answer = await fetch(url, { method: "POST", body: JSON.stringify({ seed, vendors }) });
    if (!answer.ok) throw new Error(`chaos was refused: ${answer.status} ${await answer.text()}`);
  }

  async dispose() {
    if (this.#child.exitCode === null) {
      this.#child.kill();
      await once(this.#child, "exit");
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** What points a console at vendors at `address`, as `--print-env` prints it for a shell. */
async function variables(address, folder) {
  const command = ["vendors", "--listen", address, "--data", folder, "--print-env"];
  const { stdout } = await promisify(execFile)(BINARY, command);
  const lines = [...stdout.matchAll(/^export (\w+)='([^']*)'$/gm)];
  if (lines.length === 0) throw new Error(`no variables: ${stdout}`);
  return Object.fromEntries(lines.map(([, name, value]) => [name, value]));
}

/** A port that is free, as the one after it is. */
async function freePair() {
  for (;;) {
    const port = await freePort();
    const next = createServer();
    const isFree = await new Promise((resolve) => {
      next.once("error", () => resolve(false));
      next.listen(port + 1, "127.0.0.1", () => resolve(true));
    });
    if (isFree) {
      next.close();
      await once(next, "close");
      return port;
    }
  }
}
