//! Whatever the body is, it is refused with a code or parsed; what is parsed survives its stored form.

use std::collections::BTreeSet;

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;

use super::*;

/// Names that the parser looks for, anywhere in a call.
const NAMES: &[&str] = &[
    "To_Account",
    "From_Account",
    "MsgRandom",
    "OfflinePushInfo",
    "DataId",
    "PushFlag",
    "Title",
    "Desc",
    "MultiLanguageContent",
    "Language",
    "Ext",
    "BadgeAddNum",
    "BadgeSetNum",
    "PushTemplateId",
    "AndroidInfo",
    "OPPONotifyLevel",
    "OPPOCategory",
    "VIVONotifyType",
    "OPPOPrivateTitleParameters",
    "ApnsInfo",
    "BadgeMode",
    "ContentAvailable",
    "InterruptionLevel",
    "LiveActivity",
    "LaId",
    "Event",
    "ContentState",
    "DismissalDate",
    "HarmonyInfo",
    "SoundDuration",
];

/// JSON with the names and values of calls. Fractions are short enough to be read exactly.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (0..20_i64).prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<i32>().prop_map(|number| Value::from(f64::from(number) / 64.0)),
        any::<String>().prop_map(Value::from),
        select(vec!["", "update", "LOW", "active", "4", "high", "https://a", "zh_TW", "en"])
            .prop_map(Value::from),
    ];
    let name = prop_oneof![4 => select(NAMES).prop_map(str::to_owned), 1 => any::<String>()];
    leaf.prop_recursive(6, 64, 8, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            btree_map(name.clone(), inner, 0..8).prop_map(Value::from_iter),
        ]
    })
}

/// The places of all values in `value`, as JSON pointers.
fn places(value: &Value, place: &str, found: &mut Vec<String>) {
    found.push(place.to_owned());
    match value {
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                places(value, &format!("{place}/{index}"), found);
            }
        }
        Value::Object(members) => {
            for (name, value) in members {
                places(value, &format!("{place}/{name}"), found);
            }
        }
        _ => {}
    }
}

/// A valid call, some of whose values are replaced, and some of whose members are removed.
fn changed_call() -> impl Strategy<Value = Value> {
    let mut found = Vec::new();
    places(&call(), "", &mut found);
    let replaced = vec((select(found.clone()), any_json()), 0..3);
    (replaced, vec(select(found), 0..9)).prop_map(|(replaced, removed)| {
        let mut call = call();
        for (place, value) in replaced {
            if let Some(before) = call.pointer_mut(&place) {
                *before = value;
            }
        }
        for place in removed {
            let (parent, name) = place.rsplit_once('/').unwrap_or_default();
            if let Some(Value::Object(members)) = call.pointer_mut(parent) {
                members.remove(name);
            }
        }
        call
    })
}

/// A valid call with members of any value added to its contents.
fn call_with_more() -> impl Strategy<Value = Value> {
    btree_map(select(NAMES), any_json(), 0..3).prop_map(|members| {
        let mut call = with("OfflinePushInfo", json!({}));
        for (name, value) in members {
            call["OfflinePushInfo"][name] = value;
        }
        call
    })
}

/// What holds for every body.
fn holds(body: &[u8]) -> Result<(), TestCaseError> {
    let Ok(call) = BatchCall::parse(body) else { return Ok(()) };
    let targets: BTreeSet<&Target> = call.targets().iter().collect();
    prop_assert!((1..=BatchCall::MAX_TARGETS).contains(&targets.len()));
    prop_assert_eq!(targets.len(), call.targets().len());
    let info = call.info();
    let stored = serde_json::to_string(info).unwrap();
    prop_assert!(stored.len() <= OfflinePushInfo::MAX_BYTES);
    prop_assert_eq!(&serde_json::from_str::<OfflinePushInfo>(&stored).unwrap(), info);
    prop_assert_eq!(&OfflinePushInfo::parse(&serde_json::from_str(&stored).unwrap()).unwrap(), info);
    for language in [None, Some("en-US"), Some("zh_TW_#Hant"), Some("")] {
        info.text_for(language);
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(body: Vec<u8>) {
        holds(&body)?;
    }

    #[test]
    fn any_json_is_read_or_refused(body in any_json()) {
        holds(body.to_string().as_bytes())?;
    }

    #[test]
    fn a_changed_call_is_read_or_refused(body in changed_call()) {
        holds(body.to_string().as_bytes())?;
    }

    #[test]
    fn a_call_with_more_members_is_read_or_refused(body in call_with_more()) {
        holds(body.to_string().as_bytes())?;
    }

    #[test]
    fn a_damaged_call_is_read_or_refused(changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)) {
        let mut body = call().to_string().into_bytes();
        for (index, byte) in changes {
            let index = index.index(body.len());
            body[index] = byte;
        }
        holds(&body)?;
    }

    #[test]
    fn any_language_finds_a_text(language: String) {
        let info = OfflinePushInfo::parse(&full()).unwrap();
        prop_assert!(!info.text_for(Some(&language)).0.is_empty());
    }
}
