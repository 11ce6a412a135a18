// The proxies of docs/OPERATIONS.md, with the very settings that stand there.

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { FOLDER, freePort } from "./console.mjs";

export const HOST = "console.example.com";

/** The block of that language under "Behind a proxy". */
async function documented(language) {
  const text = await readFile(join(FOLDER, "../docs/OPERATIONS.md"), "utf8");
  const section = text.split("\n## ").find((section) => section.startsWith("Behind a proxy"));
  const block = section?.match(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, "s"))?.[1];
  if (!block) throw new Error(`docs/OPERATIONS.md has no settings for ${language}`);
  return block;
}

/** Replaces what people are told to put in; each of these has to be there. */
function filled(text, replacements) {
  for (const [what, by] of replacements) {
    if (!text.includes(what)) throw new Error(`the documented settings do not have ${what}`);
    text = text.replaceAll(what, by);
  }
  return text;
}

function makeCertificate(folder) {
  const [key, certificate] = [join(folder, "console.key"), join(folder, "console.pem")];
  const made = spawnSync("openssl", [
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"],
    ...["-subj", `/CN=${HOST}`, "-addext", `subjectAltName=DNS:${HOST}`, "-keyout", key, "-out", certificate],
  ]);
  if (made.status !== 0) throw new Error(`openssl: ${made.stderr}`);
}

const WAYS = {
  async nginx({ folder, port, upstream, tls }) {
    let server = filled(await documented("nginx"), [
      ["listen 443 ssl;", `listen 127.0.0.1:${port}${tls ? " ssl" : ""};`],
      ["127.0.0.1:3000", upstream],
      ["/etc/ssl/", `${folder}/`],
    ]);
    if (!tls) server = server.replaceAll(/^ *ssl_certificate.*\n/gm, "");
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
      .map((name) => `${name}_temp_path ${folder}/${name};`)
      .join("\n");
    const user = process.getuid() === 0 ? "user root;" : "";
    await writeFile(
      join(folder, "nginx.conf"),
      `${user} daemon off; pid ${folder}/nginx.pid; error_log stderr;\nevents {}\nhttp {\naccess_log off;\n${temporary}\n${server}}\n`,
    );
    return ["nginx", ["-p", folder, "-e", "stderr", "-c", join(folder, "nginx.conf")]];
  },
  async caddy({ folder, port, upstream, tls }) {
    let site = filled(await documented("caddy"), [
      [`${HOST} {`, `${tls ? "https" : "http"}://${HOST}:${port} {\n\tbind 127.0.0.1`],
      ["127.0.0.1:3000", upstream],
      ["/etc/ssl/", `${folder}/`],
    ]);
    if (!tls) site = site.replaceAll(/^\ttls .*\n/gm, "");
    const global = "{\n\tadmin off\n\tauto_https disable_redirects\n\tskip_install_trust\n}\n";
    await writeFile(join(folder, "Caddyfile"), `${global}${site}`);
    return ["caddy", ["run", "--adapter", "caddyfile", "--config", join(folder, "Caddyfile")]];
  },
};

export const PROXIES = Object.keys(WAYS);

export class Proxy {
  #child;
  #printed = "";

  /** In front of `console`; `isDefaultPort`: browsers that reach it leave the port out of `Host` and `Origin`. */
  static async start(name, console, { tls, isDefaultPort, port }) {
    const proxy = new Proxy();
    proxy.folder = await mkdtemp(join(tmpdir(), `chat-console-${name}-`));
    Object.assign(proxy, { tls, port });
    proxy.host = isDefaultPort ? HOST : `${HOST}:${port}`;
    if (tls) makeCertificate(proxy.folder);
    const upstream = `127.0.0.1:${console.port}`;
    const [program, words] = await WAYS[name]({ folder: proxy.folder, port, upstream, tls });
    const child = spawn(program, words, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { PATH: `${process.env.PATH}:/usr/sbin`, HOME: proxy.folder },
    });
    proxy.#child = child;
    child.on("error", (error) => (proxy.#printed += `${error}\n`));
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => (proxy.#printed += text));
    }
    for (const end = performance.now() + 15_000; performance.now() < end; await sleep(20)) {
      if (child.exitCode !== null || child.pid === undefined) break;
      if (await listens(port)) return proxy;
    }
    await proxy.dispose();
    throw new Error(`${name} does not start:\n${proxy.#printed}`);
  }

  get origin() {
    return `${this.tls ? "https" : "http"}://${this.host}`;
  }

  /** One request as a browser sends it, from an address of the loopback network that is no proxy's. */
  ask(path, { form, cookie, headers = {}, from = "127.0.0.2" } = {}) {
    return ask({ tls: this.tls, port: this.port, host: this.host, from, path, form, cookie, headers, origin: this.origin });
  }

  async dispose() {
    if (this.#child?.pid && this.#child.exitCode === null) {
      const gone = once(this.#child, "exit");
      this.#child.kill("SIGTERM");
      await gone;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** A request with a `Host` of its own. Plain HTTP has no `Sec-Fetch-Site`, so none is sent at all. */
export async function ask({ tls, port, host, from, path, form, cookie, headers, origin }) {
  const body = form && new URLSearchParams(form).toString();
  const request = (tls ? httpsRequest : httpRequest)({
    host: "127.0.0.1",
    port,
    path,
    localAddress: from,
    method: body === undefined ? "GET" : "POST",
    servername: HOST,
    rejectUnauthorized: false,
    headers: {
      host,
      accept: "text/html",
      ...(cookie ? { cookie } : {}),
      ...(body === undefined
        ? {}
        : {
            origin,
            referer: `${origin}/`,
            "content-type": "application/x-www-form-urlencoded",
            "content-length": Buffer.byteLength(body),
          }),
      ...headers,
    },
  });
  request.end(body);
  const [answer] = await once(request, "response");
  let text = "";
  for await (const part of answer.setEncoding("utf8")) text += part;
  const cookies = (answer.headers["set-cookie"] ?? []).map((line) => line.split(";")[0]);
  return { status: answer.statusCode, headers: answer.headers, location: answer.headers.location, cookies, text };
}

/** Whether something listens at that port of the loopback address. */
export async function listens(port) {
  const socket = connect(port, "127.0.0.1");
  return new Promise((resolve) => {
    socket.once("connect", () => (socket.destroy(), resolve(true)));
    socket.once("error", () => resolve(false));
  });
}

export { freePort };
