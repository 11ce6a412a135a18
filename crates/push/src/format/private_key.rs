//! Private keys of service accounts and of certificates: RSA, or ECDSA on P-256.

use domain::certificate::{Vendor, Wrong};
use domain::key::{Algorithm, Curve, Key, Unusable};
use ring::rsa::KeyPair;
use zeroize::Zeroizing;

use super::pem;
use super::tlv::{BIT_STRING, CONTEXT_0, INTEGER, NULL, OCTET_STRING, OID, Reader, SEQUENCE, write};
use crate::credential::Secret;

const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];
const EC: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];
/// The fewest bits that vendors take and that are safe.
const FEWEST_BITS: u32 = 2048;

const P256_BITS: u32 = 256;

/// A private key that fits together.
pub(super) struct PrivateKey {
    /// PKCS#8 PEM.
    pub pem: Secret,
    /// Bits of its length.
    pub bits: u32,
    /// The public key that belongs to it, as the inside of an X.509 public key's bit string.
    pub public: Vec<u8>,
}

impl PrivateKey {
    /// Out of PKCS#8: RSA, or ECDSA on P-256, which Apple may issue certificates for.
    pub fn from_pkcs8(der: &[u8]) -> Result<Self, Wrong> {
        let (algorithm, key) = pkcs8(der)?;
        if algorithm == EC {
            return Self::p256(&pem::private_key(der));
        }
        if algorithm != RSA {
            return Err(Wrong::CertificateKeyKind);
        }
        Self::rsa(key)
    }

    /// Out of PEM, of RSA alone: what the service accounts of `vendor` have.
    pub fn rsa_from_pem(text: &str, vendor: Vendor) -> Result<Self, Wrong> {
        let block = pem::first(text)?;
        if block.encrypted || block.label == "ENCRYPTED PRIVATE KEY" {
            return Err(Wrong::EncryptedKey(vendor));
        }
        match block.label {
            "PRIVATE KEY" => match pkcs8(block.der()?)? {
                (RSA, key) => Self::rsa(key),
                _ => Err(Wrong::NotRsaKey),
            },
            "RSA PRIVATE KEY" => Self::rsa(block.der()?),
            "EC PRIVATE KEY" => Err(Wrong::NotRsaKey),
            label if label.ends_with("PUBLIC KEY") => Err(Wrong::PublicKeyOnly(vendor)),
            _ => Err(Wrong::NotAKey),
        }
    }

    /// Whether it is ECDSA on P-256, as Apple's signing keys are.
    pub const fn is_p256(&self) -> bool {
        self.bits == P256_BITS
    }

    /// Out of PKCS#1 (RFC 8017 A.1.2).
    fn rsa(der: &[u8]) -> Result<Self, Wrong> {
        let mut numbers = Reader::new(der).sequence()?;
        numbers.number()?;
        let (modulus, exponent) = (numbers.expect(INTEGER)?.content, numbers.expect(INTEGER)?.content);
        let bits = bits(modulus);
        if bits < FEWEST_BITS {
            return Err(Wrong::WeakKey(bits));
        }
        // Whether the numbers belong together: a key that does not would fail at the first push.
        KeyPair::from_der(der).map_err(|_| Wrong::Malformed)?;
        let public = write(SEQUENCE, &[write(INTEGER, modulus), write(INTEGER, exponent)].concat());
        Ok(Self { pem: pem::private_key(&from_pkcs1(der)), bits, public })
    }

    fn p256(pem: &Secret) -> Result<Self, Wrong> {
        let pair = match Key::parse(Algorithm::EcdsaSha256, pem.expose()) {
            Ok(Key::EcdsaPair(pair)) if pair.curve() == Curve::P256 => pair,
            Ok(_) | Err(Unusable::OtherCurve(_)) => return Err(Wrong::CertificateKeyKind),
            Err(_) => return Err(Wrong::Malformed),
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

/// An RSA key (PKCS#1) as a `PrivateKeyInfo`.
pub(super) fn from_pkcs1(der: &[u8]) -> Zeroizing<Vec<u8>> {
    private_key_info(&[write(OID, RSA), write(NULL, &[])].concat(), der)
}

/// An ECDSA key (RFC 5915) as a `PrivateKeyInfo`; `outside` are the parameters of its curve where it does not say
/// them.
pub(super) fn from_sec1(der: &[u8], outside: Option<&[u8]>) -> Result<Zeroizing<Vec<u8>>, Wrong> {
    let mut key = Reader::new(der).sequence()?;
    key.number()?;
    key.expect(OCTET_STRING)?;
    let inside = key.take(CONTEXT_0)?.map(|parameters| parameters.content);
    let parameters = inside.or(outside).ok_or(Wrong::Malformed)?;
    Ok(private_key_info(&[&write(OID, EC), parameters].concat(), der))
}

fn private_key_info(algorithm: &[u8], key: &[u8]) -> Zeroizing<Vec<u8>> {
    let key = Zeroizing::new(write(OCTET_STRING, key));
    let whole = Zeroizing::new([write(INTEGER, &[0]).as_slice(), &write(SEQUENCE, algorithm), &key].concat());
    Zeroizing::new(write(SEQUENCE, &whole))
}

/// The algorithm and the key of a `PrivateKeyInfo` (RFC 5208).
fn pkcs8(der: &[u8]) -> Result<(&[u8], &[u8]), Wrong> {
    let mut info = Reader::new(der).sequence()?;
    info.number()?;
    let algorithm = info.sequence()?.expect(OID)?.content;
    Ok((algorithm, info.expect(OCTET_STRING)?.content))
}

/// Bits of a number, big-endian.
pub(super) fn bits(number: &[u8]) -> u32 {
    let digits = &number[number.iter().take_while(|digit| **digit == 0).count()..];
    let unused = digits.first().map_or(0, |first| first.leading_zeros());
    u32::try_from(digits.len() * 8).unwrap_or(u32::MAX).saturating_sub(unused)
}
