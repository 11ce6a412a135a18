//! Pushes as the vendors receive them, and responses that say little or nothing.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::time::Duration;

use domain::certificate::Remedy;
use domain::certificate::{Importance, MessageClass, MessageType, Platform};
use push::client::Started;
use push::message::{Click, Message};
use push::outcome::{Class, Throttle};
use serde_json::json;
use support::{DEVICE, START, VENDORS, Vendors, http, message};
use vendor_simulator::Options;

#[tokio::test]
async fn every_vendor_gets_what_was_sent() {
    let vendors = Vendors::start(Options::default()).await;
    let gateway = vendors.gateway();
    for vendor in VENDORS {
        let outcome =
            gateway.send(&vendors.credential(vendor), &message(DEVICE), START, Started::ignored()).await;
        assert!(matches!(&outcome.class, Class::Accepted { id: Some(_) }), "{vendor}: {outcome:?}");
        assert_eq!(outcome.remedy, Remedy::Nothing);
    }
    let received = vendors.received().await;
    assert_eq!(received.len(), VENDORS.len());
    for (push, vendor) in received.iter().zip(VENDORS) {
        let platform: Platform = push["vendor"].as_str().unwrap().parse().unwrap();
        assert_eq!(platform, vendors.credential(vendor).platform());
        assert_eq!(push["tokens"], serde_json::json!([DEVICE]));
        let text = push["sent"].to_string();
        assert!(text.contains("Ward 3") && text.contains("Bed 12 asks for you"), "{vendor}: {text}");
        assert!(text.contains(r#"{\"room\":\"12\"}"#), "{vendor}: {text}");
        for secret in ["secret-of-", "-access-", "PRIVATE KEY"] {
            assert!(!push.to_string().contains(secret), "{vendor}: {push}");
        }
    }
    assert_eq!(received[6]["path"], "/xiaomi-europe/v3/message/regid");
    http(vendors.main, "POST", "/control/reset").await;
    assert!(vendors.received().await.is_empty());
}

#[tokio::test]
async fn what_was_chosen_beside_the_credential_is_sent_along() {
    let vendors = Vendors::start(Options::default()).await;
    let gateway = vendors.gateway();
    let plain = message(DEVICE);
    let chosen = Message {
        channel: Some("ward".to_owned()),
        category: Some("IM".to_owned()),
        badge_class: Some("com.example.Main".to_owned()),
        importance: Some(Importance::Low),
        message_class: Some(MessageClass::Private),
        message_type: Some(MessageType::Data),
        receipt: Some("https://example.com/receipt".to_owned()),
        mutable_content: true,
        ..plain.clone()
    };
    for (vendor, place, value) in [
        ("apns", "/payload/aps/mutable-content", json!(1)),
        ("identity", "/payload/aps/mutable-content", json!(1)),
        ("fcm", "/message/data/title", json!("Ward 3")),
        ("fcm", "/message/data/channel_id", json!("ward")),
        (
            "huawei",
            "/message/android/notification/badge",
            json!({ "add_num": 1, "class": "com.example.Main" }),
        ),
        ("huawei", "/message/android/notification/channel_id", json!("ward")),
        ("huawei", "/message/android/category", json!("IM")),
        ("honor", "/android/notification/importance", json!("LOW")),
        ("honor", "/android/notification/badge", json!({ "addNum": 1, "badgeClass": "com.example.Main" })),
        ("xiaomi", "/extra.channel_id", json!("ward")),
        ("oppo", "/notification/channel_id", json!("ward")),
        ("oppo", "/notification/category", json!("IM")),
        ("vivo", "/extra/callback", json!("https://example.com/receipt")),
        ("meizu", "/noticeBarInfo/noticeMsgType", json!(1)),
        ("meizu", "/extra/callback", json!("https://example.com/receipt")),
    ] {
        let credential = vendors.credential(vendor);
        http(vendors.main, "POST", "/control/reset").await;
        for message in [&plain, &chosen] {
            let outcome = gateway.send(&credential, message, START, Started::ignored()).await;
            assert!(matches!(outcome.class, Class::Accepted { .. }), "{vendor}: {outcome:?}");
        }
        let received = vendors.received().await;
        assert_eq!(received[0]["sent"].pointer(place), None, "{vendor} {place}: {}", received[0]["sent"]);
        assert_eq!(
            received[1]["sent"].pointer(place),
            Some(&value),
            "{vendor} {place}: {}",
            received[1]["sent"]
        );
    }
    // A push that the application displays itself must not also be displayed by the system.
    http(vendors.main, "POST", "/control/reset").await;
    for message in [&plain, &chosen] {
        gateway.send(&vendors.credential("fcm"), message, START, Started::ignored()).await;
    }
    let received = vendors.received().await;
    let shown = |push: &serde_json::Value| !push["sent"]["message"]["notification"].is_null();
    assert_eq!(received.iter().map(shown).collect::<Vec<_>>(), [true, false]);
}

#[tokio::test]
async fn oppo_is_told_whether_a_tap_opens_an_activity_or_acts() {
    let vendors = Vendors::start(Options::default()).await;
    let gateway = vendors.gateway();
    let pages = [
        ("com.example.app.InboxActivity", 4, "click_action_activity"),
        ("com.example.app.OPEN_INBOX", 1, "click_action_activity"),
        ("intent://inbox#Intent;scheme=example;end", 5, "click_action_url"),
    ];
    for (page, _, _) in pages {
        let message = Message { click: Click::OpenPage(page.to_owned()), ..message(DEVICE) };
        gateway.send(&vendors.credential("oppo"), &message, START, Started::ignored()).await;
    }
    let received = vendors.received().await;
    assert_eq!(received.len(), pages.len());
    for (push, (page, kind, place)) in received.iter().zip(pages) {
        let notification = &push["sent"]["notification"];
        assert_eq!((&notification["click_action_type"], &notification[place]), (&json!(kind), &json!(page)));
    }
}

#[tokio::test]
async fn a_device_of_the_sandbox_is_unknown_in_production() {
    let vendors = Vendors::start(Options::default()).await;
    let gateway = vendors.gateway();
    let token = format!("5a4db0{}", "1".repeat(58));
    let outcome =
        gateway.send(&vendors.credential("apns"), &message(&token), START, Started::ignored()).await;
    assert_eq!((outcome.class, outcome.code.as_str()), (Class::DoubtfulToken, "BadDeviceToken"));
    let sandbox = vendors.fixtures.apns_key(push::credential::Environment::Development).unwrap();
    let sandbox = push::credential::Credential::ApnsKey(sandbox);
    let outcome = gateway.send(&sandbox, &message(&token), START, Started::ignored()).await;
    assert!(matches!(outcome.class, Class::Accepted { .. }), "{outcome:?}");
}

#[tokio::test]
async fn too_many_are_told_when_to_come_back() {
    let vendors = Vendors::start(Options::default()).await;
    let gateway = vendors.gateway();
    for vendor in VENDORS {
        let outcome = gateway
            .send(&vendors.credential(vendor), &message("throttle-7-x"), START, Started::ignored())
            .await;
        let retry_after = Some(Duration::from_secs(7));
        let wanted = Class::Throttled { retry_after, scope: Throttle::Credential };
        assert_eq!((outcome.class, outcome.remedy), (wanted, Remedy::SendLater), "{vendor}");
    }
}

#[tokio::test]
async fn a_dead_connection_after_the_write_is_unknown() {
    let vendors = Vendors::start(Options::default()).await;
    let gateway = vendors.impatient_gateway();
    for vendor in VENDORS {
        let credential = vendors.credential(vendor);
        // Fetches the access token beforehand.
        gateway.send(&credential, &message(DEVICE), START, Started::ignored()).await;
        for (token, code) in [("hangup-x", "broken"), ("slow-3000-x", "timeout"), ("garbage-x", "http 200")] {
            let outcome = gateway.send(&credential, &message(token), START, Started::ignored()).await;
            if matches!((vendor, token), ("apns" | "identity", "garbage-x")) {
                // A successful response of Apple has no body.
                assert!(matches!(outcome.class, Class::Accepted { .. }));
                continue;
            }
            assert_eq!(outcome.class, Class::UnknownAfterWrite, "{vendor} {token}: {outcome:?}");
            assert_eq!((outcome.code.as_str(), outcome.remedy), (code, Remedy::AskTheDevice), "{vendor}");
        }
    }
}

#[tokio::test]
async fn a_connection_that_ends_in_order_costs_nothing() {
    let vendors = Vendors::start(Options::default()).await;
    let gateway = vendors.gateway();
    for vendor in VENDORS {
        let credential = vendors.credential(vendor);
        for token in ["goaway-x", DEVICE, "goaway-x", DEVICE] {
            let outcome = gateway.send(&credential, &message(token), START, Started::ignored()).await;
            assert!(matches!(outcome.class, Class::Accepted { .. }), "{vendor} {token}: {outcome:?}");
        }
    }
}

#[tokio::test]
async fn a_redirection_is_not_followed_and_a_flood_is_cut_off() {
    let vendors = Vendors::start(Options::default()).await;
    let gateway = vendors.gateway();
    for vendor in VENDORS {
        let credential = vendors.credential(vendor);
        let outcome = gateway.send(&credential, &message("redirect-x"), START, Started::ignored()).await;
        assert_eq!((outcome.class, outcome.remedy), (Class::Transient, Remedy::CheckNetwork), "{vendor}");
        assert_eq!(outcome.words, "redirected to http://127.0.0.1:1/elsewhere", "{vendor}");
        let outcome = gateway.send(&credential, &message("huge-x"), START, Started::ignored()).await;
        if matches!(vendor, "apns" | "identity") {
            // For Apple the status suffices: a successful response needs no body.
            assert!(matches!(outcome.class, Class::Accepted { .. }), "{vendor}: {outcome:?}");
        } else {
            assert_eq!(outcome.class, Class::UnknownAfterWrite, "{vendor}: {outcome:?}");
        }
    }
}

#[tokio::test]
async fn long_texts_are_cut_to_what_the_vendor_shows() {
    let vendors = Vendors::start(Options::default()).await;
    let gateway = vendors.gateway();
    let mut long = message(DEVICE);
    long.title = "title ".repeat(40);
    long.body = "text ".repeat(150);
    for vendor in VENDORS {
        let outcome = gateway.send(&vendors.credential(vendor), &long, START, Started::ignored()).await;
        assert!(matches!(outcome.class, Class::Accepted { .. }), "{vendor}: {outcome:?}");
    }
}
