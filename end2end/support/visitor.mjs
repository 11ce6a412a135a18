// A person without scripts: keeps cookies, reads forms out of pages, posts them. Quicker than a browser, for
// everything that has to be there before a journey begins and for the tests that need no browser.

import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

import { SETUP_CODE } from "./console.mjs";

export const OWNER = { email: "jiwoo@orbit.example", password: "correct horse battery staple" };

export class Visitor {
  cookies = new Map();

  constructor(console) {
    this.console = console;
  }

  /**
   * One request, redirects not followed. `form` is posted as a browser posts a form; `multipart`: one with files,
   * which are `File`s.
   */
  async request(path, { form, multipart, headers = {}, ...init } = {}) {
    if (form) {
      init = { method: "POST", body: new URLSearchParams(form), ...init };
      headers = { "content-type": "application/x-www-form-urlencoded", ...headers };
    }
    if (multipart) {
      const body = new FormData();
      for (const [name, value] of Object.entries(multipart)) body.append(name, value);
      // The boundary between its parts is `fetch`'s business, and so is the header that names it.
      init = { method: "POST", body, ...init };
    }
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(new URL(path, this.console.origin), {
      redirect: "manual",
      ...init,
      headers: { accept: "text/html", ...(cookie ? { cookie } : {}), ...headers },
    });
    for (const line of answer.headers.getSetCookie()) this.#keep(line);
    return {
      status: answer.status,
      headers: answer.headers,
      location: answer.headers.get("location"),
      text: await answer.text(),
    };
  }

  #keep(line) {
    const [pair, ...attributes] = line.split(";").map((part) => part.trim());
    const [name, value] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
    const over = attributes.some((attribute) => /^max-age=0$/i.test(attribute));
    if (over || value === "") this.cookies.delete(name);
    else this.cookies.set(name, value);
  }

  async page(path) {
    const answer = await this.request(path);
    if (answer.status !== 200) throw new Error(`${path} answers ${answer.status}: ${answer.text.slice(0, 500)}`);
    return answer.text;
  }

  /** The page at `path` once `text` is in it: what is counted in memory comes to the database a moment later. */
  async pageWith(path, text) {
    for (const end = performance.now() + 10_000; ; await sleep(25)) {
      const page = await this.page(path);
      if (text.test(page)) return page;
      if (performance.now() > end) throw new Error(`${path} does not come to say ${text}`);
    }
  }

  /** The form of the page at `path` that posts to server function `name`. */
  async form(path, name) {
    const forms = formsOf(await this.page(path));
    const form = forms.find((form) => form.action.endsWith(`/rpc/${name}`));
    if (!form) throw new Error(`no form for ${name} at ${path}; there are: ${forms.map((form) => form.action)}`);
    return form;
  }

  /** Fills that form in and posts it, from that page. */
  async submit(path, name, values = {}) {
    const form = await this.form(path, name);
    return this.request(form.action, {
      [form.isMultipart ? "multipart" : "form"]: { ...form.fields, ...values },
      headers: { referer: new URL(path, this.console.origin).href },
    });
  }

  /** The same, where a refusal is a mistake of the test. */
  async succeed(path, name, values) {
    const answer = await this.submit(path, name, values);
    if (![302, 303].includes(answer.status) || /[?&]draft=/.test(answer.location)) {
      throw new Error(`${name} was refused: ${answer.status} ${answer.location} ${answer.text.slice(0, 500)}`);
    }
    return answer;
  }

  async setUp({ email, password } = OWNER) {
    await this.succeed("/setup", "create_owner", { setup_code: SETUP_CODE, email, password });
    return this;
  }

  async signIn({ email, password } = OWNER) {
    await this.succeed("/sign-in", "sign_in", { email, password });
    return this;
  }

  /** Creates an application and answers with its SDKAppID. */
  async create(name, { description = "", region = "kr" } = {}) {
    // The form is the same each time but for its token, and any 32 hexadecimal characters are one.
    this.createForm ??= await this.form("/applications?dialog=create", "create_application");
    const token = tokenField(this.createForm);
    const answer = await this.request(this.createForm.action, {
      form: { ...this.createForm.fields, name, description, region, [token]: randomBytes(16).toString("hex") },
      headers: { referer: `${this.console.origin}/applications?dialog=create` },
    });
    const sdkappid = answer.location?.match(/\/applications\/(14\d{8})/)?.[1];
    if (!sdkappid) throw new Error(`not created: ${answer.status} ${answer.location} ${answer.text.slice(0, 500)}`);
    return sdkappid;
  }

  async createMany(names, options) {
    const left = [...names.entries()].reverse();
    const sdkappids = [];
    await this.create(left.pop()[1], options).then((sdkappid) => (sdkappids[0] = sdkappid));
    const worker = async () => {
      for (let next; (next = left.pop()); ) sdkappids[next[0]] = await this.create(next[1], options);
    };
    await Promise.all(Array.from({ length: 8 }, worker));
    return sdkappids;
  }

  /** Disables, enables or deletes. */
  async change(sdkappid, event) {
    await this.succeed(`/applications/${sdkappid}?dialog=${event}`, "change_application");
  }

  /** An operator posts an amount in major units; below zero it is a correction. */
  async post(amount, note = "By an operator") {
    const kind = amount < 0 ? "correction" : "top_up";
    await this.succeed("/billing", "post_entry", { kind, amount: `${amount}`, note });
  }

  /** Orders a package for a month. */
  async order(sdkappid, edition) {
    const path = `/applications/${sdkappid}/upgrade?edition=${edition}&months=1`;
    await this.succeed(path, "place_order", { accept: "on" });
  }

  /** **Rotate key**; the old one is accepted for so many days. */
  async rotate(sdkappid, days, confirmation = "") {
    await this.succeed(`/applications/${sdkappid}?dialog=rotate`, "rotate_key", { overlap: `${days}`, confirmation });
  }

  /** Goes back to the key before. */
  async undoRotation(sdkappid) {
    await this.succeed(`/applications/${sdkappid}?dialog=undo`, "undo_rotation");
  }

  /** **Retire now**, or the immediate end where the SDKAppID is typed. */
  async retire(sdkappid, version, confirmation = "") {
    await this.succeed(`/applications/${sdkappid}?dialog=retire-${version}`, "retire_key", { confirmation });
  }

  /** The key, by way of **Show Key**. */
  async key(sdkappid) {
    const { location } = await this.succeed(`/applications/${sdkappid}`, "show_key");
    const key = (await this.page(location)).match(/\b[0-9a-f]{64}\b/)?.[0];
    if (!key) throw new Error(`no key at ${location}`);
    return key;
  }

  /** For Playwright: a browser context that is signed in as this visitor is. */
  storageState() {
    const cookies = [...this.cookies].map(([name, value]) => ({
      name,
      value,
      domain: this.console.host,
      path: "/",
      expires: -1,
      httpOnly: true,
      secure: false,
      sameSite: "Lax",
    }));
    return { cookies, origins: [] };
  }
}

/** The field that makes a submission of `form` unique. */
export function tokenField(form) {
  const field = Object.keys(form.fields).find((name) => /^[0-9a-f]{32}$/.test(form.fields[name]));
  if (!field) throw new Error(`no submission token in ${JSON.stringify(form)}`);
  return field;
}

/** Every form of a page: where it posts and what it posts when nobody touches it. */
export function formsOf(html) {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(([, head, body]) => {
    const fields = {};
    for (const [, input] of body.matchAll(/<input\b([^>]*)>/g)) {
      const { name, value, type, checked } = attributesOf(input);
      const isChoice = type === "radio" || type === "checkbox";
      if (!name || type === "file" || (isChoice && checked === undefined)) continue;
      fields[name] = value ?? (isChoice ? "on" : "");
    }
    for (const [, area, text] of body.matchAll(/<textarea\b([^>]*)>(.*?)<\/textarea>/gs)) {
      fields[attributesOf(area).name] = unescape(text);
    }
    for (const [, select, options] of body.matchAll(/<select\b([^>]*)>(.*?)<\/select>/gs)) {
      const choices = [...options.matchAll(/<option\b([^>]*)>/g)].map(([, option]) => attributesOf(option));
      const chosen = choices.find(({ selected }) => selected !== undefined) ?? choices[0];
      fields[attributesOf(select).name] = chosen?.value ?? "";
    }
    const { action = "", method = "get", enctype } = attributesOf(head);
    return { action, method, isMultipart: enctype === "multipart/form-data", fields };
  });
}

function attributesOf(text) {
  const pairs = [...text.matchAll(/([\w:-]+)(?:=(?:"([^"]*)"|([^\s"'>]+)))?/g)];
  return Object.fromEntries(pairs.map(([, name, quoted, plain]) => [name, unescape(quoted ?? plain ?? "")]));
}

function unescape(text) {
  const named = { amp: "&", lt: "<", gt: ">", quot: '"' };
  return text
    .replaceAll(/<!--.*?-->/gs, "")
    .replaceAll(/&#(x?)([0-9a-f]+);/gi, (_, hex, digits) => String.fromCodePoint(parseInt(digits, hex ? 16 : 10)))
    .replaceAll(/&(amp|lt|gt|quot);/g, (_, name) => named[name]);
}
