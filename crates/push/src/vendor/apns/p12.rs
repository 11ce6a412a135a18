//! A `.p12` for APNs: which of its certificates is for pushes, which key is its own, who issued it.

use std::cmp::Reverse;

use domain::certificate::{ApnsCertificateFacts, Environment, SecretText, Upload, Wrong};
use domain::time::Timestamp;

use super::apple::Read;
use super::private_key::PrivateKey;
use super::{bundle, pkcs12};
use crate::credential::{ApnsIdentity, Secret};

/// What a certificate is wanted for: it decides between several of a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    pub environment: Environment,
    pub voip: bool,
    pub now: Timestamp,
}

/// A certificate with its key, before it is known what it is used for.
pub(super) struct Identity {
    chain: Vec<Vec<u8>>,
    private_key: Secret,
    /// What the certificate says.
    pub facts: ApnsCertificateFacts,
}

/// A certificate of the file, and what it says if it is for pushes.
struct Candidate {
    certificate: Read,
    facts: Result<ApnsCertificateFacts, Wrong>,
}

impl Identity {
    /// Out of a `.p12`, or PEM with the same in it. Of several certificates with their keys the one for pushes
    /// that is good for what is `wanted`; [`Wrong::TwoIdentities`] where it is open which one is meant.
    pub fn read(file: &Upload, password: Option<&SecretText>, wanted: Wanted) -> Result<Self, Wrong> {
        let (contents, had_password) = match pkcs12::open(file.bytes(), password) {
            Err(Wrong::NotPkcs12) => bundle::open(file, password)?,
            contents => (contents?, password.is_some()),
        };
        let (mut candidates, damaged) = candidates(contents.certificates, had_password);
        if candidates.is_empty() {
            return Err(damaged.unwrap_or(Wrong::NoCertificate));
        }
        let mut keys: Vec<PrivateKey> = Vec::new();
        let mut unusable = None;
        for der in &contents.keys {
            match PrivateKey::from_pkcs8(der) {
                Ok(key) if keys.iter().all(|known| known.public != key.public) => keys.push(key),
                Ok(_) => {}
                Err(wrong) => unusable = unusable.or(Some(whole(wrong))),
            }
        }
        let pairs: Vec<(usize, usize)> = (0..candidates.len())
            .flat_map(|leaf| (0..keys.len()).map(move |key| (leaf, key)))
            .filter(|(leaf, key)| candidates[*leaf].certificate.public() == keys[*key].public)
            .collect();
        let fitting: Vec<_> =
            pairs.iter().copied().filter(|(leaf, _)| candidates[*leaf].facts.is_ok()).collect();
        let Some((leaf, key)) = choose(&candidates, &fitting, wanted)? else {
            let reason = why_none(&candidates, &pairs, contents.keys.is_empty(), unusable);
            return Err(damaged.unwrap_or(reason));
        };
        let mut facts = candidates[leaf].facts.clone()?;
        let chain = chain(&mut candidates, leaf);
        facts.unused = candidates.iter().map(|candidate| candidate.certificate.common_name()).collect();
        let chain = chain.into_iter().map(|certificate| certificate.der).collect();
        Ok(Self { chain, private_key: keys.swap_remove(key).pem, facts })
    }

    /// The credential for that use.
    pub fn used(self, environment: Environment, voip: bool) -> ApnsIdentity {
        ApnsIdentity {
            chain: self.chain,
            private_key: self.private_key,
            bundle_id: self.facts.bundle_id.to_string(),
            environment,
            voip,
        }
    }
}

/// The certificates that can be read, each once, and what is wrong with the first that cannot.
fn candidates(certificates: Vec<Vec<u8>>, had_password: bool) -> (Vec<Candidate>, Option<Wrong>) {
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut damaged = None;
    for der in certificates {
        match Read::new(der) {
            // Some programs write a certificate once for each bag that mentions it.
            Ok(read) if candidates.iter().all(|known| known.certificate.der != read.der) => {
                let facts = read.facts(had_password);
                candidates.push(Candidate { certificate: read, facts });
            }
            Ok(_) => {}
            Err(wrong) => damaged = damaged.or(Some(wrong)),
        }
    }
    (candidates, damaged)
}

/// The pair of a certificate for pushes and its key that is meant; none where there is none.
fn choose(
    candidates: &[Candidate],
    pairs: &[(usize, usize)],
    wanted: Wanted,
) -> Result<Option<(usize, usize)>, Wrong> {
    let mut known: Vec<(&ApnsCertificateFacts, (usize, usize))> = pairs
        .iter()
        .filter_map(|pair| candidates[pair.0].facts.as_ref().ok().map(|facts| (facts, *pair)))
        .collect();
    let is_usable =
        |facts: &ApnsCertificateFacts| facts.refusals(wanted.environment, wanted.voip, wanted.now).is_empty();
    if known.iter().any(|(facts, _)| is_usable(facts)) {
        known.retain(|(facts, _)| is_usable(facts));
    }
    // A certificate and the one that renews it: the one that ends last.
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
            if renews { Ok(Some(pair)) } else { Err(Wrong::TwoIdentities) }
        }
    }
}

/// Why no certificate for pushes has its key.
fn why_none(
    candidates: &[Candidate],
    pairs: &[(usize, usize)],
    without_keys: bool,
    unusable: Option<Wrong>,
) -> Wrong {
    // A certificate for something else is the nearer reason than its key.
    let other = |candidate: &Candidate| candidate.facts.as_ref().err().copied();
    if candidates.iter().all(|candidate| candidate.facts.is_err()) {
        let leaf = pairs.first().map_or(0, |(leaf, _)| *leaf);
        return other(&candidates[leaf]).unwrap_or(Wrong::NotApnsCertificate);
    }
    match unusable {
        _ if without_keys => Wrong::NoPrivateKey,
        Some(wrong) => wrong,
        None if pairs.is_empty() => Wrong::KeyDoesNotMatch,
        None => Wrong::NoPrivateKey,
    }
}

/// Takes out the certificate, then who issued it, and so on; whoever issued none of them stays.
fn chain(candidates: &mut Vec<Candidate>, leaf: usize) -> Vec<Read> {
    let mut chain = vec![candidates.remove(leaf).certificate];
    while let Some(next) = chain
        .last()
        .and_then(|last| candidates.iter().position(|candidate| last.is_issued_by(&candidate.certificate)))
    {
        chain.push(candidates.remove(next).certificate);
    }
    chain
}

/// The file is whole: what ends too early inside is damaged.
fn whole(wrong: Wrong) -> Wrong {
    if wrong == Wrong::Truncated { Wrong::Malformed } else { wrong }
}
