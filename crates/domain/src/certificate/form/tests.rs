use zeroize::Zeroizing;

use super::*;
use crate::certificate::{ClickKind, XiaomiRegion};

const FULL: [(Field, &str); 17] = [
    (Field::CertificateName, "Store"),
    (Field::Notes, "of Kim"),
    (Field::PackageName, "com.orbit.app"),
    (Field::AppId, "2882303761517369386"),
    (Field::AppKey, "5221736912386"),
    (Field::AppSecret, "cA1+=/"),
    (Field::MasterSecret, "m5"),
    (Field::ClientId, "107241"),
    (Field::ClientSecret, "c5"),
    (Field::Region, "europe"),
    (Field::FilePassword, " of the file "),
    (Field::Environment, "production"),
    (Field::KeyId, "ABC1234567"),
    (Field::TeamId, "TEAM123456"),
    (Field::BundleId, "com.orbit.app"),
    (Field::ClickAction, "application"),
    (Field::CredentialKind, "p12"),
];

fn form(changes: &[(Field, &'static str)]) -> impl Fn(Field) -> &'static str + use<> {
    let all: Vec<_> = changes.iter().chain(&FULL).copied().collect();
    move |field| all.iter().find(|(name, _)| *name == field).map_or("", |(_, text)| text)
}

fn file() -> Upload {
    Upload::new("a.p12", Zeroizing::new(vec![1]))
}

fn changes(platform: Platform) -> &'static [(Field, &'static str)] {
    if platform == Platform::Apns { &[(Field::ClickAction, "")] } else { &[] }
}

#[test]
fn every_platform_takes_its_fields() {
    for platform in Platform::ALL {
        let form = form(changes(platform));
        let new = NewCertificate::parse(platform, &form, Some(file())).unwrap();
        assert_eq!(new.account.platform(), platform);
        assert_eq!(new.settings.platform(), platform);
        assert_eq!(
            new.click_action.map(|action| action.kind()),
            match platform {
                Platform::Apns => None,
                _ => Some(ClickKind::Application),
            }
        );
        assert!(!format!("{:?}", new.account).contains("cA1"), "secrets are not printed");
    }
    let new = NewCertificate::parse(Platform::Xiaomi, &form(&[]), None).unwrap();
    let Account::Xiaomi { app_secret, region, .. } = new.account else { panic!("of Xiaomi") };
    assert_eq!((app_secret.expose(), region), ("cA1+=/", XiaomiRegion::Europe));
}

#[test]
fn hears_of_everything_at_once() {
    use Field::{
        AppId, AppKey, AppSecret, CertificateName as Name, ClickAction as Click, ClientId, ClientSecret,
        CredentialKind, File, MasterSecret, PackageName as Package, Region,
    };
    let empty = |_| "";
    let missing = |platform| {
        let problems = NewCertificate::parse(platform, &empty, None).unwrap_err();
        assert!(problems.iter().all(|invalid| invalid.problem == Problem::Missing), "{problems:?}");
        problems.into_iter().map(|invalid| invalid.field).collect::<Vec<_>>()
    };
    assert_eq!(missing(Platform::Xiaomi), [Name, Package, AppId, Region, AppSecret, Click]);
    assert_eq!(missing(Platform::Huawei), [Name, Package, AppId, AppSecret, Click]);
    assert_eq!(missing(Platform::Honor), [Name, AppId, ClientId, ClientSecret, Click]);
    assert_eq!(missing(Platform::Oppo), [Name, AppId, AppKey, MasterSecret, Click]);
    assert_eq!(missing(Platform::Vivo), [Name, AppId, AppKey, AppSecret, Click]);
    assert_eq!(missing(Platform::Meizu), [Name, Package, AppId, AppSecret, Click]);
    assert_eq!(missing(Platform::Fcm), [Name, File]);
    assert_eq!(missing(Platform::Harmony), [Name, File, Click]);
    assert_eq!(missing(Platform::Apns), [Name, CredentialKind, File]);
}

#[test]
fn a_key_of_apple_needs_other_fields_than_a_certificate() {
    let by_key = [(Field::CredentialKind, "p8"), (Field::ClickAction, ""), (Field::KeyId, "")];
    let new = NewCertificate::parse(Platform::Apns, &form(&by_key), Some(file())).unwrap();
    assert!(matches!(new.account, Account::ApnsKey { key_id: None, .. }));
    let wrong = [
        (Field::CredentialKind, "p8"),
        (Field::ClickAction, ""),
        (Field::KeyId, "short"),
        (Field::TeamId, ""),
        (Field::BundleId, "com.orbit.*"),
        (Field::Environment, "staging"),
    ];
    let problems = NewCertificate::parse(Platform::Apns, &form(&wrong), Some(file())).unwrap_err();
    assert_eq!(
        problems,
        [
            InvalidField { field: Field::KeyId, problem: Problem::NotAnAppleId },
            InvalidField { field: Field::TeamId, problem: Problem::Missing },
            InvalidField { field: Field::BundleId, problem: Problem::NotABundleId },
            InvalidField { field: Field::Environment, problem: Problem::NotAChoice },
        ]
    );
    let voip = [(Field::PushKind, "voip"), (Field::ClickAction, "")];
    let new = NewCertificate::parse(Platform::Apns, &form(&voip), Some(file())).unwrap();
    assert!(matches!(new.account, Account::ApnsCertificate { voip: true, password: Some(_), .. }));
}

#[test]
fn an_edit_keeps_what_is_not_given() {
    let without = [
        (Field::AppSecret, " "),
        (Field::MasterSecret, ""),
        (Field::ClientSecret, ""),
        (Field::FilePassword, ""),
    ];
    for platform in Platform::ALL {
        let fields: Vec<_> = changes(platform).iter().chain(&without).copied().collect();
        let edited = EditedCertificate::parse(platform, &form(&fields), None).unwrap();
        match edited.account {
            Account::Xiaomi { app_secret: secret, .. }
            | Account::Huawei { app_secret: secret, .. }
            | Account::Honor { client_secret: secret, .. }
            | Account::Oppo { master_secret: secret, .. }
            | Account::Vivo { app_secret: secret, .. }
            | Account::Meizu { app_secret: secret, .. } => assert_eq!(secret, None),
            Account::Fcm { file }
            | Account::Harmony { file }
            | Account::ApnsCertificate { file, .. }
            | Account::ApnsKey { file, .. } => assert_eq!(file, None),
        }
    }
    let edited = EditedCertificate::parse(Platform::Oppo, &form(&[]), None).unwrap();
    assert!(matches!(edited.account, Account::Oppo { master_secret: Some(_), .. }));
}
