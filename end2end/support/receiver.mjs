// A server of somebody who receives webhooks.

import { once } from "node:events";
import { createServer } from "node:http";

/** An endpoint's server, which can be away for a while. */
export class Receiver {
  #received = [];
  #waiting = [];

  async start() {
    this.server = createServer(async (request, response) => {
      const chunks = await request.toArray();
      response.writeHead(204).end();
      this.#received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      this.#waiting.shift()?.();
    });
    this.server.listen(this.port ?? 0, "127.0.0.1");
    await once(this.server, "listening");
    this.port = this.server.address().port;
    return this;
  }

  async stop() {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, "close");
  }

  get url() {
    return `http://127.0.0.1:${this.port}/hook`;
  }

  /** The next request, as headers and body. */
  async next() {
    if (this.#received.length === 0) await new Promise((resolve) => this.#waiting.push(resolve));
    return this.#received.shift();
  }
}
