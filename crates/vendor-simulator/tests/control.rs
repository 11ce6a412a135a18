//! Faults set at `/control/chaos`, and the log of what the vendors accepted.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../../push/tests/support/mod.rs"]
mod support;

use std::collections::HashMap;
use std::time::Duration;

use push::client::Started;
use push::credential::Credential;
use push::message::Message;
use push::outcome::{Class, Outcome};
use serde_json::json;
use support::{DEVICE, START, VENDORS, Vendors, http, http_with, message};
use vendor_simulator::Options;

async fn send(vendors: &Vendors, credential: &Credential, token: &str) -> Outcome {
    vendors.gateway().send(credential, &message(token), START, Started::ignored()).await
}

#[tokio::test]
async fn what_a_vendor_accepts_is_logged_once() {
    let vendors = Vendors::start(Options::default()).await;
    for vendor in VENDORS {
        let credential = vendors.credential(vendor);
        let with_overlay = Message { overlay: Some([0x42; 16]), ..message(DEVICE) };
        let gateway = vendors.gateway();
        gateway.send(&credential, &with_overlay, START, Started::ignored()).await;
        for refused in ["http-500-x", "hangup-x", "dead-x", "nonsense"] {
            let outcome = gateway.send(&credential, &message(refused), START, Started::ignored()).await;
            assert!(!matches!(outcome.class, Class::Accepted { .. }), "{vendor} {refused}: {outcome:?}");
        }
        gateway.check(&credential, START).await;
    }
    let deliveries = vendors.deliveries().await;
    assert_eq!(deliveries.len(), VENDORS.len(), "{deliveries:?}");
    for (delivery, number) in deliveries.iter().zip(1..) {
        assert_eq!((&delivery["n"], &delivery["token"]), (&json!(number), &json!(DEVICE)), "{delivery}");
        assert_eq!(delivery["at_micros"], START.micros(), "{delivery}");
        assert!(delivery["id"].is_string() && delivery["overlay"].is_string(), "{delivery}");
        assert_eq!(delivery["outcome"], "answered");
    }
    assert_eq!(deliveries[0]["id"], "30313233-3435-3637-3839-616263646566");
    assert_eq!(deliveries[0]["overlay"], "42".repeat(16));
    let rest = http(vendors.main, "GET", "/control/deliveries?after=8").await;
    let rest: serde_json::Value = serde_json::from_str(&rest).unwrap();
    assert_eq!((&rest["total"], rest["deliveries"].as_array().unwrap().len()), (&json!(10), 2));
    http(vendors.main, "POST", "/control/reset").await;
    assert!(vendors.deliveries().await.is_empty());
}

#[tokio::test]
async fn tokens_are_dead_or_doubtful_by_their_beginning() {
    let vendors = Vendors::start(Options::default()).await;
    for vendor in VENDORS {
        let outcome = send(&vendors, &vendors.credential(vendor), "dead-x").await;
        assert_eq!(outcome.class, Class::InvalidToken, "{vendor}: {outcome:?}");
    }
    for vendor in ["apns", "identity", "fcm", "honor"] {
        let outcome = send(&vendors, &vendors.credential(vendor), "bad-x").await;
        assert_eq!(outcome.class, Class::DoubtfulToken, "{vendor}: {outcome:?}");
    }
    let apns = vendors.credential("apns");
    for (beginning, class) in [("dead", Class::InvalidToken), ("bad", Class::DoubtfulToken)] {
        let outcome = send(&vendors, &apns, &format!("{beginning:0<64}")).await;
        assert_eq!(outcome.class, class, "{outcome:?}");
    }
}

#[tokio::test]
async fn a_share_of_the_pushes_fails_as_planned() {
    let vendors = Vendors::start(Options::default()).await;
    let plan = json!({ "seed": 3, "vendors": { "apns": {
        "unavailable": 0.15, "throttled": 0.15, "retry_after": 4, "dropped_before": 0.15, "dropped_after": 0.15,
    } } });
    let apns = vendors.credential("apns");
    let mut rounds = Vec::new();
    for _ in 0..2 {
        vendors.chaos(&plan).await;
        let mut classes = Vec::new();
        for number in 0..60 {
            let token = format!("{number:064}").replace('0', "a");
            classes.push(send(&vendors, &apns, &token).await.class);
        }
        rounds.push(classes);
        // The other vendors go on.
        let outcome = send(&vendors, &vendors.credential("fcm"), "a-device").await;
        assert!(matches!(outcome.class, Class::Accepted { .. }), "{outcome:?}");
    }
    assert_eq!(rounds[0], rounds[1]);
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for class in &rounds[0] {
        *counts.entry(class.code()).or_default() += 1;
    }
    for class in ["accepted", "transient", "throttled", "unknown_after_write"] {
        assert!(counts.get(class).is_some_and(|count| *count > 2), "{counts:?}");
    }
    let has_delay = |class: &Class| matches!(class, Class::Throttled { retry_after: Some(delay), .. } if *delay == Duration::from_secs(4));
    assert!(rounds[0].iter().any(has_delay));
    // Of the pushes without an answer, those are delivered whose connection was dropped afterwards.
    let deliveries = vendors.deliveries().await;
    let unanswered = deliveries.iter().filter(|delivery| delivery["outcome"] == "unanswered").count();
    let answered = deliveries.len() - unanswered;
    assert_eq!(answered, 2 * counts["accepted"] + 2);
    assert!(unanswered > 0 && unanswered < 2 * counts["unknown_after_write"], "{unanswered} {counts:?}");
}

#[tokio::test]
async fn one_sender_is_refused_until_the_plan_ends() {
    let vendors = Vendors::start(Options::default()).await;
    for vendor in VENDORS {
        send(&vendors, &vendors.credential(vendor), DEVICE).await;
    }
    let mut plan = json!({ "vendors": {} });
    for push in vendors.received().await {
        plan["vendors"][push["vendor"].as_str().unwrap()] = json!({ "refused": [push["sender"]] });
    }
    vendors.chaos(&plan).await;
    for vendor in VENDORS {
        let outcome = send(&vendors, &vendors.credential(vendor), DEVICE).await;
        assert_eq!(outcome.class, Class::CredentialFault, "{vendor}: {outcome:?}");
    }
    vendors.chaos(&json!({})).await;
    for vendor in VENDORS {
        let outcome = send(&vendors, &vendors.credential(vendor), DEVICE).await;
        assert!(matches!(outcome.class, Class::Accepted { .. }), "{vendor}: {outcome:?}");
    }
}

#[tokio::test]
async fn a_delay_and_a_bad_plan() {
    let vendors = Vendors::start(Options::default()).await;
    vendors.chaos(&json!({ "vendors": { "vivo": { "delay_ms": 60_000 } } })).await;
    let gateway = vendors.impatient_gateway();
    let vivo = vendors.credential("vivo");
    let outcome = gateway.send(&vivo, &message(DEVICE), START, Started::ignored()).await;
    assert_eq!((outcome.class, outcome.code.as_str()), (Class::UnknownAfterWrite, "timeout"));
    let answer =
        http_with(vendors.main, "POST", "/control/chaos", r#"{ "vendors": { "nobody": {} } }"#).await;
    assert_eq!(answer, r#"{"error":"there is no vendor nobody"}"#);
}
