//! Certificates and keys outside of a `.p12`: PEM with both in one file, as `openssl pkcs12 -out` writes it, and DER.

use domain::certificate::{CredentialError, SecretText, Upload};
use domain::key::pem::Block;
use x509_cert::Certificate;
use x509_cert::der::Decode as _;
use x509_cert::request::CertReq;
use zeroize::Zeroizing;

use super::pem;
use super::pkcs12::{self, Contents};
use super::private_key::{PrivateKey, from_pkcs1, from_sec1};
use super::tlv::{CONTEXT_0, Element, OID, Reader, SEQUENCE, SET, write};

/// `signedData` (RFC 2315), in which certificates are distributed.
const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
/// Maximum number of keys, and of certificates, in one file. A chain has two or three certificates.
const MAX_ENTRIES: usize = 64;

/// Identifies a DER file that holds no key and returns the matching error; `None` if it is not recognised.
pub(crate) fn kind_of_der(bytes: &[u8]) -> Option<CredentialError> {
    if Certificate::from_der(bytes).is_ok()
        || signed_certificates(bytes).is_some_and(|found| !found.is_empty())
    {
        Some(CredentialError::IsCertificate)
    } else if CertReq::from_der(bytes).is_ok() {
        Some(CredentialError::IsSigningRequest)
    } else {
        None
    }
}

/// Reads the certificates and keys of a file that is not a `.p12`, and whether its keys were encrypted.
pub(crate) fn open(
    file: &Upload,
    password: Option<&SecretText>,
) -> Result<(Contents, bool), CredentialError> {
    let Some(text) = pem::text(file.bytes()) else {
        let is_key = PrivateKey::from_pkcs8(file.bytes()).is_ok();
        let key = is_key.then_some(CredentialError::NoCertificate);
        return Err(kind_of_der(file.bytes()).or(key).unwrap_or(CredentialError::NotPkcs12));
    };
    let blocks = pem::blocks(&text)?;
    if let Some(block) = blocks.iter().find(|block| block.label == "PKCS12") {
        let contents = pkcs12::open(block.der()?, password)?;
        return Ok((contents, password.is_some()));
    }
    let mut found = Found::default();
    for block in &blocks {
        found.add(block)?;
    }
    found.finish(password)
}

/// The contents of the blocks read so far.
#[derive(Default)]
struct Found {
    contents: Contents,
    encrypted_keys: Vec<Zeroizing<Vec<u8>>>,
    /// The `EC PARAMETERS` block, for a key that does not name its curve.
    parameters: Option<Vec<u8>>,
    signing_request: bool,
}

impl Found {
    fn add(&mut self, block: &Block<'_>) -> Result<(), CredentialError> {
        match block.label {
            "PRIVATE KEY" => self.contents.keys.push(Zeroizing::new(block.der()?.to_vec())),
            "RSA PRIVATE KEY" | "EC PRIVATE KEY" if block.encrypted => {
                return Err(CredentialError::UnknownEncryption);
            }
            "RSA PRIVATE KEY" => self.contents.keys.push(from_pkcs1(block.der()?)),
            "EC PRIVATE KEY" => {
                self.contents.keys.push(from_sec1(block.der()?, self.parameters.as_deref())?);
            }
            "ENCRYPTED PRIVATE KEY" => self.encrypted_keys.push(Zeroizing::new(block.der()?.to_vec())),
            "EC PARAMETERS" => self.parameters = Some(block.der()?.to_vec()),
            "CERTIFICATE" | "X509 CERTIFICATE" => self.contents.certificates.push(block.der()?.to_vec()),
            // OpenSSL appends trust settings to the certificate.
            "TRUSTED CERTIFICATE" => {
                let certificate = Reader::new(block.der()?).expect(SEQUENCE)?;
                self.contents.certificates.push(write(SEQUENCE, certificate.content));
            }
            "PKCS7" | "CMS" => {
                let certificates = signed_certificates(block.der()?).ok_or(CredentialError::Malformed)?;
                self.contents.certificates.extend(certificates);
            }
            label if label.ends_with("CERTIFICATE REQUEST") => self.signing_request = true,
            _ => {}
        }
        let keys = self.contents.keys.len() + self.encrypted_keys.len();
        if keys.max(self.contents.certificates.len()) > MAX_ENTRIES {
            Err(CredentialError::Malformed)
        } else {
            Ok(())
        }
    }

    fn finish(mut self, password: Option<&SecretText>) -> Result<(Contents, bool), CredentialError> {
        let has_key = !self.contents.keys.is_empty() || !self.encrypted_keys.is_empty();
        match (has_key, self.contents.certificates.is_empty()) {
            (true, false) => {}
            (_, true) if self.signing_request => return Err(CredentialError::IsSigningRequest),
            (false, true) => return Err(CredentialError::NotPkcs12),
            (false, false) => return Err(CredentialError::IsCertificate),
            (true, true) => {
                let signing =
                    |key: &Zeroizing<Vec<u8>>| PrivateKey::from_pkcs8(key).is_ok_and(|key| key.is_p256());
                let is_signing_key = self.contents.keys.iter().any(signing);
                return Err(if is_signing_key {
                    CredentialError::IsSigningKey
                } else {
                    CredentialError::NoCertificate
                });
            }
        }
        let encrypted = !self.encrypted_keys.is_empty();
        self.contents.keys.extend(pkcs12::private_keys(&self.encrypted_keys, password)?);
        Ok((self.contents, encrypted))
    }
}

/// The certificates of a `signedData` without content; `None` for anything else, e.g. a provisioning profile.
fn signed_certificates(der: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut info = Reader::new(der).sequence().ok()?;
    if info.expect(OID).ok()?.content != SIGNED_DATA {
        return None;
    }
    let mut data = info.expect(CONTEXT_0).ok()?.inside().sequence().ok()?;
    data.number().ok()?;
    data.expect(SET).ok()?;
    let mut content = data.sequence().ok()?;
    content.next().ok()?;
    if !content.is_empty() {
        return None;
    }
    let mut list = data.take(CONTEXT_0).ok()?.map_or(Reader::new(&[]), Element::inside);
    let mut certificates = Vec::new();
    while !list.is_empty() && certificates.len() <= MAX_ENTRIES {
        certificates.push(write(SEQUENCE, list.expect(SEQUENCE).ok()?.content));
    }
    Some(certificates)
}
