//! What the operator does at the command line.

use domain::account::person::{Email, Password};
use domain::audit::Action;
use domain::time::Timestamp;

use crate::account::attempts;
use crate::account::backoff::{Subject, emails_from};
use crate::{Acting, Error};

/// For the operator; to everybody else there is no such thing.
#[derive(Clone, Copy)]
pub struct Operations<'a>(pub(crate) Acting<'a>);

impl Operations<'_> {
    /// The people of this installation: e-mail address, and when they came.
    pub async fn people(&self) -> Result<Vec<(String, Timestamp)>, Error> {
        let Self(acting) = self;
        acting.operator()?;
        let people = acting.parts.store.people().await?;
        Ok(people.into_iter().map(|row| (row.email.into(), row.created_at)).collect())
    }

    /// Sets a new password and signs the person out everywhere; [`Error::NotFound`] where there is nobody of
    /// that address.
    pub async fn reset_password(&self, email: &Email, password: Password) -> Result<(), Error> {
        let Self(acting) = self;
        acting.operator()?;
        let parts = acting.parts;
        let row = parts.store.person_by_email(email).await?.ok_or(Error::NotFound)?;
        let hash = parts.passwords.hash(&password, acting.random()).await?;
        let mut tx = parts.store.begin().await?;
        tx.set_password_hash(row.account, row.person, &hash).await?;
        tx.delete_sessions_except(row.account, row.person, None).await?;
        attempts::forget(&mut tx, &Subject::email(email)).await?;
        tx.delete_throttles_of(&emails_from(email)).await?;
        acting.audit(&mut tx, Some(row.account), None, Action::PasswordReset, None).await?;
        Ok(tx.commit().await?)
    }
}
