//! All certificates of an application as one file.

use domain::account::permission::Permission;
use domain::account::person::Password;
use domain::application::sdkappid::Sdkappid;
use domain::audit::{Action, Change};

use super::file::{ExportFile, Metadata};
use super::open;
use crate::account::passwords::SALT_BYTES;
use crate::forms::flash;
use crate::{Account, Certificates, Error};

impl Certificates<'_> {
    /// Makes the file, its secrets sealed with `passphrase`. A token for [`Certificates::exported`].
    ///
    /// Secrets leave here, so the person gives their `password` again; a wrong one is [`Error::Invalid`]. A
    /// certificate that cannot be opened is left out.
    pub async fn export(
        &self,
        sdkappid: Sdkappid,
        password: &Password,
        passphrase: &Password,
    ) -> Result<String, Error> {
        let Self(context) = self;
        context.permitted_on(Permission::TransferCertificates, sdkappid)?;
        let person = context.person()?;
        let mut tx = Account(*context).confirm_password(password).await?;
        tx.application(person.account, sdkappid).await?.ok_or(Error::NotFound)?;
        let rows = tx.certificates(person.account, sdkappid).await?;
        tx.commit().await?;
        let mut salt = [0; SALT_BYTES];
        context.random().fill(&mut salt);
        let key = context.deps.passwords.stretch(passphrase.expose_new(), salt).await?;
        let mut file = ExportFile::new(sdkappid, context.now(), salt);
        for row in &rows {
            match open(context.deps, row) {
                Ok(credential) => {
                    file.push(&key, Metadata::of(&row.certificate), &credential, context.random())?;
                }
                Err(Error::Vault(error)) => {
                    let certificate = row.certificate.id;
                    tracing::warn!(%sdkappid, %certificate, %error, "decrypting a credential failed; not exported");
                }
                Err(error) => return Err(error),
            }
        }
        let text = serde_json::to_string_pretty(&file)
            .map_err(|error| Error::Internal(format!("exported certificates: {error}")))?;
        let change = Change::between("certificates", "", &file.len().to_string());
        flash::save(context, person, sdkappid, &text, Action::CertificatesExported, [change]).await
    }

    /// The file of that token, if this browser had it made.
    pub async fn exported(&self, sdkappid: Sdkappid, token: &str) -> Result<Option<String>, Error> {
        let Self(context) = self;
        context.permitted_on(Permission::TransferCertificates, sdkappid)?;
        flash::find(context, context.person()?, sdkappid, token).await
    }
}
