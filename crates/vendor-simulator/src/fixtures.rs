//! The credentials that the simulated vendors accept. They are obviously fake and work nowhere else.
//!
//! Keys are the same in every installation, but the certificate authority is generated for each one, because a console
//! has to trust it.

mod certificate;
mod files;

use std::net::IpAddr;

use domain::time::Timestamp;
use p256::pkcs8::{EncodePrivateKey as _, LineEnding};
use push::credential::{
    ApnsIdentity, ApnsKey, Credential, Environment, GoogleAccount, HonorCredential, HuaweiAccount,
    HuaweiCredential, MeizuCredential, OppoCredential, Secret, VivoCredential, XiaomiCredential,
    XiaomiRegion,
};
use rcgen::{CertificateParams, KeyPair};
use ring::signature::{KeyPair as _, RsaKeyPair};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use sha2::{Digest as _, Sha256};

const GOOGLE: &str = include_str!("fixtures/keys/google.pem");
const HUAWEI: &str = include_str!("fixtures/keys/huawei.pem");
const APNS: &str = include_str!("fixtures/keys/apns.pem");

/// The password of the `.p12` files.
pub const PASSWORD: &str = "simulator";

pub(crate) const TEAM: &str = "FAKETEAM01";
/// ID of the signing key that is valid at both of Apple's services.
pub(crate) const KEY: &str = "FAKEKEY001";
/// ID of the signing key that is valid only at Apple's sandbox.
pub(crate) const SANDBOX_KEY: &str = "FAKEKEYSB1";
/// Prefix of the topics that the team may send to.
pub(crate) const TOPICS: &str = "com.example.";
pub(crate) const BUNDLE: &str = "com.example.messenger";
pub(crate) const PROJECT: &str = "fake-project";
pub(crate) const GOOGLE_KEY: &str = "fakefakefakefakefakefakefakefakefake0001";
pub(crate) const HUAWEI_PROJECT: &str = "100000000000000001";
pub(crate) const HUAWEI_KEY: &str = "fake-huawei-key-0001";
pub(crate) const SUB_ACCOUNT: &str = "100000001";
pub(crate) const GOOGLE_TOKENS: &str = "https://oauth2.googleapis.com/token";

/// The fixtures cannot be generated or written.
#[derive(Debug, thiserror::Error)]
pub enum FixturesError {
    /// A key cannot be generated or parsed.
    #[error("a key of the simulator cannot be used")]
    Key,
    /// A certificate cannot be generated or parsed.
    #[error("a certificate of the simulator cannot be made")]
    Certificate,
    /// A file cannot be read or written.
    #[error("{0}: {1}")]
    File(std::path::PathBuf, std::io::Error),
}

/// The certificate authority, and the credentials that the vendors accept.
pub struct Fixtures {
    key: KeyPair,
    /// The authority's certificate, PEM.
    authority: String,
}

/// The secret that belongs to `id`. Vendors whose credentials are an id and a secret know every id.
pub fn secret_of(id: &str) -> String {
    format!("secret-of-{id}")
}

impl Fixtures {
    /// Creates fixtures with a new certificate authority.
    pub fn new() -> Result<Self, FixturesError> {
        let key = KeyPair::generate().map_err(|_| FixturesError::Key)?;
        let authority = certificate::authority().self_signed(&key).map_err(|_| FixturesError::Certificate)?;
        Ok(Self { key, authority: authority.pem() })
    }

    /// Creates fixtures with an existing authority; key and certificate are PEM.
    fn with_authority(key: &str, authority: String) -> Result<Self, FixturesError> {
        Ok(Self { key: KeyPair::from_pem(key).map_err(|_| FixturesError::Key)?, authority })
    }

    /// The authority's certificate, PEM, which clients of the simulator must trust.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    fn authority_key(&self) -> String {
        self.key.serialize_pem()
    }

    /// Issues a server certificate for `host`, with its private key as PKCS#8 DER.
    pub(crate) fn server(&self, host: IpAddr) -> Result<(CertificateDer<'static>, Vec<u8>), FixturesError> {
        let key = KeyPair::generate().map_err(|_| FixturesError::Key)?;
        let certificate = self.issue(&certificate::server(host)?, &key)?;
        Ok((certificate, key.serialize_der()))
    }

    fn issue(
        &self,
        params: &CertificateParams,
        key: &KeyPair,
    ) -> Result<CertificateDer<'static>, FixturesError> {
        let issuer = rcgen::Issuer::new(certificate::authority(), &self.key);
        let certificate = params.signed_by(key, &issuer).map_err(|_| FixturesError::Certificate)?;
        Ok(certificate.into())
    }

    /// The APNs signing key for `environment`. The one for the sandbox works only there.
    pub fn apns_key(&self, environment: Environment) -> Result<ApnsKey, FixturesError> {
        let key_id = match environment {
            Environment::Production => KEY,
            Environment::Development => SANDBOX_KEY,
        };
        let private_key = signing_key(key_id).to_pkcs8_pem(LineEnding::LF).map_err(|_| FixturesError::Key)?;
        Ok(ApnsKey {
            key_id: key_id.to_owned(),
            team_id: TEAM.to_owned(),
            bundle_id: BUNDLE.to_owned(),
            environment,
            private_key: Secret::new(private_key.as_str()),
        })
    }

    /// Issues an APNs client certificate.
    pub fn apns_identity(&self, environment: Environment, voip: bool) -> Result<ApnsIdentity, FixturesError> {
        self.apns_identity_until(environment, voip, None)
    }

    /// Like [`Fixtures::apns_identity`], but expires on the day of `end` if one is given.
    fn apns_identity_until(
        &self,
        environment: Environment,
        voip: bool,
        end: Option<Timestamp>,
    ) -> Result<ApnsIdentity, FixturesError> {
        let key = KeyPair::from_pem(APNS).map_err(|_| FixturesError::Key)?;
        let mut params = certificate::apple(BUNDLE, environment, voip);
        if let Some(end) = end {
            certificate::end_on(&mut params, end);
        }
        let certificate = self.issue(&params, &key)?;
        let authority = CertificateDer::from_pem_slice(self.authority.as_bytes())
            .map_err(|_| FixturesError::Certificate)?;
        Ok(ApnsIdentity {
            chain: vec![certificate.to_vec(), authority.to_vec()],
            private_key: Secret::new(APNS),
            bundle_id: BUNDLE.to_owned(),
            environment,
            voip,
        })
    }

    /// The Google service account, for FCM.
    pub fn google(&self) -> GoogleAccount {
        GoogleAccount {
            project_id: PROJECT.to_owned(),
            client_email: format!("console@{PROJECT}.iam.gserviceaccount.com"),
            private_key_id: GOOGLE_KEY.to_owned(),
            private_key: Secret::new(GOOGLE),
            token_uri: GOOGLE_TOKENS.to_owned(),
        }
    }

    /// The Huawei service account, for `HarmonyOS`.
    pub fn harmony(&self) -> HuaweiAccount {
        HuaweiAccount {
            project_id: HUAWEI_PROJECT.to_owned(),
            key_id: HUAWEI_KEY.to_owned(),
            sub_account: SUB_ACCOUNT.to_owned(),
            private_key: Secret::new(HUAWEI),
        }
    }

    /// Valid credentials of every kind.
    pub fn credentials(&self) -> Result<Vec<Credential>, FixturesError> {
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
            Credential::Huawei(HuaweiCredential {
                package_name: package_name(),
                app_id: "fake-huawei-app".to_owned(),
                app_secret: secret("fake-huawei-app"),
            }),
            Credential::Honor(HonorCredential {
                app_id: "fake-honor-app".to_owned(),
                client_id: "fake-honor-client".to_owned(),
                client_secret: secret("fake-honor-client"),
            }),
            Credential::Xiaomi(XiaomiCredential {
                package_name: package_name(),
                app_id: "fake-xiaomi-app".to_owned(),
                app_secret: secret(&package_name()),
                region: XiaomiRegion::China,
            }),
            Credential::Oppo(OppoCredential {
                app_id: "fake-oppo-app".to_owned(),
                app_key: "fake-oppo-key".to_owned(),
                master_secret: secret("fake-oppo-key"),
            }),
            Credential::Vivo(VivoCredential {
                app_id: "fake-vivo-app".to_owned(),
                app_key: "fake-vivo-key".to_owned(),
                app_secret: secret("fake-vivo-app"),
            }),
            Credential::Meizu(MeizuCredential {
                package_name: package_name(),
                app_id: "fake-meizu-app".to_owned(),
                app_secret: secret("fake-meizu-app"),
            }),
        ])
    }
}

/// The public key of an APNs signing key.
pub(crate) fn apns_public(key_id: &str) -> p256::ecdsa::VerifyingKey {
    *p256::ecdsa::SigningKey::from(signing_key(key_id)).verifying_key()
}

/// The public keys of the Google and Huawei service accounts, PKCS#1 DER.
pub(crate) fn account_keys() -> Result<(Vec<u8>, Vec<u8>), FixturesError> {
    let public = |pem: &str| {
        let der = PrivatePkcs8KeyDer::from_pem_slice(pem.as_bytes()).map_err(|_| FixturesError::Key)?;
        let key = RsaKeyPair::from_pkcs8(der.secret_pkcs8_der()).map_err(|_| FixturesError::Key)?;
        Ok(key.public_key().as_ref().to_vec())
    };
    Ok((public(GOOGLE)?, public(HUAWEI)?))
}

/// The private key for `key_id`, derived from the id: it obviously protects nothing.
fn signing_key(key_id: &str) -> p256::SecretKey {
    let digest = Sha256::digest(format!("chat-console simulator, key {key_id}"));
    p256::SecretKey::from_slice(&digest)
        .unwrap_or_else(|_| unreachable!("the digests of the known key ids lie below the curve's order"))
}
