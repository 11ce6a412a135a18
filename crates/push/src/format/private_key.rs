//! Private keys of service accounts and certificates: RSA, or ECDSA on P-256.

use domain::certificate::{CredentialError, Vendor};
use domain::key::{Algorithm, Curve, Key, KeyError};
use ring::rsa::KeyPair;
use zeroize::Zeroizing;

use super::pem;
use super::tlv::{BIT_STRING, CONTEXT_0, INTEGER, NULL, OCTET_STRING, OID, Reader, SEQUENCE, write};
use crate::credential::Secret;

const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
const EC: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
/// Minimum bits of an RSA modulus that is secure and that vendors accept.
const MIN_RSA_BITS: u32 = 2048;

const P256_BITS: u32 = 256;

/// A private key that was checked for consistency.
pub(crate) struct PrivateKey {
    /// The key as PKCS#8 PEM.
    pub pem: Secret,
    /// Key length in bits.
    pub bits: u32,
    /// The public key: the contents of the bit string of an X.509 `SubjectPublicKeyInfo`.
    pub public: Vec<u8>,
}

impl PrivateKey {
    /// Parses PKCS#8: RSA, or ECDSA on P-256, which Apple may certify.
    pub fn from_pkcs8(der: &[u8]) -> Result<Self, CredentialError> {
        let (algorithm, key) = pkcs8(der)?;
        if algorithm == EC {
            return Self::p256(&pem::private_key(der));
        }
        if algorithm != RSA {
            return Err(CredentialError::CertificateKeyKind);
        }
        Self::rsa(key)
    }

    /// Parses PEM that must hold an RSA key, as service accounts of `vendor` do.
    pub fn rsa_from_pem(text: &str, vendor: Vendor) -> Result<Self, CredentialError> {
        let block = pem::first(text)?;
        if block.encrypted || block.label == "ENCRYPTED PRIVATE KEY" {
            return Err(CredentialError::EncryptedKey(vendor));
        }
        match block.label {
            "PRIVATE KEY" => match pkcs8(block.der()?)? {
                (RSA, key) => Self::rsa(key),
                _ => Err(CredentialError::NotRsaKey),
            },
            "RSA PRIVATE KEY" => Self::rsa(block.der()?),
            "EC PRIVATE KEY" => Err(CredentialError::NotRsaKey),
            label if label.ends_with("PUBLIC KEY") => Err(CredentialError::PublicKeyOnly(vendor)),
            _ => Err(CredentialError::NotAKey),
        }
    }

    /// Whether it is an ECDSA key, as Apple's signing keys are.
    pub const fn is_p256(&self) -> bool {
        self.bits == P256_BITS
    }

    /// Parses PKCS#1 (RFC 8017 A.1.2).
    fn rsa(der: &[u8]) -> Result<Self, CredentialError> {
        let mut numbers = Reader::new(der).sequence()?;
        numbers.number()?;
        let (modulus, exponent) = (numbers.expect(INTEGER)?.content, numbers.expect(INTEGER)?.content);
        let bits = bits(modulus);
        if bits < MIN_RSA_BITS {
            return Err(CredentialError::WeakKey(bits));
        }
        // Checks that the numbers are consistent; otherwise signing the first push would fail.
        KeyPair::from_der(der).map_err(|_| CredentialError::Malformed)?;
        let public = write(SEQUENCE, &[write(INTEGER, modulus), write(INTEGER, exponent)].concat());
        Ok(Self { pem: pem::private_key(&from_pkcs1(der)), bits, public })
    }

    fn p256(pem: &Secret) -> Result<Self, CredentialError> {
        let pair = match Key::parse(Algorithm::EcdsaSha256, pem.expose()) {
            Ok(Key::EcdsaPair(pair)) if pair.curve() == Curve::P256 => pair,
            Ok(_) | Err(KeyError::OtherCurve(_)) => return Err(CredentialError::CertificateKeyKind),
            Err(_) => return Err(CredentialError::Malformed),
        };
        let public = pair.public().to_pem();
        let spki = pem::first(&public)?;
        let mut info = Reader::new(spki.der()?).sequence()?;
        info.sequence()?;
        let point = info.expect(BIT_STRING)?.content;
        let public = point.get(1..).unwrap_or_default().to_vec();
        Ok(Self { pem: Secret::new(pair.expose().as_str()), bits: P256_BITS, public })
    }
}

/// Wraps an RSA key (PKCS#1) in a `PrivateKeyInfo`.
pub(crate) fn from_pkcs1(der: &[u8]) -> Zeroizing<Vec<u8>> {
    private_key_info(&[write(OID, RSA), write(NULL, &[])].concat(), der)
}

/// Wraps an ECDSA key (RFC 5915) in a `PrivateKeyInfo`. `parameters` names the curve if the key does not.
pub(crate) fn from_sec1(
    der: &[u8],
    parameters: Option<&[u8]>,
) -> Result<Zeroizing<Vec<u8>>, CredentialError> {
    let mut key = Reader::new(der).sequence()?;
    key.number()?;
    key.expect(OCTET_STRING)?;
    let own = key.take(CONTEXT_0)?.map(|own| own.content);
    let parameters = own.or(parameters).ok_or(CredentialError::Malformed)?;
    Ok(private_key_info(&[&write(OID, EC), parameters].concat(), der))
}

fn private_key_info(algorithm: &[u8], key: &[u8]) -> Zeroizing<Vec<u8>> {
    let key = Zeroizing::new(write(OCTET_STRING, key));
    let whole = Zeroizing::new([write(INTEGER, &[0]).as_slice(), &write(SEQUENCE, algorithm), &key].concat());
    Zeroizing::new(write(SEQUENCE, &whole))
}

/// The algorithm and the key of a `PrivateKeyInfo` (RFC 5208).
fn pkcs8(der: &[u8]) -> Result<(&[u8], &[u8]), CredentialError> {
    let mut info = Reader::new(der).sequence()?;
    info.number()?;
    let algorithm = info.sequence()?.expect(OID)?.content;
    Ok((algorithm, info.expect(OCTET_STRING)?.content))
}

/// The bit length of a big-endian number.
pub(crate) fn bits(number: &[u8]) -> u32 {
    let digits = &number[number.iter().take_while(|digit| **digit == 0).count()..];
    let unused = digits.first().map_or(0, |first| first.leading_zeros());
    u32::try_from(digits.len() * 8).unwrap_or(u32::MAX).saturating_sub(unused)
}
