//! What was signed, and how the signature is written.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::usersig::diagnosis::CheckName::Signature;
use domain::usersig::diagnosis::{Advice as R, Field, Joint, LineFault, Misuse, SignatureEncoding};
use domain::usersig::service_code::ServiceCode as C;
use hmac::{Hmac, KeyInit, Mac as _};
use sha2::Sha256;

use super::{Row, again, row};
use crate::support::token;
use crate::world::{Made, ORBIT, STAGING, hmac, id};

/// A token whose signature is of this text, by the right key.
pub fn signed(text: &str) -> String {
    let made = Made::default();
    with_sig(&STANDARD.encode(hash(&made.key, text.as_bytes())))
}

pub fn hash(key: &[u8], text: &[u8]) -> Vec<u8> {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).unwrap();
    mac.update(text);
    mac.finalize().into_bytes().to_vec()
}

/// A right token with this signature instead of its own.
pub fn with_sig(sig: &str) -> String {
    let made = Made::default();
    let mut json: serde_json::Value = serde_json::from_str(&made.json()).unwrap();
    json["TLS.sig"] = sig.into();
    token(&json.to_string())
}

/// The lines that have to be signed, without their ends.
pub fn lines() -> [String; 4] {
    let Made { user, sdkappid, time, expire, .. } = Made::default();
    [
        format!("TLS.identifier:{user}"),
        format!("TLS.sdkappid:{sdkappid}"),
        format!("TLS.time:{time}"),
        format!("TLS.expire:{expire}"),
    ]
}

pub fn rows() -> Vec<Row> {
    let [user, app, time, expire] = lines();
    let right = lines().map(|line| line + "\n").concat();
    let made = Made::default();
    let sig = hash(&made.key, right.as_bytes());
    let hex: Vec<_> = sig.iter().map(|byte| format!("{byte:02x}")).collect();
    let hex = hex.concat();
    let wrong = |name, pasted, advice| row(name, pasted, C::WrongKey, &[Signature], vec![advice, again()]);
    let unreadable =
        |name, pasted, advice| row(name, pasted, C::Unreadable, &[Signature], vec![advice, again()]);
    let joint = |joint| R::SignLines(LineFault::Joint(joint));
    let orbit = hmac(5).expose().as_bytes().to_vec();
    vec![
        wrong("lines joined by an escape", signed(&lines().join("\\n")), joint(Joint::EscapedLf)),
        wrong(
            "lines joined by an escape, with one at the end",
            signed(&(lines().join("\\n") + "\\n")),
            joint(Joint::EscapedLf),
        ),
        wrong("lines joined by CR LF", signed(&(lines().join("\r\n") + "\r\n")), joint(Joint::CrLf)),
        wrong("lines joined by tabs", signed(&lines().join("\t")), joint(Joint::Tab)),
        wrong("lines joined by nothing", signed(&lines().concat()), joint(Joint::Nothing)),
        wrong("no line feed at the end", signed(&lines().join("\n")), R::SignLines(LineFault::NoLastBreak)),
        wrong(
            "a space after the colons",
            signed(&right.replace(':', ": ")),
            R::SignLines(LineFault::Separator),
        ),
        wrong(
            "the lines in another order",
            signed(&format!("{expire}\n{user}\n{app}\n{time}\n")),
            R::SignLines(LineFault::Order),
        ),
        wrong("the names without TLS", signed(&right.replace("TLS.", "")), R::SignLines(LineFault::Names)),
        wrong(
            "the clock asked twice",
            signed(&right.replace(&time, &format!("TLS.time:{}", made.time + 1))),
            R::SignLines(LineFault::OtherValue(Field::Time)),
        ),
        wrong("the signature in hexadecimal", with_sig(&hex), R::EncodeSignature(SignatureEncoding::Hex)),
        wrong(
            "the signature in upper-case hexadecimal",
            with_sig(&hex.to_uppercase()),
            R::EncodeSignature(SignatureEncoding::Hex),
        ),
        wrong(
            "the signature in hexadecimal in base64",
            with_sig(&STANDARD.encode(&hex)),
            R::EncodeSignature(SignatureEncoding::HexInBase64),
        ),
        unreadable(
            "the signature without padding",
            with_sig(STANDARD.encode(&sig).trim_end_matches('=')),
            R::EncodeSignature(SignatureEncoding::Unpadded),
        ),
        unreadable(
            "the signature with a line break",
            with_sig(&(STANDARD.encode(&sig) + "\n")),
            R::EncodeSignature(SignatureEncoding::WhiteSpace),
        ),
        wrong("a signature of SHA-1", with_sig(&STANDARD.encode([7; 20])), R::UseSha256)
            .with(R::CopyKey { sdkappid: id(STAGING), version: 3 }),
        row(
            "hexadecimal by nobody",
            with_sig(&"0f".repeat(32)),
            C::WrongKey,
            &[Signature],
            vec![
                R::CopyKey { sdkappid: id(STAGING), version: 3 },
                R::EncodeSignature(SignatureEncoding::Hex),
                again(),
            ],
        ),
        row(
            "two mistakes at once",
            with_sig(&STANDARD.encode(hash(&[0xa3; 32], lines().join("\\n").as_bytes()))),
            C::WrongKey,
            &[Signature],
            vec![R::UseKeyAsText(Misuse::HexDecoded), joint(Joint::EscapedLf), again()],
        ),
        wrong(
            "key and text exchanged",
            with_sig(&STANDARD.encode(hash(right.as_bytes(), &made.key))),
            R::UseKeyAsText(Misuse::Swapped),
        ),
        row(
            "the key of another application and wrong lines",
            with_sig(&STANDARD.encode(hash(&orbit, lines().join("\r\n").as_bytes()))),
            C::WrongKey,
            &[Signature],
            vec![
                R::SetKey { sdkappid: id(STAGING), other: id(ORBIT), name: "Orbit Messenger".into() },
                joint(Joint::CrLf),
                again(),
            ],
        ),
    ]
}
