// Files as people have them, made by the program that most of them use.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Extensions that say for which of Apple's services a certificate is. */
const SANDBOX = "1.2.840.113635.100.6.3.1=DER:0500";
const PRODUCTION = "1.2.840.113635.100.6.3.2=DER:0500";

/** What it prints, run in a folder with `files`, which is gone afterwards. */
export function openssl(command, files = {}) {
  const folder = mkdtempSync(join(tmpdir(), "openssl-"));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    return execFileSync("openssl", command, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is in a `.p12`, certificates and key, as PEM. */
export function opened(p12, password) {
  const command = ["pkcs12", "-in", "in.p12", "-passin", `pass:${password}`, "-nodes"];
  return openssl(command, { "in.p12": p12 }).toString();
}

/** A `.p12` of what is in `pem`; `keyless`: its private key stays out. */
export function closed(pem, password, { keyless = false } = {}) {
  const command = ["pkcs12", "-export", "-in", "in.pem", "-passout", `pass:${password}`];
  return openssl(keyless ? [...command, "-nokeys"] : command, { "in.pem": pem });
}

/** A new private key, PKCS#8 PEM; `curve` of an elliptic one, RSA without. */
export function privateKey(curve) {
  const kind = curve
    ? ["-algorithm", "EC", "-pkeyopt", `ec_paramgen_curve:${curve}`]
    : ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"];
  return openssl(["genpkey", ...kind]).toString();
}

/** A certificate with its key, PEM, as Apple's but for who issued it: whoever asked for it. */
export function pushCertificate(bundle, { days = 365 } = {}) {
  const key = privateKey();
  const subject = `/UID=${bundle}/CN=Apple Push Services: ${bundle}`;
  const command = ["req", "-x509", "-new", "-key", "key.pem", "-subj", subject, "-days", `${days}`];
  const extensions = [SANDBOX, PRODUCTION].flatMap((extension) => ["-addext", extension]);
  return key + openssl([...command, ...extensions], { "key.pem": key }).toString();
}
