// Starts the built binary as an operator would: a process of its own, on a fresh data folder and free ports.
// Everything in this folder reaches the console through here and sees it from the outside alone.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export const FOLDER = resolve(dirname(fileURLToPath(import.meta.url)), "..");
export const BINARY = resolve(process.env.CHAT_CONSOLE_BINARY ?? join(FOLDER, "../target/release/chat-console"));
/** The environment of a console whose operator has set prices. */
export const CATALOGUE = { CHAT_CONSOLE_CATALOGUE_FILE: join(FOLDER, "support", "catalogue.toml") };
/** The environment of a console that writes down what it counts almost at once. */
export const PROMPT_FLUSH = { CHAT_CONSOLE_FLUSH_INTERVAL_MS: "50" };
export const SETUP_CODE = "TEST-CODE-2026";

/** A free port of the loopback address; free a moment ago, that is, so starting may have to be tried again. */
export async function freePort() {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** Where consoles were reached that have been ended since. */
const ended = new Set();

/** Whether `url` is one of a console that the test has ended. */
export const isEnded = (url) => URL.canParse(url) && ended.has(new URL(url).origin);

export class Console {
  #child;
  #printed = "";

  /**
   * `environment` goes to the process; `dataDir` is kept when it is given and removed by `dispose` when not. Where `host`
   * is a name, it is that of the public URL as well: passkeys belong to names.
   */
  constructor({ environment = {}, dataDir, host = "127.0.0.1" } = {}) {
    this.environment = environment;
    this.host = host;
    this.dataDir = dataDir;
    this.ownsData = dataDir === undefined;
  }

  static async start(options) {
    const console = new Console(options);
    await console.start();
    return console;
  }

  get origin() {
    return `http://${this.host}:${this.port}`;
  }

  get metricsOrigin() {
    return `http://127.0.0.1:${this.metricsPort}`;
  }

  get pid() {
    return this.#child?.pid;
  }

  /** What the process has printed so far, both streams. */
  get printed() {
    return this.#printed;
  }

  /** Starts the process and waits for readiness; answers with the milliseconds that took. */
  async start() {
    this.dataDir ??= await mkdtemp(join(tmpdir(), "chat-console-"));
    for (let attempt = 1; ; attempt += 1) {
      this.port = await freePort();
      this.metricsPort = await freePort();
      const started = performance.now();
      ended.delete(this.origin);
      this.#spawn();
      if (await this.#becomesReady()) return performance.now() - started;
      await this.kill();
      if (attempt === 3) throw new Error(`${BINARY} does not become ready:\n${this.#printed}`);
    }
  }

  #spawn() {
    // The folder is the data folder, so that no configuration file of the project's is picked up by chance.
    const child = spawn(BINARY, ["serve"], {
      cwd: this.dataDir,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        CHAT_CONSOLE_LISTEN: `127.0.0.1:${this.port}`,
        CHAT_CONSOLE_METRICS_LISTEN: `127.0.0.1:${this.metricsPort}`,
        CHAT_CONSOLE_DATA_DIR: this.dataDir,
        CHAT_CONSOLE_SETUP_CODE: SETUP_CODE,
        CHAT_CONSOLE_LOG: "warn",
        ...(this.host === "127.0.0.1" ? {} : { CHAT_CONSOLE_PUBLIC_URL: this.origin }),
        ...this.environment,
      },
    });
    child.on("error", (error) => (this.#printed += `${error}\n`));
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => (this.#printed += text));
    }
    this.#child = child;
  }

  async #becomesReady() {
    const child = this.#child;
    for (const end = performance.now() + 20_000; performance.now() < end; await sleep(2)) {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return false;
      const answer = await fetch(`http://127.0.0.1:${this.port}/readyz`).catch(() => undefined);
      await answer?.arrayBuffer();
      if (answer?.ok) return true;
    }
    return false;
  }

  async #end(signal) {
    const child = this.#child;
    if (!child?.pid || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    ended.add(this.origin);
    child.kill(signal);
    await gone;
  }

  /** Ends it as an operator does. */
  async stop() {
    await this.#end("SIGTERM");
  }

  /** Ends it as a power cut does. */
  async kill() {
    await this.#end("SIGKILL");
  }

  async dispose() {
    await this.kill();
    if (this.ownsData && this.dataDir) await rm(this.dataDir, { recursive: true, force: true });
  }
}
