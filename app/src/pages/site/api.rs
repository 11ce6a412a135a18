//! The server functions of the public pages.

#![cfg_attr(feature = "ssr", expect(clippy::unused_async, reason = "server functions are asynchronous"))]

use domain::application::sdkappid::Sdkappid;
use domain::billing::catalogue::Catalogue;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;

/// The values that are filled into the how-to guides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResourcesData {
    /// The URL of this console.
    pub address: String,
    /// The newest application of the signed-in person, if any.
    pub sdkappid: Option<Sdkappid>,
}

/// The editions, their limits and prices.
#[server(endpoint = "read_catalogue", input = GetUrl)]
pub(crate) async fn read_catalogue() -> Result<Catalogue, Failure> {
    Ok(crate::ssr::console().catalogue().as_ref().clone())
}

/// The values that are filled into the how-to guides for this person.
#[server(endpoint = "read_resources", input = GetUrl)]
pub(crate) async fn read_resources() -> Result<ResourcesData, Failure> {
    use crate::ssr::{actor, console, into_failure, site};
    use domain::application::listing::ApplicationQuery;
    let actor = actor();
    let sdkappid = if matches!(actor, ::console::Actor::Person(_)) {
        let list = console()
            .acting_as(&actor)
            .applications()
            .list(&ApplicationQuery::default())
            .await
            .map_err(into_failure)?;
        list.rows.first().map(|row| row.sdkappid)
    } else {
        None
    };
    Ok(ResourcesData { address: site().address, sdkappid })
}
