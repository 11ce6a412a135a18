//! Credentials that are typed: nothing to parse, and still something to show.

use domain::certificate::{Account, PlainFacts, SecretText, Wrong};
use domain::field::Field;

use super::mark;
use crate::credential::{Credential, Secret};

/// What a secret is, given what was typed for it.
pub(super) type Chosen<'a, S> = &'a dyn Fn(&S) -> Result<Secret, Wrong>;

/// The credential and its facts; `None` for the platforms whose credentials are files.
pub(super) fn read<S, F>(
    account: &Account<S, F>,
    secret: Chosen<'_, S>,
) -> Option<Result<(Credential, PlainFacts), Wrong>> {
    let (fields, credential): (Vec<(Field, String)>, Result<_, _>) = match account {
        Account::Xiaomi { package_name, app_id, app_secret, region } => (
            vec![
                (Field::PackageName, package_name.to_string()),
                (Field::AppId, app_id.to_string()),
                (Field::Region, region.code().to_owned()),
            ],
            secret(app_secret).map(|app_secret| Credential::Xiaomi {
                package_name: package_name.to_string(),
                app_id: app_id.to_string(),
                app_secret,
                region: *region,
            }),
        ),
        Account::Huawei { package_name, app_id, app_secret } => (
            vec![(Field::PackageName, package_name.to_string()), (Field::AppId, app_id.to_string())],
            secret(app_secret).map(|app_secret| Credential::Huawei {
                package_name: package_name.to_string(),
                app_id: app_id.to_string(),
                app_secret,
            }),
        ),
        Account::Honor { app_id, client_id, client_secret } => (
            vec![(Field::AppId, app_id.to_string()), (Field::ClientId, client_id.to_string())],
            secret(client_secret).map(|client_secret| Credential::Honor {
                app_id: app_id.to_string(),
                client_id: client_id.to_string(),
                client_secret,
            }),
        ),
        Account::Oppo { app_id, app_key, master_secret } => (
            vec![(Field::AppId, app_id.to_string()), (Field::AppKey, app_key.to_string())],
            secret(master_secret).map(|master_secret| Credential::Oppo {
                app_id: app_id.to_string(),
                app_key: app_key.to_string(),
                master_secret,
            }),
        ),
        Account::Vivo { app_id, app_key, app_secret } => (
            vec![(Field::AppId, app_id.to_string()), (Field::AppKey, app_key.to_string())],
            secret(app_secret).map(|app_secret| Credential::Vivo {
                app_id: app_id.to_string(),
                app_key: app_key.to_string(),
                app_secret,
            }),
        ),
        Account::Meizu { package_name, app_id, app_secret } => (
            vec![(Field::PackageName, package_name.to_string()), (Field::AppId, app_id.to_string())],
            secret(app_secret).map(|app_secret| Credential::Meizu {
                package_name: package_name.to_string(),
                app_id: app_id.to_string(),
                app_secret,
            }),
        ),
        Account::Fcm { .. }
        | Account::Harmony { .. }
        | Account::ApnsCertificate { .. }
        | Account::ApnsKey { .. } => return None,
    };
    Some(credential.map(|credential| {
        let secret = credential.typed_secret().map_or("", Secret::expose);
        let facts = PlainFacts {
            fields,
            last_four: mark::last_four(secret),
            fingerprint: mark::fingerprint(secret.as_bytes()),
        };
        (credential, facts)
    }))
}

/// A secret as it was typed.
pub(super) fn typed(secret: &SecretText) -> Secret {
    Secret::new(secret.expose())
}
