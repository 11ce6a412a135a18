//! Secrets in, ciphertext out.
//!
//! Envelope encryption: secrets are sealed by *data keys*, which are kept beside them, wrapped by a *master
//! key* that never enters the database. Every ciphertext names the data key that made it, and opens for the
//! very row it was made for alone: copied into another row it fails.
//!
//! There is no database in here; whoever keeps the rows hands the bytes in and out. Randomness is a
//! parameter (see [`Random`]).

mod binding;
mod cipher;
mod error;
mod file;
mod master;
mod portable;
mod ring;

pub use binding::Binding;
pub use error::Error;
pub use file::Readers;
pub use master::{Fingerprint, MasterKey};
pub use portable::PortableKey;
pub use ring::{Sealed, Vault};

/// Where randomness comes from: a cryptographic source that fills the bytes it is given.
pub type Random<'a> = &'a mut dyn FnMut(&mut [u8]);
