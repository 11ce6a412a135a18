// Nothing overflows at any width: every page and dialog, with the longest names, notes and addresses that are
// allowed, written without a place to break.

import { CATALOGUE } from "../support/console.mjs";
import { expect, test } from "./fixtures.mjs";

test.use({ installation: "empty", signedIn: false, environment: CATALOGUE });

const WIDTHS = [320, 360, 768, 920, 1010, 1180, 1280];
const EMAIL = `${"w".repeat(64)}@${"m".repeat(60)}.${"m".repeat(60)}.example`;
const PASSWORD = "correct horse battery staple";
const NAMES = { latin: "W".repeat(60), hangul: "한".repeat(60) };

/** An installation whose every text is as long as it may be. */
async function fill(owner) {
  await owner.setUp({ email: EMAIL, password: PASSWORD });
  const description = "W".repeat(300);
  const [wide, hangul, paid, disabled, gone] = [
    await owner.create(NAMES.latin, { description }),
    await owner.create(NAMES.hangul, { description: "한".repeat(300) }),
    await owner.create(NAMES.latin),
    await owner.create(NAMES.latin),
    await owner.create(NAMES.hangul),
  ];
  for (const sdkappid of [disabled, gone]) await owner.change(sdkappid, "disable");
  await owner.change(gone, "delete");
  await owner.post(99_999, "W".repeat(100));
  await owner.order(paid, "standard");
  await owner.succeed("/support/new", "file_request", { subject: "W".repeat(100), message: "W".repeat(1_000) });
  await owner.rotate(wide, 7);
  const certificate = {
    certificate_name: "W".repeat(60),
    notes: "W".repeat(200),
    package_name: `com.${"w".repeat(60)}.${"w".repeat(60)}`,
    app_id: "2".repeat(60),
    app_secret: "W".repeat(60),
    click_action: "application",
    check: "",
  };
  const access = `/applications/${wide}/push/access?platform=android`;
  const { location } = await owner.succeed(`${access}&vendor=xiaomi&dialog=add`, "save_certificate", certificate);
  const id = location.match(/#c-(\d+)$/)[1];
  const app = (sdkappid) => `/applications/${sdkappid}`;
  return [
    "/applications",
    "/applications?dialog=create",
    `/applications?dialog=disable&app=${wide}`,
    "/applications/import",
    "/applications/deleted",
    app(wide),
    app(hangul),
    app(disabled),
    app(paid),
    `${app(wide)}?edit=1`,
    ...["disable", "extend", "editions", "undo", "password", "retire-1"].map((dialog) => `${app(wide)}?dialog=${dialog}`),
    `${app(hangul)}?dialog=rotate`,
    `${app(disabled)}?dialog=enable`,
    `${app(disabled)}?dialog=delete`,
    ...["refund", "request-deletion"].map((dialog) => `${app(paid)}?dialog=${dialog}`),
    `${app(wide)}/usersig`,
    `${app(paid)}/upgrade?edition=pro&months=12`,
    access,
    ...["add", `edit-${id}`, `delete-${id}`, `test-${id}`, "calendar", "export", "import"].map((dialog) => `${access}&dialog=${dialog}`),
    `${app(wide)}/push/access?platform=ios&dialog=add`,
    `${app(wide)}/push/access?platform=harmony`,
    `${app(wide)}/push/records`,
    "/billing",
    "/billing/1",
    "/audit",
    "/support",
    "/support/1",
    "/support/new",
    "/account",
    "/account/authenticator",
    "/account/passkey",
    "/account/recovery-codes",
    "/account/verify",
    "/pricing",
    "/resources",
    "/nowhere",
  ];
}

/** What of the page sticks out, and every control of which a part cannot be seen. */
function overflowing() {
  const { document, innerWidth } = globalThis;
  const found = [];
  const root = document.documentElement;
  const name = (element) => `${element.tagName.toLowerCase()}.${element.className} "${(element.ariaLabel ?? element.textContent).trim().slice(0, 30)}"`;
  if (root.scrollWidth > innerWidth) {
    const widest = [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > innerWidth + 1);
    found.push(`the page is ${root.scrollWidth} px wide: ${widest.slice(0, 3).map(name)}`);
  }
  for (const control of document.querySelectorAll("a[href], button, input, select, textarea, summary")) {
    const { left, right, width, height } = control.getBoundingClientRect();
    if (!control.checkVisibility() || width <= 1 || height <= 1 || control.closest(".sr, .skip, .scrim")) continue;
    if (control.matches(".scrim")) continue;
    let [from, to] = [0, innerWidth];
    for (let box = control.parentElement; box; box = box.parentElement) {
      const { overflowX } = getComputedStyle(box);
      // A comparison that is scrolled on purpose can be focused and has a name.
      if (overflowX === "auto" && box.tabIndex === 0) [from, to] = [-Infinity, Infinity];
      if (overflowX !== "visible" && from !== -Infinity) {
        const edge = box.getBoundingClientRect();
        [from, to] = [Math.max(from, edge.left), Math.min(to, edge.right)];
      }
    }
    if (left < from - 1 || right > to + 1) found.push(`${name(control)} at ${Math.round(left)} to ${Math.round(right)} of ${Math.round(from)} to ${Math.round(to)}`);
  }
  return found;
}

for (const locale of ["en-US", "ko-KR"]) {
  test(`every page with the longest texts at every width, ${locale} @scripts`, async ({ openBrowser, owner, console }) => {
    test.setTimeout(300_000);
    const paths = await fill(owner);
    const page = await openBrowser(owner, { baseURL: console.origin, locale });
    const problems = [];
    for (const path of paths) {
      await page.setViewportSize({ width: WIDTHS[0], height: 800 });
      await page.goto(path);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        problems.push(...(await page.evaluate(overflowing)).map((problem) => `${path} at ${width}: ${problem}`));
      }
    }
    expect(problems).toEqual([]);
  });
}

test("the list shows all of its columns at every width @scripts", async ({ openBrowser, owner, console }) => {
  await owner.setUp({ email: EMAIL, password: PASSWORD });
  const [disabled, paid] = [await owner.create("Harbour", { description: "Pilots, tugs and the port authority" }), await owner.create("Orbit")];
  await owner.change(disabled, "disable");
  await owner.post(5_000);
  await owner.order(paid, "standard");
  const page = await openBrowser(owner, { baseURL: console.origin });
  await page.goto("/applications");
  for (const width of [...WIDTHS, 940, 1000, 1060, 1100]) {
    await page.setViewportSize({ width, height: 800 });
    const { clientWidth, scrollWidth } = await page.locator(".apps-box").evaluate(({ clientWidth, scrollWidth }) => ({ clientWidth, scrollWidth }));
    expect(scrollWidth, `at ${width}`).toBe(clientWidth);
  }
});
