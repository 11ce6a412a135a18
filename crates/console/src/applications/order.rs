//! **Renewal/Upgrade**: what an order would cost, and **Confirm**.

use domain::account::permission::Permission;
use std::sync::Arc;

use domain::application::ApplicationName;
use domain::application::lifecycle::Moment;
use domain::application::sdkappid::Sdkappid;
use domain::audit::{Action, Change};
use domain::billing::account_balance::AccountBalance;
use domain::billing::catalogue::{AddOnCode, Catalogue};
use domain::billing::ledger::PostedEntry;
use domain::billing::order::{Choice, Confirmation, OrderKind, OrderRefusal, Quote, Subscription};

use crate::billing::settle::{Settled, post_entry, settle_due};
use crate::{Applications, Error};

/// Data of the order page.
pub struct OrderPage {
    /// Instant of the read, with the rules that applied then.
    pub at: Moment,
    /// Name of the application, as the headline shows it.
    pub name: ApplicationName,
    /// Package and add-ons that the application has now.
    pub subscription: Subscription,
    /// Balance and arrears of the account.
    pub account_balance: AccountBalance,
    /// Catalogue that the quote was made from.
    pub catalogue: Arc<Catalogue>,
    /// Price of the choice, or the reason why it cannot be ordered; none where nothing is chosen.
    pub quote: Option<Result<Quote, OrderRefusal>>,
}

impl Applications<'_> {
    /// Quotes `choice`. Writes nothing.
    pub async fn quote(&self, sdkappid: Sdkappid, choice: Option<&Choice>) -> Result<OrderPage, Error> {
        let Self(context) = self;
        let account = context.permitted_on(Permission::ViewApplications, sdkappid)?;
        let store = &context.deps.store;
        let application = store.application(account, sdkappid).await?.ok_or(Error::NotFound)?;
        let account_balance = store.account_balance(account).await?;
        let currency = account_balance.balance().currency();
        let subscription = store.subscription(account, sdkappid, application.life, currency).await?;
        let (catalogue, at) = (context.deps.catalogue.get(), context.moment(account_balance));
        let quote =
            choice.map(|choice| Quote::new(&catalogue, &subscription, choice, account_balance, at.now));
        Ok(OrderPage { at, name: application.name, subscription, account_balance, catalogue, quote })
    }

    /// An order of the application, for whoever may order.
    pub async fn order_entry(&self, sdkappid: Sdkappid, id: i64) -> Result<PostedEntry, Error> {
        let account = self.0.permitted_on(Permission::OrderPackages, sdkappid)?;
        let entry = self.0.deps.store.entry(account, id).await?;
        entry.filter(|posted| posted.entry.cause().sdkappid() == Some(sdkappid)).ok_or(Error::NotFound)
    }

    /// **Confirm**: the order happens, once for each token of `confirmation`, however often this is called. The
    /// number of its entry in the ledger. Nothing happens where the price was shown for another choice.
    pub async fn order(
        &self,
        sdkappid: Sdkappid,
        choice: &Choice,
        confirmation: &Confirmation,
    ) -> Result<i64, Error> {
        let Self(context) = self;
        let account = context.permitted_on(Permission::OrderPackages, sdkappid)?;
        confirmation.check(choice).map_err(Error::OrderRefused)?;
        let mut tx = context.deps.store.begin().await?;
        // From here on the orders of the account go one after the other.
        tx.account_balance(account).await?;
        if let Some(posted) = tx.posted(account, &confirmation.key(sdkappid)).await? {
            // Its commit may be on its way still; this one is not done before that one.
            tx.commit().await?;
            return Ok(posted.id);
        }
        let current = settle_due(context, &mut tx, account, sdkappid).await?;
        let mut current = current.ok_or(Error::NotFound)?;
        let Settled { account_balance, subscription, .. } = &current;
        let (catalogue, at) = (context.deps.catalogue.get(), context.moment(*account_balance));
        let (before, before_status) = (subscription.clone(), subscription.life.status(at));
        let quote = Quote::new(&catalogue, subscription, choice, *account_balance, at.now)
            .map_err(Error::OrderRefused)?;
        let (kind, lines) = (quote.kind(), quote.lines().to_vec());
        let bought = quote.confirm(confirmation).map_err(Error::OrderRefused)?;
        let entry = bought.entry;
        let id = post_entry(
            context,
            &mut tx,
            account,
            &mut current,
            bought.subscription,
            bought.account_balance,
            &entry,
            &lines,
        )
        .await?
        .ok_or_else(|| Error::Internal(format!("an order of {sdkappid} was posted before")))?;
        let after = &current.subscription;
        let status = after.life.status(context.moment(current.account_balance));
        let changes = [
            Change::between("status", before_status.code(), status.code()),
            Change::between("edition", before.life.edition.code(), after.life.edition.code()),
            Change::between("add_ons", &names(&before.add_ons), &names(&after.add_ons)),
            Change::between("expires", &before.life.term.end().date(), &after.life.term.end().date()),
            Change::between(
                "auto_renew",
                &before.life.auto_renew.to_string(),
                &after.life.auto_renew.to_string(),
            ),
            Change::between("amount", "", &entry.amount().to_string()),
        ];
        let action = if kind == OrderKind::Renewal { Action::PackageRenewed } else { Action::PackageOrdered };
        context.audit(&mut tx, Some(account), Some(sdkappid), action, changes.into_iter().flatten()).await?;
        tx.commit().await?;
        Ok(id)
    }
}

fn names(add_ons: &[AddOnCode]) -> String {
    add_ons.iter().map(AddOnCode::as_str).collect::<Vec<_>>().join(", ")
}
