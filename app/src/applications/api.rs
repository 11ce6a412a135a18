//! The server functions of Application Management.

use domain::application::Suggestion;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::list::Shown;
use crate::failure::Failure;

/// One page of the list. Takes the parameters of its address as they are.
#[server(endpoint = "applications_page", input = GetUrl)]
pub async fn applications_page(
    #[server(default)] q: String,
    #[server(default)] status: String,
    #[server(default)] edition: String,
    #[server(default)] sort: String,
    #[server(default)] page: String,
) -> Result<Shown, Failure> {
    use crate::ssr::{actor, console, fail};
    let query = domain::listing::Query::from_parameters(|name| {
        let value = match name {
            "q" => &q,
            "status" => &status,
            "edition" => &edition,
            "sort" => &sort,
            _ => &page,
        };
        Some(value.clone())
    });
    let (console, actor) = (console(), actor());
    let applications = console.acting_as(&actor).applications();
    let page = applications.list(&query).await.map_err(fail)?;
    let alarms = console.acting_as(&actor).certificates().alarms().await.map_err(fail)?;
    let rows = super::rows::rows(&page, &alarms, &query, crate::ssr::viewer().language);
    Ok(Shown::new(rows, &page, &query))
}

/// The first few applications whose name or SDKAppID matches.
#[server(endpoint = "suggestions", input = GetUrl)]
pub async fn suggestions(#[server(default)] q: String) -> Result<Vec<Suggestion>, Failure> {
    use crate::ssr::{actor, console, fail};
    let (console, actor) = (console(), actor());
    console.acting_as(&actor).applications().suggest(&q).await.map_err(fail)
}

/// **Create Application** -> **Confirm**; leads to the new application.
#[server(endpoint = "create_application")]
pub async fn create_application(
    #[server(default)] name: String,
    #[server(default)] description: String,
    #[server(default)] region: String,
) -> Result<(), Failure> {
    use crate::ssr::{actor, console, fail, go};
    let (console, actor) = (console(), actor());
    let created = match domain::application::NewApplication::parse(&name, &description, &region) {
        Ok(application) => console.acting_as(&actor).applications().create(application).await,
        Err(invalid) => Err(::console::Error::Invalid(invalid)),
    };
    let sdkappid = created.map_err(fail)?;
    go(&format!("{}?done=created", super::address::detail(sdkappid)));
    Ok(())
}
