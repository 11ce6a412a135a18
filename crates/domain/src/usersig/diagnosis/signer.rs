//! Finds the key that signed a token: of this application, used correctly or not, or of another application.

use std::borrow::Borrow;

use zeroize::Zeroizing;

use super::fault::{Joint, LineFault, SignatureEncoding};
use super::finding::{Finding, Misuse};
use super::variants::{Line, from_hex, joined_texts, other_texts, right_text, signatures};
use super::{Check, CheckName, CheckOutcome, KeyRing};
use crate::application::sdkappid::Sdkappid;
use crate::key::Key;
use crate::usersig::{Claims, Proof, Scheme, line_values};

/// Size of an HMAC-SHA256, in bytes.
const HASH_BYTES: usize = 32;
/// Maximum total size of all values, in bytes, for which faulty texts are tried.
const MAX_VALUES_BYTES: usize = 1_024;

/// The signer of a token, and the application that the token names.
pub(super) struct Signer {
    /// The signing key; empty if no key matches.
    found: Vec<Finding>,
    /// Problems of the signature, whoever made it.
    form: Vec<Finding>,
    named: Option<(Sdkappid, String)>,
}

/// Everything that a token may have been made from. Texts are built only when they are tried.
struct Readings<'a> {
    claims: &'a Claims<'a>,
    lines: Vec<Line>,
    /// The signature in each possible encoding, the correct encoding first.
    signatures: Vec<(Option<SignatureEncoding>, Vec<u8>)>,
    user: Option<&'a str>,
    this: Sdkappid,
}

/// The group of texts to try.
#[derive(Clone, Copy)]
enum Texts {
    Right,
    Joined,
    /// Joined with the most common separators.
    Often,
    Other,
}

impl<'a> Readings<'a> {
    fn of(claims: &'a Claims<'a>, user: Option<&'a str>, this: Sdkappid) -> Self {
        let mut encoded: Vec<(Option<SignatureEncoding>, Vec<u8>)> = Vec::new();
        encoded.extend(claims.signature().ok().map(|signature| (None, signature)));
        encoded.extend(signatures(claims).into_iter().map(|(encoding, bytes)| (Some(encoding), bytes)));
        if claims.scheme == Scheme::V2 {
            encoded.retain(|(_, signature)| signature.len() == HASH_BYTES);
        }
        Self { claims, lines: line_values(claims), signatures: encoded, user, this }
    }

    /// The wrong separators to try. Verifying an ECDSA signature is about a hundred times slower, so it gets fewer.
    const fn joints(&self, texts: Texts) -> &'static [Joint] {
        match (self.claims.scheme, texts) {
            (Scheme::V2, Texts::Joined) => &Joint::ALL,
            _ => &[Joint::EscapedLf, Joint::CrLf],
        }
    }

    /// Finds the signer of the first matching text among `texts`, with the faults of that text.
    fn first(&self, texts: Texts, by: impl Fn(&Proof) -> Option<Finding>) -> Option<Vec<Finding>> {
        // Far larger than any PrivateMapKey; it would take too long.
        let is_long = self.lines.iter().map(|(_, value)| value.len()).sum::<usize>() > MAX_VALUES_BYTES;
        if is_long && !matches!(texts, Texts::Right) {
            return None;
        }
        let try_text = |(fault, text): (Option<LineFault>, Vec<u8>)| {
            self.signatures.iter().find_map(|(encoding, signature)| {
                let proof = Proof::of(self.claims.scheme, text.clone(), signature.clone());
                let faults = fault.map(Finding::Lines).into_iter();
                let faults = faults.chain(encoding.map(Finding::SignatureEncoded));
                Some(std::iter::once(by(&proof)?).chain(faults).collect())
            })
        };
        let faulty = |(fault, text)| (Some(fault), text);
        match texts {
            Texts::Right => try_text((None, right_text(&self.lines))),
            Texts::Joined | Texts::Often => {
                joined_texts(&self.lines, self.joints(texts)).map(faulty).find_map(try_text)
            }
            Texts::Other => {
                other_texts(&self.lines, self.claims, self.user, self.this).map(faulty).find_map(try_text)
            }
        }
    }
}

impl Signer {
    pub(super) fn find(
        claims: &Claims<'_>,
        user: Option<&str>,
        this: &KeyRing,
        others: impl IntoIterator<Item = impl Borrow<KeyRing>>,
    ) -> Self {
        let proof = claims.proof().ok();
        let mut found = proof.as_ref().and_then(|proof| own_key(proof, this)).map(|key| vec![key]);
        let readings = if found.is_none() { Some(Readings::of(claims, user, this.sdkappid)) } else { None };
        if let Some(readings) = &readings {
            found = own_reading(readings, this);
        }
        let mut named = None;
        let mut unnamed = claims.sdkappid != u64::from(this.sdkappid.number());
        let mut others = others.into_iter();
        let mut otherwise = None;
        while (found.is_none() || unnamed)
            && let Some(other) = others.next()
        {
            let other: &KeyRing = other.borrow();
            if claims.sdkappid == u64::from(other.sdkappid.number()) {
                named = Some((other.sdkappid, other.name.clone()));
                unnamed = false;
            }
            if found.is_none()
                && let Some(readings) = &readings
            {
                found = proof.as_ref().and_then(|proof| any_key(proof, other)).map(|by| vec![by]);
                if found.is_none() && otherwise.is_none() {
                    let by = |proof: &Proof| any_key(proof, other);
                    otherwise =
                        readings.first(Texts::Right, by).or_else(|| readings.first(Texts::Joined, by));
                }
            }
        }
        let found = found.or(otherwise).unwrap_or_default();
        let form = if found.is_empty() { form(claims) } else { Vec::new() };
        Self { found, form, named }
    }

    /// The other application of the account that the token names, if any.
    pub(super) const fn named(&self) -> Option<&(Sdkappid, String)> {
        self.named.as_ref()
    }

    pub(super) fn check(self, this: &KeyRing) -> Check {
        let Self { found: mut findings, form, .. } = self;
        if findings.is_empty() {
            findings = form;
            // An unreadable signature may be anybody's.
            if findings != [Finding::SignatureNotBase64] {
                let versions = this.accepted.iter().map(|(version, _)| *version).collect();
                findings.push(Finding::ByNobody { versions });
            }
        }
        let holds = matches!(findings[..], [Finding::ByKey { .. }]);
        Check::new(
            CheckName::Signature,
            if holds { CheckOutcome::Holds } else { CheckOutcome::Fails },
            findings,
        )
    }
}

/// Problems that are visible in the encoding of `TLS.sig` itself.
fn form(claims: &Claims<'_>) -> Vec<Finding> {
    let plain = claims.signature().ok();
    let mut others = signatures(claims).into_iter();
    let is_hash = |bytes: &Vec<u8>| bytes.len() == HASH_BYTES;
    let finding = match (claims.scheme, plain) {
        (Scheme::V2, Some(plain)) if is_hash(&plain) => return Vec::new(),
        (Scheme::V2, plain) => {
            let encoded = others.find(|(_, bytes)| is_hash(bytes));
            match (encoded, plain.map(|bytes| bytes.len()).or_else(|| hex_length(&claims.sig))) {
                (Some((encoding, _)), _) => Finding::SignatureEncoded(encoding),
                (None, Some(bytes)) => Finding::SignatureLength { bytes },
                (None, None) => Finding::SignatureNotBase64,
            }
        }
        (Scheme::Legacy, Some(_)) => return Vec::new(),
        (Scheme::Legacy, None) => others
            // A DER signature begins with a SEQUENCE.
            .find(|(_, bytes)| bytes.first() == Some(&0x30))
            .map_or(Finding::SignatureNotBase64, |(encoding, _)| Finding::SignatureEncoded(encoding)),
    };
    vec![finding]
}

fn hex_length(sig: &str) -> Option<usize> {
    from_hex(sig).map(|bytes| bytes.len())
}

fn own_key(proof: &Proof, this: &KeyRing) -> Option<Finding> {
    let signer =
        |keys: &[(i64, Key)]| keys.iter().find(|(_, key)| proof.is_by(key)).map(|(version, _)| *version);
    let accepted = signer(&this.accepted).map(|version| Finding::ByKey { version });
    accepted.or_else(|| signer(&this.retired).map(|version| Finding::ByRetiredKey { version }))
}

/// Finds a key of this application that signed in a wrong way.
fn own_reading(readings: &Readings<'_>, this: &KeyRing) -> Option<Vec<Finding>> {
    let as_it_is = |proof: &Proof| own_key(proof, this);
    let misused = |proof: &Proof| {
        this.accepted.iter().chain(&this.retired).find_map(|(version, key)| {
            Some(Finding::ByMisusedKey { version: *version, misuse: misuse(proof, key)? })
        })
    };
    readings
        .first(Texts::Right, as_it_is)
        .or_else(|| readings.first(Texts::Right, misused))
        .or_else(|| readings.first(Texts::Joined, as_it_is))
        .or_else(|| readings.first(Texts::Other, as_it_is))
        .or_else(|| readings.first(Texts::Often, misused))
}

fn any_key(proof: &Proof, ring: &KeyRing) -> Option<Finding> {
    let signed = ring.accepted.iter().chain(&ring.retired).find(|(_, key)| proof.is_by(key));
    signed.map(|(version, _)| Finding::ByOtherApplication {
        sdkappid: ring.sdkappid,
        name: ring.name.clone(),
        version: *version,
    })
}

/// How `key` was misused, if it signed. All these mistakes occur in the current scheme.
fn misuse(proof: &Proof, key: &Key) -> Option<Misuse> {
    if proof.scheme() != Scheme::V2 || matches!(key, Key::EcdsaPublic(_)) {
        return None;
    }
    let text = key.expose();
    let around = |before: &str, after: &str| Zeroizing::new([before, &text, after].concat().into_bytes());
    let forms = match key {
        Key::Hmac(_) => vec![
            (Misuse::HexDecoded, Zeroizing::new(from_hex(&text).unwrap_or_default())),
            (Misuse::UpperCase, Zeroizing::new(text.to_uppercase().into_bytes())),
            (Misuse::LineBreak, around("", "\n")),
            (Misuse::LineBreak, around("", "\r\n")),
            (Misuse::LineBreak, around("", " ")),
            (Misuse::Quoted, around("\"", "\"")),
            (Misuse::Quoted, around("'", "'")),
        ],
        _ => vec![
            (Misuse::PemAsSecret, around("", "")),
            (Misuse::PemAsSecret, Zeroizing::new(text.trim_end().as_bytes().to_vec())),
        ],
    };
    let swapped = || proof.is_by_swapped(text.as_bytes()).then_some(Misuse::Swapped);
    let form = forms.into_iter().find(|(_, form)| proof.is_by_secret(form));
    form.map(|(misuse, _)| misuse).or_else(swapped)
}
