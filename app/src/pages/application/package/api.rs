//! The server functions of the card **Renewal/Upgrade**.

use leptos::prelude::*;

use crate::failure::Failure;
#[cfg(feature = "ssr")]
use crate::ssr::{actor, console, into_failure, order_token, parse_or_not_found, redirect};
#[cfg(feature = "ssr")]
use crate::{i18n::done::Done, routes::PagePath};
#[cfg(feature = "ssr")]
use domain::{
    application::sdkappid::Sdkappid,
    billing::money::{Currency, Money},
};

/// **Turn on** or **Turn off** the auto-renewal.
#[server(endpoint = "switch_renewal")]
pub async fn switch_renewal(
    #[server(default)] sdkappid: String,
    #[server(default)] state: String,
) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let sdkappid: Sdkappid = parse_or_not_found(&sdkappid)?;
    let on = state == "on";
    console.acting_as(&actor).applications().set_auto_renew(sdkappid, on).await.map_err(into_failure)?;
    redirect(&Done::Saved.on(PagePath::Application(sdkappid)));
    Ok(())
}

/// **Refund** -> **Confirm**. `amount`, in minor units, is the amount that was shown.
#[server(endpoint = "refund_package")]
pub async fn refund_package(
    #[server(default)] sdkappid: String,
    #[server(default)] amount: String,
    #[server(default)] currency: String,
) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let sdkappid: Sdkappid = parse_or_not_found(&sdkappid)?;
    let currency: Currency = parse_or_not_found(&currency)?;
    let seen = Money::new(parse_or_not_found(&amount)?, currency);
    console
        .acting_as(&actor)
        .applications()
        .refund(sdkappid, &order_token()?, seen)
        .await
        .map_err(into_failure)?;
    redirect(&Done::Refunded.on(PagePath::Application(sdkappid)));
    Ok(())
}
