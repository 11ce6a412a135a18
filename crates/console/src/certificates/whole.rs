//! A change that gives everything anew.

use domain::certificate::{Account, EditedAccount, NewAccount};

/// The account without anything of what was kept; `None` where a secret or a file is not given.
pub(super) fn whole(edited: &EditedAccount) -> Option<NewAccount> {
    Some(match edited.clone() {
        Account::Xiaomi { package_name, app_id, app_secret, region } => {
            Account::Xiaomi { package_name, app_id, app_secret: app_secret?, region }
        }
        Account::Huawei { package_name, app_id, app_secret } => {
            Account::Huawei { package_name, app_id, app_secret: app_secret? }
        }
        Account::Honor { app_id, client_id, client_secret } => {
            Account::Honor { app_id, client_id, client_secret: client_secret? }
        }
        Account::Oppo { app_id, app_key, master_secret } => {
            Account::Oppo { app_id, app_key, master_secret: master_secret? }
        }
        Account::Vivo { app_id, app_key, app_secret } => {
            Account::Vivo { app_id, app_key, app_secret: app_secret? }
        }
        Account::Meizu { package_name, app_id, app_secret } => {
            Account::Meizu { package_name, app_id, app_secret: app_secret? }
        }
        Account::Fcm { file } => Account::Fcm { file: file? },
        Account::Harmony { file } => Account::Harmony { file: file? },
        Account::ApnsCertificate { file, password, environment, voip } => {
            Account::ApnsCertificate { file: file?, password, environment, voip }
        }
        Account::ApnsKey { file, key_id, team_id, bundle_id, environment } => {
            Account::ApnsKey { file: file?, key_id, team_id, bundle_id, environment }
        }
    })
}
