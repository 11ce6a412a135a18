//! The stored form of credentials, which must remain readable by later versions.

use push::credential::Credential;
use serde_json::Value;
use vendor_simulator::Fixtures;

#[test]
fn every_credential_is_read_back() {
    for credential in Fixtures::new().unwrap().credentials().unwrap() {
        assert_eq!(Credential::from_stored(&credential.to_stored()).as_ref(), Ok(&credential));
    }
    for other in ["", "{}", "null", r#"{"kind":"huawei"}"#, r#"{"kind":"other"}"#] {
        assert!(Credential::from_stored(other.as_bytes()).is_err(), "{other}");
    }
}

#[test]
fn unknown_fields_and_trailing_bytes_are_refused() {
    let stored = r#"{"kind":"meizu","package_name":"com.a","app_id":"1","app_secret":"s"}"#;
    assert!(Credential::from_stored(stored.as_bytes()).is_ok());
    assert!(Credential::from_stored(stored.replace("app_id", "id").as_bytes()).is_err());
    assert!(Credential::from_stored(stored.replace('}', r#","more":1}"#).as_bytes()).is_err());
    assert!(Credential::from_stored(format!("{stored}x").as_bytes()).is_err());
}

/// The field names of the stored form, in the order of the fixtures' credentials.
#[test]
fn the_stored_names_do_not_change() {
    let apns_key = "kind bundle_id environment key_id private_key team_id";
    let apns_identity = "kind bundle_id chain environment private_key voip";
    let expected = [
        ("apns_key", apns_key),
        ("apns_key", apns_key),
        ("apns_identity", apns_identity),
        ("apns_identity", apns_identity),
        ("apns_identity", apns_identity),
        ("fcm", "kind client_email private_key private_key_id project_id token_uri"),
        ("harmony", "kind key_id private_key project_id sub_account"),
        ("huawei", "kind app_id app_secret package_name"),
        ("honor", "kind app_id client_id client_secret"),
        ("xiaomi", "kind app_id app_secret package_name region"),
        ("oppo", "kind app_id app_key master_secret"),
        ("vivo", "kind app_id app_key app_secret"),
        ("meizu", "kind app_id app_secret package_name"),
    ];
    let credentials = Fixtures::new().unwrap().credentials().unwrap();
    assert_eq!(credentials.len(), expected.len());
    for (credential, (kind, names)) in credentials.iter().zip(expected) {
        let stored: Value = serde_json::from_slice(&credential.to_stored()).unwrap();
        let mut found: Vec<_> = stored.as_object().unwrap().keys().map(String::as_str).collect();
        found.sort_by_key(|name| (*name != "kind", *name));
        assert_eq!((stored["kind"].as_str().unwrap(), found.join(" ").as_str()), (kind, names));
    }
}
