//! Secrets in, ciphertext out.
//!
//! Envelope encryption: secrets are sealed by *data keys*, which are kept beside them, wrapped by a *master
//! key* that never enters the database. Every ciphertext names the data key that made it, and opens for the
//! very row it was made for alone: copied into another row it fails.
//!
//! There is no database in here: the caller stores the bytes. Randomness is a
//! parameter (see [`Random`]).

mod binding;
mod cipher;
mod error;
mod key_file;
mod key_ring;
mod master_key;
mod portable_key;

pub use binding::Binding;
pub use error::Error;
pub use key_file::KeyFileAccess;
pub use key_ring::{Sealed, Vault};
pub use master_key::{Fingerprint, MasterKey};
pub use portable_key::PortableKey;

/// Cryptographically secure source of randomness: fills the bytes that it is given.
pub type Random<'a> = &'a mut dyn FnMut(&mut [u8]);
