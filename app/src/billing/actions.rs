//! The server functions of `/billing`, for whoever runs the installation.

use domain::field::{Checklist, Field, Problem};
use domain::ledger::{Kind, Note};
use domain::money::{Currency, Money, NotMoney};
use leptos::prelude::*;

use crate::failure::Failure;
use crate::ssr::{actor, console, fail, go, invalid, order_token};

/// **Post**: a top-up or a correction, in the currency that the form was shown with.
#[server(endpoint = "post_entry")]
pub async fn post_entry(
    #[server(default)] kind: String,
    #[server(default)] amount: String,
    #[server(default)] note: String,
    #[server(default)] currency: String,
) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let billing = console.acting_as(&actor).billing();
    let nothing = || fail(::console::Error::NotFound);
    let kind = Kind::from_code(&kind).ok_or_else(nothing)?;
    let currency: Currency = currency.parse().map_err(|_| nothing())?;
    let mut checklist = Checklist::new();
    let money = checklist.check(Field::Amount, parse_amount(&amount, currency));
    let text = checklist.check(Field::Note, note.parse::<Note>());
    let (money, text) = checklist.finish(money.zip(text)).map_err(invalid)?;
    billing.post(kind, money, text, &order_token()?).await.map_err(fail)?;
    go(&format!("/billing?done={}", crate::done::posted(money)));
    Ok(())
}

fn parse_amount(text: &str, currency: Currency) -> Result<Money, Problem> {
    Money::parse(text, currency).map_err(|error| match error {
        NotMoney::Missing => Problem::Missing,
        NotMoney::NotANumber | NotMoney::TooPrecise(_) | NotMoney::TooLarge => {
            Problem::NotAnAmount(currency.places())
        }
    })
}

/// **Choose** of the currency.
#[server(endpoint = "choose_currency")]
pub async fn choose_currency(#[server(default)] currency: String) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let currency: Currency = currency.parse().map_err(|_| fail(::console::Error::NotFound))?;
    console.acting_as(&actor).billing().choose_currency(currency).await.map_err(fail)?;
    go("/billing?done=saved");
    Ok(())
}
