//! Credentials checked at the vendors: accepted, refused, or neither.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::time::Duration;

use domain::certificate::Remedy;
use push::client::{Gateway, Limits};
use push::credential::{Credential, Environment, Secret};
use push::hosts::{Host, Hosts};
use push::outcome::{Checked, Verdict};
use support::{START, VENDORS, Vendors, plain};
use vendor_simulator::{Fixtures, Options};

async fn check(vendors: &Vendors, credential: &Credential) -> Checked {
    vendors.gateway().check(credential, START).await
}

#[tokio::test]
async fn every_credential_of_the_kit_is_proven() {
    let vendors = Vendors::start(Options::default()).await;
    let gateway = vendors.gateway();
    for credential in vendors.fixtures.credentials().unwrap() {
        let checked = gateway.check(&credential, START).await;
        assert_eq!(checked.verdict, Verdict::Proven, "{:?}: {checked:?}", credential.platform());
        assert_eq!((checked.at, checked.remedy, checked.belongs_to), (START, Remedy::Nothing, None));
    }
}

#[tokio::test]
async fn a_wrong_secret_is_refuted_and_not_repeated() {
    let vendors = Vendors::start(Options::default()).await;
    for (vendor, id, code) in [
        ("huawei", "fake-app", "invalid_client"),
        ("honor", "fake-app", "invalid_client"),
        ("xiaomi", "fake-app", "21301"),
        ("oppo", "fake-app", "16"),
        ("vivo", "fake-app", "10000"),
        ("meizu", "fake-app", "1006"),
    ] {
        let checked = check(&vendors, &plain(vendor, id, Some("wrong-and-secret"))).await;
        assert_eq!((checked.verdict, checked.remedy), (Verdict::Refuted, Remedy::CorrectSecret), "{vendor}");
        assert_eq!(checked.code, code, "{vendor}");
        assert!(!format!("{checked:?}").contains("wrong-and-secret"), "{checked:?}");
    }
}

#[tokio::test]
async fn every_documented_refusal_of_a_credential_refutes() {
    let vendors = Vendors::start(Options::default()).await;
    for (vendor, codes) in [
        ("oppo", &["14", "15", "16"][..]),
        ("vivo", &["10000", "10094"]),
        ("meizu", &["1006", "110000", "110001", "110009", "110031", "110033"]),
        ("huawei", &["invalid_client", "unauthorized_client"]),
        ("honor", &["invalid_client", "unauthorized_client"]),
        ("xiaomi", &["21301", "21302", "22000", "22006", "22007", "22022"]),
    ] {
        for code in codes {
            let secret = (vendor == "xiaomi").then(|| format!("err-{code}-x"));
            let credential = plain(vendor, &format!("err-{code}-x"), secret.as_deref());
            let checked = check(&vendors, &credential).await;
            assert_eq!((checked.verdict, checked.code.as_str()), (Verdict::Refuted, *code), "{vendor}");
        }
    }
}

#[tokio::test]
async fn an_account_is_refuted_by_key_name_and_project() {
    let vendors = Vendors::start(Options::default()).await;
    let (google, huawei) = (vendors.fixtures.google(), vendors.fixtures.harmony());
    let other = huawei.private_key.clone();
    for (name, account, code, remedy) in [
        (
            "another key",
            push::credential::GoogleAccount { private_key: other, ..google.clone() },
            "invalid_grant",
            Remedy::CorrectSecret,
        ),
        (
            "no key",
            push::credential::GoogleAccount { private_key: Secret::new("x"), ..google.clone() },
            "unusable_key",
            Remedy::CorrectSecret,
        ),
        (
            "another key id",
            push::credential::GoogleAccount { private_key_id: "0".to_owned(), ..google.clone() },
            "invalid_grant",
            Remedy::CorrectId,
        ),
        (
            "another audience",
            push::credential::GoogleAccount { token_uri: "https://x.example".to_owned(), ..google.clone() },
            "invalid_grant",
            Remedy::CorrectSecret,
        ),
        (
            "another project",
            push::credential::GoogleAccount { project_id: "other".to_owned(), ..google.clone() },
            "PERMISSION_DENIED",
            Remedy::EnableService,
        ),
        (
            "no project",
            push::credential::GoogleAccount { project_id: "err-NOT_FOUND-".to_owned(), ..google.clone() },
            "NOT_FOUND",
            Remedy::CorrectId,
        ),
    ] {
        let checked = check(&vendors, &Credential::Fcm(account)).await;
        assert_eq!(
            (checked.verdict, checked.code.as_str(), checked.remedy),
            (Verdict::Refuted, code, remedy),
            "{name}"
        );
    }
    for (name, account, code, remedy) in [
        (
            "another key",
            push::credential::HuaweiAccount { private_key: google.private_key.clone(), ..huawei.clone() },
            "80200001",
            Remedy::CorrectSecret,
        ),
        (
            "another name",
            push::credential::HuaweiAccount { sub_account: "0".to_owned(), ..huawei.clone() },
            "80200001",
            Remedy::CorrectSecret,
        ),
        (
            "another key id",
            push::credential::HuaweiAccount { key_id: "0".to_owned(), ..huawei.clone() },
            "80200001",
            Remedy::CorrectSecret,
        ),
        (
            "another project",
            push::credential::HuaweiAccount { project_id: "2".to_owned(), ..huawei.clone() },
            "80300002",
            Remedy::EnableService,
        ),
        (
            "a penalty",
            push::credential::HuaweiAccount { project_id: "err-80300037-".to_owned(), ..huawei.clone() },
            "80300037",
            Remedy::EnableService,
        ),
    ] {
        let checked = check(&vendors, &Credential::Harmony(account)).await;
        assert_eq!(
            (checked.verdict, checked.code.as_str(), checked.remedy),
            (Verdict::Refuted, code, remedy),
            "{name}"
        );
    }
}

#[tokio::test]
async fn a_key_of_apple_is_refuted_by_its_ids_and_its_topic() {
    let vendors = Vendors::start(Options::default()).await;
    let key = vendors.fixtures.apns_key(Environment::Production).unwrap();
    let sandbox = vendors.fixtures.apns_key(Environment::Development).unwrap();
    for (name, key, code, remedy) in [
        (
            "key id",
            push::credential::ApnsKey { key_id: "0000000000".to_owned(), ..key.clone() },
            "InvalidProviderToken",
            Remedy::CorrectKeyIds,
        ),
        (
            "team",
            push::credential::ApnsKey { team_id: "0000000000".to_owned(), ..key.clone() },
            "InvalidProviderToken",
            Remedy::CorrectKeyIds,
        ),
        (
            "key",
            push::credential::ApnsKey { private_key: sandbox.private_key.clone(), ..key.clone() },
            "InvalidProviderToken",
            Remedy::CorrectKeyIds,
        ),
        (
            "topic",
            push::credential::ApnsKey { bundle_id: "org.other".to_owned(), ..key.clone() },
            "TopicDisallowed",
            Remedy::CorrectBundleId,
        ),
    ] {
        let checked = check(&vendors, &Credential::ApnsKey(key)).await;
        assert_eq!(
            (checked.verdict, checked.code.as_str(), checked.remedy),
            (Verdict::Refuted, code, remedy),
            "{name}"
        );
        assert_eq!(checked.belongs_to, None, "{name}");
    }
}

#[tokio::test]
async fn what_belongs_to_apples_other_service_is_said_to() {
    let vendors = Vendors::start(Options::default()).await;
    let mut key = vendors.fixtures.apns_key(Environment::Development).unwrap();
    key.environment = Environment::Production;
    let mut identity = vendors.fixtures.apns_identity(Environment::Development, false).unwrap();
    identity.environment = Environment::Production;
    for (credential, code) in [
        (Credential::ApnsKey(key), "InvalidProviderToken"),
        (Credential::ApnsIdentity(identity), "BadCertificateEnvironment"),
    ] {
        let checked = check(&vendors, &credential).await;
        assert_eq!((checked.verdict, checked.code.as_str()), (Verdict::Refuted, code));
        assert_eq!(checked.belongs_to, Some(Environment::Development));
        assert_eq!(checked.remedy, Remedy::SwitchEnvironment);
    }
}

#[tokio::test]
async fn a_certificate_is_refuted_by_issuer_date_and_topic() {
    let vendors = Vendors::start(Options::default()).await;
    let stranger = Fixtures::new().unwrap().apns_identity(Environment::Production, false).unwrap();
    let mut other_topic = vendors.fixtures.apns_identity(Environment::Production, false).unwrap();
    other_topic.bundle_id = "com.example.other".to_owned();
    for (identity, code, remedy) in [
        (stranger.clone(), "BadCertificate", Remedy::RenewCertificate),
        (other_topic, "TopicDisallowed", Remedy::CorrectBundleId),
    ] {
        let checked = check(&vendors, &Credential::ApnsIdentity(identity)).await;
        assert_eq!(
            (checked.verdict, checked.code.as_str(), checked.remedy),
            (Verdict::Refuted, code, remedy)
        );
    }
    let own = vendors.credential("identity");
    vendors.advance(Duration::from_hours(24 * 366 * 25));
    let checked = check(&vendors, &own).await;
    assert_eq!((checked.verdict, checked.code.as_str()), (Verdict::Refuted, "BadCertificate"));
}

#[tokio::test]
async fn another_authority_may_issue_client_certificates() {
    let other = Fixtures::new().unwrap();
    let options = Options { client_authority: Some(other.authority().to_owned()), ..Options::default() };
    let vendors = Vendors::start(options).await;
    let identity = other.apns_identity(Environment::Production, true).unwrap();
    assert_eq!(check(&vendors, &Credential::ApnsIdentity(identity)).await.verdict, Verdict::Proven);
}

#[tokio::test]
async fn a_clock_that_is_wrong_refutes_nothing() {
    let vendors = Vendors::start(Options::default()).await;
    vendors.advance(Duration::from_hours(5));
    for vendor in ["apns", "fcm", "harmony", "oppo"] {
        let checked = check(&vendors, &vendors.credential(vendor)).await;
        let found = (checked.verdict, checked.remedy);
        assert_eq!(found, (Verdict::NotProven, Remedy::CorrectClock), "{vendor}: {checked:?}");
    }
}

#[tokio::test]
async fn a_vendor_that_is_away_refutes_nothing() {
    let vendors = Vendors::start(Options::default()).await;
    // A port that was free a moment ago.
    let port = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let mut hosts = Hosts::default();
    for host in Host::ALL {
        hosts.replace(host, &format!("https://{port}/x")).unwrap();
    }
    let gateway = Gateway::new(hosts, Limits::default()).unwrap();
    for vendor in VENDORS {
        let checked = gateway.check(&vendors.credential(vendor), START).await;
        let found = (checked.verdict, checked.code.as_str(), checked.remedy);
        assert_eq!(found, (Verdict::NotProven, "unreachable", Remedy::CheckNetwork), "{vendor}");
    }
}

#[tokio::test]
async fn an_unknown_authority_of_the_vendor_refutes_nothing() {
    let vendors = Vendors::start(Options::default()).await;
    let mut hosts = vendors.hosts();
    hosts = Host::ALL.into_iter().fold(Hosts::default(), |mut strict, host| {
        strict.replace(host, hosts.at(host)).unwrap();
        strict
    });
    let gateway = Gateway::new(hosts, Limits::default()).unwrap();
    for vendor in VENDORS {
        let checked = gateway.check(&vendors.credential(vendor), START).await;
        assert_eq!((checked.verdict, checked.code.as_str()), (Verdict::NotProven, "unreachable"), "{vendor}");
        assert!(checked.words.contains("UnknownIssuer"), "{}", checked.words);
    }
}

#[tokio::test]
async fn a_vendor_out_of_order_refutes_nothing() {
    let vendors = Vendors::start(Options::default()).await;
    let gateway = vendors.gateway();
    for vendor in ["huawei", "honor", "xiaomi", "oppo", "vivo", "meizu"] {
        for (prefix, code) in [
            ("http-503-", "http 503"),
            ("http-500-", "http 500"),
            ("throttle-7-", "http 429"),
            ("redirect-", "http 307"),
            ("garbage-", "http 200"),
            ("hangup-", "broken"),
        ] {
            let id = format!("{prefix}x");
            let checked = gateway.check(&plain(vendor, &id, Some(&id)), START).await;
            let found = (checked.verdict, checked.code.as_str());
            assert_eq!(found, (Verdict::NotProven, code), "{vendor} {prefix}: {checked:?}");
        }
    }
}

#[tokio::test]
async fn a_slow_vendor_refutes_nothing() {
    let options = Options { latency: Duration::from_secs(5), ..Options::default() };
    let vendors = Vendors::start(options).await;
    let gateway = vendors.impatient_gateway();
    let checks = VENDORS.map(|vendor| {
        let credential = vendors.credential(vendor);
        let gateway = &gateway;
        async move { (vendor, gateway.check(&credential, START).await) }
    });
    for check in checks {
        let (vendor, checked) = check.await;
        assert_eq!((checked.verdict, checked.code.as_str()), (Verdict::NotProven, "timeout"), "{vendor}");
    }
}
