//! Automatic renewals.

use super::{EntryCause, EntryKey, LedgerEntry};
use crate::application::lifecycle::Step;
use crate::billing::account_balance::AccountBalance;
use crate::billing::catalogue::Catalogue;
use crate::billing::order::Subscription;
use crate::time::Timestamp;

/// A renewal that is due. It is written in one transaction, or not at all if the ledger already has its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewal {
    /// The application after the renewal.
    pub subscription: Subscription,
    /// The account after the renewal.
    pub account_balance: AccountBalance,
    /// The entry to be posted.
    pub entry: LedgerEntry,
}

/// The renewal that is due at `now`, if any: one month at current prices.
///
/// While the package is in service after the end of its term, the price is charged whatever the balance: the
/// account then has its arrears period to pay. If that period was missed (the console was off), the package
/// restarts at `now`, but only if the balance covers it: nobody gets into debt for time out of service.
///
/// `None` if the package is not renewed automatically or has not ended; if the application is disabled or
/// deleted, its deletion is requested, or the account's arrears disable it; and if the operator has set no
/// price.
pub fn due_renewal(
    catalogue: &Catalogue,
    subscription: &Subscription,
    account_balance: AccountBalance,
    now: Timestamp,
) -> Option<Renewal> {
    let life = &subscription.life;
    let end = life.term.end();
    let leaving = life.disabled || life.deleted_at.is_some() || life.deletion_requested_at.is_some();
    if !life.auto_renew || end > now || leaving {
        return None;
    }
    let at = account_balance.at(now, catalogue.policy());
    let price = subscription.monthly_price(catalogue, account_balance.balance().currency()).ok()?;
    let charge = price.negated().ok()?;
    let after = account_balance.post(charge, now).ok()?;
    let arrears_disable = at.arrears_disable_at().is_some_and(|at| at <= now);
    if arrears_disable || (life.is_package_over(at) && after.balance().is_negative()) {
        return None;
    }
    let renewed = life.next(Step::Renew { months: 1 }, at).ok()?;
    let cause = EntryCause::Renewal { sdkappid: subscription.sdkappid, edition: life.edition, months: 1 };
    let entry = LedgerEntry::new(EntryKey::renewal(subscription.sdkappid, end), cause, charge, now).ok()?;
    Some(Renewal { subscription: subscription.renewed(renewed, price).ok()?, account_balance: after, entry })
}
