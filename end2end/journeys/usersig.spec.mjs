// The UserSig tool: what it makes is taken, and of what is wrong it says what to do.

import { execFileSync } from "node:child_process";

import { BackEnd, sign } from "../support/back_end.mjs";
import { card, expect, expectWrong, test, toast } from "./fixtures.mjs";

const tool = (sdkappid) => `/applications/${sdkappid}/usersig`;
const verdict = (page) => page.getByRole("status").filter({ hasText: "The server would" });
const made = (page) => page.getByRole("region", { name: "Generated UserSig" });

async function generate(page, user) {
  await card(page, "Generate").getByLabel("UserID").fill(user);
  await card(page, "Generate").getByRole("button", { name: "Generate" }).click();
  await page.settled();
  // The result of the call before may still be there.
  await expect(card(page, "Generate").getByRole("heading", { level: 3, name: user })).toBeVisible();
  return (await made(page).innerText()).trim();
}

async function verify(page, usersig, user = "") {
  await card(page, "Verify").getByLabel("UserSig").fill(usersig);
  await card(page, "Verify").getByLabel("UserID").fill(user);
  await card(page, "Verify").getByRole("button", { name: "Verify" }).click();
  await page.settled();
}

test("what it makes is taken by the service, and no key comes along @mobile", async ({ page, owner, console }) => {
  const sdkappid = await owner.create("Workbench");
  const key = await owner.key(sdkappid);
  const backEnd = new BackEnd(console, sdkappid, key);
  await page.goto(`/applications/${sdkappid}`);
  await page.getByRole("link", { name: "Generate UserSig" }).click();
  await expect(page).toHaveURL(tool(sdkappid));
  await page.settled();
  const usersig = await generate(page, "qa-07");
  expect(await backEnd.verify("qa-07", usersig)).toMatchObject({ ErrorCode: 0, Expire: 15_552_000, KeyVersion: 1 });
  expect(page.url()).not.toContain(usersig);
  expect(await page.content()).not.toContain(key);
  await page.getByText(/^Sign on your own server/).click();
  await expect(page.getByRole("region", { name: "Node.js" })).toContainText(`new Api(${sdkappid}, process.env.SDK_SECRET_KEY)`);

  await verify(page, usersig, "qa-07");
  await expect(verdict(page)).toContainText("The server would accept this UserSig");
  await page.goto(`/applications/${sdkappid}`);
  await expect(card(page, "Recent changes")).toContainText("UserSig verified");
  await expect(card(page, "Recent changes")).toContainText("UserSig generated");
});

test("signs a PrivateMapKey for a room and reads it back", async ({ page, owner, console }) => {
  const sdkappid = await owner.create("Rooms");
  const backEnd = new BackEnd(console, sdkappid, await owner.key(sdkappid));
  await page.goto(tool(sdkappid));
  await page.getByText("PrivateMapKey for a room").click();
  await page.getByLabel("Kind of room").selectOption("Numeric room");
  await page.getByLabel("Room", { exact: true }).fill("10000");
  await page.getByLabel("Share the screen").uncheck();
  await page.getByLabel("Valid for").fill("2");
  await page.getByLabel("Unit").selectOption("hours");
  const usersig = await generate(page, "qa-07");
  expect(await backEnd.verify("qa-07", usersig)).toMatchObject({ ErrorCode: 0, Expire: 7_200 });
  // What was filled in is there for the next one.
  await expect(page.getByLabel("Valid for")).toHaveValue("2");
  await expect(page.getByLabel("Unit")).toHaveValue("hours");
  await expect(page.getByLabel("Room", { exact: true })).toHaveValue("10000");
  await expect(page.getByLabel("Share the screen")).not.toBeChecked();
  await expect(page.getByLabel("Enter the room")).toBeChecked();
  await verify(page, usersig, "qa-07");
  await expect(verdict(page)).toContainText("10000");
});

test("says beside the fields what is wrong", async ({ page, owner }) => {
  const sdkappid = await owner.create("Wrong fields");
  await page.goto(tool(sdkappid));
  await card(page, "Generate").getByRole("button", { name: "Generate" }).click();
  await page.settled();
  await expectWrong(card(page, "Generate"), "UserID", /Enter the UserID/);
  await card(page, "Generate").getByLabel("UserID").fill("가".repeat(11));
  await card(page, "Generate").getByRole("button", { name: "Generate" }).click();
  await page.settled();
  await expectWrong(card(page, "Generate"), "UserID", /at most 32 bytes/);
  await expect(card(page, "Generate").getByLabel("UserID")).toHaveValue("가".repeat(11));
});

test("tells whose key signed it, and what the server answers", async ({ page, owner, console }) => {
  const [here, there] = await owner.createMany(["Orbit Staging", "Orbit Production"]);
  const [hereKey, thereKey] = [await owner.key(here), await owner.key(there)];
  const backEnd = new BackEnd(console, here, hereKey);
  const good = sign({ sdkappid: here, key: hereKey, user: "jo" });
  const cases = [
    { usersig: sign({ sdkappid: here, key: thereKey, user: "jo" }), code: 70009, says: /Orbit Production/ },
    { usersig: sign({ sdkappid: there, key: thereKey, user: "jo" }), code: 70014, says: /Orbit Production/ },
    { usersig: good, user: "joe", code: 70013, says: /joe/ },
    { usersig: good.slice(0, -20), code: 70003, says: /./ },
    { usersig: sign({ sdkappid: here, key: hereKey, user: "jo", expire: 60, at: 1_700_000_000 }), code: 70001, says: /2023-11-14/ },
    { usersig: good.replaceAll("*", "+").replaceAll("-", "/").replaceAll("_", "="), code: 70003, says: /base64/i },
    { usersig: `"${good}"`, code: 70003, says: /quot/i },
    { usersig: `usersig=${good}&contenttype=json`, code: 70003, says: /would be accepted once its form is right/ },
    { usersig: good, user: "jo ", code: 70013, says: /differs in spaces/ },
    { usersig: good, user: "u".repeat(33), code: 70402, says: /33 bytes/ },
  ];
  for (const { usersig, user = "jo", code, says } of cases) {
    await page.goto(tool(here));
    await verify(page, usersig, user);
    await expect(verdict(page)).toContainText(`refuse this UserSig with ${code}`);
    await expect(verdict(page)).toContainText(says);
    await expect(verdict(page).getByRole("heading", { name: "Remedy" })).toBeVisible();
    await expect(card(page, "Verify").getByLabel("UserSig")).toHaveValue(usersig);
    // Whatever the tool says the service answers, it answers.
    expect(await backEnd.judge(user, usersig)).toBe(code);
  }
});

test("imports a legacy application, verifies its users and updates it to HMAC-SHA256", async ({ page, owner, console }) => {
  const pair = execFileSync("openssl", ["ecparam", "-name", "prime256v1", "-genkey"], { stdio: ["ignore", "pipe", "ignore"] });
  const sdkappid = `14${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`;
  await page.goto("/applications");
  await page.getByRole("link", { name: "Import Application" }).click();
  await expect(page.getByLabel("Key", { exact: true })).toBeVisible();
  await page.getByLabel("SDKAppID").fill(sdkappid);
  await page.getByLabel("Application Name").fill("From 2018");
  await page.getByLabel("Key", { exact: true }).fill("not a key");
  await page.getByRole("button", { name: "Import" }).click();
  await page.settled();
  await expectWrong(page, "Key", /-----BEGIN/);
  await expect(page.getByLabel("Application Name")).toHaveValue("From 2018");
  await page.getByLabel("Key", { exact: true }).fill(pair.toString());
  await page.getByRole("button", { name: "Import" }).click();
  await page.settled();
  await expect(toast(page)).toContainText("Application imported");
  await expect(card(page, "Key")).toContainText("ECDSA-SHA256");

  // Its own back end's UserSigs are taken; here the tool stands in for it.
  await page.goto(tool(sdkappid));
  const caller = await generate(page, "administrator");
  const legacy = await generate(page, "jo");
  const backEnd = new BackEnd(console, sdkappid, "0".repeat(64));
  backEnd.usersig = caller;
  expect(await backEnd.verify("jo", legacy)).toMatchObject({ ErrorCode: 0, KeyVersion: 1 });

  await page.goto(`/applications/${sdkappid}`);
  await card(page, "Key").getByRole("link", { name: "Update to HMAC-SHA256" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Confirm" }).click();
  await page.settled();
  await expect(card(page, "Key")).toContainText("HMAC-SHA256");
  const fresh = new BackEnd(console, sdkappid, await owner.key(sdkappid));
  expect(await fresh.verify("jo", legacy)).toMatchObject({ ErrorCode: 0, KeyVersion: 1 });
  expect(await fresh.verify("jo", sign({ sdkappid, key: fresh.key, user: "jo" }))).toMatchObject({ KeyVersion: 2 });
});
