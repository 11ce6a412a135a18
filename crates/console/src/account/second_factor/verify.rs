//! Step-up: a person who signed in a while ago proves again who they are, before something that matters.

use domain::account::person::Password;
use domain::account::second_factor::TypedCode;
use domain::audit::{Action, Change};

use super::{use_code, wrong_code};
use crate::account::backoff::Subject;
use crate::account::{rate_limit, sessions};
use crate::{Account, Error, RenewedSession};

impl Account<'_> {
    /// The password again: it counts as proof in this browser for a while, under a new token. A wrong one is
    /// [`Error::Invalid`].
    pub async fn verify_password(&self, password: &Password) -> Result<RenewedSession, Error> {
        let (tx, renewed) = self.prove_by_password(password).await?;
        tx.commit().await?;
        Ok(renewed)
    }

    /// The same with a code. A wrong one is [`Error::Invalid`]; guessing gets slower, in this browser alone.
    pub async fn verify_code(&self, code: &TypedCode) -> Result<RenewedSession, Error> {
        let Self(context) = self;
        let (person, deps) = (context.signed_in()?, context.deps);
        let subject = Subject::session(person.session);
        rate_limit::record_attempt(&deps.store, std::slice::from_ref(&subject), context.now()).await?;
        let mut tx = deps.store.begin().await?;
        let who = (person.account, person.person, &person.email);
        if !use_code(context, &mut tx, who, code).await? {
            let change = Change::between("second_factor", "", "wrong code");
            context.audit(&mut tx, Some(person.account), None, Action::SignInFailed, change).await?;
            tx.commit().await?;
            return Err(wrong_code());
        }
        rate_limit::reset(&mut tx, &subject).await?;
        let renewed = sessions::renew(context, &mut tx, person).await?;
        tx.commit().await?;
        Ok(renewed)
    }
}
