//! The fields of a message, as each vendor receives them.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::time::Duration;

use domain::certificate::{Importance, MessageType, Remedy};
use push::client::Started;
use push::credential::{Credential, Environment};
use push::message::{Interruption, Kind, Message, Priority, Repeat};
use push::outcome::Class;
use serde_json::{Value, json};
use support::{DEVICE, START, VENDORS, Vendors, message};
use vendor_simulator::Options;

const UUID: &str = "30313233-3435-3637-3839-616263646566";
const OVERLAY: &str = "81020304050607080910111213141516";
/// The first four bytes of the overlay id without their highest bit.
const NUMBER: u32 = 0x0102_0304;

/// A message with every field that is not about one vendor alone.
fn full() -> Message {
    let overlay = [0x81, 2, 3, 4, 5, 6, 7, 8, 9, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16];
    Message {
        overlay: Some(overlay),
        subtitle: Some("Urgent, and not short".to_owned()),
        sound: Some("bell".to_owned()),
        badge: Some(120),
        badge_add: Some(3),
        image: Some("https://example.com/bed.png".to_owned()),
        interruption: Some(Interruption::TimeSensitive),
        badge_class: Some("com.example.Main".to_owned()),
        ..message(DEVICE)
    }
}

async fn sent(vendors: &Vendors, credential: &Credential, message: &Message) -> Value {
    let outcome = vendors.gateway().send(credential, message, START, Started::ignored()).await;
    assert!(matches!(outcome.class, Class::Accepted { .. }), "{:?}: {outcome:?}", credential.platform());
    vendors.received().await.pop().unwrap()["sent"].clone()
}

#[tokio::test]
async fn every_vendor_gets_the_fields_that_it_has() {
    let vendors = Vendors::start(Options::default()).await;
    for (vendor, places) in [
        (
            "apns",
            &[
                ("/id", json!(UUID)),
                ("/headers/apns-collapse-id", json!(OVERLAY)),
                ("/headers/apns-push-type", json!("alert")),
                ("/headers/apns-priority", json!("10")),
                ("/payload/aps/alert/subtitle", json!("Urgent, and not short")),
                ("/payload/aps/sound", json!("bell")),
                ("/payload/aps/badge", json!(120)),
                ("/payload/aps/interruption-level", json!("time-sensitive")),
                ("/payload/aps/mutable-content", json!(1)),
                ("/payload/image", json!("https://example.com/bed.png")),
            ][..],
        ),
        (
            "fcm",
            &[
                ("/message/android/priority", json!("high")),
                ("/message/android/notification/tag", json!(OVERLAY)),
                ("/message/android/notification/sound", json!("bell")),
                ("/message/android/notification/notification_count", json!(120)),
                ("/message/android/notification/image", json!("https://example.com/bed.png")),
                ("/message/android/notification/notification_priority", json!("PRIORITY_HIGH")),
            ],
        ),
        (
            "huawei",
            &[
                ("/message/android/urgency", json!("HIGH")),
                ("/message/android/notification/notify_id", json!(NUMBER)),
                ("/message/android/notification/sound", json!("/raw/bell")),
                ("/message/android/notification/default_sound", json!(false)),
                ("/message/android/notification/badge/set_num", json!(99)),
                ("/message/android/notification/image", json!("https://example.com/bed.png")),
            ],
        ),
        (
            "harmony",
            &[
                ("/payload/notification/notifyId", json!(NUMBER)),
                ("/payload/notification/sound", json!("bell")),
                ("/payload/notification/badge", json!({ "setNum": 99 })),
                ("/payload/notification/image", json!("https://example.com/bed.png")),
            ],
        ),
        (
            "honor",
            &[
                ("/android/notification/notifyId", json!(NUMBER)),
                ("/android/notification/badge", json!({ "setNum": 99, "badgeClass": "com.example.Main" })),
                ("/android/notification/image", json!("https://example.com/bed.png")),
            ],
        ),
        (
            "xiaomi",
            &[
                ("/notify_id", json!(NUMBER.to_string())),
                ("/extra.jobkey", json!("30313233343536373839")),
                ("/extra.sound_uri", json!("android.resource://com.example.messenger/raw/bell")),
            ],
        ),
        (
            "oppo",
            &[
                ("/notification/notify_id", json!(NUMBER)),
                ("/notification/app_message_id", json!(UUID)),
                ("/notification/sub_title", json!("Urgent, a…")),
            ],
        ),
        ("vivo", &[("/notifyId", json!(NUMBER)), ("/requestId", json!(UUID))]),
        ("meizu", &[("/advanceInfo/notifyKey", json!("81020304"))]),
    ] {
        let found = sent(&vendors, &vendors.credential(vendor), &full()).await;
        for (place, value) in places {
            assert_eq!(found.pointer(place), Some(value), "{vendor} {place}: {found}");
        }
    }
}

#[tokio::test]
async fn a_badge_is_set_or_added_to() {
    let vendors = Vendors::start(Options::default()).await;
    let added = Message { badge: None, ..full() };
    for (vendor, place, badge) in [
        ("huawei", "/message/android/notification/badge/add_num", json!(3)),
        ("honor", "/android/notification/badge/addNum", json!(3)),
        ("harmony", "/payload/notification/badge", json!({ "addNum": 3 })),
    ] {
        let found = sent(&vendors, &vendors.credential(vendor), &added).await;
        assert_eq!(found.pointer(place), Some(&badge), "{vendor}: {found}");
    }
}

#[tokio::test]
async fn a_passive_push_is_quiet_and_a_critical_one_is_not() {
    let vendors = Vendors::start(Options::default()).await;
    let interrupting = |interruption| Message {
        interruption: Some(interruption),
        importance: Some(Importance::Normal),
        priority: Priority::Normal,
        ..full()
    };
    let passive = interrupting(Interruption::Passive);
    for (vendor, place, value) in [
        ("apns", "/payload/aps/interruption-level", "passive"),
        ("apns", "/headers/apns-priority", "5"),
        ("fcm", "/message/android/notification/notification_priority", "PRIORITY_LOW"),
        ("fcm", "/message/android/priority", "normal"),
        ("huawei", "/message/android/notification/importance", "LOW"),
        ("huawei", "/message/android/urgency", "NORMAL"),
        ("honor", "/android/notification/importance", "LOW"),
    ] {
        let found = sent(&vendors, &vendors.credential(vendor), &passive).await;
        assert_eq!(found.pointer(place), Some(&json!(value)), "{vendor} {place}: {found}");
    }
    let critical = interrupting(Interruption::Critical);
    let found = sent(&vendors, &vendors.credential("apns"), &critical).await;
    assert_eq!(found["payload"]["aps"]["sound"], json!({ "critical": 1, "name": "bell", "volume": 1.0 }));
}

#[tokio::test]
async fn apple_gets_each_kind_as_it_demands() {
    let vendors = Vendors::start(Options::default()).await;
    let key = vendors.credential("apns");
    let background = sent(&vendors, &key, &Message { kind: Kind::Background, ..full() }).await;
    assert_eq!(
        background["payload"],
        json!({ "aps": { "content-available": 1 }, "ext": r#"{"room":"12"}"# })
    );
    assert_eq!(background["headers"]["apns-push-type"], "background");
    assert_eq!(background["headers"]["apns-priority"], "5");
    assert_eq!(background["headers"]["apns-collapse-id"], Value::Null);
    let call = Message { kind: Kind::Voip, ..full() };
    let voip =
        Credential::ApnsIdentity(vendors.fixtures.apns_identity(Environment::Production, true).unwrap());
    for (credential, message) in [(&key, &call), (&voip, &call), (&voip, &full())] {
        let found = sent(&vendors, credential, message).await;
        assert_eq!(found["headers"]["apns-push-type"], "voip");
        assert_eq!(found["headers"]["apns-priority"], "10");
        assert_eq!(found["headers"]["apns-collapse-id"], Value::Null);
        assert_eq!(found["payload"]["aps"]["alert"]["title"], "Ward 3");
    }
    let topics = vendors.received().await.into_iter().skip(1).map(|push| push["sender"].clone());
    for topic in topics {
        assert_eq!(topic, "com.example.messenger.voip");
    }
}

#[tokio::test]
async fn what_apple_would_refuse_as_too_large_is_not_sent() {
    let vendors = Vendors::start(Options::default()).await;
    let gateway = vendors.gateway();
    let key = vendors.credential("apns");
    let long = |kind, length| Message { body: "x".repeat(length), kind, ..message(DEVICE) };
    for (kind, fits, exceeds) in [(Kind::Alert, 3_900, 4_100), (Kind::Voip, 4_900, 5_100)] {
        sent(&vendors, &key, &long(kind, fits)).await;
        let before = vendors.received().await.len();
        let (started, starting) = Started::channel();
        let outcome = gateway.send(&key, &long(kind, exceeds), START, started).await;
        assert_eq!((outcome.class, outcome.code.as_str()), (Class::Rejected, "PayloadTooLarge"));
        assert_eq!(outcome.remedy, Remedy::Shorten);
        assert!(!starting.await);
        assert_eq!(vendors.received().await.len(), before);
    }
    // Nothing that is displayed counts towards a background push.
    sent(&vendors, &key, &long(Kind::Background, 5_000)).await;
}

#[tokio::test]
async fn a_data_message_carries_its_texts() {
    let vendors = Vendors::start(Options::default()).await;
    let data = Message { message_type: Some(MessageType::Data), ..full() };
    let found = sent(&vendors, &vendors.credential("fcm"), &data).await;
    let data = &found["message"]["data"];
    assert_eq!((&data["title"], &data["body"]), (&json!("Ward 3"), &json!("Bed 12 asks for you")));
    assert_eq!((&data["subtitle"], &data["badge"]), (&json!("Urgent, and not short"), &json!("120")));
    assert_eq!((&data["sound"], &data["image"]), (&json!("bell"), &json!("https://example.com/bed.png")));
}

#[tokio::test]
async fn a_lifetime_is_cut_to_what_the_vendor_accepts() {
    let vendors = Vendors::start(Options::default()).await;
    let year = Message { lifetime: Duration::from_hours(365 * 24), ..message(DEVICE) };
    let brief = Message { lifetime: Duration::from_secs(1), ..message(DEVICE) };
    let apple = (START.unix_seconds() + 30 * 86_400).to_string();
    for (vendor, place, longest, shortest) in [
        ("apns", "/headers/apns-expiration", json!(apple), json!((START.unix_seconds() + 1).to_string())),
        ("fcm", "/message/android/ttl", json!("2419200s"), json!("1s")),
        ("huawei", "/message/android/ttl", json!("1296000s"), json!("1s")),
        ("harmony", "/pushOptions/ttl", json!(1_296_000), json!(1)),
        ("honor", "/android/ttl", json!("1296000s"), json!("1s")),
        ("oppo", "/notification/off_line_ttl", json!(864_000), json!(1)),
        ("vivo", "/timeToLive", json!(86_400), json!(60)),
        ("meizu", "/pushTimeInfo/validTime", json!(72), json!(1)),
    ] {
        for (message, lifetime) in [(&year, longest), (&brief, shortest)] {
            let found = sent(&vendors, &vendors.credential(vendor), message).await;
            assert_eq!(found.pointer(place), Some(&lifetime), "{vendor}: {found}");
        }
    }
}

#[tokio::test]
async fn a_repeat_is_dropped_replaces_or_shows_twice() {
    let vendors = Vendors::start(Options::default()).await;
    let with_overlay = full();
    let without = Message { overlay: None, ..full() };
    for vendor in VENDORS {
        let credential = vendors.credential(vendor);
        let wanted = match vendor {
            "xiaomi" | "oppo" => [Repeat::Dropped, Repeat::Dropped],
            _ => [Repeat::Replaces, Repeat::ShowsTwice],
        };
        assert_eq!([&with_overlay, &without].map(|message| credential.repeat(message)), wanted, "{vendor}");
    }
    let data = Message { message_type: Some(MessageType::Data), ..full() };
    assert_eq!(vendors.credential("fcm").repeat(&data), Repeat::ShowsTwice);
    let voip =
        Credential::ApnsIdentity(vendors.fixtures.apns_identity(Environment::Production, true).unwrap());
    assert_eq!(voip.repeat(&full()), Repeat::ShowsTwice);
    for kind in [Kind::Background, Kind::Voip] {
        for vendor in ["apns", "identity"] {
            let message = Message { kind, ..full() };
            assert_eq!(vendors.credential(vendor).repeat(&message), Repeat::ShowsTwice, "{vendor} {kind:?}");
        }
    }
}
