//! Encrypts secrets for storage.
//!
//! Envelope encryption: secrets are sealed with *data keys*, which are stored beside them, wrapped with a *master
//! key* that never enters the database. Every ciphertext names its data key and opens only for the row it was
//! sealed for: copied into another row, it fails to open.
//!
//! The crate has no database: the caller stores the bytes. Randomness is a parameter (see [`Random`]).

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

/// Cryptographically secure source of randomness: fills the given bytes.
pub type Random<'a> = &'a mut dyn FnMut(&mut [u8]);
