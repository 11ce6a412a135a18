// An authenticator app, written after RFC 6238 and independently of the console.

import { createHmac } from "node:crypto";

const STEP_SECONDS = 30;

export class Authenticator {
  /** `secret` is Base32, with spaces as people see it. */
  constructor(secret) {
    const bits = [...secret.replaceAll(" ", "")]
      .map((character) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(character).toString(2).padStart(5, "0"))
      .join("");
    this.secret = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  }

  /** The code now, or that of so many steps later. */
  code(ahead = 0) {
    const counter = Buffer.alloc(8);
    counter.writeBigInt64BE(BigInt(Math.floor(Date.now() / 1_000 / STEP_SECONDS) + ahead));
    const digest = createHmac("sha1", this.secret).update(counter).digest();
    const number = digest.readUInt32BE(digest[19] & 0x0f) & 0x7fff_ffff;
    return String(number % 1_000_000).padStart(6, "0");
  }
}
