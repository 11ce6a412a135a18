//! **Disable**, **Enable**, **Delete**, **Apply for Extension**, and auto-renewal.

use domain::account::AccountId;
use domain::account::permission::Permission;
use domain::application::Application;
use domain::application::lifecycle::{Event, Refusal, Status, Step};
use domain::application::sdkappid::Sdkappid;
use domain::audit::{Action, Change};
use domain::billing::account_balance::AccountBalance;
use store::Tx;

use super::restore::shred;
use crate::fail_point::fail_point;
use crate::{Applications, Context, Error};

/// An application that has changed, in a transaction that is still open.
struct AppliedStep {
    tx: Tx,
    account_balance: AccountBalance,
    after: Application,
    /// Change of the status, if there is one, for the audit trail.
    status: Option<Change>,
}

impl Applications<'_> {
    /// Lets `event` happen to the application, or says why it cannot: [`Error::Refused`]. What is deleted can be
    /// restored for a while; the person has to have proved lately who they are.
    pub async fn change(&self, sdkappid: Sdkappid, event: Event) -> Result<Application, Error> {
        let Self(context) = self;
        let account = context.permitted_on(Permission::ChangeStatus, sdkappid)?;
        let mut changed = begin_step(context, account, sdkappid, event.into()).await?;
        if event == Event::Delete {
            context.verified_or_token()?;
        }
        let action = match event {
            Event::Disable => Action::ApplicationDisabled,
            Event::Enable => Action::ApplicationEnabled,
            Event::Delete => Action::ApplicationDeleted,
        };
        let status = changed.status.take();
        context.audit(&mut changed.tx, Some(account), Some(sdkappid), action, status).await?;
        if event == Event::Delete {
            // Without a grace it is for good at once.
            shred(context, &mut changed.tx, account, sdkappid, changed.account_balance).await?;
        }
        fail_point!("stop.before_commit");
        changed.tx.commit().await?;
        fail_point!("stop.after_commit");
        Ok(changed.after)
    }

    /// **Apply for Extension**: the trial lasts one calendar month longer, from its end, or from now if it is
    /// over. `seen` is the version that the person saw: the same form twice extends once.
    pub async fn extend(&self, sdkappid: Sdkappid, seen: i64) -> Result<Application, Error> {
        let Self(context) = self;
        let account = context.permitted_on(Permission::ChangeStatus, sdkappid)?;
        let AppliedStep { mut tx, after, status, .. } =
            begin_step(context, account, sdkappid, Step::Extend).await?;
        // What the step began with is what the person saw, or nothing is done.
        if after.version != seen.saturating_add(1) {
            return Err(Error::Refused(Refusal::Meanwhile));
        }
        let changes = status.into_iter().chain(Change::between("expires", "", &after.life.term.end().date()));
        context.audit(&mut tx, Some(account), Some(sdkappid), Action::TrialExtended, changes).await?;
        tx.commit().await?;
        Ok(after)
    }

    /// Turns auto-renewal of the package on or off. Idempotent.
    pub async fn set_auto_renew(&self, sdkappid: Sdkappid, on: bool) -> Result<Application, Error> {
        let Self(context) = self;
        let account = context.permitted_on(Permission::OrderPackages, sdkappid)?;
        let step = if on { Step::RenewByItself } else { Step::NoLongerRenewByItself };
        let AppliedStep { mut tx, after, status, .. } = begin_step(context, account, sdkappid, step).await?;
        let change = Change::between("auto_renew", &(!on).to_string(), &on.to_string());
        let changes = status.into_iter().chain(change);
        context.audit(&mut tx, Some(account), Some(sdkappid), Action::RenewalSwitched, changes).await?;
        tx.commit().await?;
        Ok(after)
    }
}

/// Writes the state after `step`: what the application is now, and how its status changed.
async fn begin_step(
    context: &Context<'_>,
    account: AccountId,
    sdkappid: Sdkappid,
    step: Step,
) -> Result<AppliedStep, Error> {
    let mut tx = context.deps.store.begin().await?;
    let account_balance = tx.account_balance(account).await?;
    let (after, status) = write_step(context, &mut tx, account, account_balance, sdkappid, step).await?;
    Ok(AppliedStep { tx, account_balance, after, status })
}

/// The same in a transaction that has begun, for an account that is locked.
pub(crate) async fn write_step(
    context: &Context<'_>,
    tx: &mut Tx,
    account: AccountId,
    account_balance: AccountBalance,
    sdkappid: Sdkappid,
    step: Step,
) -> Result<(Application, Option<Change>), Error> {
    let before = tx.application(account, sdkappid).await?.ok_or(Error::NotFound)?;
    let at = context.moment(account_balance);
    let life = before.life.next(step, at).map_err(Error::Refused)?;
    let status = Change::between("status", before.status(at).code(), life.status(at).code());
    let after = Application { life, version: before.version + 1, ..before };
    update(tx, account, &after).await?;
    if after.status(at) != Status::Enabled {
        tx.stop_waiting_pushes(sdkappid).await?;
    }
    Ok((after, status))
}

/// Writes the next version of an application whose row is locked.
pub(crate) async fn update(tx: &mut Tx, account: AccountId, after: &Application) -> Result<(), Error> {
    let written = tx.update_application(account, after, after.version - 1).await?;
    Error::expect_written(written, format_args!("application {}", after.sdkappid))
}
