//! Parses credentials from the fields and files of an account.
//!
//! What can never work is an error; what may not work is a [`Warning`] beside a usable credential. No vendor is asked.
//! Files of more than [`Upload::MAX_BYTES`] are not read.

use domain::certificate::{
    CredentialError, EditedAccount, Facts, FileFacts, FileUse, NewAccount, PlainFacts, SecretText, Upload,
    Warning,
};
use domain::field::Field;
use domain::time::Timestamp;

use super::{Credential, Secret, last_four, short_fingerprint};
use crate::vendor;

/// A credential that is usable as far as its account tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// With its secret.
    pub credential: Credential,
    /// Without its secret.
    pub facts: Facts,
    /// Doubts that do not keep it from being used.
    pub warnings: Vec<Warning>,
}

impl Parsed {
    pub(crate) fn new(credential: impl Into<Credential>, facts: Facts) -> Self {
        Self { credential: credential.into(), facts, warnings: Vec::new() }
    }

    /// A credential of typed `fields` and a typed `secret`.
    pub(crate) fn typed(
        credential: impl Into<Credential>,
        fields: Vec<(Field, String)>,
        secret: &Secret,
    ) -> Self {
        let secret = secret.expose();
        let (last_four, fingerprint) = (last_four(secret), short_fingerprint(secret.as_bytes()));
        Self::new(credential, Facts::Plain(PlainFacts { fields, last_four, fingerprint }))
    }

    /// The stored credential with its facts; an error if none of its kind is stored.
    pub(crate) fn unchanged<C: Into<Credential> + Clone>(
        stored: Option<(&C, &Facts)>,
    ) -> Result<Self, Vec<CredentialError>> {
        let (credential, facts) = stored.ok_or(vec![CredentialError::FileMissing])?;
        Ok(Self::new(credential.clone(), facts.clone()))
    }
}

/// Parses a new account at `now`. Errors are never empty: one for a file, all of them for its intended use.
pub fn parse(account: &NewAccount, now: Timestamp) -> Result<Parsed, Vec<CredentialError>> {
    let account = account.try_map(|secret| Some(Secret::new(secret.expose())), |file| Some(Some(file)));
    vendor::parse(&account.ok_or(vec![CredentialError::Empty])?, None, now)
}

/// Parses an edited account at `now`: what it leaves out is taken from `stored`, whose facts are `facts`.
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

/// Describes a file at `now` before the rest of its form is known. Errors are never empty.
pub fn inspect_file(
    file: &Upload,
    file_use: &FileUse,
    now: Timestamp,
) -> Result<(FileFacts, Vec<Warning>), Vec<CredentialError>> {
    let file = check_size(file).map_err(|error| vec![error])?;
    vendor::inspect(file, file_use, now)
}

/// Refuses files that are empty or too large to be read.
pub(crate) fn check_size(file: &Upload) -> Result<&Upload, CredentialError> {
    match file.bytes().len() {
        0 => Err(CredentialError::Empty),
        length if length > Upload::MAX_BYTES => Err(CredentialError::TooLarge),
        _ => Ok(file),
    }
}
