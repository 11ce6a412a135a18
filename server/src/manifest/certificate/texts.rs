//! The fields of a certificate that are not secret, as texts under the names that the API has for them.

use domain::certificate::{Account, Facts, Platform, Settings};
use domain::field::Field;

use super::Texts;

/// The fields of a platform that are secret, or contain a secret.
pub fn secret_fields(platform: Platform) -> &'static [Field] {
    match platform {
        Platform::Xiaomi | Platform::Huawei | Platform::Vivo | Platform::Meizu => &[Field::AppSecret],
        Platform::Honor => &[Field::ClientSecret],
        Platform::Oppo => &[Field::MasterSecret],
        Platform::Fcm | Platform::Harmony => &[Field::File],
        Platform::Apns => &[Field::File, Field::FilePassword],
    }
}

/// What certificates of all platforms have, and the settings of one.
pub(super) fn common(name: &str, notes: &str, settings: &Settings) -> Texts {
    let setting =
        |setting: &domain::certificate::Setting| (setting.field().name(), settings.text(*setting).to_owned());
    let mut texts: Texts = settings.platform().settings().iter().map(setting).collect();
    texts.insert(Field::CertificateName.name(), name.to_owned());
    texts.insert(Field::Notes.name(), notes.to_owned());
    texts
}

/// What a tap does, if the platform leaves it to the console.
pub(super) fn click(platform: Platform, action: &str, target: &str) -> Texts {
    if platform.click_kinds().is_empty() {
        return Texts::new();
    }
    texts([(Field::ClickAction, action), (Field::ClickTarget, target)])
}

/// The account, as the console or a file that was read describes it.
pub(super) fn of_facts(facts: &Facts) -> Texts {
    match facts {
        Facts::Plain(facts) => texts(facts.fields.iter().map(|(field, text)| (*field, text.as_str()))),
        Facts::ApnsKey(facts) => texts([
            (Field::CredentialKind, "p8"),
            (Field::KeyId, facts.key_id.as_str()),
            (Field::TeamId, facts.team_id.as_str()),
            (Field::BundleId, facts.bundle_id.as_str()),
            (Field::Environment, facts.environment.code()),
        ]),
        Facts::ApnsCertificate(facts) => texts([
            (Field::CredentialKind, "p12"),
            (Field::Environment, facts.environment.code()),
            (Field::PushKind, push_kind(facts.voip)),
        ]),
        Facts::GoogleAccount(_) | Facts::HuaweiAccount(_) => Texts::new(),
    }
}

/// The account, as it is typed without its secret. A missing Key ID is missing here too: the console keeps its own.
pub(super) fn of_account<S, F>(account: &Account<S, F>) -> Texts {
    match account {
        Account::Xiaomi { package_name, app_id, region, .. } => texts([
            (Field::PackageName, package_name.as_str()),
            (Field::AppId, app_id.as_str()),
            (Field::Region, region.code()),
        ]),
        Account::Huawei { package_name, app_id, .. } | Account::Meizu { package_name, app_id, .. } => {
            texts([(Field::PackageName, package_name.as_str()), (Field::AppId, app_id.as_str())])
        }
        Account::Honor { app_id, client_id, .. } => {
            texts([(Field::AppId, app_id.as_str()), (Field::ClientId, client_id.as_str())])
        }
        Account::Oppo { app_id, app_key, .. } | Account::Vivo { app_id, app_key, .. } => {
            texts([(Field::AppId, app_id.as_str()), (Field::AppKey, app_key.as_str())])
        }
        Account::Fcm { .. } | Account::Harmony { .. } => Texts::new(),
        Account::ApnsKey { key_id, team_id, bundle_id, environment, .. } => {
            let mut texts = texts([
                (Field::CredentialKind, "p8"),
                (Field::TeamId, team_id.as_str()),
                (Field::BundleId, bundle_id.as_str()),
                (Field::Environment, environment.code()),
            ]);
            texts.extend(key_id.as_ref().map(|key_id| (Field::KeyId.name(), key_id.to_string())));
            texts
        }
        Account::ApnsCertificate { environment, voip, .. } => texts([
            (Field::CredentialKind, "p12"),
            (Field::Environment, environment.code()),
            (Field::PushKind, push_kind(*voip)),
        ]),
    }
}

const fn push_kind(voip: bool) -> &'static str {
    if voip { "voip" } else { "regular" }
}

fn texts<'a>(pairs: impl IntoIterator<Item = (Field, &'a str)>) -> Texts {
    pairs.into_iter().map(|(field, text)| (field.name(), text.to_owned())).collect()
}
