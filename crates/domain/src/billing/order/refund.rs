//! Refunds of a package.

use super::{OrderRefusal, Subscription};
use crate::application::lifecycle::Step;
use crate::billing::account_balance::AccountBalance;
use crate::billing::catalogue::Policy;
use crate::billing::ledger::{EntryCause, EntryKey, LedgerEntry, OrderToken};
use crate::billing::money::{Money, MoneyError};
use crate::time::Timestamp;

/// A completed refund, to be written in one transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refunded {
    /// The application after the refund: disabled, without add-ons.
    pub subscription: Subscription,
    /// The account after the refund.
    pub account_balance: AccountBalance,
    /// The entry to be posted.
    pub entry: LedgerEntry,
}

/// Refunds the unused part of the package and its add-ons (docs/facts/packages.md#refunds) and disables the
/// application immediately. [`OrderRefusal::PriceChanged`] if the amount differs from the one that was `seen`.
pub fn refund(
    subscription: &Subscription,
    token: &OrderToken,
    seen: Money,
    account_balance: AccountBalance,
    policy: Policy,
    now: Timestamp,
) -> Result<Refunded, OrderRefusal> {
    let at = account_balance.at(now, policy);
    let life = subscription.life.next(Step::Refund, at).map_err(OrderRefusal::Life)?;
    let amount = subscription.unused(now);
    if seen != amount {
        return Err(OrderRefusal::PriceChanged);
    }
    let sdkappid = subscription.sdkappid;
    let key = EntryKey::once(Some(sdkappid), token);
    let entry = LedgerEntry::new(key, EntryCause::Refund { sdkappid, edition: life.edition }, amount, now)
        .map_err(|_| OrderRefusal::Unreckonable(MoneyError::TooLarge))?;
    let paid = Money::zero(amount.currency());
    let subscription = Subscription { sdkappid, life, add_ons: Vec::new(), paid };
    Ok(Refunded { subscription, account_balance: account_balance.post(amount, now)?, entry })
}
