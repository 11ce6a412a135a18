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

use domain::account::permission::Permission;
use domain::application::sdkappid::Sdkappid;
use domain::certificate::AccessSetting;
use push::credential::Credential;
use store::CertificateRow;
use vault::Binding;

use crate::console::Deps;
use crate::{Context, Error, secrets};

pub(crate) use check::{check, checks_due, enqueue_expiry_notices, refused_by_send, take_and_check};
pub use feed::Expiry;
pub use file::MAX_BYTES as MAX_EXPORT_BYTES;
pub use import::ImportSummary;
pub use save::SavedCertificate;
pub use test_push::TestPush;

/// The push certificates of the account's applications.
#[derive(Clone, Copy)]
pub struct Certificates<'a>(pub(crate) Context<'a>);

/// Opens the credential of a row. One that was altered, or put there from another row, is an [`Error::Vault`].
pub(crate) fn open(deps: &Deps, row: &CertificateRow) -> Result<Credential, Error> {
    let binding = binding(row);
    let bytes = secrets::open_bytes(deps, &binding, row.sealed.clone())?;
    Credential::from_stored(&bytes).map_err(|error| Error::Internal(format!("{binding}: {error}")))
}

pub(crate) fn seal(deps: &Deps, row: &CertificateRow, credential: &Credential) -> Result<Vec<u8>, Error> {
    secrets::seal_bytes(deps, &binding(row), &credential.to_stored())
}

const fn binding(row: &CertificateRow) -> Binding {
    Binding::Certificate { account: row.account, sdkappid: row.sdkappid, id: row.certificate.id }
}

impl Certificates<'_> {
    /// All certificates of an application.
    pub async fn list(&self, sdkappid: Sdkappid) -> Result<AccessSetting, Error> {
        let Self(context) = self;
        let account = context.permitted_on(Permission::ViewCertificates, sdkappid)?;
        let store = &context.deps.store;
        let application = store.application(account, sdkappid).await?.ok_or(Error::NotFound)?;
        let at = context.moment(store.account_balance(account).await?);
        let rows = store.certificates(account, sdkappid).await?;
        let certificates = rows.into_iter().map(|row| row.certificate).collect();
        Ok(AccessSetting { at, application, certificates })
    }
}
