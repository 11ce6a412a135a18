//! Settling what is due for an application: overage is charged, its package renewed. Jobs do it in time; every change
//! of a package does it first, so an order is right even if no job has run.

use domain::account::AccountId;
use domain::application::Application;
use domain::application::sdkappid::Sdkappid;
use domain::audit::{Action, Change};
use domain::billing::catalogue::Catalogue;
use domain::billing::ledger::{Entry, Month, Renewal, Usage, due_renewal, overage};
use domain::billing::order::Holding;
use domain::billing::standing::Standing;
use store::Tx;

use crate::applications::update;
use crate::{Context, Error};

/// More renewals in a row than any downtime makes: each is a month.
const MAX_RENEWALS: usize = 600;

/// An application and its account, both locked, with everything posted that is due.
pub(crate) struct Settled {
    pub(crate) standing: Standing,
    pub(crate) application: Application,
    pub(crate) holding: Holding,
    /// Number of ledger entries that settling has posted.
    pub(crate) posted: usize,
}

/// Locks the account and the application and posts what is due, as [`Actor::System`](crate::Actor::System). None where
/// the application does not exist or is deleted.
pub(crate) async fn settle_due(
    context: &Context<'_>,
    tx: &mut Tx,
    account: AccountId,
    sdkappid: Sdkappid,
) -> Result<Option<Settled>, Error> {
    let system = context.as_system();
    let standing = tx.standing(account).await?;
    let Some(application) = tx.application(account, sdkappid).await? else { return Ok(None) };
    let currency = standing.balance().currency();
    let holding = tx.holding(account, sdkappid, application.life, currency).await?;
    let mut current = Settled { standing, application, holding, posted: 0 };
    let catalogue = system.deps.catalogue.get();
    charge_overage(&system, tx, account, &mut current, &catalogue).await?;
    for _ in 0..MAX_RENEWALS {
        let now = system.now();
        let Some(renewal) = due_renewal(&catalogue, &current.holding, current.standing, now) else { break };
        renew(&system, tx, account, &mut current, renewal).await?;
    }
    Ok(Some(current))
}

/// Charges overage of months that have ended.
async fn charge_overage(
    system: &Context<'_>,
    tx: &mut Tx,
    account: AccountId,
    current: &mut Settled,
    catalogue: &Catalogue,
) -> Result<(), Error> {
    let (now, who) = (system.now(), system.actor.to_string());
    let (sdkappid, this_month) = (current.application.sdkappid, Month::of(now));
    let unsettled = tx.unsettled_usage(account, sdkappid, this_month).await?;
    if unsettled.is_empty() {
        return Ok(());
    }
    for (month, limit, used) in unsettled {
        let (edition, add_ons) = (current.holding.life.edition, current.holding.add_ons.as_slice());
        let usage = Usage { sdkappid, month, edition, add_ons, limit, used };
        let currency = current.standing.balance().currency();
        let Some(entry) = overage(catalogue, &usage, currency, now) else { continue };
        let standing = current.standing.post(entry.amount(), now).map_err(amount_overflow)?;
        if tx.post(account, &entry, &[], standing, &who).await?.is_some() {
            current.standing = standing;
            current.posted += 1;
            let changes = [
                Change::between(limit.code(), "", &used.to_string()),
                Change::between("amount", "", &entry.amount().to_string()),
            ];
            let changes = changes.into_iter().flatten();
            system.audit(tx, Some(account), Some(sdkappid), Action::OverageCharged, changes).await?;
        }
    }
    Ok(tx.settle_usage(account, sdkappid, this_month).await?)
}

/// Posts one renewal.
async fn renew(
    system: &Context<'_>,
    tx: &mut Tx,
    account: AccountId,
    current: &mut Settled,
    renewal: Renewal,
) -> Result<(), Error> {
    let before = current.holding.life.term.end().date();
    let sdkappid = current.application.sdkappid;
    post_entry(system, tx, account, current, renewal.holding, renewal.standing, &renewal.entry, &[])
        .await?
        .ok_or_else(|| Error::Internal(format!("a renewal of {sdkappid} was posted before")))?;
    current.posted += 1;
    let changes = [
        Change::between("expires", &before, &current.holding.life.term.end().date()),
        Change::between("amount", "", &renewal.entry.amount().to_string()),
    ];
    let changes = changes.into_iter().flatten();
    system.audit(tx, Some(account), Some(sdkappid), Action::PackageRenewed, changes).await
}

/// Writes application, account balance and ledger entry in `tx`. Returns the ID of the entry, or `None` (and writes
/// nothing) if an entry of its key exists: idempotency.
#[expect(clippy::too_many_arguments, reason = "what is written together")]
pub(crate) async fn post_entry(
    context: &Context<'_>,
    tx: &mut Tx,
    account: AccountId,
    current: &mut Settled,
    holding: Holding,
    standing: Standing,
    entry: &Entry,
    lines: &[domain::billing::order::Line],
) -> Result<Option<i64>, Error> {
    let who = context.actor.to_string();
    let Some(id) = tx.post(account, entry, lines, standing, &who).await? else { return Ok(None) };
    let version = current.application.version + 1;
    let application = Application { life: holding.life, version, ..current.application.clone() };
    update(tx, account, &application).await?;
    tx.set_holding(account, &holding).await?;
    *current = Settled { standing, application, holding, posted: current.posted };
    Ok(Some(id))
}

/// A balance beyond 64 bits: no operator means it.
pub(crate) fn amount_overflow(error: domain::billing::money::MoneyError) -> Error {
    Error::Internal(format!("an amount cannot be reckoned with: {error:?}"))
}
