//! Parsing of Google and Huawei service accounts.

use domain::certificate::{
    Account, CredentialError, Facts, JsonField, NewAccount, OtherJson, Upload, Vendor,
};
use push::credential::{Credential, Parsed, parse};
use serde_json::{Value, json};

use crate::fixtures::{fixtures, now, upload};

fn fcm(bytes: &[u8]) -> Result<Parsed, Vec<CredentialError>> {
    let account: NewAccount = Account::Fcm { file: upload("orbit-123.json", bytes) };
    parse(&account, now())
}

fn harmony(bytes: &[u8]) -> Result<Parsed, Vec<CredentialError>> {
    let account: NewAccount = Account::Harmony { file: upload("private.json", bytes) };
    parse(&account, now())
}

pub fn google() -> Value {
    json!({
        "type": "service_account",
        "project_id": "orbit-123",
        "private_key_id": "0123456789abcdef0123456789abcdef01234567",
        "private_key": fixtures().text("leaf.key"),
        "client_email": "push@orbit-123.iam.gserviceaccount.com",
        "client_id": "1",
        "auth_uri": "https://accounts.google.com/o/oauth2/auth",
        "token_uri": "https://oauth2.googleapis.com/token",
        "universe_domain": "googleapis.com"
    })
}

fn huawei() -> Value {
    json!({
        "project_id": "736430079244623520",
        "key_id": "1b2c3d",
        "private_key": fixtures().text("leaf.key").replace('\n', "\\n"),
        "sub_account": "100212345",
        "auth_uri": "https://oauth-login.cloud.huawei.com/oauth2/v3/authorize",
        "token_uri": "https://oauth-login.cloud.huawei.com/oauth2/v3/token"
    })
}

fn with(mut object: Value, field: &str, value: impl Into<Value>) -> Vec<u8> {
    object[field] = value.into();
    object.to_string().into_bytes()
}

fn without(mut object: Value, field: &str) -> Vec<u8> {
    object.as_object_mut().unwrap().remove(field);
    object.to_string().into_bytes()
}

#[test]
fn reads_googles() {
    let parsed = fcm(google().to_string().as_bytes()).unwrap();
    let Credential::Fcm(account) = &parsed.credential else { panic!("of Google") };
    assert_eq!(account.private_key.expose(), fixtures().text("leaf.key"));
    assert_eq!(account.token_uri, "https://oauth2.googleapis.com/token");
    let Facts::GoogleAccount(facts) = &parsed.facts else { panic!("of Google") };
    assert_eq!((&*facts.project_id, facts.key_bits), ("orbit-123", 2048));
    assert!(!serde_json::to_string(facts).unwrap().contains("PRIVATE"));

    fixtures().run("rsa -in leaf.key -traditional -out leaf.pkcs1", &[]);
    let pkcs1 = with(google(), "private_key", fixtures().text("leaf.pkcs1"));
    let marked = format!("\u{feff}{}\r\n", google());
    let echoed = serde_json::to_string_pretty(&google()).unwrap().replace("\\n", "\n");
    let echoed = [echoed.replace('\n', "\r\n"), echoed].map(String::into_bytes);
    for bytes in echoed {
        assert_eq!(fcm(&bytes), Ok(parsed.clone()), "line breaks inside of the key");
    }
    for bytes in [pkcs1, marked.into_bytes(), without(google(), "token_uri"), without(google(), "type")] {
        assert_eq!(fcm(&bytes), Ok(parsed.clone()));
    }
}

#[test]
fn reads_huaweis() {
    let parsed = harmony(huawei().to_string().as_bytes()).unwrap();
    let Credential::Harmony(account) = &parsed.credential else { panic!("of Huawei") };
    assert_eq!(
        account.private_key.expose(),
        fixtures().text("leaf.key"),
        "line breaks that were escaped twice"
    );
    assert_eq!((&*account.project_id, &*account.sub_account), ("736430079244623520", "100212345"));
    let number = with(huawei(), "project_id", 736_430_079_244_623_520_u64);
    assert_eq!(harmony(&number), Ok(parsed));
}

#[test]
fn a_missing_field_is_named() {
    for field in
        [JsonField::ProjectId, JsonField::PrivateKeyId, JsonField::PrivateKey, JsonField::ClientEmail]
    {
        let missing = Some(vec![CredentialError::MissingJsonField(field)]);
        assert_eq!(fcm(&without(google(), field.name())).err(), missing);
        assert_eq!(fcm(&with(google(), field.name(), " ")).err(), missing);
        assert_eq!(fcm(&with(google(), field.name(), Value::Null)).err(), missing);
    }
    for field in [JsonField::ProjectId, JsonField::KeyId, JsonField::PrivateKey, JsonField::SubAccount] {
        let missing = Some(vec![CredentialError::MissingJsonField(field)]);
        assert_eq!(harmony(&without(huawei(), field.name())).err(), missing);
    }
    // Identifiers that would alter the URL are refused.
    for project in ["../messages", "a/b", "a?b", "a b", "a\r\nb"] {
        let wrong = fcm(&with(google(), "project_id", project)).err();
        assert_eq!(wrong, Some(vec![CredentialError::MissingJsonField(JsonField::ProjectId)]), "{project}");
    }
}

#[test]
fn tokens_are_asked_of_google_alone() {
    for address in [
        "https://orbit.example/token",
        "http://oauth2.googleapis.com/token",
        "https://oauth2.googleapis.com.orbit.example/token",
        "https://oauth2.googleapis.com@orbit.example/token",
        "https://oauth2.googleapis.com",
    ] {
        let wrong = fcm(&with(google(), "token_uri", address)).err();
        assert_eq!(wrong, Some(vec![CredentialError::ForeignTokenAddress]), "{address}");
    }
    assert!(fcm(&with(google(), "token_uri", "https://accounts.google.com/o/oauth2/token")).is_ok());
}

#[test]
fn every_other_file_is_named() {
    use OtherJson::{
        AgcApiClient, Agconnect, AuthorizedUser, Export, ExternalAccount, GoogleAccount, GooglePlist,
        GoogleServices, HonorServices, HuaweiAccount, Impersonated, LegacyServerKey, OauthClient,
        TimpushConfigs, Unknown,
    };
    let server_key = format!("AAAAabcDEF1:{}", "x".repeat(140));
    let services =
        json!({"project_info": {"project_id": "orbit"}, "client": [], "configuration_version": "1"});
    let agconnect = json!({"agcgw": {}, "client": {"product_id": "1"}, "configuration_version": "1.0"});
    for (bytes, kind) in [
        (services.to_string(), GoogleServices),
        (agconnect.to_string(), Agconnect),
        (include_str!("files/agc-apiclient.json").into(), AgcApiClient),
        (json!({"type": "project_client_id", "project_id": "7"}).to_string(), AgcApiClient),
        (json!({"developer_id": "9", "client_id": "1", "client_secret": "x"}).to_string(), AgcApiClient),
        (json!({"app_id": "1", "client_id": "2", "developer_id": "3"}).to_string(), HonorServices),
        (json!({"huaweiPushBussinessId": 7, "huaweiPushAppId": "1"}).to_string(), TimpushConfigs),
        (json!({"format": "chat-console-certificates-1", "certificates": []}).to_string(), Export),
        (server_key, LegacyServerKey),
        (format!("AIza{}", "x".repeat(35)), LegacyServerKey),
        ("<?xml version=\"1.0\"?><plist><dict><key>GOOGLE_APP_ID</key></dict></plist>".into(), GooglePlist),
        (json!({"type": "authorized_user", "refresh_token": "x"}).to_string(), AuthorizedUser),
        (json!({"type": "external_account"}).to_string(), ExternalAccount),
        (json!({"type": "impersonated_service_account"}).to_string(), Impersonated),
        (json!({"installed": {"client_id": "x"}}).to_string(), OauthClient),
        (json!({}).to_string(), Unknown),
    ] {
        let wrong = |wanted| Some(vec![CredentialError::OtherJson { found: kind, wanted }]);
        assert_eq!(fcm(bytes.as_bytes()).err(), wrong(Vendor::Google), "{bytes}");
        assert_eq!(harmony(bytes.as_bytes()).err(), wrong(Vendor::Huawei), "{bytes}");
    }
    let swapped = |found, wanted| Some(vec![CredentialError::OtherJson { found, wanted }]);
    assert_eq!(fcm(huawei().to_string().as_bytes()).err(), swapped(HuaweiAccount, Vendor::Google));
    assert_eq!(harmony(google().to_string().as_bytes()).err(), swapped(GoogleAccount, Vendor::Huawei));
    for bytes in [&b"[]"[..], b"null", b"not json", b"\xff\xfe[\0]\0", &[0x30, 0x82, 1, 2]] {
        assert_eq!(fcm(bytes).err(), Some(vec![CredentialError::BadJson]));
    }
    assert_eq!(fcm(b" ").err(), Some(vec![CredentialError::Empty]));
    assert_eq!(fcm(&vec![b' '; Upload::MAX_BYTES + 1]).err(), Some(vec![CredentialError::TooLarge]));
    assert_eq!(fcm("[".repeat(60_000).as_bytes()).err(), Some(vec![CredentialError::BadJson]));
}

#[test]
fn other_keys_are_named() {
    let wrong = |pem: String| fcm(&with(google(), "private_key", pem)).unwrap_err();
    let ec = crate::p8::key("json", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256");
    assert_eq!(wrong(String::from_utf8(ec).unwrap()), [CredentialError::NotRsaKey]);
    fixtures().run("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out short.pem", &[]);
    assert_eq!(wrong(fixtures().text("short.pem")), [CredentialError::WeakKey(1024)]);
    fixtures().run("pkey -in leaf.key -pubout -out leaf.pub", &[]);
    assert_eq!(wrong(fixtures().text("leaf.pub")), [CredentialError::PublicKeyOnly(Vendor::Google)]);
    fixtures().run("pkcs8 -topk8 -in leaf.key -out leaf.closed -passout pass:secret", &[]);
    assert_eq!(wrong(fixtures().text("leaf.closed")), [CredentialError::EncryptedKey(Vendor::Google)]);
    assert_eq!(wrong("a note".into()), [CredentialError::NotAKey]);
    // With one character changed, the numbers are inconsistent.
    let mut damaged = fixtures().text("leaf.key").into_bytes();
    damaged[1000] = if damaged[1000] == b'A' { b'B' } else { b'A' };
    assert_eq!(wrong(String::from_utf8(damaged).unwrap()), [CredentialError::Malformed]);
}

#[test]
fn cut_off_anywhere_it_is_truncated() {
    let whole = google().to_string().into_bytes();
    for end in 1..whole.len() {
        assert_eq!(fcm(&whole[..end]).err(), Some(vec![CredentialError::Truncated]), "{end}");
    }
}
