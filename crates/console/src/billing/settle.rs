//! Settling what is due for an application: overage is charged, its package renewed. Jobs do it in time; every change
//! of a package does it first, so an order is right even if no job has run.

use domain::account::AccountId;
use domain::application::Application;
use domain::application::sdkappid::Sdkappid;
use domain::audit::{Action, Change};
use domain::billing::account_balance::AccountBalance;
use domain::billing::catalogue::Catalogue;
use domain::billing::ledger::{LedgerEntry, Month, Renewal, Usage, due_renewal, overage};
use domain::billing::order::Subscription;
use store::Tx;

use crate::applications::update;
use crate::webhooks::emit;
use crate::{Context, Error};

/// More renewals in a row than any downtime makes: each is a month.
const MAX_RENEWALS: usize = 600;

/// An application and its account, both locked, with everything posted that is due.
pub(crate) struct Settled {
    pub(crate) account_balance: AccountBalance,
    pub(crate) application: Application,
    pub(crate) subscription: Subscription,
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
    let account_balance = tx.account_balance(account).await?;
    let Some(application) = tx.application(account, sdkappid).await? else { return Ok(None) };
    let currency = account_balance.balance().currency();
    let subscription = tx.subscription(account, sdkappid, application.life, currency).await?;
    let mut current = Settled { account_balance, application, subscription, posted: 0 };
    let catalogue = system.deps.catalogue.get();
    charge_overage(&system, tx, account, &mut current, &catalogue).await?;
    for _ in 0..MAX_RENEWALS {
        let now = system.now();
        let Some(renewal) = due_renewal(&catalogue, &current.subscription, current.account_balance, now)
        else {
            break;
        };
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
        let (edition, add_ons) = (current.subscription.life.edition, current.subscription.add_ons.as_slice());
        let usage = Usage { sdkappid, month, edition, add_ons, limit, used };
        let currency = current.account_balance.balance().currency();
        let Some(entry) = overage(catalogue, &usage, currency, now) else { continue };
        let account_balance = current.account_balance.post(entry.amount(), now).map_err(amount_overflow)?;
        if tx.post(account, &entry, &[], account_balance, &who).await?.is_some() {
            emit::balance_changed(system, tx, account, current.account_balance, account_balance).await?;
            current.account_balance = account_balance;
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
    let before = current.subscription.life.term.end().date();
    let sdkappid = current.application.sdkappid;
    post_entry(
        system,
        tx,
        account,
        current,
        renewal.subscription,
        renewal.account_balance,
        &renewal.entry,
        &[],
    )
    .await?
    .ok_or_else(|| Error::Internal(format!("a renewal of {sdkappid} was posted before")))?;
    current.posted += 1;
    let changes = [
        Change::between("expires", &before, &current.subscription.life.term.end().date()),
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
    subscription: Subscription,
    account_balance: AccountBalance,
    entry: &LedgerEntry,
    lines: &[domain::billing::order::QuoteLine],
) -> Result<Option<i64>, Error> {
    let who = context.actor.to_string();
    let Some(id) = tx.post(account, entry, lines, account_balance, &who).await? else { return Ok(None) };
    emit::balance_changed(context, tx, account, current.account_balance, account_balance).await?;
    let version = current.application.version + 1;
    let application = Application { life: subscription.life, version, ..current.application.clone() };
    update(tx, account, &application).await?;
    tx.set_subscription(account, &subscription).await?;
    *current = Settled { account_balance, application, subscription, posted: current.posted };
    Ok(Some(id))
}

/// A balance beyond 64 bits: no operator means it.
pub(crate) fn amount_overflow(error: domain::billing::money::MoneyError) -> Error {
    Error::Internal(format!("an amount cannot be reckoned with: {error:?}"))
}
