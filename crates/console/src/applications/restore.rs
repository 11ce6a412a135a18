//! **Restore**: a deleted application comes back, within its grace. After it, its secrets are destroyed.

use domain::account::AccountId;
use domain::account::permission::Permission;
use domain::application::lifecycle::{Life, Moment, Step};
use domain::application::sdkappid::Sdkappid;
use domain::application::{Application, ApplicationName};
use domain::audit::{Action, Change};
use domain::billing::account_balance::AccountBalance;
use store::Tx;

use super::change::update;
use crate::{Applications, Context, Error};

/// The most deleted applications that are listed: more than an account may have.
const MAX_LISTED: u32 = 1_000;

impl Applications<'_> {
    /// Deleted applications that can be restored, the last deleted first, and the instant of that.
    pub async fn deleted(&self) -> Result<(Moment, Vec<(Sdkappid, ApplicationName, Life)>), Error> {
        let Self(context) = self;
        let account = context.permitted(Permission::ChangeStatus)?;
        let account_balance = context.deps.store.account_balance(account).await?;
        let at = context.moment(account_balance);
        let mut deleted = context.deps.store.deleted_applications(account, at.now, MAX_LISTED).await?;
        deleted.retain(|(sdkappid, ..)| context.includes(*sdkappid));
        Ok((at, deleted))
    }

    /// **Restore**. [`Error::LimitReached`] where the account has as many applications as it may have by now.
    pub async fn restore(&self, sdkappid: Sdkappid) -> Result<Application, Error> {
        let Self(context) = self;
        let account = context.permitted_on(Permission::ChangeStatus, sdkappid)?;
        let mut tx = context.deps.store.begin().await?;
        let account_balance = tx.account_balance(account).await?;
        let count = tx.application_count(account).await?;
        let before = tx.deleted_application(account, sdkappid).await?.ok_or(Error::NotFound)?;
        let at = context.moment(account_balance);
        let life = before.life.next(Step::Restore, at).map_err(Error::Refused)?;
        let limit = context.deps.policy.application_limit;
        if count >= limit {
            return Err(Error::LimitReached { limit });
        }
        let change = Change::between("status", before.status(at).code(), life.status(at).code());
        let after = Application { life, version: before.version + 1, ..before };
        update(&mut tx, account, &after).await?;
        context.audit(&mut tx, Some(account), Some(sdkappid), Action::ApplicationRestored, change).await?;
        tx.commit().await?;
        Ok(after)
    }
}

/// Destroys the secrets of a deleted application whose grace is over, in the name of the console, whoever acts. False
/// if there is nothing to do: it was
/// restored, or somebody else was quicker.
pub(crate) async fn shred(
    context: &Context<'_>,
    tx: &mut Tx,
    account: AccountId,
    sdkappid: Sdkappid,
    account_balance: AccountBalance,
) -> Result<bool, Error> {
    let Some(before) = tx.deleted_application(account, sdkappid).await? else { return Ok(false) };
    let Ok(life) = before.life.next(Step::Shred, context.moment(account_balance)) else { return Ok(false) };
    update(tx, account, &Application { life, version: before.version + 1, ..before }).await?;
    tx.shred_application(account, sdkappid).await?;
    let (account, app) = (Some(account), Some(sdkappid));
    context.as_system().audit(tx, account, app, Action::ApplicationShredded, None).await?;
    Ok(true)
}
