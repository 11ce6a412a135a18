//! Refunds of a package.

use super::{Holding, OrderRefusal};
use crate::application::lifecycle::Step;
use crate::billing::catalogue::Policy;
use crate::billing::ledger::{Cause, Entry, EntryKey, OrderToken};
use crate::billing::money::{Money, MoneyError};
use crate::billing::standing::Standing;
use crate::time::Timestamp;

/// A completed refund, to be written in one transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refunded {
    /// The application after the refund: disabled, without add-ons.
    pub holding: Holding,
    /// The account after the refund.
    pub standing: Standing,
    /// The entry to be posted.
    pub entry: Entry,
}

/// Refunds the unused part of the package and its add-ons (docs/facts/packages.md#refunds) and disables the
/// application immediately. [`OrderRefusal::PriceChanged`] if the amount differs from the one that was `seen`.
pub fn refund(
    holding: &Holding,
    token: &OrderToken,
    seen: Money,
    standing: Standing,
    policy: Policy,
    now: Timestamp,
) -> Result<Refunded, OrderRefusal> {
    let at = standing.at(now, policy);
    let life = holding.life.next(Step::Refund, at).map_err(OrderRefusal::Life)?;
    let amount = holding.unused(now);
    if seen != amount {
        return Err(OrderRefusal::PriceChanged);
    }
    let sdkappid = holding.sdkappid;
    let key = EntryKey::once(Some(sdkappid), token);
    let entry = Entry::new(key, Cause::Refund { sdkappid, edition: life.edition }, amount, now)
        .map_err(|_| OrderRefusal::Unreckonable(MoneyError::TooLarge))?;
    let paid = Money::zero(amount.currency());
    let holding = Holding { sdkappid, life, add_ons: Vec::new(), paid };
    Ok(Refunded { holding, standing: standing.post(amount, now)?, entry })
}
