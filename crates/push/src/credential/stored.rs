//! A credential as bytes, for whoever seals it: with its secret in the clear, so they are wiped when they are
//! dropped.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::credential::{
    ApnsIdentity, ApnsKey, Credential, Environment, GoogleAccount, HuaweiAccount, Secret, XiaomiRegion,
};

/// The bytes are no credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("what was sealed is not a credential")]
pub struct NotKept;

/// As it is written: the names are those of the vendors' consoles.
#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum Kept {
    Xiaomi {
        package_name: String,
        app_id: String,
        app_secret: Zeroizing<String>,
        region: XiaomiRegion,
    },
    Huawei {
        package_name: String,
        app_id: String,
        app_secret: Zeroizing<String>,
    },
    Honor {
        app_id: String,
        client_id: String,
        client_secret: Zeroizing<String>,
    },
    Oppo {
        app_id: String,
        app_key: String,
        master_secret: Zeroizing<String>,
    },
    Vivo {
        app_id: String,
        app_key: String,
        app_secret: Zeroizing<String>,
    },
    Meizu {
        package_name: String,
        app_id: String,
        app_secret: Zeroizing<String>,
    },
    Fcm {
        project_id: String,
        client_email: String,
        private_key_id: String,
        private_key: Zeroizing<String>,
        token_uri: String,
    },
    Harmony {
        project_id: String,
        key_id: String,
        sub_account: String,
        private_key: Zeroizing<String>,
    },
    ApnsIdentity {
        chain: Vec<Vec<u8>>,
        private_key: Zeroizing<String>,
        bundle_id: String,
        environment: Environment,
        voip: bool,
    },
    ApnsKey {
        key_id: String,
        team_id: String,
        bundle_id: String,
        environment: Environment,
        private_key: Zeroizing<String>,
    },
}

impl Credential {
    /// Out of what [`Credential::to_kept`] made.
    pub fn from_kept(bytes: &[u8]) -> Result<Self, NotKept> {
        let kept: Kept = serde_json::from_slice(bytes).map_err(|_| NotKept)?;
        let secret = |text: &Zeroizing<String>| Secret::new(text.as_str());
        Ok(match kept {
            Kept::Xiaomi { package_name, app_id, app_secret, region } => {
                Self::Xiaomi { package_name, app_id, app_secret: secret(&app_secret), region }
            }
            Kept::Huawei { package_name, app_id, app_secret } => {
                Self::Huawei { package_name, app_id, app_secret: secret(&app_secret) }
            }
            Kept::Honor { app_id, client_id, client_secret } => {
                Self::Honor { app_id, client_id, client_secret: secret(&client_secret) }
            }
            Kept::Oppo { app_id, app_key, master_secret } => {
                Self::Oppo { app_id, app_key, master_secret: secret(&master_secret) }
            }
            Kept::Vivo { app_id, app_key, app_secret } => {
                Self::Vivo { app_id, app_key, app_secret: secret(&app_secret) }
            }
            Kept::Meizu { package_name, app_id, app_secret } => {
                Self::Meizu { package_name, app_id, app_secret: secret(&app_secret) }
            }
            Kept::Fcm { project_id, client_email, private_key_id, private_key, token_uri } => {
                let private_key = secret(&private_key);
                Self::Fcm(GoogleAccount { project_id, client_email, private_key_id, private_key, token_uri })
            }
            Kept::Harmony { project_id, key_id, sub_account, private_key } => {
                let private_key = secret(&private_key);
                Self::Harmony(HuaweiAccount { project_id, key_id, sub_account, private_key })
            }
            Kept::ApnsIdentity { chain, private_key, bundle_id, environment, voip } => {
                let private_key = secret(&private_key);
                Self::ApnsIdentity(ApnsIdentity { chain, private_key, bundle_id, environment, voip })
            }
            Kept::ApnsKey { key_id, team_id, bundle_id, environment, private_key } => {
                let private_key = secret(&private_key);
                Self::ApnsKey(ApnsKey { key_id, team_id, bundle_id, environment, private_key })
            }
        })
    }

    /// All of it as bytes. Whoever calls this answers for where they go.
    pub fn to_kept(&self) -> Zeroizing<Vec<u8>> {
        let secret = |secret: &Secret| Zeroizing::new(secret.expose().to_owned());
        let kept = match self.clone() {
            Self::Xiaomi { package_name, app_id, app_secret, region } => {
                Kept::Xiaomi { package_name, app_id, app_secret: secret(&app_secret), region }
            }
            Self::Huawei { package_name, app_id, app_secret } => {
                Kept::Huawei { package_name, app_id, app_secret: secret(&app_secret) }
            }
            Self::Honor { app_id, client_id, client_secret } => {
                Kept::Honor { app_id, client_id, client_secret: secret(&client_secret) }
            }
            Self::Oppo { app_id, app_key, master_secret } => {
                Kept::Oppo { app_id, app_key, master_secret: secret(&master_secret) }
            }
            Self::Vivo { app_id, app_key, app_secret } => {
                Kept::Vivo { app_id, app_key, app_secret: secret(&app_secret) }
            }
            Self::Meizu { package_name, app_id, app_secret } => {
                Kept::Meizu { package_name, app_id, app_secret: secret(&app_secret) }
            }
            Self::Fcm(account) => Kept::Fcm {
                private_key: secret(&account.private_key),
                project_id: account.project_id,
                client_email: account.client_email,
                private_key_id: account.private_key_id,
                token_uri: account.token_uri,
            },
            Self::Harmony(account) => Kept::Harmony {
                private_key: secret(&account.private_key),
                project_id: account.project_id,
                key_id: account.key_id,
                sub_account: account.sub_account,
            },
            Self::ApnsIdentity(identity) => Kept::ApnsIdentity {
                private_key: secret(&identity.private_key),
                chain: identity.chain,
                bundle_id: identity.bundle_id,
                environment: identity.environment,
                voip: identity.voip,
            },
            Self::ApnsKey(key) => Kept::ApnsKey {
                private_key: secret(&key.private_key),
                key_id: key.key_id,
                team_id: key.team_id,
                bundle_id: key.bundle_id,
                environment: key.environment,
            },
        };
        // Texts and numbers: there is nothing in it that JSON could not hold.
        Zeroizing::new(serde_json::to_vec(&kept).unwrap_or_default())
    }
}
