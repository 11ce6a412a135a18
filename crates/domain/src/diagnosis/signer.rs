//! Who signed a token: a key of this application, in the right form or a wrong one, or of another.

use std::borrow::Borrow;

use zeroize::Zeroizing;

use super::finding::{Finding, Misuse};
use super::{Check, CheckName, KeyRing, Outcome};
use crate::key::Key;
use crate::sdkappid::Sdkappid;
use crate::usersig::{Claims, Proof, Scheme};

/// Who signed a token, and which application it names.
pub(super) struct Signer {
    found: Option<Finding>,
    named: Option<(Sdkappid, String)>,
}

impl Signer {
    pub(super) fn find(
        claims: &Claims<'_>,
        this: &KeyRing,
        others: impl IntoIterator<Item = impl Borrow<KeyRing>>,
    ) -> Self {
        let proof = claims.proof().ok();
        let mut found = match &proof {
            Some(proof) => own_key(proof, this),
            None => Some(Finding::SignatureNotBase64),
        };
        let mut named = None;
        let mut unnamed = claims.sdkappid != u64::from(this.sdkappid.number());
        let mut others = others.into_iter();
        while (found.is_none() || unnamed)
            && let Some(other) = others.next()
        {
            let KeyRing { sdkappid, name, .. } = other.borrow();
            if claims.sdkappid == u64::from(sdkappid.number()) {
                named = Some((*sdkappid, name.clone()));
                unnamed = false;
            }
            if found.is_none()
                && let Some(version) = proof.as_ref().and_then(|proof| any_key(proof, other.borrow()))
            {
                found =
                    Some(Finding::ByOtherApplication { sdkappid: *sdkappid, name: name.clone(), version });
            }
        }
        Self { found, named }
    }

    /// The other application of the account that the token names.
    pub(super) const fn named(&self) -> Option<&(Sdkappid, String)> {
        self.named.as_ref()
    }

    pub(super) fn check(self, this: &KeyRing) -> Check {
        let nobody =
            || Finding::ByNobody { versions: this.accepted.iter().map(|(version, _)| *version).collect() };
        let finding = self.found.unwrap_or_else(nobody);
        let outcome = if matches!(finding, Finding::ByKey { .. }) { Outcome::Holds } else { Outcome::Fails };
        Check::new(CheckName::Signature, outcome, vec![finding])
    }
}

fn own_key(proof: &Proof, this: &KeyRing) -> Option<Finding> {
    let signer =
        |keys: &[(i64, Key)]| keys.iter().find(|(_, key)| proof.is_by(key)).map(|(version, _)| *version);
    if let Some(version) = signer(&this.accepted) {
        return Some(Finding::ByKey { version });
    }
    if let Some(version) = signer(&this.retired) {
        return Some(Finding::ByRetiredKey { version });
    }
    this.accepted.iter().chain(&this.retired).find_map(|(version, key)| {
        Some(Finding::ByMisusedKey { version: *version, misuse: misuse(proof, key)? })
    })
}

fn any_key(proof: &Proof, ring: &KeyRing) -> Option<i64> {
    ring.accepted.iter().chain(&ring.retired).find(|(_, key)| proof.is_by(key)).map(|(version, _)| *version)
}

/// In which wrong form `key` signed. All of them are mistakes of the current scheme.
fn misuse(proof: &Proof, key: &Key) -> Option<Misuse> {
    if proof.scheme() != Scheme::V2 || matches!(key, Key::EcdsaPublic(_)) {
        return None;
    }
    let text = key.expose();
    let around = |before: &str, after: &str| Zeroizing::new([before, &text, after].concat().into_bytes());
    let forms = match key {
        Key::Hmac(_) => vec![
            (Misuse::HexDecoded, Zeroizing::new(hex_decoded(&text))),
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
    forms.into_iter().find(|(_, form)| proof.is_by_secret(form)).map(|(misuse, _)| misuse)
}

fn hex_decoded(text: &str) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).map_or(0, |digit| digit.to_le_bytes()[0]);
    text.as_bytes().chunks_exact(2).map(|pair| digit(pair[0]) << 4 | digit(pair[1])).collect()
}
