//! The second step of a sign-in. Between the two the browser has a token of its own, which is no session.

use std::fmt;
use std::time::Duration;

use domain::account::second_factor::TypedCode;
use domain::account::{AccountId, PersonId};
use domain::audit::{Action, Change};
use store::{PendingSignInRow, Tx};

use super::{use_code, wrong_code};
use crate::account::auth::{Attempt, admit};
use crate::secrets::tokens;
use crate::{Auth, Context, Error, SignedIn};

/// Bytes of the token of a sign-in that waits for a second factor.
const TOKEN_BYTES: usize = 32;
/// Time within which the second factor has to be given.
const LIFETIME: Duration = Duration::from_mins(5);

/// A browser that gave the right password and owes the second factor.
pub struct PendingSignIn {
    /// For a cookie of the browser; the console keeps only its hash. Hexadecimal.
    pub token: String,
    /// Time within which the second factor has to be given, for the cookie.
    pub lasts: Duration,
}

/// Leaves out the token.
impl fmt::Debug for PendingSignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PendingSignIn").field("lasts", &self.lasts).finish_non_exhaustive()
    }
}

/// Lets a sign-in wait for the second factor, as part of the transaction that checked the password.
pub(crate) async fn begin(
    context: &Context<'_>,
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
) -> Result<PendingSignIn, Error> {
    let token = tokens::random_hex::<TOKEN_BYTES>(context.random());
    let (token_hash, ends_at) = (tokens::hash(&token), context.now().plus(LIFETIME));
    tx.insert_pending_sign_in(&PendingSignInRow { token_hash, account, person, ends_at }).await?;
    Ok(PendingSignIn { token, lasts: LIFETIME })
}

/// The hash of the token of a sign-in that waits for the second factor, and whose it is. [`Error::SignInExpired`] if there
/// is none.
pub(super) async fn pending(
    context: &Context<'_>,
    token: &str,
) -> Result<(Vec<u8>, (AccountId, PersonId)), Error> {
    if !tokens::is_hex::<TOKEN_BYTES>(token) {
        return Err(Error::SignInExpired);
    }
    let token_hash = tokens::hash(token);
    let whose = context.deps.store.pending_sign_in(&token_hash, context.now()).await?;
    Ok((token_hash, whose.ok_or(Error::SignInExpired)?))
}

/// Takes that sign-in away as part of `tx`. [`Error::SignInExpired`] if somebody has completed it meanwhile.
pub(super) async fn take_pending(context: &Context<'_>, tx: &mut Tx, token_hash: &[u8]) -> Result<(), Error> {
    let taken = tx.take_pending_sign_in(token_hash, context.now()).await?;
    if taken { Ok(()) } else { Err(Error::SignInExpired) }
}

impl Auth<'_> {
    /// Completes the sign-in of [`PendingSignIn::token`] with a code. A wrong code is [`Error::Invalid`] at
    /// [`Field::AuthenticationCode`](domain::field::Field::AuthenticationCode); guessing gets slower, as with
    /// passwords. A sign-in that took too long, or is completed already, is [`Error::SignInExpired`].
    pub async fn sign_in_with_code(
        &self,
        token: &str,
        code: &TypedCode,
        device: Option<&str>,
    ) -> Result<SignedIn, Error> {
        let Self(context) = self;
        let (token_hash, (account, person)) = pending(context, token).await?;
        let store = &context.deps.store;
        let row = store.person(account, person).await?.ok_or(Error::SignInExpired)?;
        let attempt = Attempt::begin(context, &row.email, device).await?;

        let mut tx = store.begin().await?;
        let row = tx.person(account, person).await?.ok_or(Error::SignInExpired)?;
        if !use_code(context, &mut tx, (account, person, &row.email), code).await? {
            let changes = [
                Change::between("email", "", row.email.as_str()),
                Change::between("second_factor", "", "wrong code"),
            ];
            let changes = changes.into_iter().flatten();
            context.audit(&mut tx, Some(account), None, Action::SignInFailed, changes).await?;
            tx.commit().await?;
            return Err(wrong_code());
        }
        take_pending(context, &mut tx, &token_hash).await?;
        let signed_in = admit(context, &mut tx, &row, &attempt).await?;
        tx.commit().await?;
        Ok(signed_in)
    }
}
