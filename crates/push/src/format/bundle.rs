//! Certificates and keys outside of a `.p12`: as PEM, the way `openssl pkcs12 -out` writes both into one file,
//! and as DER.

use domain::certificate::{SecretText, Upload, Wrong};
use x509_cert::der::Decode as _;
use x509_cert::request::CertReq;
use zeroize::Zeroizing;

use super::pem::{self, Block};
use super::pkcs12::{self, Contents};
use super::private_key::{PrivateKey, from_pkcs1, from_sec1};
use super::tlv::{CONTEXT_0, Element, OID, Reader, SEQUENCE, SET, write};
use super::{apple, text};

/// `signedData`, which certificates are given out in (RFC 2315).
const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
/// Blocks of one file: a chain has two or three certificates.
const MOST: usize = 64;

/// What a file without keys is, or one that is not PEM.
pub(super) fn kind_of_der(bytes: &[u8]) -> Option<Wrong> {
    if apple::is_certificate(bytes) || signed_certificates(bytes).is_some_and(|found| !found.is_empty()) {
        Some(Wrong::IsCertificate)
    } else if CertReq::from_der(bytes).is_ok() {
        Some(Wrong::IsSigningRequest)
    } else {
        None
    }
}

/// The certificates and keys of a file that is no `.p12`, as [`pkcs12::open`] finds them in one, and whether its
/// keys were closed with the password.
pub(super) fn open(file: &Upload, password: Option<&SecretText>) -> Result<(Contents, bool), Wrong> {
    let Some(text) = text::with_pem(file.bytes()) else {
        let is_key = PrivateKey::from_pkcs8(file.bytes()).is_ok();
        let key = is_key.then_some(Wrong::NoCertificate);
        return Err(kind_of_der(file.bytes()).or(key).unwrap_or(Wrong::NotPkcs12));
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

/// What the blocks so far have held.
#[derive(Default)]
struct Found {
    contents: Contents,
    /// Keys that are closed with a password.
    closed: Vec<Zeroizing<Vec<u8>>>,
    /// The curve of an `EC PARAMETERS` block: it goes with a key that does not name its own.
    parameters: Option<Vec<u8>>,
    signing_request: bool,
}

impl Found {
    fn add(&mut self, block: &Block<'_>) -> Result<(), Wrong> {
        match block.label {
            "PRIVATE KEY" => self.contents.keys.push(Zeroizing::new(block.der()?.to_vec())),
            "RSA PRIVATE KEY" | "EC PRIVATE KEY" if block.encrypted => return Err(Wrong::UnknownEncryption),
            "RSA PRIVATE KEY" => self.contents.keys.push(from_pkcs1(block.der()?)),
            "EC PRIVATE KEY" => {
                self.contents.keys.push(from_sec1(block.der()?, self.parameters.as_deref())?);
            }
            "ENCRYPTED PRIVATE KEY" => self.closed.push(Zeroizing::new(block.der()?.to_vec())),
            "EC PARAMETERS" => self.parameters = Some(block.der()?.to_vec()),
            "CERTIFICATE" | "X509 CERTIFICATE" => self.contents.certificates.push(block.der()?.to_vec()),
            // OpenSSL adds what it is trusted for.
            "TRUSTED CERTIFICATE" => {
                let certificate = Reader::new(block.der()?).expect(SEQUENCE)?;
                self.contents.certificates.push(write(SEQUENCE, certificate.content));
            }
            "PKCS7" | "CMS" => {
                let certificates = signed_certificates(block.der()?).ok_or(Wrong::Malformed)?;
                self.contents.certificates.extend(certificates);
            }
            label if label.ends_with("CERTIFICATE REQUEST") => self.signing_request = true,
            _ => {}
        }
        let keys = self.contents.keys.len() + self.closed.len();
        if keys.max(self.contents.certificates.len()) > MOST { Err(Wrong::Malformed) } else { Ok(()) }
    }

    fn finish(mut self, password: Option<&SecretText>) -> Result<(Contents, bool), Wrong> {
        let has_key = !self.contents.keys.is_empty() || !self.closed.is_empty();
        match (has_key, self.contents.certificates.is_empty()) {
            (true, false) => {}
            (_, true) if self.signing_request => return Err(Wrong::IsSigningRequest),
            (false, true) => return Err(Wrong::NotPkcs12),
            (false, false) => return Err(Wrong::IsCertificate),
            (true, true) => {
                let signing =
                    |key: &Zeroizing<Vec<u8>>| PrivateKey::from_pkcs8(key).is_ok_and(|key| key.is_p256());
                let is_signing_key = self.contents.keys.iter().any(signing);
                return Err(if is_signing_key { Wrong::IsSigningKey } else { Wrong::NoCertificate });
            }
        }
        let closed = !self.closed.is_empty();
        self.contents.keys.extend(pkcs12::private_keys(&self.closed, password)?);
        Ok((self.contents, closed))
    }
}

/// The certificates of a `signedData` that signs nothing but carries them; `None` where it is something else, a
/// provisioning profile for example.
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
    while !list.is_empty() && certificates.len() <= MOST {
        certificates.push(write(SEQUENCE, list.expect(SEQUENCE).ok()?.content));
    }
    Some(certificates)
}
