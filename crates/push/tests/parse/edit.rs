//! Accounts with typed secrets, and edits that keep the secret.

use domain::certificate::{
    Account, CredentialError, EditedAccount, Environment, Facts, NewAccount, SecretText, Upload, XiaomiRegion,
};
use domain::field::Field;
use push::credential::{Credential, XiaomiCredential, parse, parse_edit};

use crate::fixtures::{PASSWORD, fixtures, now, read, upload};
use crate::p8::{by_key, key};

fn xiaomi<S>(app_secret: S, app_id: &str) -> Account<S, Upload> {
    Account::Xiaomi {
        package_name: "com.orbit.app".parse().unwrap(),
        app_id: app_id.parse().unwrap(),
        app_secret,
        region: XiaomiRegion::Europe,
    }
}

fn edited(app_secret: Option<SecretText>, app_id: &str) -> EditedAccount {
    match xiaomi(app_secret, app_id) {
        Account::Xiaomi { package_name, app_id, app_secret, region } => {
            Account::Xiaomi { package_name, app_id, app_secret, region }
        }
        _ => unreachable!("of Xiaomi"),
    }
}

#[test]
fn a_typed_account_shows_all_but_its_secret() {
    let account: NewAccount = xiaomi("0123456789abcdefSECR".parse().unwrap(), "28823");
    let parsed = parse(&account, now()).unwrap();
    let Facts::Plain(facts) = &parsed.facts else { panic!("typed") };
    assert_eq!(facts.text(Field::PackageName), "com.orbit.app");
    assert_eq!(facts.text(Field::Region), "europe");
    assert_eq!(facts.last_four.as_deref(), Some("SECR"));
    assert_eq!(facts.fingerprint.len(), 8);
    assert!(!serde_json::to_string(&parsed.facts).unwrap().contains("abcdef"));

    let kept = parse_edit(&edited(None, "28824"), &parsed.credential, &parsed.facts, now()).unwrap();
    let Credential::Xiaomi(XiaomiCredential { app_id, app_secret, .. }) = &kept.credential else {
        panic!("of Xiaomi")
    };
    assert_eq!((&**app_id, app_secret.expose()), ("28824", "0123456789abcdefSECR"));
    assert_eq!(kept.facts.fingerprint(), parsed.facts.fingerprint());
    let given = edited(Some("another-secret-of-20".parse().unwrap()), "28824");
    let changed = parse_edit(&given, &parsed.credential, &parsed.facts, now()).unwrap();
    assert_ne!(changed.facts.fingerprint(), parsed.facts.fingerprint());
}

#[test]
fn a_certificate_that_is_kept_is_judged_for_its_new_use() {
    let bytes = fixtures().p12("edit", "-inkey leaf.key -in production.crt", PASSWORD);
    let kept = read(&bytes, PASSWORD).unwrap();
    let edit = |environment, voip, now| {
        let account: EditedAccount =
            Account::ApnsCertificate { file: None, password: None, environment, voip };
        parse_edit(&account, &kept.credential, &kept.facts, now)
    };
    assert_eq!(edit(Environment::Production, false, now()).unwrap(), kept);
    let wrong = edit(Environment::Development, true, now()).unwrap_err();
    assert_eq!(wrong, [CredentialError::ProductionInSandbox, CredentialError::RegularInVoip]);
    let late = kept.facts.expires_at().unwrap();
    assert!(edit(Environment::Production, false, late).is_ok(), "one that is over may be renamed");
    // A new file is validated as for a new certificate.
    let account: EditedAccount = Account::ApnsCertificate {
        file: Some(upload("a.p12", &bytes)),
        password: SecretText::password("another").unwrap(),
        environment: Environment::Production,
        voip: false,
    };
    let wrong = parse_edit(&account, &kept.credential, &kept.facts, now()).unwrap_err();
    assert_eq!(wrong, [CredentialError::WrongPassword]);
}

#[test]
fn a_key_that_is_kept_moves_to_another_application() {
    let pem = key("edit", "-algorithm EC -pkeyopt ec_paramgen_curve:P-256");
    let kept = parse(&by_key("AuthKey_ABC1234567.p8", &pem, None), now()).unwrap();
    let account: EditedAccount = Account::ApnsKey {
        file: None,
        key_id: None,
        team_id: "TEAM123456".parse().unwrap(),
        bundle_id: "com.orbit.beta".parse().unwrap(),
        environment: Environment::Development,
    };
    let moved = parse_edit(&account, &kept.credential, &kept.facts, now()).unwrap();
    let Credential::ApnsKey(apns) = &moved.credential else { panic!("a key") };
    assert_eq!((&*apns.bundle_id, &*apns.key_id), ("com.orbit.beta", "ABC1234567"));
    assert_eq!(apns.private_key.expose().as_bytes(), pem);
    // Changing from a key to a certificate requires a file.
    let account: EditedAccount = Account::ApnsCertificate {
        file: None,
        password: None,
        environment: Environment::Production,
        voip: false,
    };
    let wrong = parse_edit(&account, &kept.credential, &kept.facts, now()).unwrap_err();
    assert_eq!(wrong, [CredentialError::FileMissing]);
}

#[test]
fn every_typed_account_is_parsed_and_keeps_its_secret() {
    let secret = || "0123456789abcdefSECR".parse::<SecretText>().unwrap();
    let (package_name, id) = (|| "com.orbit.app".parse().unwrap(), || "28823".parse().unwrap());
    let accounts: [NewAccount; 6] = [
        xiaomi(secret(), "28823"),
        Account::Huawei { package_name: package_name(), app_id: id(), app_secret: secret() },
        Account::Honor { app_id: id(), client_id: id(), client_secret: secret() },
        Account::Oppo { app_id: id(), app_key: id(), master_secret: secret() },
        Account::Vivo { app_id: id(), app_key: id(), app_secret: secret() },
        Account::Meizu { package_name: package_name(), app_id: id(), app_secret: secret() },
    ];
    for account in accounts {
        let platform = account.platform();
        let parsed = parse(&account, now()).unwrap();
        assert_eq!(parsed.credential.platform(), platform);
        let unchanged: EditedAccount = account.try_map(|_| Some(None), |_| Some(None)).unwrap();
        let kept = parse_edit(&unchanged, &parsed.credential, &parsed.facts, now()).unwrap();
        assert_eq!(kept, parsed, "{platform:?}");
    }
}
