//! The outer form: how a token was copied, cut or encoded.

use domain::key::Curve;
use domain::usersig::diagnosis::CheckName::Decoded;
use domain::usersig::diagnosis::{Advice as R, PastedKey, Repair};
use domain::usersig::service_code::ServiceCode as C;
use flate2::Compression;

use super::{Row, base64, base64url, row, special, unpadded};
use crate::support::{tencent, token_at, zlib};
use crate::world::{Made, hmac, pair};

pub fn rows() -> Vec<Row> {
    let good = Made::default().token();
    let (special, unpadded) = (special(), unpadded());
    let json = Made::default().json();
    let private = pair(Curve::P256, 7).expose();
    vec![
        row("all is well", good.clone(), C::Ok, &[], vec![]),
        row("stored instead of deflated", token_at(&json, Compression::none()), C::Ok, &[], vec![]),
        row("nothing", String::new(), C::Empty, &[Decoded], vec![R::SendUserSig]),
        row("blanks", " \r\n".into(), C::Unreadable, &[Decoded], vec![R::SendUserSig, R::WithoutWhiteSpace]),
        row("in quotes", format!("\"{good}\""), C::Unreadable, &[Decoded], vec![R::WithoutQuotes]),
        row(
            "a line of source code",
            format!("'{good}';\n"),
            C::Unreadable,
            &[Decoded],
            vec![R::WithoutWhiteSpace, R::WithoutQuotes],
        ),
        row(
            "a line break after it",
            format!("{good}\n"),
            C::Unreadable,
            &[Decoded],
            vec![R::WithoutWhiteSpace],
        ),
        row(
            "broken into lines",
            format!("{}\r\n{}", &good[..76], &good[76..]),
            C::Unreadable,
            &[Decoded],
            vec![R::WithoutWhiteSpace],
        ),
        row(
            "an invisible character before it",
            format!("\u{feff}{good}"),
            C::Unreadable,
            &[Decoded],
            vec![R::WithoutWhiteSpace],
        ),
        row(
            "percent-encoded",
            special.replace('*', "%2A").replace('_', "%5F"),
            C::Unreadable,
            &[Decoded],
            vec![R::WithoutPercent],
        ),
        row(
            "percent-encoded with quotes",
            format!("%22{good}%22"),
            C::Unreadable,
            &[Decoded],
            vec![R::WithoutPercent, R::WithoutQuotes],
        ),
        row(
            "base64url",
            base64url(&special),
            C::Unreadable,
            &[Decoded],
            vec![R::UseAlphabet(Repair::Base64Url)],
        ),
        row(
            "base64url without padding",
            base64url(&special).replace('=', ""),
            C::Unreadable,
            &[Decoded],
            vec![R::UseAlphabet(Repair::Base64Url)],
        ),
        row(
            "standard base64",
            base64(&special),
            C::Unreadable,
            &[Decoded],
            vec![R::UseAlphabet(Repair::StandardBase64)],
        ),
        row("without padding", special.replace('_', ""), C::Unreadable, &[Decoded], vec![R::KeepPadding]),
        row("cut off", good[..good.len() - 40].into(), C::Unreadable, &[Decoded], vec![R::SendWhole]),
        row(
            "cut off by one",
            good[..good.len() - 1].into(),
            C::Unreadable,
            &[Decoded],
            vec![if good.ends_with('_') { R::KeepPadding } else { R::SendWhole }],
        ),
        row(
            "bits changed that carry nothing",
            last_bits(&special),
            C::Unreadable,
            &[Decoded],
            vec![R::SendUnchanged],
        ),
        row("one character changed", altered(&good), C::Unreadable, &[Decoded], vec![R::SendUnchanged]),
        row("something after it", format!("{unpadded}AAAA"), C::Unreadable, &[Decoded], vec![R::SendAlone]),
        row("pasted twice", format!("{special}{special}"), C::Unreadable, &[Decoded], vec![R::SendAlone]),
        row("far too long", "eJ".repeat(5_000), C::Unreadable, &[Decoded], vec![R::Shorten { most: 8_192 }]),
        row(
            "a decompression bomb",
            tencent(&zlib(&vec![b' '; 4_000_000], Compression::best())),
            C::Unreadable,
            &[Decoded],
            vec![R::Shorten { most: 16_384 }],
        ),
        row("not compressed", tencent(json.as_bytes()), C::Unreadable, &[Decoded], vec![R::UseZlib]),
        row(
            "gzip",
            tencent(b"\x1f\x8b\x08\0\0\0\0\0\0\x03\x03\0\0\0\0\0\0\0\0\0"),
            C::Unreadable,
            &[Decoded],
            vec![R::UseZlib],
        ),
        row("plain JSON", json.clone(), C::Unreadable, &[Decoded], vec![R::UpdateLibrary]),
        row(
            "a JSON Web Token",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtaW5zdSJ9.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U".into(),
            C::Unreadable,
            &[Decoded],
            vec![R::UseLibrary],
        ),
        row(
            "an HMAC key",
            hmac(3).expose().into(),
            C::Unreadable,
            &[Decoded],
            vec![R::SendInsteadOfKey(PastedKey::Secret)],
        ),
        row(
            "a private key",
            private.to_string(),
            C::Unreadable,
            &[Decoded],
            vec![R::SendInsteadOfKey(PastedKey::Private)],
        ),
        row(
            "a public key",
            pair(Curve::P256, 7).public().to_pem(),
            C::Unreadable,
            &[Decoded],
            vec![R::SendInsteadOfKey(PastedKey::Public)],
        ),
        row(
            "any text",
            "hello world".into(),
            C::Unreadable,
            &[Decoded],
            vec![R::UseLibrary, R::WithoutWhiteSpace],
        ),
    ]
}

/// The token with one character in its middle changed.
fn altered(token: &str) -> String {
    let (start, end) = token.split_at(token.len() / 2);
    let other = if end.starts_with('A') { "B" } else { "A" };
    format!("{start}{other}{}", &end[1..])
}

/// The token with the bits before its padding changed that are cut off in decoding.
fn last_bits(token: &str) -> String {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*-";
    let body = token.trim_end_matches('_');
    let (start, last) = body.split_at(body.len() - 1);
    let value = ALPHABET.find(last).unwrap();
    format!("{start}{}{}", &ALPHABET[value + 1..value + 2], &token[body.len()..])
}
