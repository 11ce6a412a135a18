//! Setting an authenticator app up, and removing it.

use std::time::Duration;

use domain::account::personal_mail::SecurityEvent;
use domain::account::second_factor::{AuthenticatorSetup, Enrolment, SecondFactors, TotpSecret, TypedCode};
use domain::audit::Action;
use store::AuthenticatorRow;
use vault::Binding;

use super::passkeys::factor_removed;
use super::{codes, recovery, wrong_code};
use crate::account::personal_mail;
use crate::{Account, Error, secrets};

/// What the authenticator app calls this console.
const ISSUER: &str = "Chat Console";
/// Time within which an authenticator app has to be set up.
pub(crate) const ENROLMENT_LIFETIME: Duration = Duration::from_hours(1);

impl Account<'_> {
    /// The person's second factors.
    pub async fn second_factors(&self) -> Result<SecondFactors, Error> {
        let Self(context) = self;
        let (person, store) = (context.signed_in()?, &context.deps.store);
        let row = store.authenticator(person.account, person.person).await?;
        let left = store.recovery_codes_left(person.account, person.person).await?;
        Ok(SecondFactors {
            authenticator: row.and_then(|row| row.confirmed_at),
            passkeys: self.passkeys().await?,
            passkeys_off: context.deps.passkeys.off(),
            recovery_codes_left: u32::try_from(left).unwrap_or(u32::MAX),
            required: person.second_factor_required,
        })
    }

    /// Begins to set an authenticator app up, in place of one that was begun before. [`Error::NotFound`] if there is
    /// one already: it has to be removed first.
    pub async fn begin_authenticator(&self) -> Result<(), Error> {
        let Self(context) = self;
        let person = context.verified_to_enrol()?;
        let mut bytes = [0; TotpSecret::BYTES];
        context.random().fill(&mut bytes);
        let binding = Binding::Authenticator { account: person.account, person: person.person };
        let sealed = secrets::seal_bytes(context.deps, &binding, TotpSecret::new(bytes).expose())?;
        let mut tx = context.deps.store.begin().await?;
        if !tx.begin_authenticator(person.account, person.person, &sealed, context.now()).await? {
            return Err(Error::NotFound);
        }
        Ok(tx.commit().await?)
    }

    /// How far the person has come. The secret is shown to those alone who proved lately who they are.
    pub async fn authenticator_setup(&self) -> Result<AuthenticatorSetup, Error> {
        let Self(context) = self;
        let person = context.signed_in()?;
        let row = context.deps.store.authenticator(person.account, person.person).await?;
        let is_set_up = row.as_ref().is_some_and(|row| row.confirmed_at.is_some());
        let enrolment = match row.filter(|row| self.is_under_way(row)) {
            Some(row) if context.verified_to_enrol().is_ok() => {
                let secret = codes::open(context, person.account, person.person, row.sealed)?;
                Some(Enrolment { uri: secret.uri(ISSUER, &person.email), secret: secret.in_groups() })
            }
            _ => None,
        };
        Ok(AuthenticatorSetup { enrolment, is_set_up, required: person.must_enrol() })
    }

    /// Confirms the app with its first code. The answer is a token for
    /// [`recovery_codes`](Self::recovery_codes). [`Error::NotFound`] if none is being set up.
    pub async fn confirm_authenticator(&self, code: &TypedCode) -> Result<String, Error> {
        let Self(context) = self;
        let person = context.verified_to_enrol()?;
        let (account, id, now) = (person.account, person.person, context.now());
        let mut tx = context.deps.store.begin().await?;
        let row = tx.authenticator(account, id).await?.filter(|row| self.is_under_way(row));
        let secret = codes::open(context, account, id, row.ok_or(Error::NotFound)?.sealed)?;
        let step = match code {
            TypedCode::Totp(code) => secret.step_of(*code, now),
            TypedCode::Recovery(_) => None,
        };
        let step = step.ok_or_else(wrong_code)?;
        Error::expect_written(
            tx.confirm_authenticator(account, id, step, now).await?,
            "an authenticator app",
        )?;
        let token = recovery::replace(context, &mut tx, person).await?;
        context.audit(&mut tx, Some(account), None, Action::AuthenticatorAdded, None).await?;
        let who = (account, &person.email);
        personal_mail::tell(context, &mut tx, who, SecurityEvent::AuthenticatorAdded).await?;
        tx.commit().await?;
        Ok(token)
    }

    /// Removes the app, and the recovery codes with the last second factor. Where there is none, nothing happens.
    pub async fn remove_authenticator(&self) -> Result<(), Error> {
        let Self(context) = self;
        let person = context.verified_lately()?;
        let mut tx = context.deps.store.begin().await?;
        if tx.delete_authenticator(person.account, person.person).await? {
            factor_removed(&mut tx, person).await?;
            context.audit(&mut tx, Some(person.account), None, Action::AuthenticatorRemoved, None).await?;
            let who = (person.account, &person.email);
            personal_mail::tell(context, &mut tx, who, SecurityEvent::AuthenticatorRemoved).await?;
        }
        Ok(tx.commit().await?)
    }

    fn is_under_way(&self, row: &AuthenticatorRow) -> bool {
        row.confirmed_at.is_none() && self.0.now().since(row.created_at) < ENROLMENT_LIFETIME
    }
}
