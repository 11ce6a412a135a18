mod properties;

use serde_json::{Value, json};

use super::batch_call::BatchCall;
use super::info::OfflinePushInfo;
use super::info::tests::full;
use super::*;
use crate::usersig::service_code::ServiceCode;

fn call() -> Value {
    json!({
        "From_Account": "administrator",
        "To_Account": ["user1", "user2"],
        "MsgRandom": 3_674_128,
        "DataId": "order 17",
        "OfflinePushInfo": full(),
    })
}

fn parse(call: &Value) -> Result<BatchCall, ServiceCode> {
    BatchCall::parse(call.to_string().as_bytes())
}

/// `call` with one member replaced.
fn with(name: &str, value: Value) -> Value {
    let mut call = call();
    call[name] = value;
    call
}

fn without(name: &str) -> Value {
    let mut call = call();
    call.as_object_mut().unwrap().remove(name);
    call
}

#[test]
fn a_call_is_read() {
    let call = parse(&call()).unwrap();
    let targets: Vec<&str> = call.targets().iter().map(Target::as_str).collect();
    assert_eq!(targets, ["user1", "user2"]);
    assert_eq!(call.from_account().unwrap().as_str(), "administrator");
    assert_eq!(call.msg_random(), 3_674_128);
    assert_eq!(call.data_id().unwrap().as_str(), "order 17");
    assert_eq!(call.info(), &OfflinePushInfo::parse(&full()).unwrap());
    assert_eq!(call.clone().into_info(), *call.info());
}

#[test]
fn every_mistake_has_its_code() {
    use ServiceCode::{BadDataId, BadMsgRandom, BadPush, BadTargets, PushTooLarge};
    for (call, code) in [
        (without("To_Account"), BadTargets),
        (with("To_Account", json!(null)), BadTargets),
        (with("To_Account", json!([])), BadTargets),
        (with("To_Account", json!("user1")), BadPush),
        (with("To_Account", json!(["user1", 2])), BadPush),
        (with("To_Account", json!(["user1", ""])), BadTargets),
        (with("To_Account", json!(["a\u{0}"])), BadTargets),
        (with("To_Account", json!(["a".repeat(129)])), BadTargets),
        (with("From_Account", json!("a".repeat(33))), BadPush),
        (with("From_Account", json!(1)), BadPush),
        (without("MsgRandom"), BadMsgRandom),
        (with("MsgRandom", json!(null)), BadMsgRandom),
        (with("MsgRandom", json!("1")), BadMsgRandom),
        (with("MsgRandom", json!(1.0)), BadMsgRandom),
        (with("MsgRandom", json!(-1)), BadMsgRandom),
        (with("MsgRandom", json!(4_294_967_296_u64)), BadMsgRandom),
        (without("OfflinePushInfo"), BadPush),
        (with("OfflinePushInfo", json!(null)), BadPush),
        (with("OfflinePushInfo", json!("{}")), BadPush),
        (with("OfflinePushInfo", json!({ "Title": "a".repeat(10 * 1024) })), PushTooLarge),
        (with("DataId", json!("é".repeat(33))), BadDataId),
        (with("DataId", json!(1)), BadPush),
    ] {
        assert_eq!(parse(&call), Err(code), "{call}");
    }
}

#[test]
fn optional_members_may_be_missing() {
    for nothing in [json!(null), json!("")] {
        let mut call = with("From_Account", nothing.clone());
        call["DataId"] = nothing;
        call["Unknown"] = json!({});
        let call = parse(&call).unwrap();
        assert_eq!((call.from_account(), call.data_id()), (None, None));
    }
    assert_eq!(parse(&with("MsgRandom", json!(u32::MAX))).unwrap().msg_random(), u32::MAX);
    assert!(parse(&with("DataId", json!("é".repeat(32)))).is_ok());
}

#[test]
fn there_are_at_most_500_targets() {
    let call = |count: usize| {
        let targets: Vec<String> = (0..count).map(|number| format!("{number:0>128}")).collect();
        with("To_Account", json!(targets))
    };
    assert_eq!(parse(&call(500)).unwrap().targets().len(), 500);
    assert_eq!(parse(&call(501)), Err(ServiceCode::BadTargets));
    let repeated = |count| with("To_Account", json!(vec!["user1"; count]));
    assert_eq!(parse(&repeated(500)).unwrap().targets().len(), 1);
    assert_eq!(parse(&repeated(501)), Err(ServiceCode::BadTargets));
}

#[test]
fn duplicate_targets_are_reduced_to_the_first() {
    let call = parse(&with("To_Account", json!(["b", "a", "b", "c", "a"]))).unwrap();
    let targets: Vec<&str> = call.targets().iter().map(Target::as_str).collect();
    assert_eq!(targets, ["b", "a", "c"]);
}

#[test]
fn the_last_of_duplicate_members_counts() {
    let body = br#"{"To_Account":[],"To_Account":["a"],"MsgRandom":"x","MsgRandom":7,
        "OfflinePushInfo":[],"OfflinePushInfo":{"Title":1,"Title":"b"}}"#;
    let call = BatchCall::parse(body).unwrap();
    assert_eq!((call.msg_random(), call.info().title()), (7, "b"));
}

#[test]
fn what_is_no_json_object_is_refused() {
    let arrays = format!("{}{}", "[".repeat(70_000), "]".repeat(70_000));
    let objects = format!(r#"{{"Unknown":{}1{}}}"#, r#"{"a":"#.repeat(200), "}".repeat(200));
    let bodies: [&[u8]; 12] = [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\"text\"",
        b"{} {}",
        b"\xef\xbb\xbf{}",
        b"{\"Title\":\"\xff\"}",
        br#"{"From_Account":"\ud800"}"#,
        br#"{"OfflinePushInfo":{"Title":"\udc00\ud800"}}"#,
        arrays.as_bytes(),
        objects.as_bytes(),
    ];
    for body in bodies {
        assert_eq!(BatchCall::parse(body), Err(ServiceCode::BadBody), "{}", String::from_utf8_lossy(body));
    }
    let mut large = call().to_string();
    large.push_str(&" ".repeat(BatchCall::MAX_BODY_BYTES - large.len()));
    assert!(BatchCall::parse(large.as_bytes()).is_ok());
    large.push(' ');
    assert_eq!(BatchCall::parse(large.as_bytes()), Err(ServiceCode::BadBody));
}

#[test]
fn huge_numbers_are_refused() {
    for number in ["1e400", "-1e999"] {
        let body = format!(r#"{{"MsgRandom":{number}}}"#);
        assert_eq!(BatchCall::parse(body.as_bytes()), Err(ServiceCode::BadBody), "{number}");
    }
    for number in ["18446744073709551616", "1e30", "99999999999999999999999999999999999999"] {
        let body = call().to_string().replace("3674128", number);
        assert_eq!(BatchCall::parse(body.as_bytes()), Err(ServiceCode::BadMsgRandom), "{number}");
    }
}

#[test]
fn a_stored_text_is_validated() {
    assert!(serde_json::from_str::<Target>("\"\"").is_err());
    assert!(serde_json::from_str::<DataId>("\"\"").is_err());
    assert_eq!(serde_json::from_str::<Target>("\"a\"").unwrap(), "a".parse().unwrap());
    assert_eq!(serde_json::to_string(&"a".parse::<DataId>().unwrap()).unwrap(), "\"a\"");
}
