//! Distinguishes credentials without storing them.

use std::io;

use serde_json::Serializer;
use sha2::{Digest as _, Sha256};

use super::{ApnsIdentity, Credential};
use crate::vendor::StoredCredential;

/// SHA-256 over a credential.
pub(crate) type Fingerprint = [u8; 32];

impl Credential {
    /// Identifies the credential; changes with any part of it. Computed for every send, so it avoids copies.
    pub(crate) fn fingerprint(&self) -> Fingerprint {
        let mut hasher = Hasher(Sha256::new());
        if let Self::ApnsIdentity(identity) = self {
            hasher.identity(identity);
        } else {
            // Writing strings, numbers and booleans to a hasher cannot fail.
            let written = StoredCredential::serialize(self, &mut Serializer::new(&mut hasher));
            debug_assert!(written.is_ok(), "{written:?}");
        }
        hasher.0.finalize().into()
    }
}

struct Hasher(Sha256);

impl Hasher {
    /// Unlike the stored form, which has a number in text for every byte of the certificates.
    fn identity(&mut self, identity: &ApnsIdentity) {
        let ApnsIdentity { chain, private_key, bundle_id, environment, voip } = identity;
        for certificate in chain {
            self.part(certificate);
        }
        self.part(private_key.expose().as_bytes());
        self.part(bundle_id.as_bytes());
        self.part(environment.code().as_bytes());
        self.part(&[u8::from(*voip)]);
    }

    fn part(&mut self, bytes: &[u8]) {
        self.0.update((bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
    }
}

impl io::Write for Hasher {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credential::{Environment, OppoCredential, Secret, VivoCredential};

    fn vivo(app_id: &str, key: &str, secret: &str) -> Fingerprint {
        let (app_id, app_key) = (app_id.to_owned(), key.to_owned());
        Credential::from(VivoCredential { app_id, app_key, app_secret: Secret::new(secret) }).fingerprint()
    }

    #[test]
    fn another_part_is_another_fingerprint() {
        assert_eq!(vivo("1", "2", "3"), vivo("1", "2", "3"));
        for other in [vivo("1", "2", "4"), vivo("12", "", "3"), vivo("1", "23", "")] {
            assert_ne!(vivo("1", "2", "3"), other);
        }
        let (app_id, app_key) = ("1".to_owned(), "2".to_owned());
        let oppo = Credential::from(OppoCredential { app_id, app_key, master_secret: Secret::new("3") });
        assert_ne!(vivo("1", "2", "3"), oppo.fingerprint());
    }

    #[test]
    fn another_part_of_an_identity_is_another_fingerprint() {
        let identity = ApnsIdentity {
            chain: vec![vec![1, 2], vec![3]],
            private_key: Secret::new("key"),
            bundle_id: "com.example".to_owned(),
            environment: Environment::Production,
            voip: false,
        };
        let of = |identity: ApnsIdentity| Credential::from(identity).fingerprint();
        let own = of(identity.clone());
        assert_eq!(own, of(identity.clone()));
        for other in [
            ApnsIdentity { chain: vec![vec![1], vec![2, 3]], ..identity.clone() },
            ApnsIdentity { chain: vec![vec![1, 2]], ..identity.clone() },
            ApnsIdentity { private_key: Secret::new("another"), ..identity.clone() },
            ApnsIdentity { bundle_id: "com.example.other".to_owned(), ..identity.clone() },
            ApnsIdentity { environment: Environment::Development, ..identity.clone() },
            ApnsIdentity { voip: true, ..identity },
        ] {
            assert_ne!(own, of(other));
        }
    }
}
