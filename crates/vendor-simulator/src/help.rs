//! The reference text: known credentials, scripted responses and error codes. Shown by `vendors --help`, in
//! `README.txt` of the data folder, and at `/control/help`.

use std::fmt::Write as _;

use crate::fixtures::{
    BUNDLE, GOOGLE_KEY, HUAWEI_KEY, HUAWEI_PROJECT, KEY, PASSWORD, PROJECT, SANDBOX_KEY, TEAM, TOPICS,
};
use crate::{apns, fcm, honor, huawei, meizu, oauth, oppo, script, tokens, vivo, xiaomi};

const CONTROL: &str = r#"
CONTROL

  GET  /control/received            what the vendors were sent, JSON; the last 10,000
  GET  /control/deliveries?after=N  what they accepted, from number N + 1 on, at most 20,000 in one answer; the last
                                    500,000 are kept. outcome: answered, or unanswered where the answer was withheld
  POST /control/chaos               faults of the vendors, JSON; {} ends them:

    { "seed": 7, "vendors": { "apns": {
        "unavailable": 0.1,                    share of 500 and 503
        "throttled": 0.1, "retry_after": 5,    share of 429
        "dropped_before": 0.1,                 share whose connection is dropped, with all pushes on it, before
        "dropped_after": 0.1,                  and after the push is accepted
        "delay_ms": 20,                        delay of every answer
        "refused": ["com.example"] } } }       senders that are refused: 403 at APNs and FCM

  POST /control/reset               forgets all of it
  GET  /control/ca.pem              the authority of the certificates
  GET  /control/help                this text
"#;

/// The reference as plain text of at most 120 columns.
pub fn help() -> String {
    let mut help = format!(
        "CREDENTIALS THAT THE SIMULATED VENDORS KNOW (all of them false)

  Any id is known; its secret is secret-of-ID:
    Huawei   AppID fake-huawei-app, AppSecret secret-of-fake-huawei-app
    HONOR    Client ID fake-honor-client, Client Secret secret-of-fake-honor-client, any AppID
    OPPO     AppKey fake-oppo-key, MasterSecret secret-of-fake-oppo-key, any AppID
    vivo     AppID fake-vivo-app, AppSecret secret-of-fake-vivo-app, any AppKey
    Meizu    AppID fake-meizu-app, AppSecret secret-of-fake-meizu-app
    Xiaomi   AppSecret secret-of-com.PACKAGE for the package com.PACKAGE, or secret-of-fake-ANYTHING for any
  APNs     Team ID {TEAM}, bundle ids {TOPICS}*
           Key ID {KEY} (AuthKey_{KEY}.p8) for both services
           Key ID {SANDBOX_KEY} (AuthKey_{SANDBOX_KEY}.p8) for the sandbox alone
           apns-production.p12, apns-development.p12, apns-voip.p12: bundle id {BUNDLE}, password {PASSWORD}
  FCM      fcm-service-account.json: key {GOOGLE_KEY}, project {PROJECT}
  Harmony  harmony-service-account.json: key {HUAWEI_KEY}, project {HUAWEI_PROJECT}

ANSWERS ON DEMAND

  A device's token that begins so; or an id that a vendor signs somebody in by: Client ID or AppID (Huawei, HONOR,
  vivo, Meizu), AppKey (OPPO), AppSecret (Xiaomi), client_email or project_id (FCM), project_id (Harmony). Ids do
  not change the usual answer: slow-, goaway-, huge- and stale- are for tokens alone.

"
    );
    for (prefix, meaning) in script::PREFIXES {
        let _ = writeln!(help, "    {prefix:18} {meaning}");
    }
    help.push_str("\n  For tokens alone:\n\n");
    for (beginning, meaning) in tokens::BEGINNINGS {
        let _ = writeln!(help, "    {beginning:18} {meaning}");
    }
    let _ = write!(
        help,
        "
  No device has: an empty token, nonsense…, and at APNs 00000000… and what is not 64 hexadecimal digits or more.
  APNs tokens {}… are those of devices that run development builds.
  APNs tokens {}NN… ask for reason NN of this list:

",
        apns::SANDBOX_DEVICE,
        apns::REASON_PREFIX
    );
    for (index, (reason, status)) in apns::REASONS.iter().enumerate() {
        let _ = writeln!(help, "    {}{index:02x}  {status} {reason}", apns::REASON_PREFIX);
    }
    let mut table = |title: &str, rows: &mut dyn Iterator<Item = (&str, &str)>| {
        let _ = writeln!(help, "\n  {title}");
        for (code, words) in rows {
            let _ = writeln!(help, "    err-{code}-  {words}");
        }
    };
    table("FCM", &mut fcm::ERRORS.iter().map(|(code, _, words)| (*code, *words)));
    table("Huawei, HarmonyOS", &mut huawei::ERRORS.iter().map(|(code, _, words)| (*code, *words)));
    table("HONOR", &mut honor::ERRORS.iter().map(|(code, _, words)| (*code, *words)));
    table("Tokens of Huawei and HONOR", &mut oauth::ERRORS.iter().map(|(code, _, words)| (*code, *words)));
    table("Xiaomi", &mut xiaomi::ERRORS.iter().copied());
    table("OPPO", &mut oppo::ERRORS.iter().copied());
    table("vivo", &mut vivo::ERRORS.iter().copied());
    table("Meizu", &mut meizu::ERRORS.iter().copied());
    help.push_str(CONTROL);
    help
}
