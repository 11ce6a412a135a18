//! What the form of the order page does.
#![expect(clippy::too_many_arguments, reason = "the fields of a form")]

use domain::money::{Currency, Money};
use domain::order::{Confirmation, OrderRefusal};
use domain::sdkappid::Sdkappid;
use leptos::prelude::*;
use leptos::server_fn::codec::{MultipartData, MultipartFormData};

use super::{choice, page, review};
use crate::failure::{Failed, Failure};
use crate::ssr::{actor, console, fail, go, order_token};

/// **Confirm**: what is chosen is ordered at the price that was shown for it: `priced` is the choice of that price and
/// `total` the price, in minor units. Otherwise nothing is, and the page shows the price of what is chosen.
///
/// **Update price** (`act` is `price`) shows it without ordering anything.
#[server(endpoint = "place_order")]
pub async fn place_order(
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
    let (console, actor) = (console(), actor());
    let nothing = || fail(::console::Error::NotFound);
    let sdkappid: Sdkappid = sdkappid.parse().map_err(|_| nothing())?;
    let choice = choice::of_form(&edition, &months, &add_ons, &auto_renew).ok_or_else(nothing)?;
    let page = format!("/applications/{sdkappid}/upgrade{}", choice::to_query(&choice));
    if act == "price" {
        go(&page);
        return Ok(());
    }
    // Where nothing could be ordered, no price was shown.
    let Some(priced) = choice::of_priced(&priced) else {
        go(&review::address(&page, &OrderRefusal::NotPriced));
        return Ok(());
    };
    let currency: Currency = currency.parse().map_err(|_| nothing())?;
    let seen = Money::new(total.parse().map_err(|_| nothing())?, currency);
    let confirmation = Confirmation { accepted: accept == "on", priced, seen, token: order_token()? };
    match console.acting_as(&actor).applications().order(sdkappid, &choice, &confirmation).await {
        Ok(_) => go(&format!("/applications/{sdkappid}?done={}", crate::done::of_order(sdkappid).await)),
        // The page of what is chosen says why.
        Err(::console::Error::OrderRefused(refusal)) => go(&review::address(&page, &refusal)),
        Err(error) => return Err(fail(error)),
    }
    Ok(())
}

/// The price of what is chosen in the form, as HTML: shown beside it whenever something is chosen.
#[server(endpoint = "price_order", input = MultipartFormData)]
pub async fn price_order(data: MultipartData) -> Result<String, Failure> {
    let malformed = || Failure::new(Failed::Malformed);
    let (mut sdkappid, mut edition, mut months, mut auto_renew) = Default::default();
    let mut add_ons = Vec::new();
    let mut parts = data.into_inner().ok_or_else(malformed)?;
    while let Some(part) = parts.next_field().await.map_err(|_| malformed())? {
        let name = part.name().unwrap_or_default().to_owned();
        let text = part.text().await.map_err(|_| malformed())?;
        match name.as_str() {
            "sdkappid" => sdkappid = text,
            "edition" => edition = text,
            "months" => months = text,
            "auto_renew" => auto_renew = text,
            "add_ons[]" => add_ons.push(text),
            _ => {}
        }
    }
    let (sdkappid, edition, months, auto_renew): (String, String, String, String) =
        (sdkappid, edition, months, auto_renew);
    let nothing = || fail(::console::Error::NotFound);
    let sdkappid: Sdkappid = sdkappid.parse().map_err(|_| nothing())?;
    let choice = choice::of_form(&edition, &months, &add_ons, &auto_renew).ok_or_else(nothing)?;
    page::price(sdkappid, &choice).await
}
