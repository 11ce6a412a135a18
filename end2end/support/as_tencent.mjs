// A way to the console for clients that know no host but Tencent's: an HTTPS proxy that takes every connection for
// `console.tim.qq.com`, with a certificate of that name, and leads it to the console.

import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TLSSocket } from "node:tls";

import { openssl, privateKey } from "./openssl.mjs";

const HOST = "console.tim.qq.com";

export class AsTencent {
  #server;
  #folder;

  static async start(console) {
    const way = new AsTencent();
    way.#folder = await mkdtemp(join(tmpdir(), "as-tencent-"));
    const key = privateKey("P-256");
    const words = ["-subj", `/CN=${HOST}`, "-addext", `subjectAltName=DNS:${HOST}`, "-days", "2"];
    const cert = openssl(["req", "-x509", "-new", "-key", "key.pem", ...words], { "key.pem": key });
    const authority = join(way.#folder, "ca.pem");
    await writeFile(authority, cert);
    way.#server = createServer();
    way.#server.on("connect", ({ url }, socket) => {
      if (url !== `${HOST}:443`) return socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      const opened = new TLSSocket(socket, { isServer: true, key, cert });
      const upstream = connect(console.port, "127.0.0.1");
      for (const end of [opened, upstream]) end.on("error", () => (opened.destroy(), upstream.destroy()));
      opened.pipe(upstream).pipe(opened);
    });
    way.#server.listen(0, "127.0.0.1");
    await once(way.#server, "listening");
    const proxy = `http://127.0.0.1:${way.#server.address().port}`;
    way.environment = { HTTPS_PROXY: proxy, REQUESTS_CA_BUNDLE: authority };
    return way;
  }

  async dispose() {
    this.#server.closeAllConnections();
    this.#server.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
