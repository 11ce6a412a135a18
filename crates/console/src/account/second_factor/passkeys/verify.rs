//! Step-up with a passkey: a person who signed in a while ago proves again who they are.

use domain::account::second_factor::PasskeyChallenge;
use domain::audit::{Action, Change};

use super::challenge::Holder;
use super::sign_in::failure;
use super::{PasskeyAnswer, proof};
use crate::account::backoff::Subject;
use crate::account::{rate_limit, sessions};
use crate::{Account, Error, RenewedSession};

impl Account<'_> {
    /// Asks the browser for a proof with one of the person's passkeys.
    pub async fn begin_passkey_verification(&self) -> Result<PasskeyChallenge, Error> {
        let Self(context) = self;
        let person = context.signed_in()?;
        let holder = Holder::Verification(person.session);
        proof::begin(context, &holder, Some((person.account, person.person))).await
    }

    /// The proof: it counts in this browser for a while, as the password and a code do, and the session goes
    /// on under another token.
    pub async fn verify_passkey(&self, answer: PasskeyAnswer<'_>) -> Result<RenewedSession, Error> {
        let Self(context) = self;
        let (person, store) = (context.signed_in()?, &context.deps.store);
        let credential = proof::parse(answer)?;
        let subject = Subject::session(person.session);
        rate_limit::record_attempt(store, std::slice::from_ref(&subject), context.now()).await?;
        let mut tx = store.begin().await?;
        let (holder, whose) = (Holder::Verification(person.session), (person.account, person.person));
        if let Err(refusal) = proof::check(context, &mut tx, &holder, whose, (answer, &credential)).await? {
            let change = Change::between("second_factor", "", failure(refusal));
            context.audit(&mut tx, Some(person.account), None, Action::SignInFailed, change).await?;
            tx.commit().await?;
            return Err(Error::PasskeyRefused(refusal));
        }
        rate_limit::reset(&mut tx, &subject).await?;
        let renewed = sessions::renew(context, &mut tx, person).await?;
        tx.commit().await?;
        Ok(renewed)
    }
}
