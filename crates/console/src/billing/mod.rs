//! The money of an account: its balance, its ledger, and what an operator posts.

pub(crate) mod current_catalogue;
pub(crate) mod settle;

use domain::account::permission::Permission;
use domain::audit::{Action, Change};
use domain::billing::ledger::{
    BillingPage, EntryCause, EntryKey, EntryKind, LedgerEntry, Note, OrderToken, PostedEntry,
};
use domain::billing::money::{Currency, Money};

use crate::billing::settle::amount_overflow;
use crate::webhooks::emit;
use crate::{Context, Error};

/// Entries of a page.
const PAGE: u32 = 50;
/// Entries of one batch of an export.
const EXPORT_PAGE: u32 = 1_000;

/// The money of the actor's account.
#[derive(Clone, Copy)]
pub struct Billing<'a>(pub(crate) Context<'a>);

impl Billing<'_> {
    /// The latest entries before the one of that number, or of all.
    pub async fn page(&self, before: Option<i64>) -> Result<BillingPage, Error> {
        let Self(context) = self;
        let account = context.permitted(Permission::ViewBilling)?;
        let store = &context.deps.store;
        let account_balance = store.account_balance(account).await?;
        let before = before.unwrap_or(i64::MAX);
        let mut entries = store.entries_before(account, before, PAGE + 1).await?;
        let has_older = entries.len() > PAGE as usize;
        entries.truncate(PAGE as usize);
        let currencies = context.deps.catalogue.get().currencies();
        Ok(BillingPage { account_balance, entries, has_older, currencies, operator: context.is_operator() })
    }

    /// One entry, for its invoice.
    pub async fn entry(&self, id: i64) -> Result<PostedEntry, Error> {
        let Self(context) = self;
        let account = context.permitted(Permission::ViewBilling)?;
        context.deps.store.entry(account, id).await?.ok_or(Error::NotFound)
    }

    /// The entries after the one of that number, oldest first, a part at a time; none when there are no more.
    pub async fn export(&self, after: i64) -> Result<Vec<PostedEntry>, Error> {
        let Self(context) = self;
        let account = context.permitted(Permission::ViewBilling)?;
        Ok(context.deps.store.entries_after(account, after, EXPORT_PAGE).await?)
    }

    /// An operator received money, or puts the balance right: `kind` is one of the two. Posted once for each
    /// token. The number of the entry.
    pub async fn post(
        &self,
        kind: EntryKind,
        amount: Money,
        note: Note,
        token: &OrderToken,
    ) -> Result<i64, Error> {
        let Self(context) = self;
        let account = context.operating_person()?.account;
        let key = EntryKey::once(None, token);
        let mut tx = context.deps.store.begin().await?;
        let account_balance = tx.account_balance(account).await?;
        if let Some(posted) = tx.posted(account, &key).await? {
            tx.commit().await?;
            return Ok(posted.id);
        }
        let (cause, action) = match kind {
            EntryKind::TopUp => (EntryCause::TopUp { note: note.clone() }, Action::ToppedUp),
            EntryKind::Correction => {
                (EntryCause::Correction { note: note.clone() }, Action::BalanceCorrected)
            }
            EntryKind::Order | EntryKind::Renewal | EntryKind::Overage | EntryKind::Refund => {
                return Err(Error::NotFound);
            }
        };
        let now = context.now();
        let entry = LedgerEntry::new(key, cause, amount, now).map_err(|_| wrong_amount(amount))?;
        let after = account_balance.post(amount, now).map_err(amount_overflow)?;
        let who = context.actor.to_string();
        let id = tx.post(account, &entry, &[], after, &who).await?;
        let id = id.ok_or_else(|| Error::Internal("an entry was posted before".to_owned()))?;
        emit::balance_changed(context, &mut tx, account, account_balance, after).await?;
        let changes = [
            Change::between("balance", &account_balance.balance().to_string(), &after.balance().to_string()),
            Change::between("note", "", note.as_str()),
        ];
        context.audit(&mut tx, Some(account), None, action, changes.into_iter().flatten()).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// An operator chooses the currency of the account, while its ledger is empty. [`Error::NotFound`] for a
    /// currency that nothing is priced in, and once there is an entry.
    pub async fn choose_currency(&self, currency: Currency) -> Result<(), Error> {
        let Self(context) = self;
        let account = context.operating_person()?.account;
        if !context.deps.catalogue.get().currencies().contains(&currency) {
            return Err(Error::NotFound);
        }
        let mut tx = context.deps.store.begin().await?;
        let before = tx.account_balance(account).await?.balance().currency();
        if !tx.set_currency(account, currency).await? {
            return Err(Error::NotFound);
        }
        let change = Change::between("currency", before.code(), currency.code());
        context.audit(&mut tx, Some(account), None, Action::CurrencyChosen, change).await?;
        Ok(tx.commit().await?)
    }
}

fn wrong_amount(amount: Money) -> Error {
    use domain::field::{Field, InvalidField, Problem};
    let problem = Problem::NotAnAmount(amount.currency().places());
    Error::Invalid(vec![InvalidField { field: Field::Amount, problem }])
}
