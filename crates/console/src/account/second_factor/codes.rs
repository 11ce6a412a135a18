//! Checks a code, and uses it up.

use domain::account::person::Email;
use domain::account::personal_mail::SecurityEvent;
use domain::account::second_factor::{RecoveryCode, TotpSecret, TypedCode};
use domain::account::{AccountId, PersonId};
use domain::audit::{Action, Change};
use sha2::{Digest as _, Sha256};
use store::Tx;
use vault::Binding;

use crate::account::personal_mail;
use crate::{Context, Error, secrets};

/// Uses `code` up as part of `tx`; false if it is wrong or was used before. A code is accepted once, however many
/// servers are told it at once: the store compares and sets.
pub(crate) async fn use_code(
    context: &Context<'_>,
    tx: &mut Tx,
    (account, person, email): (AccountId, PersonId, &Email),
    code: &TypedCode,
) -> Result<bool, Error> {
    match code {
        TypedCode::Totp(code) => {
            let row = tx.authenticator(account, person).await?.filter(|row| row.confirmed_at.is_some());
            let Some(row) = row else { return Ok(false) };
            let secret = open(context, account, person, row.sealed)?;
            match secret.step_of(*code, context.now()) {
                Some(step) => Ok(tx.use_totp_step(account, person, step).await?),
                None => Ok(false),
            }
        }
        TypedCode::Recovery(code) => {
            if !tx.use_recovery_code(account, person, &hash(code)).await? {
                return Ok(false);
            }
            let left = context.deps.store.recovery_codes_left(account, person).await?;
            let change = Change::between("recovery_codes_left", &left.to_string(), &(left - 1).to_string());
            context
                .audit_as(email.to_string(), tx, Some(account), None, Action::RecoveryCodeUsed, change)
                .await?;
            let left = u32::try_from(left - 1).unwrap_or_default();
            let event = SecurityEvent::RecoveryCodeUsed { left };
            personal_mail::tell(context, tx, (account, email), event).await?;
            Ok(true)
        }
    }
}

/// Opens the secret of the person's authenticator app.
pub(super) fn open(
    context: &Context<'_>,
    account: AccountId,
    person: PersonId,
    sealed: Vec<u8>,
) -> Result<TotpSecret, Error> {
    let binding = Binding::Authenticator { account, person };
    let bytes = secrets::open_bytes(context.deps, &binding, sealed)?;
    TotpSecret::from_bytes(&bytes).ok_or_else(|| Error::Internal(format!("the {binding} has no secret")))
}

/// What is kept of a recovery code. It has enough random bits to need neither salt nor cost.
pub(super) fn hash(code: &RecoveryCode) -> [u8; 32] {
    Sha256::digest(code.expose()).into()
}
