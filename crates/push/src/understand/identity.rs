//! A `.p12` for APNs: which certificate is Apple's, which key is its own, who issued it.

use domain::certificate::{ApnsCertificateFacts, Environment, SecretText, Upload, Wrong};

use super::apple::Read;
use super::pkcs12;
use super::private_key::PrivateKey;
use crate::credential::{ApnsIdentity, Secret};

/// A certificate with its key, before it is known what it is used for.
pub(super) struct Identity {
    chain: Vec<Vec<u8>>,
    private_key: Secret,
    /// What the certificate says.
    pub facts: ApnsCertificateFacts,
}

impl Identity {
    /// Out of a `.p12`. [`Wrong::TwoIdentities`] where it is open which one is meant.
    pub fn read(file: &Upload, password: Option<&SecretText>) -> Result<Self, Wrong> {
        let contents = pkcs12::open(file.bytes(), password)?;
        let mut certificates = Vec::new();
        for der in contents.certificates {
            let certificate = Read::new(der)?;
            // Some programs write a certificate once for each bag that mentions it.
            if certificates.iter().all(|known: &Read| known.der != certificate.der) {
                certificates.push(certificate);
            }
        }
        match (contents.keys.is_empty(), certificates.first()) {
            (_, None) => return Err(Wrong::NoCertificate),
            (true, Some(first)) => {
                // A certificate for something else is the nearer reason.
                first.facts(true)?;
                return Err(Wrong::NoPrivateKey);
            }
            (false, Some(_)) => {}
        }
        let mut keys: Vec<PrivateKey> = Vec::new();
        for der in &contents.keys {
            let key = PrivateKey::from_pkcs8(der).map_err(whole)?;
            if keys.iter().all(|known| known.public != key.public) {
                keys.push(key);
            }
        }
        let pairs: Vec<(usize, usize)> = (0..keys.len())
            .flat_map(|key| (0..certificates.len()).map(move |certificate| (key, certificate)))
            .filter(|(key, certificate)| keys[*key].public == certificates[*certificate].public())
            .collect();
        let (key, leaf) = match *pairs {
            [] => return Err(Wrong::KeyDoesNotMatch),
            [pair] => pair,
            _ => return Err(Wrong::TwoIdentities),
        };
        let facts = certificates[leaf].facts(password.is_some())?;
        Ok(Self { chain: chain(certificates, leaf), private_key: keys.swap_remove(key).pem, facts })
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

/// The certificate, then who issued it, and so on; whoever issued none of them stays out.
fn chain(mut certificates: Vec<Read>, leaf: usize) -> Vec<Vec<u8>> {
    let mut last = certificates.swap_remove(leaf);
    let mut chain = Vec::new();
    while let Some(next) = certificates.iter().position(|certificate| last.is_issued_by(certificate)) {
        let next = certificates.swap_remove(next);
        chain.push(std::mem::replace(&mut last, next).der);
    }
    chain.push(last.der);
    chain
}

/// The file is whole: what ends too early inside is damaged.
fn whole(wrong: Wrong) -> Wrong {
    if wrong == Wrong::Truncated { Wrong::Malformed } else { wrong }
}
