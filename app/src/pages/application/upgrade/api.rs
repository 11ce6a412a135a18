//! The server functions of the order page.
#![expect(clippy::too_many_arguments, reason = "the fields of a form")]

use domain::application::ApplicationName;
use domain::application::lifecycle::Term;
use domain::application::sdkappid::Sdkappid;
use domain::billing::catalogue::{AddOnCode, Catalogue};
use domain::billing::edition::Edition;
use domain::billing::money::{Currency, Money};
use domain::billing::order::{Choice, OrderKind, OrderRefusal, QuoteLine};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
#[cfg(feature = "ssr")]
use crate::{i18n::done::Done, routes::PagePath};

/// The data of the order page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderData {
    /// The SDKAppID of the application.
    pub sdkappid: Sdkappid,
    pub name: ApplicationName,
    /// The current edition of the application.
    pub current: Edition,
    /// The currency of the account.
    pub currency: Currency,
    /// The packages and add-ons that can be ordered.
    pub catalogue: Catalogue,
    /// The choice in the URL, with its price.
    pub priced: PricedChoice,
}

/// A choice, with its price or why it cannot be ordered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PricedChoice {
    /// The selected edition, term, add-ons and renewal.
    pub choice: Choice,
    /// The price of the choice, or the refusal.
    pub price: Result<Price, OrderRefusal>,
}

/// The price of a choice, and its consequences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    pub kind: OrderKind,
    /// The lines of the order.
    pub lines: Vec<QuoteLine>,
    /// The sum of the lines.
    pub total: Money,
    /// The term of the package after the order.
    pub term: Term,
    /// The current balance of the account.
    pub balance: Money,
    /// The balance after the order; `None` if it is out of range.
    pub balance_after: Option<Money>,
    /// The amount by which the balance falls short, if it has to cover the order.
    pub missing: Option<Money>,
}

/// `query` is that of the page's URL.
#[server(endpoint = "order_page", input = GetUrl)]
pub(crate) async fn read_order(
    sdkappid: Sdkappid,
    #[server(default)] query: String,
) -> Result<OrderData, Failure> {
    use crate::ssr::{actor, console, into_failure};
    let (console, actor) = (console(), actor());
    let applications = console.acting_as(&actor).applications();
    let first = applications.quote(sdkappid, None).await.map_err(into_failure)?;
    let choice = super::choice::of_address(&query, &first.subscription, &first.catalogue);
    let order = applications.quote(sdkappid, Some(&choice)).await.map_err(into_failure)?;
    let priced = priced(choice, &order)?;
    Ok(OrderData {
        sdkappid,
        name: order.name,
        current: order.subscription.life.edition,
        currency: order.account_balance.balance().currency(),
        catalogue: Catalogue::clone(&order.catalogue),
        priced,
    })
}

/// The price of the form's current choice. Orders nothing.
#[server(endpoint = "price_order")]
pub(crate) async fn price_order(
    sdkappid: Sdkappid,
    edition: Edition,
    months: u32,
    #[server(default)] add_ons: Vec<AddOnCode>,
    #[server(default)] auto_renew: bool,
) -> Result<PricedChoice, Failure> {
    use crate::ssr::{actor, console, into_failure};
    let (console, actor) = (console(), actor());
    let choice = Choice { edition, months, add_ons, auto_renew };
    let order = console.acting_as(&actor).applications().quote(sdkappid, Some(&choice)).await;
    priced(choice, &order.map_err(into_failure)?)
}

/// **Confirm**: orders the current choice if it is still `priced`, the choice whose price was shown, at that price:
/// `total`, in minor units. Otherwise nothing is ordered, and the page shows the price of the current choice.
///
/// **Update price** (`act` is `price`) shows the price without ordering anything.
#[server(endpoint = "place_order")]
pub(crate) async fn place_order(
    #[server(default)] sdkappid: String,
    #[server(default)] edition: String,
    #[server(default)] months: String,
    #[server(default)] add_ons: Vec<String>,
    #[server(default)] auto_renew: String,
    #[server(default)] priced: String,
    #[server(default)] total: String,
    #[server(default)] currency: String,
    #[server(default)] accept: String,
    #[server(default)] act: String,
) -> Result<(), Failure> {
    use super::{choice, review};
    use crate::ssr::{actor, console, into_failure, order_token, parse_or_not_found, redirect};
    use domain::billing::order::Confirmation;
    let (console, actor) = (console(), actor());
    let nothing = || into_failure(::console::Error::NotFound);
    let sdkappid: Sdkappid = parse_or_not_found(&sdkappid)?;
    let choice = choice::of_form(&edition, &months, &add_ons, &auto_renew).ok_or_else(nothing)?;
    let page = format!("{}{}", PagePath::Upgrade(sdkappid), choice::to_query(&choice));
    if act == "price" {
        redirect(&page);
        return Ok(());
    }
    // No price is shown for a choice that cannot be ordered.
    let Some(priced) = choice::of_priced(&priced) else {
        redirect(&review::address(&page, &OrderRefusal::NotPriced));
        return Ok(());
    };
    let currency: Currency = parse_or_not_found(&currency)?;
    let seen = Money::new(parse_or_not_found(&total)?, currency);
    let confirmation = Confirmation { accepted: accept == "on", priced, seen, token: order_token()? };
    match console.acting_as(&actor).applications().order(sdkappid, &choice, &confirmation).await {
        Ok(_) => {
            let done = Done::order_of(sdkappid).await;
            redirect(&done.on(PagePath::Application(sdkappid)));
        }
        // The page of the current choice gives the reason.
        Err(::console::Error::OrderRefused(refusal)) => redirect(&review::address(&page, &refusal)),
        Err(error) => return Err(into_failure(error)),
    }
    Ok(())
}

/// `choice` with the price that was calculated for it.
#[cfg(feature = "ssr")]
fn priced(choice: Choice, order: &console::OrderPage) -> Result<PricedChoice, Failure> {
    let quote = order.quote.as_ref().ok_or_else(|| crate::ssr::into_failure(console::Error::NotFound))?;
    let price = quote.as_ref().map_err(Clone::clone).map(|quote| {
        let (total, balance) = (quote.total(), order.account_balance.balance());
        let balance_after = balance.minus(total).ok();
        let has_to_cover = !order.at.policy.orders_below_zero && !total.is_negative() && !total.is_zero();
        let short = balance_after.filter(|left| has_to_cover && left.is_negative());
        Price {
            kind: quote.kind(),
            lines: quote.lines().to_vec(),
            total,
            term: quote.after().life.term,
            balance,
            balance_after,
            missing: short.and_then(|left| left.negated().ok()),
        }
    });
    Ok(PricedChoice { choice, price })
}
