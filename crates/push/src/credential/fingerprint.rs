//! Distinguishes credentials without storing them.

use sha2::{Digest as _, Sha256};

use super::Credential;

/// SHA-256 over the stored form of a credential.
pub(crate) type Fingerprint = [u8; 32];

impl Credential {
    /// Identifies the credential; changes with any part of it.
    pub(crate) fn fingerprint(&self) -> Fingerprint {
        Sha256::digest(self.to_stored()).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credential::{OppoCredential, Secret, VivoCredential};

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
}
