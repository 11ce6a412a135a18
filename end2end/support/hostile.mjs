// Text that would be more than text, were it ever written without care; and readers that are not to be fooled.

import { Script, createContext } from "node:vm";

import { parse } from "parse5";

/** An element and an attribute that nobody has but hostile text. */
const MARK = "x-evil";

/** By what it tries; each is at most 40 characters long, and `word` makes it one of its kind. */
const TRIES = {
  title: (word) => `${word}</title><${MARK}>`,
  double: (word) => `${word}"><${MARK} ${MARK}="`,
  single: (word) => `${word}'/><${MARK} ${MARK}='`,
  script: (word) => `${word}</script><${MARK}>\\u003c\\`,
  area: (word) => `${word}</textarea></style><${MARK}>`,
  comment: (word) => `${word}--><${MARK}><!--`,
  entity: (word) => `${word}&lt;&amp;&#60;&quot&copy`,
  formula: (word) => `=cmd|'/c calc'!${word}`,
  plus: (word) => `+${word}*1,"x"`,
  at: (word) => `@${word};\\,\\n:x"y"`,
  percent: (word) => `${word}%0d%0aSet-Cookie: a=b`,
  brackets: (word) => `{{${word}}}\${7*7}<%= 7 %>`,
  wide: (word) => `${word} 𝒳🧑🏽‍🚀 é ﬁ א`,
};

let count = 0;
/** One text of each kind, each of which is found nowhere else. */
export function hostile(most = 60) {
  return Object.values(TRIES)
    .map((write) => write(`w${(count += 1)}z`))
    .filter((text) => Buffer.byteLength(text) <= most);
}

/** What no form takes: control characters, and those that reorder others. */
export const REFUSED = ["a\0b", "a\r\nb", "a\u001b[31mb", "a\u202eb", "a\u2066b", "a\u2028b", "\u200b", "\u2800", "\u3164"];

/** A page as a browser reads it. */
export class Page {
  texts = [];
  attributes = [];
  /** What its scripts hold for the client, as JSON. */
  data = "";
  title = undefined;

  constructor(html) {
    this.html = html;
    this.#walk(parse(html, { scriptingEnabled: true }));
  }

  #walk(node) {
    if (node.nodeName === "#text") this.texts.push(node.value);
    for (const { name, value } of node.attrs ?? []) {
      if (name === MARK) throw new Error(`an attribute came out of a text: <${node.tagName} ${name}="${value}">`);
      if (/^on/.test(name)) throw new Error(`<${node.tagName} ${name}="${value}">`);
      this.attributes.push(value);
    }
    if (node.tagName === MARK) throw new Error(`an element came out of a text: ${this.html.slice(0, 300)}`);
    const text = () => node.childNodes.map((child) => child.value ?? "").join("");
    if (node.tagName === "title" && node.namespaceURI.endsWith("xhtml")) {
      if (this.title !== undefined) throw new Error("two titles");
      this.title = text();
    }
    if (node.tagName === "script") this.#script(node, text());
    for (const child of node.childNodes ?? []) this.#walk(child);
    if (node.content) this.#walk(node.content);
  }

  /** Its own scripts alone are there, each with the nonce of the page, and what they hold are data. */
  #script(node, text) {
    const nonce = node.attrs.find(({ name }) => name === "nonce")?.value;
    if (!nonce || (this.nonce ??= nonce) !== nonce) throw new Error(`a script of somebody else: ${text.slice(0, 200)}`);
    if (!/__RESOLVED_RESOURCES|__INCOMPLETE_CHUNKS|__SERIALIZED_ERRORS/.test(text)) return;
    const world = { __RESOLVED_RESOURCES: [], __INCOMPLETE_CHUNKS: [], __SERIALIZED_ERRORS: [] };
    new Script(text).runInContext(createContext(world));
    // Their numbers have gaps, which this passes over.
    world.__RESOLVED_RESOURCES.forEach((text) => (this.data += JSON.stringify(JSON.parse(text))));
  }

  /** Whether a text or an attribute has it, letter by letter. */
  shows(text) {
    return [...this.texts, ...this.attributes].some((own) => own.includes(text));
  }
}

/** RFC 4180; fails where it is not. */
export function csv(text) {
  const rows = [[]];
  const field = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n|$)/y;
  while (field.lastIndex < text.length) {
    const at = field.lastIndex;
    const [, value, end] = field.exec(text) ?? [];
    if (value === undefined) throw new Error(`no CSV at ${text.slice(at, at + 80)}`);
    rows.at(-1).push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end === "\r\n") rows.push([]);
  }
  if (rows.at(-1).length === 0) rows.pop();
  return rows;
}

/** RFC 5545: the properties of a calendar, with their texts; fails where a line is none. */
export function ics(text) {
  if (!text.endsWith("\r\n") || /[^\r]\n/.test(text)) throw new Error("lines do not end with CR LF");
  const lines = text.replaceAll("\r\n ", "").split("\r\n").slice(0, -1);
  return lines.map((line) => {
    const [, name, value] = /^([A-Z-]+)(?:;[A-Z]+=[^:;]+)*:(.*)$/.exec(line) ?? [];
    if (name === undefined) throw new Error(`no property: ${line}`);
    return { name, value: value.replace(/\\([\\;,nN])/g, (_, char) => (/n/i.test(char) ? "\n" : char)) };
  });
}

/** A mail's headers, decoded (RFC 2047), and its text. */
export function mail(bytes) {
  const text = bytes.toString("utf8");
  const end = text.indexOf("\r\n\r\n");
  const headers = text.slice(0, end).replace(/\r\n[ \t]+/g, " ").split("\r\n");
  const decode = (value) =>
    value
      .replace(/\?=\s+=\?/g, "?==?")
      .replace(/(?:=\?utf-8\?b\?[^?]*\?=)+/gi, (words) =>
        Buffer.concat([...words.matchAll(/\?b\?([^?]*)\?=/gi)].map(([, word]) => Buffer.from(word, "base64"))).toString(),
      );
  const named = headers.map((line) => {
    const [, name, value] = /^([!-9;-~]+): ?(.*)$/.exec(line) ?? [];
    if (name === undefined) throw new Error(`no header: ${line}`);
    return [name.toLowerCase(), decode(value)];
  });
  const body = text.slice(end + 4);
  const coded = Object.fromEntries(named)["content-transfer-encoding"];
  if (coded === "base64") return { headers: named, body: Buffer.from(body, "base64").toString() };
  if (coded !== "quoted-printable") return { headers: named, body };
  const bytesOf = body.replaceAll("=\r\n", "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return { headers: named, body: Buffer.from(bytesOf, "latin1").toString() };
}
