//! What exceeding limits costs at the end of a month.

use super::{Cause, Entry, EntryKey, Month};
use crate::application::sdkappid::Sdkappid;
use crate::billing::catalogue::{Catalogue, Code, LimitKind, Most};
use crate::billing::edition::Edition;
use crate::billing::money::Currency;
use crate::time::Timestamp;

/// What an application used of a limit in a month, and the package that it had at the month's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usage<'a> {
    /// Which application.
    pub sdkappid: Sdkappid,
    /// When.
    pub month: Month,
    /// Its package.
    pub edition: Edition,
    /// On top of it.
    pub add_ons: &'a [Code],
    /// Which limit.
    pub limit: LimitKind,
    /// How much was used.
    pub used: u64,
}

/// The entry for what was used beyond the limit, once the month is over: every begun block of it. None where
/// nothing is due: the month lasts, the limit was kept or is not set, or the operator has set no price in the
/// account's `currency`.
///
/// The key is the same however often, late or from wherever this is asked, so it is posted once. A price that
/// does not fit into an amount is not charged at all: no operator means it.
pub fn overage(
    catalogue: &Catalogue,
    usage: &Usage<'_>,
    currency: Currency,
    now: Timestamp,
) -> Option<Entry> {
    let Usage { sdkappid, month, edition, add_ons, limit, used } = *usage;
    let tariff = catalogue.package(edition).overage.get(&limit)?;
    let price = tariff.prices.get(currency)?;
    let Most::Of(most) = catalogue.limit(edition, add_ons, limit)?.most else { return None };
    let beyond = used.checked_sub(most).filter(|beyond| *beyond > 0)?;
    if now < month.end() {
        return None;
    }
    let blocks = u32::try_from(beyond.div_ceil(tariff.per.max(1))).ok()?;
    let amount = price.times(blocks).and_then(crate::billing::money::Money::negated).ok()?;
    let key = EntryKey::overage(sdkappid, month, limit);
    Entry::new(key, Cause::Overage { sdkappid, month, limit, beyond }, amount, now).ok()
}
