//! **Renewal/Upgrade**: what an order would cost, and **Confirm**.

use std::sync::Arc;

use domain::application::ApplicationName;
use domain::application::lifecycle::Moment;
use domain::application::sdkappid::Sdkappid;
use domain::audit::{Action, Change};
use domain::billing::catalogue::{Catalogue, Code};
use domain::billing::order::{Choice, Confirmation, Holding, OrderKind, OrderRefusal, Quote};
use domain::billing::standing::Standing;

use crate::billing::settle::{Settled, post_entry, settle_due};
use crate::{Applications, Error};

/// Data of the order page.
pub struct OrderPage {
    /// Instant of the read, with the rules that applied then.
    pub at: Moment,
    /// Name of the application, as the headline shows it.
    pub name: ApplicationName,
    /// Package and add-ons that the application has now.
    pub holding: Holding,
    /// Balance and arrears of the account.
    pub standing: Standing,
    /// Catalogue that the quote was made from.
    pub catalogue: Arc<Catalogue>,
    /// Price of the choice, or the reason why it cannot be ordered; none where nothing is chosen.
    pub quote: Option<Result<Quote, OrderRefusal>>,
}

impl Applications<'_> {
    /// Quotes `choice`. Writes nothing.
    pub async fn quote(&self, sdkappid: Sdkappid, choice: Option<&Choice>) -> Result<OrderPage, Error> {
        let Self(context) = self;
        let account = context.person()?.account;
        let store = &context.deps.store;
        let application = store.application(account, sdkappid).await?.ok_or(Error::NotFound)?;
        let standing = store.standing(account).await?;
        let currency = standing.balance().currency();
        let holding = store.holding(account, sdkappid, application.life, currency).await?;
        let (catalogue, at) = (context.deps.catalogue.get(), context.moment(standing));
        let quote = choice.map(|choice| Quote::new(&catalogue, &holding, choice, standing, at.now));
        Ok(OrderPage { at, name: application.name, holding, standing, catalogue, quote })
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
        let account = context.person()?.account;
        confirmation.check(choice).map_err(Error::OrderRefused)?;
        let mut tx = context.deps.store.begin().await?;
        // From here on the orders of the account go one after the other.
        tx.standing(account).await?;
        if let Some(posted) = tx.posted(account, &confirmation.key(sdkappid)).await? {
            // Its commit may be on its way still; this one is not done before that one.
            tx.commit().await?;
            return Ok(posted.id);
        }
        let current = settle_due(context, &mut tx, account, sdkappid).await?;
        let mut current = current.ok_or(Error::NotFound)?;
        let Settled { standing, holding, .. } = &current;
        let (catalogue, at) = (context.deps.catalogue.get(), context.moment(*standing));
        let (before, before_status) = (holding.clone(), holding.life.status(at));
        let quote =
            Quote::new(&catalogue, holding, choice, *standing, at.now).map_err(Error::OrderRefused)?;
        let (kind, lines) = (quote.kind(), quote.lines().to_vec());
        let bought = quote.confirm(confirmation).map_err(Error::OrderRefused)?;
        let entry = bought.entry;
        let id = post_entry(
            context,
            &mut tx,
            account,
            &mut current,
            bought.holding,
            bought.standing,
            &entry,
            &lines,
        )
        .await?
        .ok_or_else(|| Error::Internal(format!("an order of {sdkappid} was posted before")))?;
        let after = &current.holding;
        let status = after.life.status(context.moment(current.standing));
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

fn names(add_ons: &[Code]) -> String {
    add_ons.iter().map(Code::as_str).collect::<Vec<_>>().join(", ")
}
