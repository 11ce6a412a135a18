//! The server functions of Application Management.

use std::collections::HashMap;

#[cfg(feature = "ssr")]
use domain::application::Application;
use domain::application::ApplicationSuggestion;
use domain::application::alarms::Alarms;
use domain::application::listing::{ApplicationPage, Cursor};
use domain::application::sdkappid::Sdkappid;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
#[cfg(feature = "ssr")]
use crate::{i18n::done::Done, routes::PagePath};

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationList {
    /// The rows of the page, with the totals.
    pub page: ApplicationPage,
    /// Where the previous page begins; `None` on the first page.
    pub previous: Option<Cursor>,
    /// Where the next page begins; `None` on the last page.
    pub next: Option<Cursor>,
    /// The certificates that need attention, for those of the page's applications that have any.
    pub alarms: HashMap<Sdkappid, Alarms>,
}

/// `query` is that of the list's URL.
#[server(endpoint = "applications_page", input = GetUrl)]
pub(crate) async fn read_applications(#[server(default)] query: String) -> Result<ApplicationList, Failure> {
    use crate::ssr::{actor, console, into_failure};
    let (console, actor) = (console(), actor());
    let acting = console.acting_as(&actor);
    let query = super::address::read(&query);
    let page = acting.applications().list(&query).await.map_err(into_failure)?;
    let mut alarms = acting.certificates().alarms().await.map_err(into_failure)?;
    alarms.retain(|sdkappid, _| page.rows.iter().any(|row| row.sdkappid == *sdkappid));
    let cursor = |is_there: bool, row: Option<&Application>, backwards| {
        row.filter(|_| is_there).and_then(|row| query.beside(row, backwards).cursor)
    };
    let previous = cursor(page.has_previous, page.rows.first(), true);
    let next = cursor(page.has_next, page.rows.last(), false);
    Ok(ApplicationList { page, previous, next, alarms })
}

/// The first few applications whose name or SDKAppID matches.
#[server(endpoint = "suggestions", input = GetUrl)]
pub async fn suggestions(#[server(default)] q: String) -> Result<Vec<ApplicationSuggestion>, Failure> {
    use crate::ssr::{actor, console, into_failure};
    let (console, actor) = (console(), actor());
    console.acting_as(&actor).applications().suggest(&q).await.map_err(into_failure)
}

/// **Create Application** -> **Confirm**; redirects to the new application.
#[server(endpoint = "create_application")]
pub async fn create_application(
    #[server(default)] name: String,
    #[server(default)] description: String,
    #[server(default)] region: String,
) -> Result<(), Failure> {
    use crate::ssr::{actor, console, into_failure, redirect};
    let (console, actor) = (console(), actor());
    let created = match domain::application::NewApplication::parse(&name, &description, &region) {
        Ok(application) => console.acting_as(&actor).applications().create(application).await,
        Err(invalid) => Err(::console::Error::Invalid(invalid)),
    };
    let sdkappid = created.map_err(into_failure)?;
    redirect(&Done::Created.on(PagePath::Application(sdkappid)));
    Ok(())
}
