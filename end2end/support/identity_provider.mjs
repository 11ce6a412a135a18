// An OpenID Connect provider of its own, by the certified library `oidc-provider`: people type who they are, and nothing
// else. It speaks to any console of this machine.

import { once } from "node:events";
import { createServer } from "node:http";

import Provider from "oidc-provider";

const CLIENT = { id: "chat-console", secret: "a secret & more" };
const CALLBACK = /^http:\/\/127\.0\.0\.1:\d+\/sign-in\/oidc\/callback$/;

const page = (title, body) =>
  `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>${title}</title></head>
   <body><main><h1>${title}</h1>${body}</main></body></html>`;

export class IdentityProvider {
  #server;
  #provider;
  /** The people it knows: by the name that they type, their claims. */
  people = new Map();

  async start() {
    this.#server = createServer((request, response) => this.#answer(request, response));
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    this.issuer = `http://127.0.0.1:${this.#server.address().port}`;
    this.#provider = new Provider(this.issuer, this.#configuration());
    // Consoles of tests have ports that nobody knows beforehand.
    this.#provider.Client.prototype.redirectUriAllowed = (address) => CALLBACK.test(address);
    return this;
  }

  async stop() {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, "close");
  }

  /** What the operator tells a console that uses it. */
  get environment() {
    return {
      CHAT_CONSOLE_OIDC_ISSUER: this.issuer,
      CHAT_CONSOLE_OIDC_CLIENT_ID: CLIENT.id,
      CHAT_CONSOLE_OIDC_CLIENT_SECRET: CLIENT.secret,
      CHAT_CONSOLE_OIDC_NAME: "Orbit ID",
      CHAT_CONSOLE_OIDC_SCOPES: "openid email groups",
    };
  }

  #configuration() {
    const { people } = this;
    return {
      clients: [
        {
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          redirect_uris: ["http://127.0.0.1:1/sign-in/oidc/callback"],
          response_types: ["code"],
          grant_types: ["authorization_code"],
        },
      ],
      claims: { openid: ["sub"], email: ["email", "email_verified"], groups: ["groups"], auth_time: null },
      scopes: ["openid", "email", "groups"],
      pkce: { required: () => true },
      cookies: { keys: ["only for tests"] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
      ttl: { AccessToken: 300, AuthorizationCode: 60, Grant: 3600, IdToken: 300, Interaction: 600, Session: 3600 },
      findAccount: (_, name) =>
        people.has(name) && { accountId: name, claims: async () => ({ sub: name, ...people.get(name) }) },
      // Whoever signs in agrees to what the console asks for.
      loadExistingGrant: async ({ oidc }) => {
        const grant = new oidc.provider.Grant({ clientId: CLIENT.id, accountId: oidc.session.accountId });
        grant.addOIDCScope("openid email groups");
        await grant.save();
        return grant;
      },
    };
  }

  async #answer(request, response) {
    if (!request.url.startsWith("/interaction/")) return this.#provider.callback()(request, response);
    try {
      if (request.method === "POST") {
        const form = new URLSearchParams(Buffer.concat(await request.toArray()).toString());
        const result = form.has("cancel")
          ? { error: "access_denied", error_description: "cancelled" }
          : { login: { accountId: form.get("name") } };
        return await this.#provider.interactionFinished(request, response, result);
      }
      await this.#provider.interactionDetails(request, response);
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end(
        page(
          "Orbit ID",
          `<form method="post"><label>Name <input name="name" autofocus></label>
           <button>Go on</button> <button name="cancel" value="1">Cancel</button></form>`,
        ),
      );
    } catch (error) {
      response.writeHead(400, { "content-type": "text/html" }).end(page("Failed", `<p>${error.message}</p>`));
    }
  }
}
