//! Tells credentials apart without holding one.

use sha2::{Digest as _, Sha256};

use crate::credential::{
    ApnsIdentity, ApnsKey, Credential, Environment, GoogleAccount, HuaweiAccount, XiaomiRegion,
};

/// SHA-256 over everything that a credential is made of: another secret, another fingerprint.
pub type Fingerprint = [u8; 32];

impl Credential {
    /// What it is told apart by.
    pub fn fingerprint(&self) -> Fingerprint {
        let mut digest = Sha256::new_with_prefix(self.platform().code());
        for part in parts(self) {
            // Each with its length, so that no two credentials run together into the same bytes.
            digest.update(part.len().to_be_bytes());
            digest.update(part);
        }
        digest.finalize().into()
    }
}

fn parts(credential: &Credential) -> Vec<&[u8]> {
    let texts: Vec<&str> = match credential {
        Credential::Xiaomi { package_name, app_id, app_secret, region } => {
            vec![package_name, app_id, app_secret.expose(), of_region(*region)]
        }
        Credential::Huawei { package_name, app_id, app_secret }
        | Credential::Meizu { package_name, app_id, app_secret } => {
            vec![package_name, app_id, app_secret.expose()]
        }
        Credential::Honor { app_id, client_id: key, client_secret: secret }
        | Credential::Oppo { app_id, app_key: key, master_secret: secret }
        | Credential::Vivo { app_id, app_key: key, app_secret: secret } => {
            vec![app_id, key, secret.expose()]
        }
        Credential::Fcm(GoogleAccount {
            project_id,
            client_email,
            private_key_id,
            private_key,
            token_uri,
        }) => {
            vec![project_id, client_email, private_key_id, private_key.expose(), token_uri]
        }
        Credential::Harmony(HuaweiAccount { project_id, key_id, sub_account, private_key }) => {
            vec![project_id, key_id, sub_account, private_key.expose()]
        }
        Credential::ApnsKey(ApnsKey { key_id, team_id, bundle_id, environment, private_key }) => {
            vec!["key", key_id, team_id, bundle_id, private_key.expose(), of_environment(*environment)]
        }
        Credential::ApnsIdentity(ApnsIdentity { chain, private_key, bundle_id, environment, voip }) => {
            let kind = if *voip { "voip" } else { "" };
            let texts = ["identity", private_key.expose(), bundle_id, of_environment(*environment), kind];
            return texts.into_iter().map(str::as_bytes).chain(chain.iter().map(Vec::as_slice)).collect();
        }
    };
    texts.into_iter().map(str::as_bytes).collect()
}

const fn of_region(region: XiaomiRegion) -> &'static str {
    match region {
        XiaomiRegion::China => "china",
        XiaomiRegion::Singapore => "singapore",
        XiaomiRegion::Europe => "europe",
        XiaomiRegion::India => "india",
        XiaomiRegion::Russia => "russia",
    }
}

const fn of_environment(environment: Environment) -> &'static str {
    match environment {
        Environment::Development => "development",
        Environment::Production => "production",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credential::Secret;

    fn vivo(app_id: &str, key: &str, secret: &str) -> Fingerprint {
        let (app_id, app_key) = (app_id.to_owned(), key.to_owned());
        Credential::Vivo { app_id, app_key, app_secret: Secret::new(secret) }.fingerprint()
    }

    #[test]
    fn another_part_is_another_fingerprint() {
        assert_eq!(vivo("1", "2", "3"), vivo("1", "2", "3"));
        for other in [vivo("1", "2", "4"), vivo("12", "", "3"), vivo("1", "23", "")] {
            assert_ne!(vivo("1", "2", "3"), other);
        }
        let oppo = Credential::Oppo {
            app_id: "1".to_owned(),
            app_key: "2".to_owned(),
            master_secret: Secret::new("3"),
        };
        assert_ne!(vivo("1", "2", "3"), oppo.fingerprint());
    }
}
