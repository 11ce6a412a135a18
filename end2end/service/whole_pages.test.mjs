// What is rendered in parts that wait for each other is whole, however many pages are rendered at a time.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { CATALOGUE, Console } from "../support/console.mjs";
import { Visitor } from "../support/visitor.mjs";

/** How often each of those who ask at a time asks for every page. */
const ROUNDS = 12;
const AT_ONCE = 8;

let console, owner, sdkappid;

before(async () => {
  console = await Console.start({ environment: CATALOGUE });
  owner = await new Visitor(console).setUp();
  sdkappid = await owner.create("Orbit");
});
after(() => console.dispose());

test("every page is whole under load: frame, content and dialog", async () => {
  const application = `/applications/${sdkappid}`;
  const pages = [
    "/applications",
    "/applications?dialog=create",
    "/applications/deleted",
    application,
    `${application}?dialog=rotate`,
    `${application}/usersig`,
    `${application}/upgrade`,
    `${application}/push/access`,
    `${application}/push/access?platform=android&vendor=xiaomi&dialog=add`,
    `${application}/push/access?platform=ios&dialog=calendar`,
    `${application}/push/access?platform=ios&dialog=export`,
    `${application}/push/records`,
    "/billing",
    "/account",
    "/support",
    "/pricing",
  ];
  const cookie = owner.storageState().cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const headers = { cookie, accept: "text/html" };
  const ask = async (first) => {
    for (let index = first; index < first + ROUNDS * pages.length; index += 1) {
      const page = pages[index % pages.length];
      const answer = await fetch(console.origin + page, { headers, signal: AbortSignal.timeout(15_000) });
      const html = await answer.text();
      assert.equal(answer.status, 200, page);
      for (const part of ["side-group", "<h1", "</html>", ...(page.includes("dialog=") ? ["<dialog"] : [])]) {
        assert.ok(html.includes(part), `${page} without ${part}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => ask(index * 2)));
});
