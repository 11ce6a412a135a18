// An application's own back end: signs UserSigs with Tencent's Node library and asks the console to verify them.

import { createRequire } from "node:module";

const { Api } = createRequire(import.meta.url)("tls-sig-api-v2");

export const ADMINISTRATOR = "administrator";

/** The second of the Unix clock. */
export const now = () => Math.floor(Date.now() / 1000);

/** A UserSig by Tencent's library, signed as if it were `at` (it reads the clock itself). */
export function sign({ sdkappid, key, user, expire = 86_400, at, userbuf }) {
  const clock = Date.now;
  if (at !== undefined) Date.now = () => at * 1000;
  try {
    return new Api(Number(sdkappid), key).genSig(user, expire, userbuf ?? null);
  } finally {
    Date.now = clock;
  }
}

export class BackEnd {
  constructor(console, sdkappid, key) {
    Object.assign(this, { console, sdkappid, key });
    this.usersig = sign({ sdkappid, key, user: ADMINISTRATOR });
  }

  /** The address of a call; `over` replaces parameters, and removes those that it sets to undefined. */
  address(over = {}) {
    const parameters = {
      sdkappid: this.sdkappid,
      identifier: ADMINISTRATOR,
      usersig: this.usersig,
      random: Math.floor(Math.random() * 2 ** 32),
      contenttype: "json",
      ...over,
    };
    const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
    return `${this.console.origin}/v4/usersig/verify?${new URLSearchParams(given)}`;
  }

  /** Posts `body` as it is, and insists on what holds for every answer. */
  async post(body, { address = this.address(), method = "POST", headers = {} } = {}) {
    const type = { "content-type": "application/json" };
    const answer = await fetch(address, { method, body, headers: { ...type, ...headers } });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`HTTP ${answer.status}: ${text}`);
    const json = JSON.parse(text);
    const { ActionStatus, ErrorCode, ErrorInfo } = json;
    const sound = Number.isInteger(ErrorCode) && typeof ErrorInfo === "string";
    if (!sound || ActionStatus !== (ErrorCode === 0 ? "OK" : "FAIL")) throw new Error(`not an answer: ${text}`);
    return json;
  }

  verify(user, usersig, over) {
    return this.post(JSON.stringify({ UserID: user, UserSig: usersig }), { address: this.address(over) });
  }

  /** The ErrorCode alone. */
  async judge(user, usersig, over) {
    return (await this.verify(user, usersig, over)).ErrorCode;
  }
}

/** Runs `work` over all `items`, `width` at a time. */
export async function each(items, width, work) {
  const left = [...items].reverse();
  const worker = async () => {
    while (left.length > 0) await work(left.pop());
  };
  await Promise.all(Array.from({ length: width }, worker));
}
