//! `/v4/push/device_*`, as back ends of applications call them.

use serde_json::{Value, json};

use crate::service::BackEnd;
use crate::support::{Browser, TestConsole};

/// Adds a certificate of Xiaomi. Returns its number.
pub async fn certificate(browser: &mut Browser, app: &str, name: &str) -> u32 {
    let fields = [
        ("sdkappid", app),
        ("platform", "xiaomi"),
        ("certificate_name", name),
        ("package_name", "com.example.orbit"),
        ("app_id", "2882303761517"),
        ("app_secret", "a-secret-of-xiaomi"),
        ("region", "china"),
        ("click_action", "application"),
    ];
    let answer = browser.upload("/rpc/save_certificate", &fields, None).await;
    answer.location().rsplit_once("#c-").unwrap().1.parse().unwrap()
}

fn code(answer: &Value) -> u64 {
    answer["ErrorCode"].as_u64().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn devices_are_registered_listed_and_deleted() {
    let (test_console, mut browser) = TestConsole::with_owner().await;
    let orbit = BackEnd::new(&test_console, &mut browser, "Orbit").await;
    let certificate = certificate(&mut browser, &orbit.sdkappid.to_string(), "Store").await;
    let set = async |user: &str, token: &str| {
        let device = json!({
            "UserID": user, "Platform": "xiaomi", "CertificateID": certificate, "Token": token, "Language": "ko",
            "AppVersion": "1.2.3",
        });
        orbit.post("/v4/push/device_set", &device).await
    };
    let first = set("jo", "token-1").await;
    assert_eq!((code(&first), first["ActionStatus"].as_str()), (0, Some("OK")));
    let name = first["RegistrationID"].as_str().unwrap();
    assert_eq!(set("jo", "token-1").await["RegistrationID"], name, "the same device");
    assert_ne!(set("jo", "token-2").await["RegistrationID"], name);

    // The device gets a new token.
    let renewed = json!({
        "UserID": "jo", "RegistrationID": name, "Platform": "xiaomi", "CertificateID": certificate, "Token": "token-3",
    });
    assert_eq!(orbit.post("/v4/push/device_set", &renewed).await["RegistrationID"], name);
    let page = orbit.post("/v4/push/device_list", &json!({ "UserID": "jo", "Limit": 1 })).await;
    assert_eq!(page["Devices"][0]["Token"], "token-3");
    assert_eq!(page["Devices"][0]["CertificateID"], certificate);
    let rest = orbit.post("/v4/push/device_list", &json!({ "UserID": "jo", "Next": page["Next"] })).await;
    assert_eq!(
        (rest["Devices"].as_array().unwrap().len(), &rest["Devices"][0]["Language"]),
        (1, &json!("ko"))
    );
    assert!(rest.get("Next").is_none());

    let nobody = orbit.post("/v4/push/device_list", &json!({ "UserID": "sam" })).await;
    assert_eq!((code(&nobody), nobody["Devices"].as_array().unwrap().len()), (0, 0));
    let by_token = json!({ "CertificateID": certificate, "Token": "token-2" });
    assert_eq!(orbit.post("/v4/push/device_delete", &by_token).await["Deleted"], 1);
    assert_eq!(orbit.post("/v4/push/device_delete", &json!({ "UserID": "jo" })).await["Deleted"], 1);
    assert_eq!(orbit.post("/v4/push/device_delete", &json!({ "UserID": "jo" })).await["Deleted"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_needs_a_certificate_of_its_application_and_platform() {
    let (test_console, mut browser) = TestConsole::with_owner().await;
    let orbit = BackEnd::new(&test_console, &mut browser, "Orbit").await;
    let other = BackEnd::new(&test_console, &mut browser, "Another").await;
    let certificate = certificate(&mut browser, &orbit.sdkappid.to_string(), "Store").await;
    let device = |platform: &str, certificate: u32| json!({ "UserID": "jo", "Platform": platform, "CertificateID": certificate, "Token": "abcdef" });
    for (back_end, platform, id, expected) in [
        (&orbit, "xiaomi", certificate, 0),
        (&orbit, "apns", certificate, 70402),
        (&orbit, "xiaomi", certificate + 1, 70402),
        (&other, "xiaomi", certificate, 70402),
    ] {
        let answer = back_end.post("/v4/push/device_set", &device(platform, id)).await;
        assert_eq!(code(&answer), expected, "{platform} {id}");
    }
    // Another application's devices are not there for this one.
    let list = other.post("/v4/push/device_list", &json!({ "UserID": "jo" })).await;
    assert_eq!(list["Devices"].as_array().unwrap().len(), 0);
    assert_eq!(other.post("/v4/push/device_delete", &json!({ "UserID": "jo" })).await["Deleted"], 0);
    assert_eq!(test_console.count("device").await, 1);
}
