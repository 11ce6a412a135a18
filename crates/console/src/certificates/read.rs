//! Files and typed credentials, read off the async threads: a file may ask for seconds of hashing.

use domain::account::permission::Permission;
use domain::certificate::{CredentialError, FileFacts, FileUse, Upload, Warning};
use domain::field::InvalidField;
use push::credential::inspect_file;

use crate::{Certificates, Context, Error};

impl Certificates<'_> {
    /// What a file says about itself, and what is doubtful about it, before the rest of its form is there;
    /// [`Error::Invalid`] if it is not what it is asked for. Nothing is kept.
    pub async fn inspect_file(
        &self,
        file: Upload,
        wanted: FileUse,
    ) -> Result<(FileFacts, Vec<Warning>), Error> {
        self.0.permitted(Permission::EditCertificates)?;
        let now = self.0.now();
        read(&self.0, move || inspect_file(&file, &wanted, now)).await
    }
}

/// Runs what reads a credential, in its turn.
pub(super) async fn read<T: Send + 'static>(
    context: &Context<'_>,
    work: impl FnOnce() -> Result<T, Vec<CredentialError>> + Send + 'static,
) -> Result<T, Error> {
    context.deps.passwords.read_file(work).await?.map_err(wrong)
}

/// Each reason beside the field that it is about.
pub(super) fn wrong(reasons: Vec<CredentialError>) -> Error {
    Error::Invalid(reasons.into_iter().map(InvalidField::from).collect())
}
