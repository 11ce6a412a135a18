//! Step-up with the provider: it asks again who the person is.

use std::time::Duration;

use domain::account::provider::ProviderProblem;
use domain::account::session::Proofs;

use super::{Identity, ProviderAnswer};
use crate::account::backoff::Subject;
use crate::account::{rate_limit, sessions};
use crate::{Account, Error, RenewedSession};

/// How far the clock of the provider, which counts in seconds, may be behind.
const CLOCK_SKEW: Duration = Duration::from_mins(1);

impl Account<'_> {
    /// The provider has identified the person again: it counts as proof in this browser for a while, and the session
    /// goes on under another token. Otherwise the answer
    /// says why not. [`Error::SignInExpired`] if another session was sent to the provider.
    pub async fn verify_with_provider(
        &self,
        answer: &ProviderAnswer,
        identity: &Identity,
    ) -> Result<Result<RenewedSession, ProviderProblem>, Error> {
        let Self(context) = self;
        let person = context.signed_in()?;
        if answer.session != Some(person.session) {
            return Err(Error::SignInExpired);
        }
        let store = &context.deps.store;
        let found = store.person_of_identity(&identity.issuer, &identity.subject).await?;
        if found != Some((person.account, person.person)) {
            return Ok(Err(ProviderProblem::OtherPerson));
        }
        let roles = &context.deps.policy.provider.roles;
        if !roles.is_empty() && roles.role_of(&identity.groups).is_none() {
            return Ok(Err(ProviderProblem::NoRole));
        }
        let earliest = answer.started_at.minus(CLOCK_SKEW);
        if identity.authenticated_at.is_none_or(|at| at < earliest) {
            return Ok(Err(ProviderProblem::NotFresh));
        }
        let mut tx = store.begin().await?;
        rate_limit::undo_attempt(&mut tx, &Subject::provider(person.address)).await?;
        let renewed = sessions::renew(context, &mut tx, person).await?;
        tx.commit().await?;
        Ok(Ok(renewed))
    }

    /// How the person can prove again who they are.
    pub async fn proofs(&self) -> Result<Proofs, Error> {
        let Self(context) = self;
        let (person, store) = (context.signed_in()?, &context.deps.store);
        let row = store.person(person.account, person.person).await?.ok_or(Error::SignedOut)?;
        let factors = self.second_factors().await?;
        Ok(Proofs {
            code: factors.any(),
            passkey: factors.passkeys_off.is_none() && !factors.passkeys.is_empty(),
            password: !row.password_hash.is_empty(),
            provider: store.has_identity(person.account, person.person).await?,
        })
    }
}
