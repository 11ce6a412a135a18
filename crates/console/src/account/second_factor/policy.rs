//! Whether everybody in the account needs a second factor.

use domain::account::permission::Permission;
use domain::audit::{Action, Change};

use crate::{Account, Error};

impl Account<'_> {
    /// Requires a second factor of everybody in the account, or no longer. Whoever has none is led to set one up, and
    /// can do nothing else until then. [`Error::NotFound`] for a person who has none themselves.
    pub async fn require_second_factor(&self, required: bool) -> Result<(), Error> {
        let Self(context) = self;
        context.permitted(Permission::ManageMembers)?;
        let person = context.verified_lately()?;
        if required && !person.has_second_factor {
            return Err(Error::NotFound);
        }
        let mut tx = context.deps.store.begin().await?;
        if tx.set_second_factor_required(person.account, required).await? {
            let word = |required: bool| if required { "yes" } else { "no" };
            let change = Change::between("required", word(!required), word(required));
            context
                .audit(&mut tx, Some(person.account), None, Action::SecondFactorPolicyChanged, change)
                .await?;
        }
        Ok(tx.commit().await?)
    }
}
