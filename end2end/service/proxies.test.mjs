// Behind nginx and Caddy, with the settings of docs/OPERATIONS.md: with TLS and without, on the usual port and on another,
// with `public_url` and without.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Console, SETUP_CODE } from "../support/console.mjs";
import { PROXIES, Proxy, ask, freePort } from "../support/proxies.mjs";

const OWNER = { email: "jiwoo@orbit.example", password: "correct horse battery staple" };
const VISITOR = "127.0.0.2";

/** The form of a server function, set up by way of the proxy. */
async function setUp(proxy, options) {
  const answer = await proxy.ask("/rpc/create_owner", { form: { setup_code: SETUP_CODE, ...OWNER }, ...options });
  assert.equal(answer.status, 302, `${answer.status} ${answer.location} ${answer.text.slice(0, 300)}`);
  assert.match(answer.location, /^\/(applications|signed-in)/);
  return answer.cookies.join("; ");
}

for (const name of PROXIES) {
  for (const tls of [true, false]) {
    for (const isDefaultPort of [true, false]) {
      for (const hasPublicUrl of [true, false]) {
        const what = [
          tls ? "with TLS" : "without TLS",
          isDefaultPort ? "on the usual port" : "on another port",
          hasPublicUrl ? "with public_url" : "without public_url",
        ];
        test(`${name} ${what.join(", ")}`, async () => {
          const port = await freePort();
          const host = isDefaultPort ? "console.example.com" : `console.example.com:${port}`;
          const console = await Console.start({
            environment: {
              CHAT_CONSOLE_TRUSTED_PROXIES: "127.0.0.1, ::1",
              CHAT_CONSOLE_PUBLIC_URL: hasPublicUrl ? `${tls ? "https" : "http"}://${host}` : "",
            },
          });
          let proxy;
          try {
            proxy = await Proxy.start(name, console, { tls, isDefaultPort, port });
            await works(proxy, { isSecure: tls && hasPublicUrl });
          } finally {
            await proxy?.dispose();
            await console.dispose();
          }
        });
      }
    }
  }
}

async function works(proxy, { isSecure }) {
  const evil = await proxy.ask("/rpc/create_owner", {
    form: { setup_code: SETUP_CODE, ...OWNER },
    headers: { origin: "https://evil.example" },
  });
  assert.equal(evil.status, 403, "a form of another site");

  // What a visitor writes about where they are counts for nothing.
  const lies = { "x-forwarded-for": "198.51.100.1", forwarded: "for=198.51.100.2", "x-forwarded-proto": "gopher" };
  const cookie = await setUp(proxy, { headers: lies });
  assert.equal(cookie.startsWith("__Host-"), isSecure, cookie);
  const account = await proxy.ask("/account", { cookie });
  assert.equal(account.status, 200);
  assert.ok(account.text.includes(VISITOR), "the session of the visitor's own address");
  assert.doesNotMatch(account.text, /198\.51\.100\./);

  const created = await proxy.ask("/rpc/create_application", {
    cookie,
    form: { name: "Orbit", description: "오빗", region: "kr", submission: "0123456789abcdef0123456789abcdef" },
  });
  assert.equal(created.status, 302, created.text.slice(0, 300));
  assert.match(created.location, /^\/applications\/\d+/);
  const page = created.location.split("?")[0];

  // A refused form with as much text as anybody types comes back, whatever it weighs.
  const refused = await proxy.ask("/rpc/save_application", {
    cookie,
    form: { sdkappid: page.split("/").at(-1), name: "", description: "가".repeat(900), version: "1" },
    headers: { referer: `${proxy.origin}${page}?dialog=edit` },
  });
  assert.ok(refused.status < 500, `${refused.status} after a refused form`);

  // The address that the calendar is subscribed to is the one that the browser shows.
  const calendar = await proxy.ask(`${page}/push/access?dialog=calendar`, { cookie });
  assert.equal(calendar.status, 200);
  assert.ok(calendar.text.includes(`${proxy.origin}${page}/push/expiries.ics?key=`), "the address of the calendar");
}

test("a trusted proxy is believed in all the ways that proxies write, and nobody else", async () => {
  const console = await Console.start({ environment: { CHAT_CONSOLE_TRUSTED_PROXIES: "127.0.0.1" } });
  try {
    const host = `127.0.0.1:${console.port}`;
    const direct = (path, options) => ask({ port: console.port, host, origin: `http://${host}`, headers: {}, ...options, path });
    await direct("/rpc/create_owner", { form: { setup_code: SETUP_CODE, ...OWNER } });
    const told = [
      [{ "x-forwarded-for": "203.0.113.9" }, "203.0.113.9"],
      [{ "x-forwarded-for": "203.0.113.10:51234" }, "203.0.113.10"],
      [{ "x-forwarded-for": "[2001:db8::11]:443" }, "2001:db8::11"],
      [{ "x-forwarded-for": "2001:db8::12" }, "2001:db8::12"],
      [{ "x-forwarded-for": ["198.51.100.1", "203.0.113.13, 127.0.0.1"] }, "203.0.113.13"],
      [{ "x-forwarded-for": "203.0.113.14", forwarded: "for=198.51.100.1" }, "203.0.113.14"],
      [{ forwarded: "for=198.51.100.1, For=\"[2001:db8::15]:4711\";proto=https;by=_x" }, "2001:db8::15"],
      [{ forwarded: ["for=203.0.113.16;host=\"a,b\"", "for=127.0.0.1"] }, "203.0.113.16"],
    ];
    for (const [headers, address] of told) {
      const signedIn = await direct("/rpc/sign_in", { form: { ...OWNER, next: "" }, headers });
      assert.equal(signedIn.status, 302, JSON.stringify(headers));
      const account = await direct("/account", { cookie: signedIn.cookies.join("; ") });
      assert.ok(account.text.includes(address), `${JSON.stringify(headers)} is ${address}`);
      assert.doesNotMatch(account.text, /198\.51\.100\./);
      const stranger = await direct("/rpc/sign_in", { form: { ...OWNER, next: "" }, headers, from: VISITOR });
      const theirs = await direct("/account", { cookie: stranger.cookies.join("; "), from: VISITOR });
      assert.ok(theirs.text.includes(VISITOR), "one that is no proxy speaks for itself alone");
    }
  } finally {
    await console.dispose();
  }
});
