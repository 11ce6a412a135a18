//! What the frame shows of the application that the page is about.

use domain::application::ApplicationName;
use domain::application::alarms::Alarms;
use domain::application::sdkappid::Sdkappid;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;

/// An application for the selector and the side navigation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationHeader {
    pub sdkappid: Sdkappid,
    pub name: ApplicationName,
    /// How many of its certificates need attention.
    pub alarms: Alarms,
}

#[server(endpoint = "application_header", input = GetUrl)]
pub(crate) async fn read_application_header(sdkappid: Sdkappid) -> Result<ApplicationHeader, Failure> {
    use crate::ssr::{actor, console, into_failure};
    let (console, actor) = (console(), actor());
    let acting = console.acting_as(&actor);
    let name = acting.applications().name(sdkappid).await.map_err(into_failure)?;
    let alarms = acting.certificates().alarms_of(sdkappid).await.map_err(into_failure)?;
    Ok(ApplicationHeader { sdkappid, name, alarms })
}
