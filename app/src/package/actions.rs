//! The server functions of the card.

use domain::ledger::OrderToken;
use domain::sdkappid::Sdkappid;
use leptos::prelude::*;

use crate::failure::Failure;
use crate::ssr::{actor, console, fail, go};

/// **Turn on**, **Turn off** of the auto-renewal.
#[server(endpoint = "switch_renewal")]
pub async fn switch_renewal(
    #[server(default)] sdkappid: String,
    #[server(default)] state: String,
) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let sdkappid: Sdkappid = sdkappid.parse().map_err(|_| fail(::console::Error::NotFound))?;
    let on = state == "on";
    console.acting_as(&actor).applications().renew_by_itself(sdkappid, on).await.map_err(fail)?;
    go(&format!("/applications/{sdkappid}?done=saved"));
    Ok(())
}

/// **Refund** -> **Confirm**. `token` makes the form happen once.
#[server(endpoint = "refund_package")]
pub async fn refund_package(
    #[server(default)] sdkappid: String,
    #[server(default)] token: String,
) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let sdkappid: Sdkappid = sdkappid.parse().map_err(|_| fail(::console::Error::NotFound))?;
    let token: OrderToken = token.parse().map_err(|_| fail(::console::Error::NotFound))?;
    console.acting_as(&actor).applications().refund(sdkappid, &token).await.map_err(fail)?;
    go(&format!("/applications/{sdkappid}?done=refunded"));
    Ok(())
}
