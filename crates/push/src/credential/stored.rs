//! The stored form of credentials: JSON with the secret in plain text, to be encrypted by the caller. The field names
//! are defined beside each credential in `vendor`.

use serde_json::{Deserializer, Serializer};
use zeroize::Zeroizing;

use super::Credential;
use crate::vendor::StoredCredential;

/// The bytes are not a stored credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("what was sealed is not a credential")]
pub struct ParseStoredCredentialError;

impl Credential {
    /// Parses the output of [`Credential::to_stored`].
    pub fn from_stored(bytes: &[u8]) -> Result<Self, ParseStoredCredentialError> {
        let mut deserializer = Deserializer::from_slice(bytes);
        let credential =
            StoredCredential::deserialize(&mut deserializer).map_err(|_| ParseStoredCredentialError)?;
        deserializer.end().map_err(|_| ParseStoredCredentialError)?;
        Ok(credential)
    }

    /// The stored form, wiped when dropped. It contains the secret in plain text: the caller must encrypt it.
    pub fn to_stored(&self) -> Zeroizing<Vec<u8>> {
        // Large enough for a private key and a chain: a vector that reallocates leaves unwiped copies behind.
        let mut bytes = Zeroizing::new(Vec::with_capacity(16 * 1024));
        // Writing strings, numbers and booleans to memory cannot fail.
        let written = StoredCredential::serialize(self, &mut Serializer::new(&mut *bytes));
        debug_assert!(written.is_ok(), "{written:?}");
        bytes
    }
}

/// Serialises secrets within the stored form, for `#[serde(with)]`.
pub(crate) mod secret {
    use serde::{Deserialize as _, Deserializer, Serializer};
    use zeroize::Zeroizing;

    use crate::credential::Secret;

    pub(crate) fn serialize<S: Serializer>(secret: &Secret, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(secret.expose())
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Secret, D::Error> {
        Zeroizing::<String>::deserialize(deserializer).map(|text| Secret::new(text.as_str()))
    }
}
