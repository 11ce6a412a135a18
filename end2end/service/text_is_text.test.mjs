// Text is text. What would be more than text elsewhere is written into every field that anybody can fill, and every
// page, file, mail and line of the log that shows it is read back: letter by letter, and nothing else came of it.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { CATALOGUE, Console } from "../support/console.mjs";
import { csv, hostile, ics, mail, Page, REFUSED } from "../support/hostile.mjs";
import { closed, pushCertificate } from "../support/openssl.mjs";
import { Station } from "../support/station.mjs";
import { BUNDLE, Vendors } from "../support/vendors.mjs";
import { Visitor } from "../support/visitor.mjs";

const OWNER = { email: "o'b&lt{7*7}`$=/@orbit.example", password: 'a "long" <password> & more' };

/** Looks at every page that it is given as a browser does. */
class Reader extends Visitor {
  async request(path, options) {
    const answer = await super.request(path, options);
    if ((answer.headers.get("content-type") ?? "").startsWith("text/html")) answer.page = new Page(answer.text);
    return answer;
  }

  /** The page at `path`, which shows all of `texts`. */
  async reads(path, ...texts) {
    const { status, page } = await this.request(path);
    assert.equal(status, 200, path);
    for (const text of texts) assert.ok(page.shows(text), `${path} does not show ${text}`);
    return page;
  }
}

let vendors, console, owner;
/** What was written, by where. */
const names = hostile(), renamed = hostile(), descriptions = hostile(300), apps = [];

before(async () => {
  vendors = await Vendors.start();
  console = await Console.start({
    environment: { ...vendors.environment, ...CATALOGUE, CHAT_CONSOLE_LOG: "debug", CHAT_CONSOLE_MAIL_FOLDER: "mail" },
  });
  owner = await new Reader(console).setUp(OWNER);
  for (const [index, name] of names.entries()) {
    apps.push(await owner.create(name, { description: descriptions[index] }));
  }
});
after(async () => {
  await Promise.all([console?.dispose(), vendors?.dispose()]);
});

test("applications", async () => {
  await owner.reads("/applications", OWNER.email, ...names, ...descriptions);
  for (const [index, name] of names.entries()) {
    const path = `/applications/${apps[index]}`;
    const page = await owner.reads(path, name, descriptions[index]);
    assert.equal(page.title, `${name} · Chat Console`);
    assert.ok(page.data.includes(JSON.stringify(name)), name);
    for (const dialog of ["disable", "delete", "rotate", "extend", "editions"]) {
      await owner.reads(`${path}?dialog=${dialog}`, name);
    }
    for (const rest of ["/usersig", "/upgrade", "/push/access", "/push/access?platform=ios&dialog=calendar"]) {
      const { title } = await owner.reads(`${path}${rest}`, name);
      // Escaped once, not twice.
      assert.ok(!title.replace(name, "").includes("&lt;"), title);
    }
    const found = await owner.request(`/rpc/suggestions?${new URLSearchParams({ search: name, q: name })}`, {
      headers: { accept: "application/json", "x-chat-console-client": "1" },
    });
    assert.ok(JSON.parse(found.text).some((row) => row.name === name), found.text);
    await owner.reads(`/applications?${new URLSearchParams({ q: name })}`, name);
  }
  // What was refused comes back as it was typed, and nothing is changed.
  for (const name of REFUSED) {
    const answer = await owner.submit("/applications?dialog=create", "create_application", { name, region: "kr" });
    if (answer.status === 400) continue;
    const { page } = answer.page ? answer : await owner.request(answer.location.replace(/^https?:\/\/[^/]+/, ""));
    assert.ok(page.shows("control characters") || page.shows("Nothing of this can be seen") || page.shows("Enter a name."), JSON.stringify(name));
  }
  assert.match(await owner.page("/applications"), new RegExp(`\\b${names.length}\\b`));
});

test("what became of an application, and who changed it", async () => {
  const [before, later] = renamed;
  const sdkappid = await owner.create(before);
  await owner.succeed(`/applications/${sdkappid}?edit=1`, "save_application", { name: later });
  await owner.reads(`/applications/${sdkappid}`, before, later, OWNER.email);
  await owner.change(sdkappid, "disable");
  await owner.change(sdkappid, "delete");
  await owner.reads("/applications/deleted", later);
});

test("administrators", async () => {
  const users = hostile(32);
  assert.ok(users.length > 8);
  for (const user_id of users.slice(0, 9)) await owner.succeed(`/applications/${apps[0]}`, "add_administrator", { user_id });
  await owner.reads(`/applications/${apps[0]}`, ...users.slice(0, 9));
  await owner.reads(`/applications/${apps[0]}/usersig`);
});

test("push certificates, their files and their calendar", async () => {
  const base = `/applications/${apps[0]}/push/access`;
  const [titles, notes, values] = [hostile(), hostile(), hostile()];
  const adding = `${base}?platform=android&vendor=xiaomi&dialog=add`;
  for (const [index, certificate_name] of titles.entries()) {
    const fields = { certificate_name, notes: `${notes[index]}\nsecond line`, package_name: BUNDLE, app_id: `fake-${index}` };
    await owner.succeed(adding, "save_certificate", { ...fields, app_secret: `secret-of-fake-${index}` });
    // Each field by itself is refused, and says what was typed.
    for (const field of ["package_name", "app_id", "channel_id", "category", "click_target", "receipt"]) {
      const answer = await owner.submit(adding, "save_certificate", { ...fields, app_secret: "x", [field]: values[index] });
      if (answer.location) await owner.request(answer.location.replace(/^https?:\/\/[^/]+/, ""));
    }
    const file = new File(["{"], `"><x-evil>${values[index]}.p8`);
    const filed = await owner.submit(`${base}?platform=ios&dialog=add&credential_kind=p8`, "save_certificate", { file });
    if (filed.location) await owner.request(filed.location.replace(/^https?:\/\/[^/]+/, ""));
  }
  const page = await owner.reads(`${base}?platform=android`, ...titles, ...notes);
  for (const [, id] of page.html.matchAll(/id="c-(\d+)"/g)) {
    for (const dialog of ["edit", "delete", "test"]) await owner.reads(`${base}?platform=android&dialog=${dialog}-${id}`);
  }
  const settings = await owner.request(`/applications/${apps[0]}/push/timpush-configs.json`);
  JSON.parse(settings.text);

  const ends = hostile();
  const p12 = closed(pushCertificate(BUNDLE, { days: 5 }), "simple");
  for (const certificate_name of ends) {
    const fields = { certificate_name, file: new File([p12], "aps.p12"), file_password: "simple", environment: "production" };
    await owner.succeed(`${base}?platform=ios&dialog=add&credential_kind=p12`, "save_certificate", fields);
  }
  const calendar = await owner.request(`/applications/${apps[0]}/push/expiries.ics`);
  const properties = ics(calendar.text);
  const known = /^(BEGIN|END|VERSION|PRODID|REFRESH-INTERVAL|X-PUBLISHED-TTL|X-WR-CALNAME|NAME|UID|DTSTAMP|DTSTART|DTEND|SUMMARY|DESCRIPTION|URL|ACTION|TRIGGER|TRANSP|TZID)$/;
  assert.deepEqual(properties.filter(({ name }) => !known.test(name)), []);
  for (const name of ends) {
    assert.ok(properties.some((property) => property.name === "SUMMARY" && property.value.includes(name)), name);
  }
  const files = [settings, calendar].map(({ headers }) => headers.get("content-disposition"));
  for (const disposition of files) assert.match(disposition, /^attachment; filename="[\w.-]+"$/);
});

test("pushes and devices", async () => {
  const station = await Station.create(owner, vendors, "Pushes");
  const base = `/applications/${station.sdkappid}/push/records`;
  const [titles, texts, users, devices, ids] = [hostile(), hostile(), hostile(32), hostile(), hostile()];
  for (const [index, UserID] of users.entries()) {
    const Token = `registration-${index}`;
    const device = { UserID, RegistrationID: devices[index], Platform: "fcm", CertificateID: station.fcm, Token, AppVersion: ids[index] };
    assert.equal((await station.call("/v4/push/device_set", device)).ErrorCode, 0, UserID);
    const { Devices } = await station.call("/v4/push/device_list", { UserID });
    assert.deepEqual(Devices.map((device) => device.RegistrationID), [devices[index]]);
  }
  const unknown = hostile(32).filter((user) => !users.includes(user));
  for (const [index, Title] of titles.entries()) {
    const call = { From_Account: users[index % users.length], To_Account: [...users, ...unknown], MsgRandom: index, DataId: ids[index] };
    const info = { OfflinePushInfo: { Title, Desc: `${texts[index]}\n${texts[index]}`, Ext: texts[index] } };
    const { ErrorCode, TaskId } = await station.call("/v4/timpush/batch", { ...call, ...info });
    assert.equal(ErrorCode, 0, Title);
    const page = await owner.reads(`${base}/${TaskId}`, texts[index], ids[index], call.From_Account, ...users, ...unknown);
    assert.equal(page.title, `${Title} · Chat Console`);
    for (const device of devices.slice(0, users.length)) assert.ok(page.shows(device), device);
  }
  await owner.reads(base, ...titles);
  for (const q of [...users, ...unknown, ...devices]) await owner.reads(`${base}?${new URLSearchParams({ q })}`, q);
});

test("requests to technical support", async () => {
  const [subjects, messages] = [hostile(), hostile()];
  for (const [index, subject] of subjects.entries()) {
    const message = `${messages[index]}\n${messages[index]}`;
    const { location } = await owner.succeed("/support/new", "file_request", { subject, message, sdkappid: apps[1] });
    const page = await owner.reads(location.split("?")[0], subject, message);
    assert.equal(page.title, `${subject} · Chat Console`);
  }
  await owner.reads("/support", ...subjects);
});

test("money: the ledger, its file and its invoices", async () => {
  const notes = hostile();
  for (const note of notes) await owner.post("1.50", note);
  const page = await owner.reads("/billing", ...notes, OWNER.email);
  for (const [, path] of page.html.matchAll(/href="(\/billing\/\d+)"/g)) await owner.reads(path);
  const { text, headers } = await owner.request("/billing/ledger.csv");
  assert.match(headers.get("content-disposition"), /^attachment; filename="[\w.-]+"$/);
  const rows = csv(text.replace(/^\ufeff/, ""));
  assert.deepEqual([...new Set(rows.map((row) => row.length))], [rows[0].length]);
  const cells = rows.flat();
  for (const note of notes) {
    assert.ok(cells.some((cell) => cell.includes(note)), note);
    assert.ok(!/^[=+@\t\r-]/.test(note) || !cells.includes(note), `a formula: ${note}`);
  }
  const formulas = cells.filter((cell) => /^\s*[=+@\t\r＝＋－＠-]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell));
  assert.deepEqual(formulas, []);
});

test("names of browsers and of requests", async () => {
  for (const text of hostile(300)) {
    const elsewhere = new Reader(console);
    const headers = { "user-agent": Buffer.from(text).toString("latin1"), "x-request-id": text.replace(/[^ -~]/g, "?") };
    const form = await elsewhere.form("/sign-in", "sign_in");
    const answer = await elsewhere.request(form.action, { form: { ...form.fields, ...OWNER }, headers });
    assert.match(answer.headers.get("x-request-id"), /^[0-9a-f]{16}$/);
    await owner.reads("/account", text);
    const lost = await owner.request("/no/such/page", { headers });
    assert.match(lost.headers.get("x-request-id"), /^[0-9a-f]{16}$/);
  }
});

test("whatever stands in an address", async () => {
  const parameters = "q status edition sort page dialog app answer next done reveal cookie platform vendor credential_kind before application months __path __err".split(" ");
  const paths = ["/applications", `/applications/${apps[0]}`, `/applications/${apps[0]}/usersig`, `/applications/${apps[0]}/upgrade`];
  const more = [`/applications/${apps[0]}/push/access`, `/applications/${apps[0]}/push/records`, "/billing", "/support", "/account", "/pricing", "/resources", "/applications/deleted"];
  for (const text of hostile(300)) {
    const query = new URLSearchParams(parameters.map((name) => [name, text]));
    for (const path of [...paths, ...more]) await owner.request(`${path}?${query}`);
    await new Reader(console).request(`/sign-in?${query}`);
    const away = await new Reader(console).request(`/applications?${query}`);
    assert.match(away.location, /^\/sign-in\?next=[\w%./-]+$/);
    await owner.request(`/${encodeURIComponent(text)}`);
    await owner.request(`/applications/${encodeURIComponent(text)}`);
  }
});

test("mails, and the log", async () => {
  // Certificates end within five days: people are told as soon as it is looked for, which the start does.
  await console.stop();
  await console.start();
  const folder = join(console.dataDir, "mail");
  const about = new Set();
  for (const end = performance.now() + 120_000; !about.has(names[0]) && performance.now() < end; await sleep(500)) {
    for (const file of await readdir(folder).catch(() => [])) {
      assert.match(file, /^[\w@.-]+\.eml$/);
      const { headers, body } = mail(await readFile(join(folder, file)));
      const of = (wanted) => headers.filter(([own]) => own === wanted).map(([, value]) => value);
      assert.equal(of("subject").length, 1);
      assert.deepEqual(of("set-cookie"), []);
      // That one is about the person, with the name of their browser in its text.
      if (of("subject")[0] === "New sign-in") continue;
      const name = [...names, ...renamed].find((name) => of("subject")[0].includes(name));
      assert.ok(name, `a subject without a name as it was written: ${of("subject")[0]}`);
      assert.ok(body.includes(name), body);
      about.add(name);
    }
  }
  assert.ok(about.has(names[0]), `no mail about ${names[0]}: ${[...about]}`);
  await console.stop();
  const lines = console.printed.split("\n").filter(Boolean);
  const event = /^\d{4}-\d\d-\d\dT[\d:.]+Z +(ERROR|WARN|INFO|DEBUG|TRACE) /;
  const greeting = /^(Chat Console |Listening on: |Nobody owns it yet\.|Setup code: )/;
  assert.deepEqual(lines.filter((line) => !event.test(line) && !greeting.test(line)), []);
  assert.ok(lines.every((line) => !/[\u0000-\u0008\u000b-\u001f\u202a-\u202e]/.test(line)));
});
