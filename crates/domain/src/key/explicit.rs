//! Curves with explicit parameters instead of a name (`SpecifiedECDomain`, SEC 1 C.2). Some programs write P-256
//! keys in this form.
//!
//! A key is accepted only if every parameter is that of the named curve, including the generator: with another
//! generator, the same public point belongs to another private number.

use p256::pkcs8::ObjectIdentifier;
use p256::pkcs8::der::asn1::{AnyRef, BitStringRef, OctetStringRef, UintRef};
use p256::pkcs8::der::{Reader as _, Result};

use super::{Curve, OtherCurve};

const PRIME_FIELD: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.1.1");

/// Parameters of a curve, in hexadecimal without leading zeros.
#[derive(PartialEq, Eq)]
struct CurveParameters<T> {
    prime: T,
    a: T,
    b: T,
    x: T,
    y: YCoordinate<T>,
    order: T,
}

/// The y coordinate of the generator, or only its parity if the point is compressed.
#[derive(PartialEq, Eq)]
enum YCoordinate<T> {
    Full(T),
    IsOdd(bool),
}

const P256: CurveParameters<&str> = CurveParameters {
    prime: "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
    a: "ffffffff00000001000000000000000000000000fffffffffffffffffffffffc",
    b: "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b",
    x: "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
    y: YCoordinate::Full("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"),
    order: "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
};
const SECP256K1: CurveParameters<&str> = CurveParameters {
    prime: "fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f",
    a: "",
    b: "7",
    x: "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
    y: YCoordinate::Full("483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8"),
    order: "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
};
/// Unsupported curves, recognised by their primes.
const OTHERS: [(&str, OtherCurve); 4] = [
    ("fffffffffffffffffffffffffffffffeffffffffffffffff", OtherCurve::P192),
    ("ffffffffffffffffffffffffffffffff000000000000000000000001", OtherCurve::P224),
    (
        "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff",
        OtherCurve::P384,
    ),
    (
        "1ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        OtherCurve::P521,
    ),
];

/// The curve with these `parameters`, or why it is not supported.
pub(super) fn curve(parameters: AnyRef<'_>) -> std::result::Result<Curve, OtherCurve> {
    let found = read(parameters).ok().flatten().ok_or(OtherCurve::Explicit)?;
    if found.matches(&P256) {
        return Ok(Curve::P256);
    }
    if found.matches(&SECP256K1) {
        return Ok(Curve::Secp256k1);
    }
    let other = OTHERS.iter().find(|(prime, _)| *prime == found.prime);
    Err(other.map_or(OtherCurve::Explicit, |(_, curve)| *curve))
}

impl CurveParameters<String> {
    fn matches(&self, known: &CurveParameters<&str>) -> bool {
        let same_y = match (&self.y, &known.y) {
            (YCoordinate::Full(y), YCoordinate::Full(known)) => y == known,
            (YCoordinate::IsOdd(odd), YCoordinate::Full(known)) => {
                known.ends_with(['1', '3', '5', '7', '9', 'b', 'd', 'f']) == *odd
            }
            _ => false,
        };
        let numbers = [(&self.prime, known.prime), (&self.a, known.a), (&self.b, known.b)];
        let numbers = numbers.into_iter().chain([(&self.x, known.x), (&self.order, known.order)]);
        same_y && numbers.into_iter().all(|(number, known)| number == known)
    }
}

/// Parses the parameters of a curve over a prime field; `None` for another field or a cofactor other than 1.
fn read(parameters: AnyRef<'_>) -> Result<Option<CurveParameters<String>>> {
    parameters.sequence(|reader| -> Result<_> {
        reader.decode::<u8>()?;
        let field = reader.decode::<AnyRef<'_>>()?;
        let (kind, prime) = field.sequence(|field| -> Result<_> {
            Ok((field.decode::<ObjectIdentifier>()?, field.decode::<AnyRef<'_>>()?))
        })?;
        let coefficients = reader.decode::<AnyRef<'_>>()?;
        let (a, b) = coefficients.sequence(|coefficients| -> Result<_> {
            let a = coefficients.decode::<&OctetStringRef>()?;
            let b = coefficients.decode::<&OctetStringRef>()?;
            // The optional seed of the coefficients.
            coefficients.decode::<Option<BitStringRef<'_>>>()?;
            Ok((a, b))
        })?;
        let generator = reader.decode::<&OctetStringRef>()?;
        let order = reader.decode::<UintRef<'_>>()?;
        let cofactor = reader.decode::<Option<UintRef<'_>>>()?;
        if kind != PRIME_FIELD || cofactor.is_some_and(|cofactor| cofactor.as_bytes() != [1]) {
            return Ok(None);
        }
        let Some((x, y)) = point(generator.as_bytes()) else { return Ok(None) };
        Ok(Some(CurveParameters {
            prime: hexadecimal(prime.decode_as::<UintRef<'_>>()?.as_bytes()),
            a: hexadecimal(a.as_bytes()),
            b: hexadecimal(b.as_bytes()),
            x,
            y,
            order: hexadecimal(order.as_bytes()),
        }))
    })
}

/// The coordinates of a point (SEC 1 2.3.3): compressed, uncompressed, or in OpenSSL's hybrid form.
fn point(bytes: &[u8]) -> Option<(String, YCoordinate<String>)> {
    let (tag, rest) = bytes.split_first()?;
    Some(match tag {
        2 | 3 => (hexadecimal(rest), YCoordinate::IsOdd(*tag == 3)),
        4 | 6 | 7 => {
            let (x, y) = rest.split_at(rest.len() / 2);
            (hexadecimal(x), YCoordinate::Full(hexadecimal(y)))
        }
        _ => return None,
    })
}

fn hexadecimal(bytes: &[u8]) -> String {
    base16ct::lower::encode_string(bytes).trim_start_matches('0').to_owned()
}
