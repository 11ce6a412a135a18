//! Parses credentials from the fields and files of an account.
//!
//! A credential that can never work is an error; one that may not work is usable with a [`Warning`]. Vendors are not
//! called. Files larger than [`Upload::MAX_BYTES`] are not read.

use std::borrow::Cow;

use domain::certificate::{
    CredentialError, EditedAccount, Facts, FileFacts, FileUse, NewAccount, PlainFacts, SecretText, Upload,
    Warning,
};
use domain::field::Field;
use domain::time::Timestamp;

use super::{Credential, Secret, last_four, short_fingerprint};
use crate::format::base64;
use crate::vendor;

/// A credential that passed all checks that need no vendor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// The credential, including its secret.
    pub credential: Credential,
    /// Facts about the credential, which contain no secret.
    pub facts: Facts,
    /// Possible problems that do not prevent its use.
    pub warnings: Vec<Warning>,
}

impl Parsed {
    pub(crate) fn new(credential: impl Into<Credential>, facts: Facts) -> Self {
        Self { credential: credential.into(), facts, warnings: Vec::new() }
    }

    /// A credential from `fields` and a `secret` that a person typed.
    pub(crate) fn typed(
        credential: impl Into<Credential>,
        fields: Vec<(Field, String)>,
        secret: &Secret,
    ) -> Self {
        let secret = secret.expose();
        let (last_four, fingerprint) = (last_four(secret), short_fingerprint(secret.as_bytes()));
        Self::new(credential, Facts::Plain(PlainFacts { fields, last_four, fingerprint }))
    }

    /// The stored credential with its facts; [`CredentialError::FileMissing`] if none of its kind is stored.
    pub(crate) fn unchanged<C: Into<Credential> + Clone>(
        stored: Option<(&C, &Facts)>,
    ) -> Result<Self, Vec<CredentialError>> {
        let (credential, facts) = stored.ok_or(vec![CredentialError::FileMissing])?;
        Ok(Self::new(credential.clone(), facts.clone()))
    }
}

/// Parses a new account at `now`. Errors are never empty: the first problem of an unreadable file, or every problem of
/// its intended use.
pub fn parse(account: &NewAccount, now: Timestamp) -> Result<Parsed, Vec<CredentialError>> {
    let account = account.try_map(|secret| Some(Secret::new(secret.expose())), |file| Some(Some(file)));
    vendor::parse(&account.ok_or(vec![CredentialError::Empty])?, None, now)
}

/// Parses an edited account at `now`. A secret or file that it omits is taken from `stored`, described by `facts`.
pub fn parse_edit(
    account: &EditedAccount,
    stored: &Credential,
    facts: &Facts,
    now: Timestamp,
) -> Result<Parsed, Vec<CredentialError>> {
    let same_platform = account.platform() == stored.platform();
    let stored_secret = || stored.typed_secret().filter(|_| same_platform).cloned();
    let secret = |given: &Option<SecretText>| match given {
        Some(given) => Some(Secret::new(given.expose())),
        None => stored_secret(),
    };
    let account = account.try_map(secret, |file| Some(file.as_ref())).ok_or(vec![CredentialError::Empty])?;
    vendor::parse(&account, Some((stored, facts)), now)
}

/// Describes a file at `now`, before the rest of its form is filled in. Errors are never empty.
pub fn inspect_file(
    file: &Upload,
    file_use: &FileUse,
    now: Timestamp,
) -> Result<(FileFacts, Vec<Warning>), Vec<CredentialError>> {
    let file = read_file(file).map_err(|error| vec![error])?;
    vendor::inspect(&file, file_use, now)
}

/// Refuses empty files and files larger than [`Upload::MAX_BYTES`], and decodes a file that is in base64 as a whole.
pub(crate) fn read_file(file: &Upload) -> Result<Cow<'_, Upload>, CredentialError> {
    match file.bytes().len() {
        0 => Err(CredentialError::Empty),
        length if length > Upload::MAX_BYTES => Err(CredentialError::TooLarge),
        _ => Ok(base64::decoded(file.bytes())
            .map_or(Cow::Borrowed(file), |decoded| Cow::Owned(Upload::new(file.name(), decoded)))),
    }
}
