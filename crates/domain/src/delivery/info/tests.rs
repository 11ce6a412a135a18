use serde_json::json;

use super::*;
use crate::certificate::{Importance, MessageClass};
use crate::time::Timestamp;

/// Every member with a value other than its default.
pub(in crate::delivery) fn full() -> Value {
    json!({
        "PushFlag": 1,
        "Title": "title",
        "Desc": "text",
        "MultiLanguageContent": [
            { "Language": "zh-Hant", "Title": "標題", "Desc": "內容" },
            { "Language": "zh", "Title": "标题", "Desc": "内容" },
            { "Language": "en-US", "Title": "American" },
        ],
        "Ext": "{\"entity\":{}}",
        "BadgeSetNum": 999,
        "AndroidInfo": {
            "Sound": "shake",
            "XiaoMiChannelID": "mi",
            "OPPOChannelID": "oppo",
            "OPPOCategory": "IM",
            "OPPOPrivateMsgTemplateId": "template",
            "VIVOCategory": "ORDER",
            "HuaWeiChannelID": "huawei",
            "HuaWeiCategory": "WORK",
            "HuaWeiImage": "https://example.com/huawei.png",
            "HonorImage": "https://example.com/honor.png",
            "GoogleChannelID": "google",
            "GoogleImage": "https://example.com/google.png",
            "PushStyle": 1,
            "ExtAsHuaweiIntentParam": 1,
            "OPPONotifyLevel": 16,
            "VIVOClassification": 0,
            "VIVONotifyType": "3",
            "HuaWeiImportance": "LOW",
            "HonorImportance": "NORMAL",
            "GooglePriority": "high",
            "MeiZuNoticeMsgType": 1,
            "OPPOPrivateTitleParameters": { "city": "Beijing" },
            "OPPOPrivateContentParameters": { "user": "Tom", "count": 3 },
        },
        "ApnsInfo": {
            "Title": "apns title",
            "SubTitle": "subtitle",
            "Image": "www.image.com",
            "Sound": "shake.mp3",
            "BadgeMode": 0,
            "MutableContent": 1,
            "ContentAvailable": 1,
            "IsVoipPush": 1,
            "InterruptionLevel": "time-sensitive",
            "LiveActivity": {
                "LaId": "activity",
                "Event": "end",
                "ContentState": { "score": [1, -2.5, { "a": null }] },
                "DismissalDate": 1_739_502_750,
            },
        },
        "HarmonyInfo": {
            "Title": "harmony title",
            "Category": "MARKETING",
            "Image": "https://example.com/harmony.png",
            "Sound": "alert.mp3",
            "SoundDuration": 60,
        },
    })
}

fn parsed(given: &Value) -> OfflinePushInfo {
    OfflinePushInfo::parse(given).unwrap()
}

/// `full` with the value at `pointer` replaced or added.
fn with(pointer: &str, value: Value) -> Value {
    let mut given = full();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    given.pointer_mut(parent).unwrap().as_object_mut().unwrap().insert(name.to_owned(), value);
    given
}

#[test]
fn every_member_is_stored_and_read_back() {
    let info = parsed(&full());
    let stored = serde_json::to_value(&info).unwrap();
    assert_eq!(stored, full());
    assert_eq!(serde_json::from_value::<OfflinePushInfo>(stored).unwrap(), info);
}

#[test]
fn every_member_has_its_accessor() {
    let info = parsed(&full());
    assert!(info.is_silenced());
    assert_eq!((info.title(), info.desc(), info.ext()), ("title", "text", Some("{\"entity\":{}}")));
    assert_eq!(info.badge(), Some(Badge::Set(999)));

    let android = info.android();
    assert_eq!(android.sound(), Some("shake"));
    assert_eq!(android.xiaomi_channel(), Some("mi"));
    assert_eq!((android.oppo_channel(), android.oppo_category()), (Some("oppo"), Some("IM")));
    assert_eq!(android.oppo_private_template(), Some("template"));
    assert_eq!(android.vivo_category(), Some("ORDER"));
    assert_eq!((android.huawei_channel(), android.huawei_category()), (Some("huawei"), Some("WORK")));
    assert_eq!(android.huawei_image(), Some("https://example.com/huawei.png"));
    assert_eq!(android.honor_image(), Some("https://example.com/honor.png"));
    assert_eq!(android.google_channel(), Some("google"));
    assert_eq!(android.google_image(), Some("https://example.com/google.png"));
    assert!(android.is_large_text() && android.ext_as_huawei_intent_param());
    assert_eq!(android.oppo_notify_level(), Some(OppoNotifyLevel::Banner));
    assert_eq!(android.vivo_classification(), Some(VivoClassification::Marketing));
    assert_eq!(android.vivo_notify_type(), Some(VivoNotifyType::Vibrate));
    assert_eq!(android.huawei_importance(), Some(Importance::Low));
    assert_eq!(android.honor_importance(), Some(Importance::Normal));
    assert_eq!(android.google_priority(), Some(GooglePriority::High));
    assert_eq!(android.meizu_message_class(), Some(MessageClass::Private));
    assert_eq!(android.oppo_private_title_parameters().unwrap()["city"], "Beijing");
    assert_eq!(android.oppo_private_content_parameters().unwrap()["count"], 3);

    let apns = info.apns();
    assert_eq!((apns.title(), apns.subtitle()), (Some("apns title"), Some("subtitle")));
    assert_eq!((apns.image(), apns.sound()), (Some("www.image.com"), Some("shake.mp3")));
    assert!(apns.increments_badge() && apns.is_mutable_content());
    assert!(apns.is_content_available() && apns.is_voip());
    assert_eq!(apns.interruption_level(), Some(InterruptionLevel::TimeSensitive));
    let activity = apns.live_activity().unwrap();
    assert_eq!((activity.id(), activity.event()), ("activity", LiveActivityEvent::End));
    assert_eq!(activity.content_state()["score"][1], -2.5);
    assert_eq!(activity.dismissal_date(), Some(Timestamp::from_unix_seconds(1_739_502_750)));

    let harmony = info.harmony();
    assert_eq!((harmony.title(), harmony.category()), (Some("harmony title"), Some("MARKETING")));
    assert_eq!(harmony.image(), Some("https://example.com/harmony.png"));
    assert_eq!(harmony.sound(), Some("alert.mp3"));
    assert_eq!(harmony.sound_duration().map(SoundDuration::seconds), Some(60));
}

#[test]
fn a_missing_member_has_its_default() {
    let empty = OfflinePushInfo::default();
    let defaults = json!({
        "PushFlag": 0, "Title": "", "Desc": null, "MultiLanguageContent": [{}, { "Language": "en" }],
        "PushTemplateId": "", "PushTemplateParam": {}, "Unknown": [1],
        "AndroidInfo": { "Sound": null, "PushStyle": 0, "HuaWeiImportance": "", "OPPOPrivateTitleParameters": {} },
        "ApnsInfo": { "BadgeMode": 1, "MutableContent": 0, "LiveActivity": null },
        "HarmonyInfo": null,
    });
    assert_eq!(parsed(&json!({})), empty);
    assert_eq!(parsed(&defaults), empty);
    assert_eq!(serde_json::to_string(&empty).unwrap(), "{}");
    assert_eq!((empty.title(), empty.desc(), empty.text_for(Some("en"))), ("", "", ("", "")));
    assert!(!empty.is_silenced() && !empty.apns().increments_badge());
}

#[test]
fn a_wrong_type_or_value_is_refused() {
    for (pointer, value) in [
        ("/PushFlag", json!(2)),
        ("/PushFlag", json!(true)),
        ("/PushFlag", json!("0")),
        ("/Title", json!(1)),
        ("/MultiLanguageContent", json!({})),
        ("/MultiLanguageContent", json!(["en"])),
        ("/MultiLanguageContent", json!([{ "Language": 1 }])),
        ("/Ext", json!({ "entity": {} })),
        ("/BadgeAddNum", json!(0)),
        ("/BadgeAddNum", json!(100)),
        ("/BadgeSetNum", json!(-1)),
        ("/BadgeSetNum", json!(1000)),
        ("/BadgeSetNum", json!(1.0)),
        ("/BadgeSetNum", json!(u64::MAX)),
        ("/PushTemplateId", json!("1400000000-1")),
        ("/PushTemplateParam", json!("")),
        ("/AndroidInfo", json!([])),
        ("/AndroidInfo", json!("")),
        ("/AndroidInfo/PushStyle", json!(256)),
        ("/AndroidInfo/OPPONotifyLevel", json!(3)),
        ("/AndroidInfo/OPPOCategory", json!("")),
        ("/AndroidInfo/VIVOClassification", json!("1")),
        ("/AndroidInfo/VIVONotifyType", json!("5")),
        ("/AndroidInfo/VIVONotifyType", json!(4)),
        ("/AndroidInfo/HuaWeiImportance", json!("HIGH")),
        ("/AndroidInfo/HonorImportance", json!("low")),
        ("/AndroidInfo/GooglePriority", json!({ "high": null })),
        ("/AndroidInfo/MeiZuNoticeMsgType", json!(2)),
        ("/AndroidInfo/HuaWeiImage", json!("http://example.com/a.png")),
        ("/AndroidInfo/HonorImage", json!("ご案内")),
        ("/AndroidInfo/OPPOPrivateTitleParameters", json!("{}")),
        ("/ApnsInfo/BadgeMode", json!(2)),
        ("/ApnsInfo/InterruptionLevel", json!("loud")),
        ("/ApnsInfo/LiveActivity", json!({})),
        ("/ApnsInfo/LiveActivity/LaId", json!("a".repeat(65))),
        ("/ApnsInfo/LiveActivity/LaId", json!("")),
        ("/ApnsInfo/LiveActivity/Event", json!("start")),
        ("/ApnsInfo/LiveActivity/ContentState", json!(null)),
        ("/ApnsInfo/LiveActivity/DismissalDate", json!(i64::MAX)),
        ("/HarmonyInfo/Image", json!("https:/")),
        ("/HarmonyInfo/SoundDuration", json!(0)),
        ("/HarmonyInfo/SoundDuration", json!(61)),
    ] {
        let given = with(pointer, value);
        assert_eq!(OfflinePushInfo::parse(&given), Err(ServiceCode::BadPush), "{pointer}: {given}");
        assert!(serde_json::from_value::<OfflinePushInfo>(given).is_err(), "{pointer}");
    }
    assert_eq!(OfflinePushInfo::parse(&json!([])), Err(ServiceCode::BadPush));
}

#[test]
fn a_badge_that_is_set_takes_precedence() {
    for (given, badge) in [
        (json!({ "BadgeAddNum": 99 }), Badge::Add(99)),
        (json!({ "BadgeSetNum": 0 }), Badge::Set(0)),
        (json!({ "BadgeAddNum": 1, "BadgeSetNum": 5 }), Badge::Set(5)),
    ] {
        assert_eq!(parsed(&given).badge(), Some(badge));
    }
}

#[test]
fn a_push_without_text_can_be_a_background_push() {
    let title = |given: Value| (given, json!({ "ContentAvailable": 1 }), ApnsKind::Alert);
    for (mut given, apns, kind) in [
        (json!({}), json!({}), ApnsKind::Alert),
        (json!({}), json!({ "ContentAvailable": 1 }), ApnsKind::Background),
        (json!({ "Ext": "{}" }), json!({ "ContentAvailable": 1 }), ApnsKind::Background),
        title(json!({ "Title": "title" })),
        title(json!({ "Desc": "text" })),
        title(json!({ "MultiLanguageContent": [{ "Language": "en", "Desc": "text" }] })),
        (json!({}), json!({ "ContentAvailable": 1, "SubTitle": "subtitle" }), ApnsKind::Alert),
        (json!({}), json!({ "ContentAvailable": 1, "IsVoipPush": 1 }), ApnsKind::Voip),
        (json!({ "Title": "title" }), json!({ "IsVoipPush": 1 }), ApnsKind::Voip),
    ] {
        given["ApnsInfo"] = apns;
        let info = parsed(&given);
        assert_eq!(info.apns().kind(), kind, "{given}");
        let stored = serde_json::to_string(&info).unwrap();
        assert_eq!(serde_json::from_str::<OfflinePushInfo>(&stored).unwrap().apns().kind(), kind);
    }
}

#[test]
fn a_device_gets_the_text_in_its_language() {
    let info = parsed(&full());
    for (language, expected) in [
        (None, ("title", "text")),
        (Some("de"), ("title", "text")),
        (Some("not a language"), ("title", "text")),
        (Some("zh-TW"), ("標題", "內容")),
        (Some("zh-Hant-HK"), ("標題", "內容")),
        (Some("zh_CN"), ("标题", "内容")),
        (Some("zh"), ("标题", "内容")),
        (Some("en-GB"), ("American", "text")),
    ] {
        assert_eq!(info.text_for(language), expected, "{language:?}");
    }
    let regions = ["en-US", "en", "en-GB", "en-gb"];
    let entries: Vec<Value> =
        regions.iter().map(|language| json!({ "Language": language, "Title": language })).collect();
    let info = parsed(&json!({ "MultiLanguageContent": entries }));
    for (language, title) in [("en-GB", "en-GB"), ("en-AU", "en"), ("en", "en"), ("en_US", "en-US")] {
        assert_eq!(info.text_for(Some(language)).0, title, "{language}");
    }
}

#[test]
fn the_size_is_limited() {
    let title = |length: usize| json!({ "Title": "a".repeat(length) });
    let around = serde_json::to_vec(&title(0)).unwrap().len();
    let largest = OfflinePushInfo::MAX_BYTES - around;
    assert_eq!(parsed(&title(largest)).title().len(), largest);
    assert_eq!(OfflinePushInfo::parse(&title(largest + 1)), Err(ServiceCode::PushTooLarge));
    let unknown = json!({ "Unknown": "a".repeat(OfflinePushInfo::MAX_BYTES) });
    assert_eq!(OfflinePushInfo::parse(&unknown), Err(ServiceCode::PushTooLarge));
}

#[test]
fn nesting_is_limited() {
    let nested = |levels| (1..levels).fold(json!({}), |inner, _| json!({ "a": inner }));
    for (levels, is_accepted) in [(32, true), (33, false)] {
        let given = with("/ApnsInfo/LiveActivity/ContentState", nested(levels));
        assert_eq!(OfflinePushInfo::parse(&given).is_ok(), is_accepted, "{levels}");
    }
}
