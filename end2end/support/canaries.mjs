// Secrets that are looked for everywhere: as they are, in part, and in every writing that a program might put them.

import { createPrivateKey } from "node:crypto";

/** Characters of base64 that do not depend on what stands before and after. */
const CERTAIN = 2;

/** A secret, and what to look for. */
export class Canary {
  #needles;

  constructor(name, needles) {
    this.name = name;
    this.#needles = needles.map((needle) => Buffer.from(needle)).filter((needle) => needle.length >= 8);
  }

  /** One that is typed. Its last four characters are shown on purpose, so parts of it leave them out. */
  static typed(name, text) {
    const parts = [text, text.slice(0, 14), text.slice(4, 18), text.slice(0, -5)];
    return new Canary(name, parts.filter((part) => part.length >= 8).flatMap(writings));
  }

  /** A file: what is in the middle of it. */
  static file(name, bytes) {
    const middle = Buffer.from(bytes).subarray(bytes.length >> 1, (bytes.length >> 1) + 24);
    return new Canary(name, writings(middle));
  }

  /** A private key, PEM: lines of its body, and the numbers that are secret about it, wherever they were put. */
  static key(name, pem) {
    const lines = pem.split("\n").filter((line) => /^[\w+/=]{40,}$/.test(line));
    const jwk = createPrivateKey(pem).export({ format: "jwk" });
    const numbers = [jwk.d, jwk.p, jwk.q].filter(Boolean).map((number) => Buffer.from(number, "base64url"));
    return new Canary(name, [
      ...lines.flatMap((line) => writings(line.slice(8, 40))),
      ...numbers.flatMap((number) => writings(number.subarray(2, 26))),
    ]);
  }

  /** Whether it is in these bytes. */
  isIn(bytes) {
    return this.#needles.some((needle) => bytes.includes(needle));
  }
}

/** Every way in which `what`, a text or bytes, may be written. */
export function writings(what) {
  const bytes = Buffer.from(what);
  const found = [bytes, bytes.toString("hex"), bytes.toString("hex").toUpperCase()];
  // Base64 groups by three bytes: it looks different after none, one and two others.
  for (const before of [0, 1, 2]) {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64").replaceAll("=", "");
    const sure = text.slice(before === 0 ? 0 : before + 1, -CERTAIN);
    found.push(sure, sure.replaceAll("+", "-").replaceAll("/", "_"));
  }
  if (typeof what === "string") {
    found.push(encodeURIComponent(what), new URLSearchParams([["", what]]).toString().slice(1));
    found.push(JSON.stringify(what).slice(1, -1), what.replaceAll("/", "&#x2F;"));
    found.push(what.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"));
  }
  return found;
}
