//! Packages that are renewed by themselves.

use super::{Cause, Entry, EntryKey};
use crate::application::lifecycle::Step;
use crate::billing::catalogue::Catalogue;
use crate::billing::order::Holding;
use crate::billing::standing::Standing;
use crate::time::Timestamp;

/// A renewal that is due: all of it is written in one transaction, or nothing where the ledger has its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewal {
    /// The application afterwards.
    pub holding: Holding,
    /// The account afterwards.
    pub standing: Standing,
    /// What is posted.
    pub entry: Entry,
}

/// The renewal that is due at `now`, for one month at the prices of today, if any is.
///
/// From the end of the term for as long as it is in service, the price is taken whatever the balance is: the
/// account then has its hours in arrears to pay. Where that was missed (the console was off) the package begins
/// anew from `now`, and only if the balance covers it: nobody gets into debt for a time out of service.
///
/// None where the package is not renewed by itself or not over; where the application is deleted, is asked to
/// be, or is out of service for another reason; and where the operator has set no price.
pub fn due_renewal(
    catalogue: &Catalogue,
    holding: &Holding,
    standing: Standing,
    now: Timestamp,
) -> Option<Renewal> {
    let life = &holding.life;
    let end = life.term.end();
    let leaving = life.disabled || life.deleted_at.is_some() || life.deletion_requested_at.is_some();
    if !life.auto_renew || end > now || leaving {
        return None;
    }
    let at = standing.at(now, catalogue.policy());
    let price = holding.monthly_price(catalogue, standing.balance().currency()).ok()?;
    let charge = price.negated().ok()?;
    let after = standing.post(charge, now).ok()?;
    let arrears_disable = at.arrears_disable_at().is_some_and(|at| at <= now);
    if arrears_disable || (life.is_package_over(at) && after.balance().is_negative()) {
        return None;
    }
    let renewed = life.next(Step::Renew { months: 1 }, at).ok()?;
    let cause = Cause::Renewal { sdkappid: holding.sdkappid, edition: life.edition, months: 1 };
    let entry = Entry::new(EntryKey::renewal(holding.sdkappid, end), cause, charge, now).ok()?;
    Some(Renewal { holding: holding.renewed(renewed, price).ok()?, standing: after, entry })
}
