//! Errors, worded for the operator: cause and remedy, never a secret.

use std::io;
use std::path::PathBuf;

use crate::Fingerprint;

/// A secret cannot be sealed or opened, or a master key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The text is not a master key.
    #[error("not a master key: 64 hexadecimal characters or the base64 of 32 bytes are expected")]
    NotAMasterKey,
    /// The file does not hold a master key.
    #[error(
        "{} does not hold a master key (64 hexadecimal characters or the base64 of 32 bytes): \
         restore the file from its backup",
        path.display()
    )]
    NotAMasterKeyFile {
        /// Path of the key file.
        path: PathBuf,
    },
    /// The group of the master key file can read it, although the configuration does not allow that.
    #[error(
        "{} may be read by its group (mode {mode:04o}): run `chmod 600 {}`. Where that cannot be done, as with a \
         Kubernetes secret and fsGroup, and no other program runs in that group, set master_key_group_may_read = true",
        path.display(), path.display()
    )]
    ReadableByGroup {
        /// Path of the key file.
        path: PathBuf,
        /// Permission bits of the file, as in `chmod`.
        mode: u32,
    },
    /// Users other than owner and group can access the master key file, or its group can modify it.
    #[error(
        "{} may be accessed by others (mode {mode:04o}): run `chmod 600 {}`, or give it the mode 0400 where it is \
         mounted from (Kubernetes: defaultMode: 0400; Docker: mode: 0400)",
        path.display(), path.display()
    )]
    ReadableByOthers {
        /// Path of the key file.
        path: PathBuf,
        /// Permission bits of the file, as in `chmod`.
        mode: u32,
    },
    /// The master key file cannot be read or written.
    #[error("master key file {}: {cause}", path.display())]
    File {
        /// Path of the key file.
        path: PathBuf,
        /// Error of the operating system.
        cause: io::Error,
    },
    /// The master key is not the one that the data keys were wrapped with.
    #[error(
        "the master key does not fit the database: the database needs the one with the fingerprint {needed}, \
         given is {given}. Start with the master key that belongs to this database (put its file back, or set \
         its environment variable), or with the database that belongs to this master key"
    )]
    WrongMasterKey {
        /// Fingerprint of the key that wrapped the data keys.
        needed: Fingerprint,
        /// Fingerprint of the key that was given.
        given: Fingerprint,
    },
    /// A data key does not open although the master key is the right one.
    #[error("data key {id} is damaged: restore the database from its backup")]
    DamagedDataKey {
        /// ID of the data key, as the ciphertext names it.
        id: i64,
    },
    /// There is no data key to seal with.
    #[error("there is no data key")]
    NoDataKey,
    /// A ciphertext names a data key that does not exist.
    #[error("a secret was sealed with data key {id}, which is missing: restore it from the backup")]
    UnknownDataKey {
        /// ID of the data key, as the ciphertext names it.
        id: i64,
    },
    /// The bytes are not in a format that this version knows.
    #[error("not a sealed secret of a format that this version knows")]
    UnknownFormat,
    /// The ciphertext was altered or belongs to another row.
    #[error("the {0} cannot be opened: it was altered, or moved here from another row")]
    Unopenable(String),
    /// The cipher failed to encrypt.
    #[error("the cipher failed to seal")]
    Cipher,
}
