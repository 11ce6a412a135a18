//! Parses a pasted ECDSA key: PKCS#8, SEC1 and SPKI in PEM (RFC 5208, RFC 5915, RFC 5480).

use p256::pkcs8::der::asn1::{AnyRef, BitStringRef, OctetStringRef};
use p256::pkcs8::der::{self, Decode as _, Reader as _, Tag, TagNumber, Tagged as _};
use p256::pkcs8::spki::{AlgorithmIdentifierRef, SubjectPublicKeyInfoRef};
use p256::pkcs8::{ObjectIdentifier, PrivateKeyInfoRef};
use zeroize::Zeroizing;

use super::{Curve, EcdsaPair, EcdsaPublic, Key, KeyError, MAX_KEY_BYTES, OtherCurve, explicit};
use crate::key::pem::{self, Block};

const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1");
const BRAINPOOL: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.36.3.3.2.8.1.1");
const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const SECP256K1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.10");

const OTHERS: [(ObjectIdentifier, OtherCurve); 9] = [
    (ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.1"), OtherCurve::P192),
    (ObjectIdentifier::new_unwrap("1.3.132.0.33"), OtherCurve::P224),
    (ObjectIdentifier::new_unwrap("1.3.132.0.34"), OtherCurve::P384),
    (ObjectIdentifier::new_unwrap("1.3.132.0.35"), OtherCurve::P521),
    (ObjectIdentifier::new_unwrap("1.2.156.10197.1.301"), OtherCurve::Sm2),
    (ObjectIdentifier::new_unwrap("1.3.101.110"), OtherCurve::X25519),
    (ObjectIdentifier::new_unwrap("1.3.101.111"), OtherCurve::X448),
    (ObjectIdentifier::new_unwrap("1.3.101.112"), OtherCurve::Ed25519),
    (ObjectIdentifier::new_unwrap("1.3.101.113"), OtherCurve::Ed448),
];

/// The private key, public key or pair in `text`.
pub(super) fn ecdsa(text: &str) -> Result<Key, KeyError> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(KeyError::Empty);
    }
    if text.len() > MAX_KEY_BYTES {
        return Err(KeyError::TooLarge);
    }
    if trimmed.len() == 64 && trimmed.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(KeyError::HmacKey);
    }
    let blocks: Vec<_> = pem::blocks(text).collect::<Result<_, _>>()?;
    if blocks.is_empty() {
        return Err(KeyError::NotPem);
    }
    let mut found = Found::default();
    for block in &blocks {
        found.add(block)?;
    }
    match (found.pair, found.public) {
        (Some(pair), Some(public)) if pair.public() != public => Err(KeyError::Mismatch),
        (Some(pair), _) => Ok(Key::EcdsaPair(pair)),
        (None, Some(public)) => Ok(Key::EcdsaPublic(public)),
        (None, None) => Err(KeyError::NoKey),
    }
}

/// Content of the blocks read so far.
#[derive(Default)]
struct Found {
    /// Curve from an `EC PARAMETERS` block, for a key that does not name its own.
    parameters: Option<Curve>,
    pair: Option<EcdsaPair>,
    public: Option<EcdsaPublic>,
}

impl Found {
    fn add(&mut self, block: &Block<'_>) -> Result<(), KeyError> {
        if block.encrypted || block.label == "ENCRYPTED PRIVATE KEY" {
            return Err(KeyError::Encrypted);
        }
        match block.label {
            "EC PARAMETERS" => {
                let parameters = AnyRef::from_der(block.der()?).map_err(|_| KeyError::Malformed)?;
                self.parameters = Some(curve_of_parameters(parameters)?);
            }
            "PRIVATE KEY" => once(&mut self.pair, pkcs8(block.der()?)?)?,
            "EC PRIVATE KEY" => once(&mut self.pair, sec1(block.der()?, self.parameters)?)?,
            "PUBLIC KEY" => once(&mut self.public, spki(block.der()?)?)?,
            "RSA PRIVATE KEY" | "RSA PUBLIC KEY" => return Err(KeyError::Rsa),
            label if label.ends_with("CERTIFICATE") => return Err(KeyError::Certificate),
            _ => {}
        }
        Ok(())
    }
}

fn once<T>(place: &mut Option<T>, found: T) -> Result<(), KeyError> {
    if place.replace(found).is_some() { Err(KeyError::Several) } else { Ok(()) }
}

fn pkcs8(der: &[u8]) -> Result<EcdsaPair, KeyError> {
    let info = PrivateKeyInfoRef::try_from(der).map_err(|_| KeyError::Malformed)?;
    sec1(info.private_key.as_bytes(), Some(curve(info.algorithm)?))
}

/// An `ECPrivateKey` (RFC 5915), which may also contain explicit curve parameters.
struct Sec1<'a> {
    number: &'a [u8],
    parameters: Option<AnyRef<'a>>,
    public: Option<&'a [u8]>,
}

impl<'a> Sec1<'a> {
    fn read(der: &'a [u8]) -> der::Result<Self> {
        AnyRef::from_der(der)?.sequence(|reader| -> der::Result<_> {
            if reader.decode::<u8>()? != 1 {
                return Err(Tag::Integer.value_error().into());
            }
            let number = reader.decode::<&OctetStringRef>()?.as_bytes();
            let mut key = Self { number, parameters: None, public: None };
            while !reader.is_finished() {
                let field = reader.decode::<AnyRef<'_>>()?;
                let Tag::ContextSpecific { constructed: true, number } = field.tag() else {
                    return Err(field.tag().value_error().into());
                };
                match number {
                    TagNumber(0) if key.parameters.is_none() && key.public.is_none() => {
                        key.parameters = Some(AnyRef::from_der(field.value())?);
                    }
                    TagNumber(1) if key.public.is_none() => {
                        let point = BitStringRef::from_der(field.value())?;
                        key.public = Some(point.as_bytes().ok_or_else(|| Tag::BitString.value_error())?);
                    }
                    _ => return Err(field.tag().value_error().into()),
                }
            }
            Ok(key)
        })
    }
}

/// Parses an `ECPrivateKey`; `outside` is the curve named by its container.
fn sec1(der: &[u8], outside: Option<Curve>) -> Result<EcdsaPair, KeyError> {
    let key = Sec1::read(der).map_err(|_| KeyError::Malformed)?;
    let inside = key.parameters.map(curve_of_parameters).transpose()?;
    let curve = match (inside, outside) {
        (Some(inside), Some(outside)) if inside != outside => return Err(KeyError::Malformed),
        (inside, outside) => inside.or(outside).ok_or(KeyError::Malformed)?,
    };
    // Some generators omit leading zeros.
    let mut number = Zeroizing::new([0; 32]);
    let start = number.len().checked_sub(key.number.len()).ok_or(KeyError::Malformed)?;
    number[start..].copy_from_slice(key.number);
    let pair = EcdsaPair::from_bytes(curve, &number).ok_or(KeyError::Malformed)?;
    match key.public.map(|point| EcdsaPublic::from_point(curve, point)) {
        Some(None) => Err(KeyError::Malformed),
        Some(Some(public)) if public != pair.public() => Err(KeyError::Mismatch),
        _ => Ok(pair),
    }
}

fn spki(der: &[u8]) -> Result<EcdsaPublic, KeyError> {
    let info = SubjectPublicKeyInfoRef::try_from(der).map_err(|_| KeyError::Malformed)?;
    let curve = curve(info.algorithm)?;
    let point = info.subject_public_key.as_bytes().ok_or(KeyError::Malformed)?;
    EcdsaPublic::from_point(curve, point).ok_or(KeyError::Malformed)
}

/// The curve of an algorithm identifier of RFC 5480 or RFC 8410.
fn curve(algorithm: AlgorithmIdentifierRef<'_>) -> Result<Curve, KeyError> {
    if algorithm.oid == EC {
        return algorithm.parameters.ok_or(KeyError::Malformed).and_then(curve_of_parameters);
    }
    if algorithm.oid.as_bytes().starts_with(RSA.as_bytes()) {
        return Err(KeyError::Rsa);
    }
    named(algorithm.oid)
}

/// The curve, either named or with explicit parameters.
fn curve_of_parameters(parameters: AnyRef<'_>) -> Result<Curve, KeyError> {
    match parameters.decode_as::<ObjectIdentifier>() {
        Ok(name) => named(name),
        Err(_) => explicit::curve(parameters).map_err(KeyError::OtherCurve),
    }
}

fn named(oid: ObjectIdentifier) -> Result<Curve, KeyError> {
    match oid {
        P256 => Ok(Curve::P256),
        SECP256K1 => Ok(Curve::Secp256k1),
        oid => Err(KeyError::OtherCurve(other(oid))),
    }
}

fn other(oid: ObjectIdentifier) -> OtherCurve {
    let family = BRAINPOOL.as_bytes();
    if oid.as_bytes().starts_with(family) {
        return OtherCurve::Brainpool;
    }
    OTHERS.iter().find(|(known, _)| *known == oid).map_or(OtherCurve::Unnamed, |(_, curve)| *curve)
}
