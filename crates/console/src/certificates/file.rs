//! A file of exported certificates: JSON that anybody can read but for the secrets, which a passphrase seals.
//! What is readable is sealed with them, so it cannot be altered.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::application::sdkappid::Sdkappid;
use domain::certificate::{
    Certificate, CertificateId, CertificateName, ClickAction, CredentialError, Facts, Notes, Platform,
    Settings, text_of,
};
use domain::time::Timestamp;
use push::credential::Credential;
use serde::{Deserialize, Serialize};
use vault::PortableKey;

use super::read::wrong;
use crate::account::passwords::SALT_BYTES;
use crate::{Error, Random};

/// Format and version of the file, in its field `format`.
const FORMAT: &str = "chat-console-certificates-1";
/// The most bytes of a file: 200 certificates with the longest chains of Apple have less.
pub const MAX_BYTES: usize = 2 * 1024 * 1024;

/// Layout of an export file, as JSON.
#[derive(Serialize, Deserialize)]
pub(super) struct ExportFile {
    format: String,
    /// The application that it was made of.
    pub(super) sdkappid: Sdkappid,
    /// Instant of the export; part of what each secret is bound to.
    pub(super) exported_at: Timestamp,
    /// Of the key that the passphrase is stretched to, in Base64.
    salt: String,
    certificates: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    #[serde(flatten)]
    metadata: Metadata,
    /// The credential, in Base64.
    sealed: String,
}

/// The public fields of a certificate that travel with it; not its health, and not whether it is a default.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Metadata {
    pub(super) id: CertificateId,
    pub(super) platform: Platform,
    pub(super) name: CertificateName,
    pub(super) notes: Notes,
    pub(super) click_action: Option<ClickAction>,
    pub(super) settings: Settings,
    pub(super) facts: Facts,
}

impl Metadata {
    pub(super) fn of(certificate: &Certificate) -> Self {
        Self {
            id: certificate.id,
            platform: certificate.platform,
            name: certificate.name.clone(),
            notes: certificate.notes.clone(),
            click_action: certificate.click_action.clone(),
            settings: certificate.settings.clone(),
            facts: certificate.facts.clone(),
        }
    }
}

impl ExportFile {
    /// Nothing in it yet.
    pub(super) fn new(sdkappid: Sdkappid, exported_at: Timestamp, salt: [u8; SALT_BYTES]) -> Self {
        let salt = STANDARD.encode(salt);
        Self { format: FORMAT.to_owned(), sdkappid, exported_at, salt, certificates: Vec::new() }
    }

    /// Reads it, without its secrets, in whatever encoding it was saved again.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Error> {
        if bytes.is_empty() {
            return Err(wrong(vec![CredentialError::Empty]));
        }
        let text = text_of(bytes).filter(|_| bytes.len() <= MAX_BYTES);
        let file = text.and_then(|text| serde_json::from_str::<Self>(text.trim()).ok());
        let file = file.filter(|file| file.format == FORMAT);
        file.ok_or_else(|| wrong(vec![CredentialError::NotAnExport]))
    }

    pub(super) fn salt(&self) -> Result<[u8; SALT_BYTES], Error> {
        let salt = STANDARD.decode(&self.salt).ok().and_then(|salt| salt.try_into().ok());
        salt.ok_or_else(|| wrong(vec![CredentialError::NotAnExport]))
    }

    /// Number of certificates in the file.
    pub(super) const fn len(&self) -> usize {
        self.certificates.len()
    }

    /// Adds a certificate with its secret.
    pub(super) fn push(
        &mut self,
        key: &PortableKey,
        metadata: Metadata,
        credential: &Credential,
        random: &dyn Random,
    ) -> Result<(), Error> {
        let context = self.context(&metadata)?;
        let sealed = key.seal(&context, &credential.to_stored(), &mut |bytes| random.fill(bytes))?;
        self.certificates.push(Entry { metadata, sealed: STANDARD.encode(sealed) });
        Ok(())
    }

    /// Opens all of it with `key`.
    pub(super) fn open(&self, key: &PortableKey) -> Result<Vec<(Metadata, Credential)>, Error> {
        let mut opened = Vec::with_capacity(self.len());
        for Entry { metadata, sealed } in &self.certificates {
            let context = self.context(metadata)?;
            let sealed = STANDARD.decode(sealed).map_err(|_| wrong(vec![CredentialError::NotAnExport]))?;
            let bytes =
                key.open(&context, &sealed).ok_or_else(|| wrong(vec![CredentialError::WrongPassphrase]))?;
            let credential =
                Credential::from_stored(&bytes).map_err(|_| wrong(vec![CredentialError::NotAnExport]))?;
            let platform = metadata.platform;
            if credential.platform() != platform || metadata.settings.platform() != platform {
                return Err(wrong(vec![CredentialError::NotAnExport]));
            }
            opened.push((metadata.clone(), credential));
        }
        Ok(opened)
    }

    /// Associated data of the encryption: the file's identity and the certificate's metadata.
    fn context(&self, metadata: &Metadata) -> Result<Vec<u8>, Error> {
        serde_json::to_vec(&(FORMAT, self.sdkappid, self.exported_at, metadata))
            .map_err(|error| Error::Internal(format!("exported certificate: {error}")))
    }
}
