//! What the operator does at the command line.

use domain::account::person::{Email, Password};
use domain::account::personal_mail::SecurityEvent;
use domain::audit::checkpoint::Checkpoint;
use domain::audit::{Action, Change};
use domain::field::Field;
use domain::time::Timestamp;
use store::PersonRow;

use crate::account::backoff::{Subject, emails_from};
use crate::account::{new_password, personal_mail, rate_limit};
use crate::audit::verification::{AuditReport, verify};
use crate::{Context, Error};

/// Operations for the operator; for everybody else: [`Error::NotFound`].
#[derive(Clone, Copy)]
pub struct Operations<'a>(pub(crate) Context<'a>);

impl Operations<'_> {
    /// The people of this installation: e-mail address, and when they came.
    pub async fn people(&self) -> Result<Vec<(String, Timestamp)>, Error> {
        let Self(context) = self;
        context.operator()?;
        let people = context.deps.store.people().await?;
        Ok(people.into_iter().map(|row| (row.email.into(), row.created_at)).collect())
    }

    /// Verifies the audit trail of all accounts, also against `copies` of checkpoints that were kept elsewhere.
    pub async fn verify_audit(&self, copies: &[Checkpoint]) -> Result<AuditReport, Error> {
        let Self(context) = self;
        context.operator()?;
        verify(context.deps, copies).await
    }

    /// The key that checkpoints of the audit trail are verified with, as PEM.
    pub fn audit_public_key(&self) -> Result<String, Error> {
        let Self(context) = self;
        context.operator()?;
        Ok(context.deps.audit_key.public().to_pem())
    }

    /// Sets a new password and signs the person out everywhere; [`Error::NotFound`] if there is nobody of
    /// that address. A second factor stays, and is owed at the next sign-in.
    pub async fn reset_password(&self, email: &Email, password: Password) -> Result<(), Error> {
        let Self(context) = self;
        context.operator()?;
        let deps = context.deps;
        let row = deps.store.person_by_email(email).await?.ok_or(Error::NotFound)?;
        new_password::check(&password, Field::NewPassword)?;
        let hash = deps.passwords.hash(&password, context.random()).await?;
        let mut tx = deps.store.begin().await?;
        tx.set_password_hash(row.account, row.person, &hash).await?;
        tx.delete_sessions_except(row.account, row.person, None).await?;
        tx.delete_pending_sign_ins(row.account, row.person).await?;
        rate_limit::reset(&mut tx, &Subject::email(email)).await?;
        tx.delete_throttles_of(&emails_from(email)).await?;
        context.audit(&mut tx, Some(row.account), None, Action::PasswordReset, None).await?;
        let who = (row.account, &row.email);
        personal_mail::tell(context, &mut tx, who, SecurityEvent::PasswordReset).await?;
        Ok(tx.commit().await?)
    }

    /// Signs the person out everywhere. The number of sessions that ended; [`Error::NotFound`] if there is nobody of that
    /// address.
    pub async fn sign_out(&self, email: &Email) -> Result<u64, Error> {
        let Self(context) = self;
        context.operator()?;
        let row = context.deps.store.person_by_email(email).await?.ok_or(Error::NotFound)?;
        self.end_sessions(&row).await
    }

    /// Signs everybody out, in all accounts. The number of sessions that ended.
    pub async fn sign_everybody_out(&self) -> Result<u64, Error> {
        let Self(context) = self;
        context.operator()?;
        let mut ended = 0;
        for row in context.deps.store.people().await? {
            ended += self.end_sessions(&row).await?;
        }
        Ok(ended)
    }

    async fn end_sessions(&self, row: &PersonRow) -> Result<u64, Error> {
        let Self(context) = self;
        let mut tx = context.deps.store.begin().await?;
        let ended = tx.delete_sessions_except(row.account, row.person, None).await?;
        tx.delete_pending_sign_ins(row.account, row.person).await?;
        if ended > 0 {
            let changes = [
                Change::between("email", "", row.email.as_str()),
                Change::between("sessions", &ended.to_string(), "0"),
            ];
            let changes = changes.into_iter().flatten();
            context.audit(&mut tx, Some(row.account), None, Action::SessionRevoked, changes).await?;
        }
        tx.commit().await?;
        Ok(ended)
    }

    /// Removes the second factors of a person who has lost them, passkeys included, and signs the person out everywhere.
    /// False if there were none; [`Error::NotFound`] if there is nobody of that address.
    pub async fn remove_second_factors(&self, email: &Email) -> Result<bool, Error> {
        let Self(context) = self;
        context.operator()?;
        let store = &context.deps.store;
        let row = store.person_by_email(email).await?.ok_or(Error::NotFound)?;
        let mut tx = store.begin().await?;
        let had_authenticator = tx.delete_authenticator(row.account, row.person).await?;
        let had_passkeys = tx.delete_passkeys(row.account, row.person).await? > 0;
        let removed = had_authenticator || had_passkeys;
        if removed {
            tx.delete_recovery_codes(row.account, row.person).await?;
            tx.delete_pending_sign_ins(row.account, row.person).await?;
            tx.delete_sessions_except(row.account, row.person, None).await?;
            let whose = Change::between("email", "", email.as_str());
            context.audit(&mut tx, Some(row.account), None, Action::SecondFactorsRemoved, whose).await?;
            let who = (row.account, &row.email);
            personal_mail::tell(context, &mut tx, who, SecurityEvent::SecondFactorsRemoved).await?;
        }
        tx.commit().await?;
        Ok(removed)
    }
}
