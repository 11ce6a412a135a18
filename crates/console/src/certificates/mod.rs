//! **Push > Access Setting**: the push certificates of an application. Secrets go in and never come out again.

mod alarms;
mod check;
mod export;
mod feed;
mod file;
mod import;
mod read;
mod save;
mod test_push;

use domain::application::sdkappid::Sdkappid;
use domain::certificate::AccessSetting;
use push::credential::Credential;
use store::CertificateRow;
use vault::Binding;

use crate::console::Parts;
use crate::{Acting, Error, secrets};

pub(crate) use check::{checks_due, take_and_check, write_down_endings};
pub use feed::Ending;
pub use file::MAX_BYTES as EXPORT_MOST_BYTES;
pub use import::Imported;
pub use save::Saved;
pub use test_push::TestPush;

/// The push certificates of the account's applications.
#[derive(Clone, Copy)]
pub struct Certificates<'a>(pub(crate) Acting<'a>);

/// Opens the credential of a row. One that was altered, or put there from another row, is an [`Error::Vault`].
pub(crate) fn open(parts: &Parts, row: &CertificateRow) -> Result<Credential, Error> {
    let binding = binding(row);
    let bytes = secrets::open_bytes(parts, &binding, row.sealed.clone())?;
    Credential::from_stored(&bytes).map_err(|error| Error::Internal(format!("{binding}: {error}")))
}

/// Seals a credential for the row of a certificate.
pub(crate) fn seal(parts: &Parts, row: &CertificateRow, credential: &Credential) -> Result<Vec<u8>, Error> {
    secrets::seal_bytes(parts, &binding(row), &credential.to_stored())
}

const fn binding(row: &CertificateRow) -> Binding {
    Binding::Certificate { account: row.account, sdkappid: row.sdkappid, id: row.certificate.id }
}

impl Certificates<'_> {
    /// All certificates of an application.
    pub async fn list(&self, sdkappid: Sdkappid) -> Result<AccessSetting, Error> {
        let Self(acting) = self;
        let account = acting.person()?.account;
        let store = &acting.parts.store;
        let application = store.application(account, sdkappid).await?.ok_or(Error::NotFound)?;
        let at = acting.moment(store.standing(account).await?);
        let rows = store.certificates(account, sdkappid).await?;
        let certificates = rows.into_iter().map(|row| row.certificate).collect();
        Ok(AccessSetting { at, application, certificates })
    }
}
