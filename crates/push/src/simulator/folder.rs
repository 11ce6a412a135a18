//! The kit as files: what a person uploads to a console, and the authority that one installation keeps.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use domain::time::Timestamp;
use p12_keystore::{Certificate, KeyStore, KeyStoreEntry, PrivateKey, PrivateKeyChain};
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::pki_types::pem::PemObject as _;
use serde_json::json;

use super::guide;
use super::kit::{GOOGLE_TOKENS, Kit, PASSWORD, Unmade};
use crate::credential::{ApnsIdentity, Environment};

/// The authority's certificate in the folder.
const AUTHORITY: &str = "ca.pem";
const AUTHORITY_KEY: &str = "ca.key.pem";

impl Kit {
    /// Of the folder, which is filled: the authority stays the same from start to start. Written are the
    /// authority's `ca.pem`, Apple's `.p8` and `.p12` (password [`PASSWORD`]), Google's and Huawei's service
    /// accounts as JSON, and `README.txt` with everything that is typed.
    pub fn open(folder: &Path) -> Result<Self, Unmade> {
        fs::create_dir_all(folder).map_err(|error| Unmade::File(folder.to_owned(), error))?;
        let kit = match (read(folder, AUTHORITY_KEY)?, read(folder, AUTHORITY)?) {
            (Some(key), Some(authority)) => Self::again(&key, authority)?,
            _ => Self::new()?,
        };
        kit.fill(folder)?;
        Ok(kit)
    }

    /// Where the authority's certificate is in a folder.
    pub fn authority_in(folder: &Path) -> std::path::PathBuf {
        folder.join(AUTHORITY)
    }

    fn fill(&self, folder: &Path) -> Result<(), Unmade> {
        let put = |name: &str, content: &[u8]| {
            let path = folder.join(name);
            fs::write(&path, content).map_err(|error| Unmade::File(path, error))
        };
        put(AUTHORITY, self.authority().as_bytes())?;
        keep_to_oneself(&folder.join(AUTHORITY_KEY), &self.authority_key())?;
        for environment in [Environment::Production, Environment::Development] {
            let key = self.apns_key(environment)?;
            put(&format!("AuthKey_{}.p8", key.key_id), key.private_key.expose().as_bytes())?;
        }
        for (name, environment, voip) in [
            ("apns-production.p12", Environment::Production, false),
            ("apns-development.p12", Environment::Development, false),
            ("apns-voip.p12", Environment::Production, true),
        ] {
            put(name, &p12(&self.apns_identity(environment, voip)?)?)?;
        }
        put("fcm-service-account.json", self.google_file().as_bytes())?;
        put("harmony-service-account.json", self.harmony_file().as_bytes())?;
        put("README.txt", guide::guide().as_bytes())
    }

    /// Apple's production certificate as a `.p12` (password [`PASSWORD`]) that ends on the day of `end`.
    pub fn p12_until(&self, end: Timestamp) -> Result<Vec<u8>, Unmade> {
        p12(&self.apns_identity_until(Environment::Production, false, Some(end))?)
    }

    /// As the Firebase console hands it out.
    pub fn google_file(&self) -> String {
        let account = self.google();
        let file = json!({
            "type": "service_account",
            "project_id": account.project_id,
            "private_key_id": account.private_key_id,
            "private_key": account.private_key.expose(),
            "client_email": account.client_email,
            "client_id": "100000000000000000001",
            "auth_uri": "https://accounts.google.com/o/oauth2/auth",
            "token_uri": GOOGLE_TOKENS,
            "universe_domain": "googleapis.com",
        });
        format!("{file:#}\n")
    }

    /// As `AppGallery` Connect hands it out.
    pub fn harmony_file(&self) -> String {
        let account = self.harmony();
        let file = json!({
            "project_id": account.project_id,
            "key_id": account.key_id,
            "private_key": account.private_key.expose(),
            "sub_account": account.sub_account,
            "auth_uri": "https://oauth-login.cloud.huawei.com/oauth2/v3/authorize",
            "token_uri": "https://oauth-login.cloud.huawei.com/oauth2/v3/token",
            "auth_provider_cert_uri": "https://oauth-login.cloud.huawei.com/oauth2/v3/certs",
            "client_cert_uri": "https://oauth-login.cloud.huawei.com/oauth2/v3/x509?client_id=",
        });
        format!("{file:#}\n")
    }
}

/// The one file that protects something: a console may trust what its key signs.
fn keep_to_oneself(path: &Path, content: &str) -> Result<(), Unmade> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| file.write_all(content.as_bytes()));
    written.map_err(|error| Unmade::File(path.to_owned(), error))
}

fn read(folder: &Path, name: &str) -> Result<Option<String>, Unmade> {
    let path = folder.join(name);
    match fs::read_to_string(&path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Unmade::File(path, error)),
    }
}

fn p12(identity: &ApnsIdentity) -> Result<Vec<u8>, Unmade> {
    let der = PrivatePkcs8KeyDer::from_pem_slice(identity.private_key.expose().as_bytes())
        .map_err(|_| Unmade::Key)?;
    let key = PrivateKey::from_der(der.secret_pkcs8_der()).map_err(|_| Unmade::Key)?;
    let chain: Result<Vec<_>, _> = identity.chain.iter().map(|der| Certificate::from_der(der)).collect();
    let chain = PrivateKeyChain::new("1", key, chain.map_err(|_| Unmade::Certificate)?);
    let mut store = KeyStore::new();
    store.add_entry(&identity.bundle_id, KeyStoreEntry::PrivateKeyChain(chain));
    store.writer(PASSWORD).write().map_err(|_| Unmade::Certificate)
}
