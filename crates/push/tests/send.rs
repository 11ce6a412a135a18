//! Pushes as the vendors receive them, and the classification of their responses.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::time::Duration;

use domain::certificate::Remedy;
use domain::certificate::{Importance, MessageClass, MessageType, Platform};
use push::message::{Click, Message};
use push::outcome::Class;
use serde_json::json;
use support::{DEVICE, START, VENDORS, Vendors, http, message};
use vendor_simulator::Options;

#[tokio::test]
async fn every_vendor_gets_what_was_sent() {
    let vendors = Vendors::start(Options::default()).await;
    let gateway = vendors.gateway();
    for vendor in VENDORS {
        let outcome = gateway.send(&vendors.credential(vendor), &message(DEVICE), START).await;
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
            let outcome = gateway.send(&credential, message, START).await;
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
        gateway.send(&vendors.credential("fcm"), message, START).await;
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
        gateway.send(&vendors.credential("oppo"), &message, START).await;
    }
    let received = vendors.received().await;
    assert_eq!(received.len(), pages.len());
    for (push, (page, kind, place)) in received.iter().zip(pages) {
        let notification = &push["sent"]["notification"];
        assert_eq!((&notification["click_action_type"], &notification[place]), (&json!(kind), &json!(page)));
    }
}

/// The expected class of each vendor code.
#[rustfmt::skip]
const CODES: &[(&str, &str, &str)] = &[
    ("apns", "BadDeviceToken DeviceTokenNotForTopic ExpiredToken Unregistered MissingDeviceToken", "invalid_token"),
    ("apns", "BadCertificate BadCertificateEnvironment Forbidden InvalidProviderToken MissingProviderToken TopicDisallowed BadTopic MissingTopic", "credential_fault"),
    ("apns", "BadCollapseId BadExpirationDate BadMessageId BadPriority DuplicateHeaders InvalidPushType PayloadEmpty BadPath MethodNotAllowed PayloadTooLarge", "rejected"),
    ("apns", "TooManyProviderTokenUpdates TooManyRequests", "throttled"),
    ("apns", "InternalServerError ServiceUnavailable Shutdown IdleTimeout ExpiredProviderToken", "transient"),
    ("fcm", "UNREGISTERED SENDER_ID_MISMATCH INVALID_ARGUMENT", "invalid_token"),
    ("fcm", "QUOTA_EXCEEDED", "throttled"),
    ("fcm", "UNAVAILABLE INTERNAL", "transient"),
    ("fcm", "UNAUTHENTICATED PERMISSION_DENIED NOT_FOUND", "credential_fault"),
    ("fcm", "THIRD_PARTY_AUTH_ERROR", "rejected"),
    ("huawei", "80100000 80300007", "invalid_token"),
    ("huawei", "80100001 80100003 80100004 80300008 80300010 80999999", "rejected"),
    ("huawei", "80200001 80300002", "credential_fault"),
    ("huawei", "80200003 81000001", "transient"),
    ("huawei", "503", "throttled"),
    ("harmony", "80100000 80300007 noRight tokenFormatError", "invalid_token"),
    ("harmony", "80100022 80300030 countryNotSupport tokenPlatformNotSupport differentImgVerifyPolicy notSupportPlayVoice", "rejected"),
    ("harmony", "80200001 80300002 80300036 80300037 noPushTypeRight disableSendHuaweiMsgBecauseOfPenalty appinfoError", "credential_fault"),
    ("harmony", "80200005 81000001", "transient"),
    ("harmony", "80300029 503", "throttled"),
    ("honor", "failTokens expireTokens", "invalid_token"),
    ("honor", "80200001", "credential_fault"),
    ("honor", "12345", "rejected"),
    ("xiaomi", "66007", "invalid_token"),
    ("xiaomi", "10001 10002 10003", "transient"),
    ("xiaomi", "10027 200002", "throttled"),
    ("xiaomi", "10034 200001", "quota_exhausted"),
    ("xiaomi", "21301 21302 22000 22006 22007 22022", "credential_fault"),
    ("xiaomi", "10041 27001 99999", "rejected"),
    ("oppo", "10000", "invalid_token"),
    ("oppo", "-1 17 18 19", "transient"),
    ("oppo", "-2 13", "throttled"),
    ("oppo", "11 14 15 16", "credential_fault"),
    ("oppo", "33", "quota_exhausted"),
    ("oppo", "12 40 41 999", "rejected"),
    ("vivo", "10302", "invalid_token"),
    ("vivo", "10000 10094", "credential_fault"),
    ("vivo", "10070 10073 10254", "quota_exhausted"),
    ("vivo", "10071 10072 10252", "throttled"),
    ("vivo", "10043 10045 10205", "rejected"),
    ("meizu", "110002 110003", "invalid_token"),
    ("meizu", "500 1001 1003", "transient"),
    ("meizu", "1005 110004 110032 999", "rejected"),
    ("meizu", "1006 110000 110001 110009 110031 110033", "credential_fault"),
    ("meizu", "110010", "throttled"),
    ("meizu", "110011 110019 110051 110053", "quota_exhausted"),
];

#[tokio::test]
async fn every_documented_code_has_its_class() {
    let vendors = Vendors::start(Options::default()).await;
    let gateway = vendors.gateway();
    for (vendor, codes, class) in CODES {
        let credential = vendors.credential(vendor);
        for code in codes.split(' ') {
            let outcome = gateway.send(&credential, &message(&format!("err-{code}-x")), START).await;
            assert_eq!(outcome.class.code(), *class, "{vendor} {code}: {outcome:?}");
            assert_ne!(outcome.remedy, Remedy::Nothing, "{vendor} {code}");
            // For reasons within the message, the outcome's code is that of the response.
            let is_inside = code.parse::<i64>().is_err() && matches!(*vendor, "harmony" | "honor");
            assert!(is_inside || outcome.code.ends_with(code), "{vendor} {code}: {}", outcome.code);
        }
    }
}

#[tokio::test]
async fn numbered_tokens_ask_apple_for_every_reason() {
    let vendors = Vendors::start(Options::default()).await;
    let gateway = vendors.gateway();
    for (place, reason) in [(0, "BadCollapseId"), (0x17, "Unregistered"), (0x1d, "Shutdown")] {
        let token = format!("0bad{place:02x}{}", "0".repeat(58));
        let outcome = gateway.send(&vendors.credential("apns"), &message(&token), START).await;
        assert_eq!(outcome.code, reason);
    }
}

#[tokio::test]
async fn a_device_of_the_sandbox_is_unknown_in_production() {
    let vendors = Vendors::start(Options::default()).await;
    let gateway = vendors.gateway();
    let token = format!("5a4db0{}", "1".repeat(58));
    let outcome = gateway.send(&vendors.credential("apns"), &message(&token), START).await;
    assert_eq!((outcome.class, outcome.code.as_str()), (Class::InvalidToken, "BadDeviceToken"));
    let sandbox = vendors.fixtures.apns_key(push::credential::Environment::Development).unwrap();
    let sandbox = push::credential::Credential::ApnsKey(sandbox);
    let outcome = gateway.send(&sandbox, &message(&token), START).await;
    assert!(matches!(outcome.class, Class::Accepted { .. }), "{outcome:?}");
}

#[tokio::test]
async fn too_many_are_told_when_to_come_back() {
    let vendors = Vendors::start(Options::default()).await;
    let gateway = vendors.gateway();
    for vendor in VENDORS {
        let outcome = gateway.send(&vendors.credential(vendor), &message("throttle-7-x"), START).await;
        let wanted = Class::Throttled { retry_after: Some(Duration::from_secs(7)) };
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
        gateway.send(&credential, &message(DEVICE), START).await;
        for (token, code) in [("hangup-x", "broken"), ("slow-3000-x", "timeout"), ("garbage-x", "http 200")] {
            let outcome = gateway.send(&credential, &message(token), START).await;
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
            let outcome = gateway.send(&credential, &message(token), START).await;
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
        let outcome = gateway.send(&credential, &message("redirect-x"), START).await;
        assert_eq!((outcome.class, outcome.remedy), (Class::Transient, Remedy::CheckNetwork), "{vendor}");
        assert_eq!(outcome.words, "redirected to http://127.0.0.1:1/elsewhere", "{vendor}");
        let outcome = gateway.send(&credential, &message("huge-x"), START).await;
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
        let outcome = gateway.send(&vendors.credential(vendor), &long, START).await;
        assert!(matches!(outcome.class, Class::Accepted { .. }), "{vendor}: {outcome:?}");
    }
}
