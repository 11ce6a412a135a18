//! The server functions of deleted applications.

use domain::application::ApplicationName;
use domain::application::lifecycle::Life;
use domain::application::sdkappid::Sdkappid;
use domain::time::Timestamp;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
#[cfg(feature = "ssr")]
use crate::ssr::{actor, console, into_failure, parse_or_not_found, redirect};
#[cfg(feature = "ssr")]
use crate::{i18n::done::Done, routes::PagePath};

/// The data of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeletedApplications {
    /// When the data was read.
    pub now: Timestamp,
    /// The applications that can be restored, most recently deleted first.
    pub applications: Vec<(Sdkappid, ApplicationName, Life)>,
}

/// The deleted applications that can be restored.
#[server(endpoint = "read_deleted_applications", input = GetUrl)]
pub(crate) async fn read_deleted_applications() -> Result<DeletedApplications, Failure> {
    let (at, applications) =
        console().acting_as(&actor()).applications().deleted().await.map_err(into_failure)?;
    Ok(DeletedApplications { now: at.now, applications })
}

/// **Restore** of a deleted application.
#[server(endpoint = "restore_application")]
pub async fn restore_application(#[server(default)] sdkappid: String) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let sdkappid: Sdkappid = parse_or_not_found(&sdkappid)?;
    console.acting_as(&actor).applications().restore(sdkappid).await.map_err(into_failure)?;
    redirect(&Done::Restored.on(PagePath::Application(sdkappid)));
    Ok(())
}
