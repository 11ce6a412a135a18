//! **Refund**: an operator refunds the unused part of a package. The application is disabled at once.

use domain::application::sdkappid::Sdkappid;
use domain::audit::{Action, Change};
use domain::billing::ledger::{EntryKey, OrderToken};
use domain::billing::money::Money;
use domain::billing::order;

use crate::billing::settle::{post_entry, settle_due};
use crate::{Applications, Error};

impl Applications<'_> {
    /// Refunds the unused part of the package, which has to equal `seen`, and disables the application. Idempotent per
    /// token. Returns the ID of the ledger entry. [`Error::NotFound`] for everybody but operators.
    pub async fn refund(&self, sdkappid: Sdkappid, token: &OrderToken, seen: Money) -> Result<i64, Error> {
        let Self(context) = self;
        let account = context.operating_person()?.account;
        let mut tx = context.deps.store.begin().await?;
        tx.account_balance(account).await?;
        if let Some(posted) = tx.posted(account, &EntryKey::once(Some(sdkappid), token)).await? {
            tx.commit().await?;
            return Ok(posted.id);
        }
        let current = settle_due(context, &mut tx, account, sdkappid).await?;
        let mut current = current.ok_or(Error::NotFound)?;
        let at = context.moment(current.account_balance);
        let before = current.subscription.life.status(at);
        let refunded =
            order::refund(&current.subscription, token, seen, current.account_balance, at.policy, at.now)
                .map_err(Error::OrderRefused)?;
        let entry = refunded.entry;
        let id = post_entry(
            context,
            &mut tx,
            account,
            &mut current,
            refunded.subscription,
            refunded.account_balance,
            &entry,
            &[],
        )
        .await?
        .ok_or_else(|| Error::Internal(format!("a refund of {sdkappid} was posted before")))?;
        let after = current.subscription.life.status(context.moment(current.account_balance));
        let changes = [
            Change::between("status", before.code(), after.code()),
            Change::between("amount", "", &entry.amount().to_string()),
        ];
        let (sdkappid, changes) = (Some(sdkappid), changes.into_iter().flatten());
        context.audit(&mut tx, Some(account), sdkappid, Action::PackageRefunded, changes).await?;
        tx.commit().await?;
        Ok(id)
    }
}
