//! Signing in with a passkey: alone, or as the second step after the password.

use domain::account::AccountId;
use domain::account::second_factor::{PasskeyChallenge, PasskeyRefusal, PasskeysOff};
use domain::audit::{Action, Change};
use store::Tx;

use super::challenge::Holder;
use super::{PasskeyAnswer, proof};
use crate::account::auth::{Attempt, admit};
use crate::account::backoff::Subject;
use crate::account::rate_limit;
use crate::account::second_factor::sign_in::{pending, take_pending};
use crate::{Auth, Context, Error, SignedIn};

impl Auth<'_> {
    /// Why nobody can sign in with a passkey, if nobody can.
    pub fn passkeys_off(&self) -> Option<PasskeysOff> {
        self.0.deps.passkeys.off()
    }

    /// Asks the browser for a proof with a passkey alone.
    pub async fn begin_passkey_sign_in(&self) -> Result<PasskeyChallenge, Error> {
        proof::begin(&self.0, &Holder::SignIn, None).await
    }

    /// Signs in with a passkey alone: who that is says the passkey. It counts as both factors.
    pub async fn sign_in_with_passkey(
        &self,
        answer: PasskeyAnswer<'_>,
        device: Option<&str>,
    ) -> Result<SignedIn, Error> {
        let Self(context) = self;
        let credential = proof::parse(answer)?;
        let store = &context.deps.store;
        let Some(passkey) = store.passkey_by_credential(credential.get_credential_id()).await? else {
            return Err(unknown(context).await?);
        };
        let whose = (passkey.account, passkey.person);
        let unknown = Error::PasskeyRefused(PasskeyRefusal::Unknown);
        let Some(row) = store.person(whose.0, whose.1).await? else { return Err(unknown) };
        let attempt = Attempt::begin(context, &row.email, device).await?;

        let mut tx = store.begin().await?;
        let Some(row) = tx.person(whose.0, whose.1).await? else { return Err(unknown) };
        if let Err(refusal) =
            proof::check(context, &mut tx, &Holder::SignIn, whose, (answer, &credential)).await?
        {
            return Err(refused(context, tx, Some(whose.0), row.email.as_str(), refusal).await?);
        }
        let signed_in = admit(context, &mut tx, &row, &attempt).await?;
        tx.commit().await?;
        Ok(signed_in)
    }

    /// Asks the browser for a passkey of the person whose sign-in of [`PendingSignIn::token`](crate::PendingSignIn)
    /// waits for the second step.
    pub async fn begin_passkey_second_step(&self, token: &str) -> Result<PasskeyChallenge, Error> {
        let Self(context) = self;
        let (token_hash, whose) = pending(context, token).await?;
        proof::begin(context, &Holder::SecondStep(&token_hash), Some(whose)).await
    }

    /// Completes that sign-in, as [`sign_in_with_code`](Self::sign_in_with_code) does with a code.
    pub async fn complete_sign_in_with_passkey(
        &self,
        token: &str,
        answer: PasskeyAnswer<'_>,
        device: Option<&str>,
    ) -> Result<SignedIn, Error> {
        let Self(context) = self;
        let credential = proof::parse(answer)?;
        let (token_hash, whose) = pending(context, token).await?;
        let store = &context.deps.store;
        let row = store.person(whose.0, whose.1).await?.ok_or(Error::SignInExpired)?;
        let attempt = Attempt::begin(context, &row.email, device).await?;

        let mut tx = store.begin().await?;
        let row = tx.person(whose.0, whose.1).await?.ok_or(Error::SignInExpired)?;
        let holder = Holder::SecondStep(&token_hash);
        if let Err(refusal) = proof::check(context, &mut tx, &holder, whose, (answer, &credential)).await? {
            return Err(refused(context, tx, Some(whose.0), row.email.as_str(), refusal).await?);
        }
        take_pending(context, &mut tx, &token_hash).await?;
        let signed_in = admit(context, &mut tx, &row, &attempt).await?;
        tx.commit().await?;
        Ok(signed_in)
    }
}

/// An attempt with a passkey that nobody has: it counts for the network.
async fn unknown(context: &Context<'_>) -> Result<Error, Error> {
    let (address, _) = context.browser()?;
    let store = &context.deps.store;
    rate_limit::record_attempt(store, &[Subject::address(address)], context.now()).await?;
    let tx = store.begin().await?;
    refused(context, tx, None, "", PasskeyRefusal::Unknown).await
}

/// Records the attempt and commits: the challenge stays used up.
async fn refused(
    context: &Context<'_>,
    mut tx: Tx,
    account: Option<AccountId>,
    email: &str,
    refusal: PasskeyRefusal,
) -> Result<Error, Error> {
    let changes =
        [Change::between("email", "", email), Change::between("second_factor", "", failure(refusal))];
    let changes = changes.into_iter().flatten();
    context.audit(&mut tx, account, None, Action::SignInFailed, changes).await?;
    tx.commit().await?;
    Ok(Error::PasskeyRefused(refusal))
}

/// What the audit trail says.
pub(super) const fn failure(refusal: PasskeyRefusal) -> &'static str {
    match refusal {
        PasskeyRefusal::Unknown => "unknown passkey",
        PasskeyRefusal::Copied => "copied passkey",
        _ => "wrong passkey",
    }
}
