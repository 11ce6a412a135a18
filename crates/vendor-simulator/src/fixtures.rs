//! Credentials that the simulated vendors know, every one obviously false: they open nothing anywhere else.
//!
//! Keys are the same in every installation; the authority that signs certificates is made for each one, because
//! a console may be told to trust it.

mod certificate;

use std::net::IpAddr;

use domain::time::Timestamp;
use p256::pkcs8::{EncodePrivateKey as _, LineEnding};
use rcgen::{CertificateParams, KeyPair};
use ring::signature::{KeyPair as _, RsaKeyPair};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use sha2::{Digest as _, Sha256};

use crate::credential::{
    ApnsIdentity, ApnsKey, Credential, Environment, GoogleAccount, HuaweiAccount, Secret, XiaomiRegion,
};

const GOOGLE: &str = include_str!("keys/google.pem");
const HUAWEI: &str = include_str!("keys/huawei.pem");
const APNS: &str = include_str!("keys/apns.pem");

/// Opens the `.p12` files of the folder.
pub const PASSWORD: &str = "simulator";

pub(super) const TEAM: &str = "FAKETEAM01";
/// Valid at both of Apple's services.
pub(super) const KEY: &str = "FAKEKEY001";
/// Valid at Apple's sandbox alone.
pub(super) const SANDBOX_KEY: &str = "FAKEKEYSB1";
/// Every topic of the team begins so.
pub(super) const TOPICS: &str = "com.example.";
pub(super) const BUNDLE: &str = "com.example.messenger";
pub(super) const PROJECT: &str = "fake-project";
pub(super) const GOOGLE_KEY: &str = "fakefakefakefakefakefakefakefakefake0001";
pub(super) const HUAWEI_PROJECT: &str = "100000000000000001";
pub(super) const HUAWEI_KEY: &str = "fake-huawei-key-0001";
pub(super) const SUB_ACCOUNT: &str = "100000001";
pub(super) const GOOGLE_TOKENS: &str = "https://oauth2.googleapis.com/token";

/// A key or a certificate could not be made or read.
#[derive(Debug, thiserror::Error)]
pub enum Unmade {
    /// A key.
    #[error("a key of the simulator cannot be used")]
    Key,
    /// A certificate.
    #[error("a certificate of the simulator cannot be made")]
    Certificate,
    /// A file of the folder.
    #[error("{0}: {1}")]
    File(std::path::PathBuf, std::io::Error),
}

/// The authority and what it issued.
pub struct Kit {
    key: KeyPair,
    authority: String,
}

/// The secret of every id that the simulated vendors know: any id is known, by this secret alone.
pub fn secret_of(id: &str) -> String {
    format!("secret-of-{id}")
}

impl Kit {
    /// With a new authority.
    pub fn new() -> Result<Self, Unmade> {
        let key = KeyPair::generate().map_err(|_| Unmade::Key)?;
        let authority = certificate::authority().self_signed(&key).map_err(|_| Unmade::Certificate)?;
        Ok(Self { key, authority: authority.pem() })
    }

    /// With the authority of an earlier one.
    pub(super) fn again(key: &str, authority: String) -> Result<Self, Unmade> {
        Ok(Self { key: KeyPair::from_pem(key).map_err(|_| Unmade::Key)?, authority })
    }

    /// The authority's certificate, PEM: who calls the simulator trusts it.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    pub(super) fn authority_key(&self) -> String {
        self.key.serialize_pem()
    }

    /// A certificate for a server at `host`, with its key, PKCS#8 DER.
    pub(super) fn server(&self, host: IpAddr) -> Result<(CertificateDer<'static>, Vec<u8>), Unmade> {
        let key = KeyPair::generate().map_err(|_| Unmade::Key)?;
        let certificate = self.issue(&certificate::server(host)?, &key)?;
        Ok((certificate, key.serialize_der()))
    }

    fn issue(&self, params: &CertificateParams, key: &KeyPair) -> Result<CertificateDer<'static>, Unmade> {
        let issuer = rcgen::Issuer::new(certificate::authority(), &self.key);
        let certificate = params.signed_by(key, &issuer).map_err(|_| Unmade::Certificate)?;
        Ok(certificate.into())
    }

    /// A signing key for Apple's services. For the sandbox it is one that works there alone.
    pub fn apns_key(&self, environment: Environment) -> Result<ApnsKey, Unmade> {
        let key_id = match environment {
            Environment::Production => KEY,
            Environment::Development => SANDBOX_KEY,
        };
        let private_key = signing_key(key_id).to_pkcs8_pem(LineEnding::LF).map_err(|_| Unmade::Key)?;
        Ok(ApnsKey {
            key_id: key_id.to_owned(),
            team_id: TEAM.to_owned(),
            bundle_id: BUNDLE.to_owned(),
            environment,
            private_key: Secret::new(private_key.as_str()),
        })
    }

    /// A client certificate of Apple's kind.
    pub fn apns_identity(&self, environment: Environment, voip: bool) -> Result<ApnsIdentity, Unmade> {
        self.apns_identity_until(environment, voip, None)
    }

    /// The same; valid until the day of `end`, where one is given.
    pub(super) fn apns_identity_until(
        &self,
        environment: Environment,
        voip: bool,
        end: Option<Timestamp>,
    ) -> Result<ApnsIdentity, Unmade> {
        let key = KeyPair::from_pem(APNS).map_err(|_| Unmade::Key)?;
        let mut params = certificate::apple(BUNDLE, environment, voip);
        if let Some(end) = end {
            certificate::end_on(&mut params, end);
        }
        let certificate = self.issue(&params, &key)?;
        let authority =
            CertificateDer::from_pem_slice(self.authority.as_bytes()).map_err(|_| Unmade::Certificate)?;
        Ok(ApnsIdentity {
            chain: vec![certificate.to_vec(), authority.to_vec()],
            private_key: Secret::new(APNS),
            bundle_id: BUNDLE.to_owned(),
            environment,
            voip,
        })
    }

    /// A Google service account.
    pub fn google(&self) -> GoogleAccount {
        GoogleAccount {
            project_id: PROJECT.to_owned(),
            client_email: format!("console@{PROJECT}.iam.gserviceaccount.com"),
            private_key_id: GOOGLE_KEY.to_owned(),
            private_key: Secret::new(GOOGLE),
            token_uri: GOOGLE_TOKENS.to_owned(),
        }
    }

    /// A Huawei service account.
    pub fn harmony(&self) -> HuaweiAccount {
        HuaweiAccount {
            project_id: HUAWEI_PROJECT.to_owned(),
            key_id: HUAWEI_KEY.to_owned(),
            sub_account: SUB_ACCOUNT.to_owned(),
            private_key: Secret::new(HUAWEI),
        }
    }

    /// One credential for every form that there is.
    pub fn credentials(&self) -> Result<Vec<Credential>, Unmade> {
        let package_name = || "com.example.messenger".to_owned();
        let secret = |id: &str| Secret::new(secret_of(id));
        Ok(vec![
            Credential::ApnsKey(self.apns_key(Environment::Production)?),
            Credential::ApnsKey(self.apns_key(Environment::Development)?),
            Credential::ApnsIdentity(self.apns_identity(Environment::Production, false)?),
            Credential::ApnsIdentity(self.apns_identity(Environment::Development, false)?),
            Credential::ApnsIdentity(self.apns_identity(Environment::Production, true)?),
            Credential::Fcm(self.google()),
            Credential::Harmony(self.harmony()),
            Credential::Huawei {
                package_name: package_name(),
                app_id: "fake-huawei-app".to_owned(),
                app_secret: secret("fake-huawei-app"),
            },
            Credential::Honor {
                app_id: "fake-honor-app".to_owned(),
                client_id: "fake-honor-client".to_owned(),
                client_secret: secret("fake-honor-client"),
            },
            Credential::Xiaomi {
                package_name: package_name(),
                app_id: "fake-xiaomi-app".to_owned(),
                app_secret: secret(&package_name()),
                region: XiaomiRegion::China,
            },
            Credential::Oppo {
                app_id: "fake-oppo-app".to_owned(),
                app_key: "fake-oppo-key".to_owned(),
                master_secret: secret("fake-oppo-key"),
            },
            Credential::Vivo {
                app_id: "fake-vivo-app".to_owned(),
                app_key: "fake-vivo-key".to_owned(),
                app_secret: secret("fake-vivo-app"),
            },
            Credential::Meizu {
                package_name: package_name(),
                app_id: "fake-meizu-app".to_owned(),
                app_secret: secret("fake-meizu-app"),
            },
        ])
    }
}

/// The public key of a key id.
pub(super) fn apns_public(key_id: &str) -> p256::ecdsa::VerifyingKey {
    *p256::ecdsa::SigningKey::from(signing_key(key_id)).verifying_key()
}

/// The public keys of the Google and of the Huawei account, PKCS#1 DER.
pub(super) fn account_keys() -> Result<(Vec<u8>, Vec<u8>), Unmade> {
    let public = |pem: &str| {
        let der = PrivatePkcs8KeyDer::from_pem_slice(pem.as_bytes()).map_err(|_| Unmade::Key)?;
        let key = RsaKeyPair::from_pkcs8(der.secret_pkcs8_der()).map_err(|_| Unmade::Key)?;
        Ok(key.public_key().as_ref().to_vec())
    };
    Ok((public(GOOGLE)?, public(HUAWEI)?))
}

/// The private key that belongs to a key id: a digest of it, so that anybody can tell that it protects nothing.
fn signing_key(key_id: &str) -> p256::SecretKey {
    let digest = Sha256::digest(format!("chat-console simulator, key {key_id}"));
    p256::SecretKey::from_slice(&digest)
        .unwrap_or_else(|_| unreachable!("the digests of the known key ids lie below the curve's order"))
}
