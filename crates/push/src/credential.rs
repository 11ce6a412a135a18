//! Credentials of applications at the vendors: parsing user input and uploads, storage, fingerprints.

mod fingerprint;
mod hint;
mod parse;
mod stored;

use std::fmt;

pub use domain::certificate::{Environment, XiaomiRegion};
use zeroize::Zeroizing;

pub use self::hint::{last_four, short_fingerprint};
pub use self::parse::{Parsed, inspect_file, parse, parse_edit};
pub use self::stored::ParseStoredCredentialError;
pub use crate::vendor::{
    ApnsIdentity, ApnsKey, Credential, GoogleAccount, HonorCredential, HuaweiAccount, HuaweiCredential,
    MeizuCredential, OppoCredential, VivoCredential, XiaomiCredential,
};

pub(crate) use self::fingerprint::Fingerprint;
pub(crate) use self::parse::read_file;
pub(crate) use self::stored::secret as stored_secret;

/// Text that is wiped when dropped and cannot be printed or serialised; only [`Secret::expose`] gives access.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes ownership of `text`.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text in plain. The caller is responsible for keeping it secret.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(hidden)")
    }
}
