// The client in parts: an area is loaded when one of its pages is first opened, and what happens where it cannot be.

import { expect, test } from "./fixtures.mjs";

test.use({ installation: "fresh" });

/** Files of code and style for one page. */
const MAX_REQUESTS = 12;

/** Paths of pages by the area that they need; `id` is an application's. */
const PAGES = {
  "": () => ["/applications", "/sign-in"],
  application: (id) => [`/applications/${id}`, "/applications/import"],
  push: (id) => [`/applications/${id}/push/access`, `/applications/${id}/push/records`],
  other: (id) => [
    `/applications/${id}/usersig`,
    `/applications/${id}/upgrade`,
    "/applications/deleted",
    "/pricing",
    "/billing",
    "/support",
    "/support/new",
    "/resources",
  ],
  account: () => ["/account", "/members", "/audit", "/tokens", "/webhooks", "/webhooks/new"],
};

const code = (request) => new URL(request.url()).pathname.startsWith("/pkg/");
const areaFile = (area) => `**/pkg/**/split_${area}.wasm`;
const heading = (page, name) => page.getByRole("heading", { name, level: 1 });

/** The documents that the page loads from now on. */
function documents(page) {
  const loaded = [];
  page.on("request", (request) => request.isNavigationRequest() && loaded.push(new URL(request.url()).pathname));
  return loaded;
}

/** Keeps the file of that area from the browser, whose complaints about that are expected. */
function keepFrom(context, page, area, how) {
  context.expectComplaint(/split_\w+\.wasm|Failed to fetch|HTTP status code is not ok|Failed to load resource/);
  return page.route(areaFile(area), how);
}

const UNREACHABLE = {
  "there is no connection": (route) => route.abort("internetdisconnected"),
  "a later release has replaced it": (route) => route.fulfill({ status: 404, contentType: "text/plain", body: "gone" }),
};

/** Holds the file of that area until the returned function is called. */
async function hold(page, area) {
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await page.route(areaFile(area), async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

for (const [area, paths] of Object.entries(PAGES)) {
  for (const [index, name] of paths("…").entries()) {
    test(`${name} starts cold, ${area ? `with the area ${area}` : "without an area"} @scripts`, async ({ openBrowser, owner }) => {
      const path = paths(await owner.create("Orbit"))[index];
      const requested = {};
      for (const links of [true, false]) {
        const page = await openBrowser(path === "/sign-in" ? undefined : owner);
        const files = (requested[links] = []);
        page.on("request", (request) => code(request) && files.push(new URL(request.url()).pathname));
        if (!links) {
          await page.route(`**${path}`, async (route) => {
            const response = await route.fetch();
            const body = (await response.text()).replaceAll(/<link[^>]*rel="?(module)?preload[^>]*>/g, "");
            await route.fulfill({ response, body });
          });
        }
        await page.goto(path);
        await expect(page.locator("html")).toHaveAttribute("data-hydrated", "");
        expect((await page.locator("html").getAttribute("data-area")) ?? "").toBe(area);
      }
      const [linked, unlinked] = [requested.true.sort(), requested.false.sort()];
      expect(new Set(linked).size, "no file is requested twice").toBe(linked.length);
      expect(linked, "the links are for what the client requests").toEqual(unlinked);
      expect(linked.length).toBeLessThanOrEqual(MAX_REQUESTS);
    });
  }
}

test("the page before stays while an area is loaded, and another link is followed meanwhile @scripts", async ({ page, owner }) => {
  await owner.create("Orbit");
  await page.goto("/applications");
  const loaded = documents(page);
  const release = await hold(page, "application");
  await page.getByRole("link", { name: "Orbit", exact: true }).click();
  await expect(page.locator(".routing")).toBeVisible();
  await expect(heading(page, "Application Management")).toBeAttached();
  await page.getByRole("link", { name: "Billing", exact: true }).click();
  await expect(heading(page, "Billing")).toBeVisible();
  release();
  await expect(page.locator(".routing")).toBeHidden();
  await expect(page).toHaveURL(/\/billing$/);
  await expect(heading(page, "Billing")).toBeVisible();
  await page.goBack();
  await page.getByRole("link", { name: "Orbit", exact: true }).click();
  await expect(heading(page, "Overview")).toBeVisible();
  expect(loaded).toEqual([]);
});

for (const [why, how] of Object.entries(UNREACHABLE)) {
  test.describe(`an area that cannot be loaded, because ${why} @scripts`, () => {
    test("a link to it loads its page, and so does every other one", async ({ context, page, owner }) => {
      const id = await owner.create("Orbit");
      await page.goto("/applications?sort=name");
      const loaded = documents(page);
      await keepFrom(context, page, "application", how);
      await page.getByRole("link", { name: "Orbit", exact: true }).click();
      await expect(heading(page, "Overview")).toBeVisible();
      await expect(page).toHaveURL(new RegExp(`/applications/${id}$`));
      await expect(page.locator("html")).toHaveAttribute("data-client", "off");
      expect(loaded).toEqual([`/applications/${id}`]);
      await page.getByRole("link", { name: "Access Setting", exact: true }).click();
      await expect(heading(page, "Access Setting")).toBeVisible();
      await page.settled();
      expect(loaded).toEqual([`/applications/${id}`, `/applications/${id}/push/access`]);
      await page.unrouteAll();
      await page.goBack();
      await expect(heading(page, "Overview")).toBeVisible();
      await page.goBack();
      await expect(page).toHaveURL(/sort=name/);
    });

    test("a form that leads to it takes effect once, and its page is loaded", async ({ context, page }) => {
      await page.goto("/applications?dialog=create");
      const loaded = documents(page);
      await keepFrom(context, page, "application", how);
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Application Name").fill("Comet");
      await dialog.getByRole("button", { name: "Confirm" }).click();
      await expect(heading(page, "Overview")).toBeVisible();
      expect(loaded).toHaveLength(1);
      await page.unrouteAll();
      await page.goto("/applications");
      await expect(page.getByRole("link", { name: "Comet", exact: true })).toHaveCount(1);
    });

    test("Back to it loads its page", async ({ context, page }) => {
      await page.goto("/applications");
      const loaded = documents(page);
      await keepFrom(context, page, "other", how);
      await page.evaluate(() => {
        history.pushState(null, "", "/billing?before=7");
        history.pushState(null, "", "/applications?sort=name");
        history.back();
      });
      await expect(heading(page, "Billing")).toBeVisible();
      await expect(page).toHaveURL(/\/billing\?before=7$/);
      expect(loaded).toEqual(["/billing"]);
    });

    test("a page of it works without the client, and is not loaded again", async ({ context, page, owner }) => {
      const id = await owner.create("Orbit");
      await page.goto("/applications");
      await keepFrom(context, page, "application", how);
      const loaded = documents(page);
      const lines = [];
      page.on("console", (message) => message.text().startsWith("Chat Console:") && lines.push(message.text()));
      await page.evaluate((path) => location.assign(path), `/applications/${id}`);
      await expect(heading(page, "Overview")).toBeVisible();
      await expect(page.locator("html")).toHaveAttribute("data-client", "off");
      expect(lines).toEqual(["Chat Console: a part of the client could not be loaded. Links and forms load pages."]);
      await page.getByRole("link", { name: "Disable", exact: true }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Confirm" }).click();
      await expect(page.getByText("Disabled", { exact: true }).first()).toBeVisible();
      await expect(page.locator("html")).toHaveAttribute("data-client", "off");
      // The page, its dialog, and the answer to the form.
      expect(loaded.filter((path) => path === `/applications/${id}`)).toHaveLength(3);
    });
  });
}

test("a page that is changed while its area is loaded goes on without the client @scripts", async ({ page, owner }) => {
  const id = await owner.create("Orbit");
  await page.goto("/applications");
  const release = await hold(page, "application");
  const requested = page.waitForRequest(areaFile("application"));
  await page.evaluate((path) => location.assign(path), `/applications/${id}`);
  await requested;
  await expect(heading(page, "Overview")).toBeVisible();
  await page.evaluate(() => document.querySelector("#console").prepend(document.createElement("div")));
  release();
  await expect(page.locator("html")).toHaveAttribute("data-client", "off");
  await page.getByRole("link", { name: "Disable", exact: true }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
});
