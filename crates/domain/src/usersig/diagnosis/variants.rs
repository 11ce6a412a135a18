//! Texts and signatures that programs produce by mistake, to be tried with each key.

use std::iter;

use base64::Engine as _;
use base64::alphabet::{STANDARD as STANDARD_ALPHABET, URL_SAFE as URL_SAFE_ALPHABET};
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD, STANDARD};

use super::fault::{Joint, LineFault, SignatureEncoding};
use super::finding::Field;
use crate::application::sdkappid::Sdkappid;
use crate::key::join_p1363;
use crate::usersig::{Claims, Scheme};

const UNPADDED: GeneralPurpose = GeneralPurpose::new(&STANDARD_ALPHABET, NO_PAD);
const URL_UNPADDED: GeneralPurpose = GeneralPurpose::new(&URL_SAFE_ALPHABET, NO_PAD);

/// Field and value of a signed line.
pub(super) type Line = (Field, String);

/// The correct text.
pub(super) fn right_text(lines: &[Line]) -> Vec<u8> {
    whole(lines).into_bytes()
}

/// Texts with other separators between the lines. Built one at a time: a userbuf may be long.
pub(super) fn joined_texts(
    lines: &[Line],
    joints: &'static [Joint],
) -> impl Iterator<Item = (LineFault, Vec<u8>)> {
    let joined = move |joint: &str| lines.iter().map(named).collect::<Vec<_>>().join(joint);
    let by_joint = joints.iter().copied().flat_map(move |joint| {
        [joint.text(), "", "\n"]
            .map(|end| (LineFault::Joint(joint), (joined(joint.text()) + end).into_bytes()))
    });
    let by_ends = [
        (LineFault::NoLastBreak, "", ""),
        (LineFault::ExtraBreak, "", "\n\n"),
        (LineFault::ExtraBreak, "\n", "\n"),
    ];
    by_joint.chain(
        by_ends
            .into_iter()
            .map(move |(fault, start, end)| (fault, [start, &joined("\n"), end].concat().into_bytes())),
    )
}

/// Texts of the current scheme with other names, values or orders, one at a time. `user` is the given UserID.
pub(super) fn other_texts<'a>(
    lines: &'a [Line],
    claims: &Claims<'_>,
    user: Option<&str>,
    this: Sdkappid,
) -> Box<dyn Iterator<Item = (LineFault, Vec<u8>)> + 'a> {
    if claims.scheme != Scheme::V2 {
        return Box::new(iter::empty());
    }
    let written = move |name: fn(&'static str) -> &'static str, before: &str, after: &str| -> String {
        let line = |(field, value): &Line| format!("{}{before}{value}{after}\n", name(field.name()));
        lines.iter().map(line).collect()
    };
    let quoted = move |colon: &str| -> String {
        let line = |(field, value): &Line| match field {
            Field::Identifier | Field::Userbuf => format!("{}{colon}\"{value}\"\n", field.name()),
            _ => format!("{}{colon}{value}\n", field.name()),
        };
        lines.iter().map(line).collect()
    };
    let as_it_is = |name| name;
    let separators = [": ", " : ", "=", " = ", ""].into_iter();
    let texts = separators
        .map(move |separator| (LineFault::Separator, written(as_it_is, separator, "")))
        .chain(iter::once_with(move || {
            (LineFault::Names, written(|name| name.trim_start_matches("TLS."), ":", ""))
        }))
        .chain(iter::once_with(move || (LineFault::QuotedValues, written(as_it_is, ":\"", "\""))))
        .chain([":", ": "].into_iter().map(move |colon| (LineFault::QuotedValues, quoted(colon))))
        .chain(["TLS.ver:2.0\n", ""].into_iter().map(move |first| {
            let last = if first.is_empty() { "TLS.ver:2.0\n" } else { "" };
            (LineFault::VersionLine, [first, &whole(lines), last].concat())
        }))
        // The last line may also lack its line feed.
        .flat_map(|(fault, text)| {
            let cut = text.trim_end_matches('\n').as_bytes().to_vec();
            [(fault, text.into_bytes()), (fault, cut)]
        });
    let values = other_values(claims, user, this).into_iter().map(move |(field, value)| {
        let changed = |(own, old): &Line| (*own, if *own == field { value.clone() } else { old.clone() });
        (LineFault::OtherValue(field), right_text(&lines.iter().map(changed).collect::<Vec<_>>()))
    });
    Box::new(texts.chain(userbuf_texts(lines)).chain(order_texts(lines)).chain(values))
}

/// Texts in which `TLS.userbuf` is missing or is not in base64.
fn userbuf_texts(lines: &[Line]) -> impl Iterator<Item = (LineFault, Vec<u8>)> {
    let userbuf = lines.iter().find(|(field, _)| *field == Field::Userbuf);
    userbuf.into_iter().flat_map(move |(_, value)| {
        let others = lines.iter().filter(|(field, _)| *field != Field::Userbuf);
        let others: String = others.map(|line| named(line) + "\n").collect();
        let bytes = STANDARD.decode(value).unwrap_or_default();
        let raw = [others.as_bytes(), b"TLS.userbuf:", &bytes].concat();
        [
            (LineFault::NoUserbuf, others.trim_end().as_bytes().to_vec()),
            (LineFault::NoUserbuf, others.into_bytes()),
            (LineFault::RawUserbuf, [&*raw, b"\n"].concat()),
            (LineFault::RawUserbuf, raw),
        ]
    })
}

/// Texts with the same lines in every order; a userbuf stays last.
fn order_texts(lines: &[Line]) -> impl Iterator<Item = (LineFault, Vec<u8>)> {
    let (userbuf, others): (Vec<_>, Vec<_>) =
        (0..lines.len()).partition(|place| lines[*place].0 == Field::Userbuf);
    let mut orders = Vec::new();
    permute(&mut others.clone(), 0, &mut orders);
    orders.push([userbuf.clone(), others].concat());
    orders.into_iter().map(move |order| {
        let places = order.iter().chain(userbuf.iter().filter(|place| !order.contains(place)));
        let text: String = places.map(|place| named(&lines[*place]) + "\n").collect();
        (LineFault::Order, text.into_bytes())
    })
}

fn whole(lines: &[Line]) -> String {
    lines.iter().map(|line| named(line) + "\n").collect()
}

/// Values that may have been signed instead of those in the JSON.
fn other_values(claims: &Claims<'_>, user: Option<&str>, this: Sdkappid) -> Vec<Line> {
    let own = &*claims.identifier;
    let users = [user.unwrap_or(own).to_owned(), own.trim().to_owned(), own.to_lowercase()];
    let mut values: Vec<_> =
        users.into_iter().filter(|user| user != own).map(|user| (Field::Identifier, user)).collect();
    values.push((Field::Sdkappid, this.to_string()));
    // The clock may have been read twice.
    let Claims { time, expire, .. } = *claims;
    let times =
        [time.saturating_sub(2), time.saturating_sub(1), time.saturating_add(1), time.saturating_add(2)];
    values.extend(times.into_iter().map(|time| (Field::Time, time.to_string())));
    values.push((Field::Time, time.saturating_mul(1_000).to_string()));
    values.push((Field::Time, (time / 1_000).to_string()));
    values.push((Field::Expire, time.saturating_add(expire).to_string()));
    values.push((Field::Expire, expire.saturating_sub(time).to_string()));
    values
}

/// Adds every permutation of `places` from index `start` on to `orders`.
fn permute(places: &mut Vec<usize>, start: usize, orders: &mut Vec<Vec<usize>>) {
    if start == places.len() {
        orders.push(places.clone());
        return;
    }
    for place in start..places.len() {
        places.swap(start, place);
        permute(places, start + 1, orders);
        places.swap(start, place);
    }
}

fn named((field, value): &Line) -> String {
    format!("{}:{value}", field.name())
}

/// The signatures that `TLS.sig` may represent if it is not standard base64 of the signature.
pub(super) fn signatures(claims: &Claims<'_>) -> Vec<(SignatureEncoding, Vec<u8>)> {
    use SignatureEncoding as E;
    let sig = &*claims.sig;
    let standard = |text: &str| STANDARD.decode(text).ok();
    let unpadded = |text: &str| UNPADDED.decode(text.trim_end_matches('=')).ok();
    let solid: String = sig.split_ascii_whitespace().collect();
    let tencent = sig.replace('*', "+").replace('-', "/").replace('_', "=");
    let plain = standard(sig);
    let inner = plain.as_deref().and_then(|bytes| std::str::from_utf8(bytes).ok());
    let (percent, is_percent) = super::paste::percent_decoded(sig);
    let bytes = || sig.chars().map(|char| u8::try_from(u32::from(char)).ok()).collect::<Option<Vec<_>>>();
    let tried = [
        (E::Hex, from_hex(sig)),
        (E::HexInBase64, inner.and_then(from_hex)),
        (E::Twice, inner.and_then(|inner| standard(inner.trim()))),
        (E::Unpadded, unpadded(sig)),
        (E::Base64Url, URL_UNPADDED.decode(sig.trim_end_matches('=')).ok()),
        (E::Tencent, unpadded(&tencent)),
        (E::WhiteSpace, (solid.len() < sig.len()).then(|| standard(&solid)).flatten()),
        (E::Percent, is_percent.then(|| standard(&percent)).flatten()),
        (E::PlusAsSpace, standard(&sig.replace(' ', "+"))),
        (E::Bytes, bytes()),
        (E::P1363, plain.as_deref().and_then(join_p1363)),
    ];
    let is_new = |bytes: &Vec<u8>| plain.as_ref() != Some(bytes);
    tried.into_iter().filter_map(|(encoding, bytes)| Some((encoding, bytes.filter(is_new)?))).collect()
}

/// Decodes hexadecimal digits in either case; `None` if `text` is anything else.
pub(super) fn from_hex(text: &str) -> Option<Vec<u8>> {
    base16ct::mixed::decode_vec(text).ok().filter(|bytes| !bytes.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::usersig::{Token, line_values};

    #[test]
    fn the_right_text_is_the_one_that_is_verified() {
        // The key of Tencent's own example and the deterministic token made with it.
        const TOKEN: &str = "eAEBqwBU-3siVExTLnZlciI6IjIuMCIsIlRMUy5pZGVudGlmaWVyIjoieGlhb2p1biIsIlRMUy5zZGthcHBpZCI6MTQwMDAwMDAwMCwiVExTLmV4cGlyZSI6MTU1NTIwMDAsIlRMUy50aW1lIjoxNzAwMDAwMDAwLCJUTFMuc2lnIjoiTHZBN2QvSXc3Z1NzbnNrdlZ6QkRQT0NDRGJ1TkN3NEdId1RDMGJpcCtCND0ifa3HMfI_";
        let token = Token::open(TOKEN).unwrap();
        assert_eq!(
            right_text(&line_values(&token.claims().unwrap())),
            b"TLS.identifier:xiaojun\nTLS.sdkappid:1400000000\nTLS.time:1700000000\nTLS.expire:15552000\n"
        );
    }

    #[test]
    fn digits_of_both_cases_are_read() {
        assert_eq!(from_hex("00fFa1"), Some(vec![0, 255, 161]));
        for wrong in ["", "0", "0g", "é0"] {
            assert_eq!(from_hex(wrong), None, "{wrong}");
        }
    }
}
