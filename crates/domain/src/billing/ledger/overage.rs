//! Charges for exceeding limits, at the end of a month.

use super::{EntryCause, EntryKey, LedgerEntry, Month};
use crate::application::sdkappid::Sdkappid;
use crate::billing::catalogue::{AddOnCode, Catalogue, LimitKind, Quota};
use crate::billing::edition::Edition;
use crate::billing::money::Currency;
use crate::time::Timestamp;

/// An application's usage of a limit in a month, and its package at the end of the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usage<'a> {
    /// The application that used it.
    pub sdkappid: Sdkappid,
    /// The calendar month (UTC).
    pub month: Month,
    /// Edition of its package.
    pub edition: Edition,
    /// Codes of its add-ons.
    pub add_ons: &'a [AddOnCode],
    /// The limit that the usage counts towards.
    pub limit: LimitKind,
    /// Amount used in the month.
    pub used: u64,
}

/// The entry for usage beyond the limit, once the month is over; every started block is charged. `None` if
/// nothing is due: the month is not over, the limit was not exceeded or is not set, or the operator has set no
/// price in the account's `currency`.
///
/// The key does not depend on when, where or how often this is called, so the entry is posted once. A charge
/// that does not fit into an amount is not posted at all: no operator intends it.
pub fn overage(
    catalogue: &Catalogue,
    usage: &Usage<'_>,
    currency: Currency,
    now: Timestamp,
) -> Option<LedgerEntry> {
    let Usage { sdkappid, month, edition, add_ons, limit, used } = *usage;
    let tariff = catalogue.package(edition).overage.get(&limit)?;
    let price = tariff.prices.get(currency)?;
    let Quota::Of(most) = catalogue.limit(edition, add_ons, limit)?.most else { return None };
    let beyond = used.checked_sub(most).filter(|beyond| *beyond > 0)?;
    if now < month.end() {
        return None;
    }
    let blocks = u32::try_from(beyond.div_ceil(tariff.per.max(1))).ok()?;
    let amount = price.times(blocks).and_then(crate::billing::money::Money::negated).ok()?;
    let key = EntryKey::overage(sdkappid, month, limit);
    LedgerEntry::new(key, EntryCause::Overage { sdkappid, month, limit, beyond }, amount, now).ok()
}
