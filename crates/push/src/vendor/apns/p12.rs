//! Finds the APNs certificate in a `.p12`, its private key and its chain.

use std::cmp::Reverse;

use domain::certificate::{ApnsCertificateFacts, CredentialError, Environment, SecretText, Upload};
use domain::time::Timestamp;

use super::x509::X509;
use crate::credential::Secret;
use crate::format::private_key::PrivateKey;
use crate::format::{bundle, pkcs12};

/// The intended use of a certificate, which selects one if a file has several.
#[derive(Debug, Clone, Copy)]
pub(super) struct Intent {
    pub environment: Environment,
    pub voip: bool,
    pub now: Timestamp,
}

/// A certificate with its private key.
pub(super) struct P12Identity {
    /// The certificate followed by its issuers, DER.
    pub chain: Vec<Vec<u8>>,
    pub private_key: Secret,
    pub facts: ApnsCertificateFacts,
}

/// A certificate of the file, and its facts if it is for APNs.
struct Candidate {
    certificate: X509,
    facts: Result<ApnsCertificateFacts, CredentialError>,
}

impl P12Identity {
    /// Parses a `.p12`, or PEM with the same contents. Of several APNs certificates with keys, selects the one that
    /// suits `intent`; [`CredentialError::TwoIdentities`] if that is ambiguous.
    pub fn parse(
        file: &Upload,
        password: Option<&SecretText>,
        intent: Intent,
    ) -> Result<Self, CredentialError> {
        let (contents, had_password) = match pkcs12::open(file.bytes(), password) {
            Err(CredentialError::NotPkcs12) => bundle::open(file, password)?,
            contents => (contents?, password.is_some()),
        };
        let (mut candidates, damaged) = candidates(contents.certificates, had_password);
        if candidates.is_empty() {
            return Err(damaged.unwrap_or(CredentialError::NoCertificate));
        }
        let mut keys: Vec<PrivateKey> = Vec::new();
        let mut unusable = None;
        for der in &contents.keys {
            match PrivateKey::from_pkcs8(der) {
                Ok(key) if keys.iter().all(|known| known.public != key.public) => keys.push(key),
                Ok(_) => {}
                Err(error) => unusable = unusable.or(Some(within_file(error))),
            }
        }
        let pairs: Vec<(usize, usize)> = (0..candidates.len())
            .flat_map(|leaf| (0..keys.len()).map(move |key| (leaf, key)))
            .filter(|(leaf, key)| candidates[*leaf].certificate.public() == keys[*key].public)
            .collect();
        let fitting: Vec<_> =
            pairs.iter().copied().filter(|(leaf, _)| candidates[*leaf].facts.is_ok()).collect();
        let Some((leaf, key)) = choose(&candidates, &fitting, intent)? else {
            let reason = why_none(&candidates, &pairs, contents.keys.is_empty(), unusable);
            return Err(damaged.unwrap_or(reason));
        };
        let mut facts = candidates[leaf].facts.clone()?;
        let chain = chain(&mut candidates, leaf);
        facts.unused = candidates.iter().map(|candidate| candidate.certificate.common_name()).collect();
        let chain = chain.into_iter().map(|certificate| certificate.der).collect();
        Ok(Self { chain, private_key: keys.swap_remove(key).pem, facts })
    }
}

/// The certificates that can be parsed, without duplicates, and the error of the first that cannot be.
fn candidates(certificates: Vec<Vec<u8>>, had_password: bool) -> (Vec<Candidate>, Option<CredentialError>) {
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut damaged = None;
    for der in certificates {
        match X509::parse(der) {
            // Some programs repeat a certificate for each bag that refers to it.
            Ok(read) if candidates.iter().all(|known| known.certificate.der != read.der) => {
                let facts = read.facts(had_password);
                candidates.push(Candidate { certificate: read, facts });
            }
            Ok(_) => {}
            Err(error) => damaged = damaged.or(Some(error)),
        }
    }
    (candidates, damaged)
}

/// The indices of the APNs certificate and the key to use; `None` if there are none.
fn choose(
    candidates: &[Candidate],
    pairs: &[(usize, usize)],
    intent: Intent,
) -> Result<Option<(usize, usize)>, CredentialError> {
    let mut known: Vec<(&ApnsCertificateFacts, (usize, usize))> = pairs
        .iter()
        .filter_map(|pair| candidates[pair.0].facts.as_ref().ok().map(|facts| (facts, *pair)))
        .collect();
    let is_usable =
        |facts: &ApnsCertificateFacts| facts.refusals(intent.environment, intent.voip, intent.now).is_empty();
    if known.iter().any(|(facts, _)| is_usable(facts)) {
        known.retain(|(facts, _)| is_usable(facts));
    }
    // Prefer the certificate that expires last, i.e. the renewal over the renewed.
    known.sort_by_key(|(facts, _)| Reverse(facts.expires_at));
    match *known {
        [] => Ok(None),
        [(_, pair)] => Ok(Some(pair)),
        [(first, pair), (second, _), ..] => {
            let renews = first.expires_at > second.expires_at
                && known.iter().all(|(facts, _)| {
                    facts.bundle_id == first.bundle_id
                        && facts.environments == first.environments
                        && facts.topics == first.topics
                        && facts.voip_only == first.voip_only
                });
            if renews { Ok(Some(pair)) } else { Err(CredentialError::TwoIdentities) }
        }
    }
}

/// The error if no APNs certificate has a matching key.
fn why_none(
    candidates: &[Candidate],
    pairs: &[(usize, usize)],
    without_keys: bool,
    unusable: Option<CredentialError>,
) -> CredentialError {
    // A certificate for something else is a more helpful error than a missing key.
    let other = |candidate: &Candidate| candidate.facts.as_ref().err().copied();
    if candidates.iter().all(|candidate| candidate.facts.is_err()) {
        let leaf = pairs.first().map_or(0, |(leaf, _)| *leaf);
        return other(&candidates[leaf]).unwrap_or(CredentialError::NotApnsCertificate);
    }
    match unusable {
        _ if without_keys => CredentialError::NoPrivateKey,
        Some(error) => error,
        None if pairs.is_empty() => CredentialError::KeyDoesNotMatch,
        None => CredentialError::NoPrivateKey,
    }
}

/// Removes the certificate at `leaf` and its issuers from `candidates`, and returns them in this order.
fn chain(candidates: &mut Vec<Candidate>, leaf: usize) -> Vec<X509> {
    let mut chain = vec![candidates.remove(leaf).certificate];
    while let Some(next) = chain
        .last()
        .and_then(|last| candidates.iter().position(|candidate| last.is_issued_by(&candidate.certificate)))
    {
        chain.push(candidates.remove(next).certificate);
    }
    chain
}

/// Within a complete file, a part that ends too early is damaged, not truncated.
fn within_file(error: CredentialError) -> CredentialError {
    if error == CredentialError::Truncated { CredentialError::Malformed } else { error }
}
