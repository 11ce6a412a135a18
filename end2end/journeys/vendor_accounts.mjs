// An account at every vendor, as its form takes it and as its card shows it.

import { randomBytes } from "node:crypto";

import { BUNDLE, TEAM } from "../support/vendors.mjs";
import { reclosed } from "./access_setting.mjs";

const WEB_PAGE = { kind: "Open web page", page: "https://orbit.example/inbox" };
const INTENT = { kind: "Open specified in-app page", page: "intent://inbox/#Intent;scheme=orbit;end" };

/** Apple's are hexadecimal, and those that begin otherwise mean something to the simulator. */
const appleDevice = () => `a1b2${randomBytes(30).toString("hex")}`;

// Each with what a person types, what the card says afterwards, and how the vendor calls whose push it was.
export const VENDORS = [
  {
    title: "Xiaomi",
    tab: "android",
    code: "xiaomi",
    fields: { "Package name": BUNDLE, AppID: "2882303761517369386" },
    secret: ["AppSecret", `secret-of-${BUNDLE}`],
    choices: { Region: "Singapore" },
    click: WEB_PAGE,
    setting: ["ChannelID", "orbit-messages"],
    says: [BUNDLE, "2882303761517369386", "ends in nger"],
    sender: BUNDLE,
  },
  {
    title: "Huawei",
    tab: "android",
    code: "huawei",
    fields: { "Package name": BUNDLE, AppID: "fake-huawei-app" },
    secret: ["AppSecret", "secret-of-fake-huawei-app"],
    click: INTENT,
    setting: ["Category", "IM"],
    says: [BUNDLE, "fake-huawei-app", "ends in -app"],
    sender: "fake-huawei-app",
  },
  {
    title: "HONOR",
    tab: "android",
    code: "honor",
    fields: { AppID: "104400001", "Client ID": "fake-honor-client" },
    secret: ["Client Secret", "secret-of-fake-honor-client"],
    choices: { Importance: "NORMAL: service and communication" },
    click: INTENT,
    setting: ["Badge parameter", "com.example.messenger.MainActivity"],
    says: ["104400001", "fake-honor-client", "ends in ient", "NORMAL"],
    sender: "104400001",
  },
  {
    title: "OPPO",
    tab: "android",
    code: "oppo",
    fields: { AppID: "30000001", AppKey: "fake-oppo-key" },
    secret: ["MasterSecret", "secret-of-fake-oppo-key"],
    click: { kind: "Open specified in-app page", page: "com.example.messenger.InboxActivity" },
    setting: ["ChannelID", "orbit-messages"],
    says: ["30000001", "fake-oppo-key", "ends in -key"],
    sender: "fake-oppo-key",
  },
  {
    title: "vivo",
    tab: "android",
    code: "vivo",
    fields: { AppID: "fake-vivo-app", AppKey: "25509283-3767-4b9e-83fe-b6e55ac6b123" },
    secret: ["AppSecret", "secret-of-fake-vivo-app"],
    click: WEB_PAGE,
    setting: ["Receipt", "https://orbit.example/receipts"],
    says: ["fake-vivo-app", "25509283-3767-4b9e-83fe-b6e55ac6b123", "ends in -app"],
    sender: "fake-vivo-app",
  },
  {
    title: "Meizu",
    tab: "android",
    code: "meizu",
    fields: { "Package name": BUNDLE, AppID: "fake-meizu-app" },
    secret: ["AppSecret", "secret-of-fake-meizu-app"],
    choices: { "Message class": "Private: to one person" },
    click: { kind: "Open specified in-app page", page: "com.example.messenger.InboxActivity" },
    setting: ["Receipt", "https://orbit.example/receipts"],
    says: [BUNDLE, "fake-meizu-app", "ends in -app", "Private"],
    sender: "fake-meizu-app",
  },
  {
    title: "Google FCM",
    tab: "android",
    code: "fcm",
    file: (vendors) => vendors.upload("fcm-service-account.json"),
    click: { kind: "Open specified in-app page", page: "com.example.OPEN_INBOX" },
    setting: ["ChannelID", "orbit-messages"],
    says: ["fake-project", "console@fake-project.iam.gserviceaccount.com", "Present, RSA 2048"],
    sender: "fake-project",
  },
  {
    title: "HarmonyOS",
    tab: "harmony",
    code: "harmony",
    file: (vendors) => vendors.upload("harmony-service-account.json"),
    click: { kind: "Open application" },
    setting: ["Category", "IM"],
    says: ["100000000000000001", "100000001", "fake-huawei-key-0001", "Present, RSA 2048"],
    sender: "100000000000000001",
  },
  {
    title: "iOS by certificate",
    tab: "ios",
    kind: "Certificate (.p12)",
    code: "apns",
    file: async (vendors) => reclosed(await vendors.upload("apns-production.p12"), "Kim's own password"),
    secret: ["Certificate password", "Kim's own password"],
    choices: { "Certificate environment": "Production", "Push kind": "Regular" },
    switched: "mutable-content",
    says: [`Apple Push Services: ${BUNDLE}`, "Development, Production", "2049-12-31", "Regular"],
    sender: BUNDLE,
    device: appleDevice,
  },
  {
    title: "iOS by signing key",
    tab: "ios",
    kind: "Signing key (.p8)",
    code: "apns",
    // Its Key ID is in the name that Apple gives the file.
    file: (vendors) => vendors.upload("AuthKey_FAKEKEY001.p8"),
    fields: { "Team ID": TEAM, "Bundle ID": BUNDLE },
    choices: { "Certificate environment": "Production" },
    switched: "mutable-content",
    says: ["FAKEKEY001", "Present, P-256"],
    sender: BUNDLE,
    device: appleDevice,
  },
];
