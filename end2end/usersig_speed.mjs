// How many UserSigs one core signs and verifies a second, side by side in one run: Tencent's libraries for Node
// and Python, Node's own crypto and zlib doing the check, and `cargo build --release -p domain --example speed`.
// One `name: value unit` a line.

import { spawnSync } from "node:child_process";
import { createHmac, timingSafeEqual } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inflateSync } from "node:zlib";

import { sign } from "./support/back_end.mjs";
import { PYTHON } from "./support/python.mjs";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));
const SPEED = join(process.env.CARGO_TARGET_DIR ?? join(FOLDER, "../target"), "release/examples/speed");

// What `speed` signs with, so that it can verify these.
const KEY = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
const SDKAPPID = 1_400_000_000;
const TIME = 1_700_000_000;
const EXPIRE = 15_552_000;
const ROUND = 300;
const ROUNDS = 7;

const USERS = Array.from({ length: 256 }, (_, index) => `user_${index}`);
const TOKENS = USERS.map((user) => sign({ sdkappid: SDKAPPID, key: KEY, user, expire: EXPIRE, at: TIME }));

const values = new Map();
function report(name, value, unit, digits = 0) {
  values.set(name, value);
  process.stdout.write(`${name}: ${value.toFixed(digits)} ${unit}\n`);
}

/** Runs `work` over and over; the times a second of the best round. */
function perSecond(work) {
  let best = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    let done = 0;
    while (performance.now() - start < ROUND) {
      for (let step = 0; step < 64; step += 1) work(done++ % USERS.length);
    }
    best = Math.max(best, (done * 1_000) / (performance.now() - start));
  }
  return best;
}

/** The same check as the console makes, in as little JavaScript as it takes. */
function verify(token, user) {
  const base64 = token.replace(/[*\-_]/g, (char) => ({ "*": "+", "-": "/", _: "=" })[char]);
  const json = JSON.parse(inflateSync(Buffer.from(base64, "base64")).toString());
  if (json["TLS.ver"] !== "2.0" || json["TLS.sdkappid"] !== SDKAPPID || json["TLS.identifier"] !== user) return false;
  if (TIME > json["TLS.time"] + json["TLS.expire"]) return false;
  let lines = `TLS.identifier:${user}\nTLS.sdkappid:${SDKAPPID}\n`;
  lines += `TLS.time:${json["TLS.time"]}\nTLS.expire:${json["TLS.expire"]}\n`;
  if (json["TLS.userbuf"] !== undefined) lines += `TLS.userbuf:${json["TLS.userbuf"]}\n`;
  const claimed = Buffer.from(json["TLS.sig"], "base64");
  const hash = createHmac("sha256", KEY).update(lines).digest();
  return claimed.length === hash.length && timingSafeEqual(claimed, hash);
}

/** Runs a program; what it prints. */
function run(program, parameters) {
  const { status, stdout, stderr, error } = spawnSync(program, parameters, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${program}: ${error ?? stdout + stderr}`);
  return stdout;
}

const IN_PYTHON = `
import time
from TLSSigAPIv2 import TLSSigAPIv2
api = TLSSigAPIv2(${SDKAPPID}, "${KEY}")
best = 0
for _ in range(${ROUNDS}):
    start, done = time.perf_counter(), 0
    while time.perf_counter() - start < ${ROUND / 1_000}:
        for _ in range(64):
            api.gen_sig("user_%d" % (done % 256), ${EXPIRE})
            done += 1
    best = max(best, done / (time.perf_counter() - start))
print(best)
`;

if (!TOKENS.every((token, index) => verify(token, USERS[index]))) throw new Error("Node refuses its own tokens");
report(
  "usersig_sign_npm",
  perSecond((turn) => sign({ sdkappid: SDKAPPID, key: KEY, user: USERS[turn], expire: EXPIRE })),
  "signs/s",
);
report("usersig_sign_pypi", Number(run(PYTHON, ["-c", IN_PYTHON])), "signs/s");
report("usersig_verify_node", perSecond((turn) => verify(TOKENS[turn], USERS[turn])), "verifications/s");

const folder = await mkdtemp(join(tmpdir(), "usersig-speed-"));
try {
  const file = join(folder, "tokens");
  await writeFile(file, TOKENS.map((token) => `${token}\n`).join(""));
  for (const line of run(SPEED, [file]).trim().split("\n")) {
    const [, name, value, unit] = line.match(/^(\w+): (\d+) (.+)$/);
    report(name, Number(value), unit);
  }
} finally {
  await rm(folder, { recursive: true });
}

const ratio = (name, one, other) => report(name, values.get(one) / values.get(other), "times", 2);
const library = values.get("usersig_sign_npm") > values.get("usersig_sign_pypi") ? "npm" : "pypi";
ratio("usersig_sign_to_library", "usersig_sign_hmac", `usersig_sign_${library}`);
ratio("usersig_verify_to_node", "usersig_verify_hmac", "usersig_verify_node");
ratio("usersig_sign_to_bare", "usersig_sign_hmac", "usersig_bare_sign");
ratio("usersig_verify_to_bare", "usersig_verify_hmac", "usersig_bare_verify");
