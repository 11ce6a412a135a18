//! The server functions of **Records**.

use domain::application::sdkappid::Sdkappid;
use domain::certificate::{CertificateId, CertificateName, Platform};
use domain::delivery::record::{PushPage, PushRecord};
use domain::time::Timestamp;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::query::ListQuery;
use crate::failure::Failure;
#[cfg(feature = "ssr")]
use crate::ssr::{actor, address, console, into_failure, parse_or_not_found};

/// A page of the pushes of an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushList {
    /// When the list was read.
    pub now: Timestamp,
    /// The application.
    pub sdkappid: Sdkappid,
    /// What was asked for.
    pub query: ListQuery,
    /// The pushes, with their titles shortened to one line.
    pub page: PushPage,
    /// The URL of this console, for the example of a call.
    pub address: String,
}

/// What happened to a push.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushDetail {
    /// When the push was read.
    pub now: Timestamp,
    /// The application.
    pub sdkappid: Sdkappid,
    /// The push with its devices.
    pub record: PushRecord,
    /// The certificates of its devices that have not been deleted.
    pub certificates: Vec<CertificateLabel>,
}

/// A certificate, as a link to it needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateLabel {
    pub id: CertificateId,
    pub name: CertificateName,
    pub platform: Platform,
}

/// The latest pushes: those with numbers below `before`, or all; `q` is a `TaskID`, UserID or `RegistrationID`, or empty.
#[server(endpoint = "read_pushes", input = GetUrl)]
pub(crate) async fn read_pushes(
    sdkappid: Sdkappid,
    #[server(default)] q: String,
    #[server(default)] before: Option<i64>,
) -> Result<PushList, Failure> {
    let (console, actor) = (console(), actor());
    let query = ListQuery::new(&q, before);
    let pushes = console.acting_as(&actor).pushes();
    let mut page = pushes.list(sdkappid, &query.search, before).await.map_err(into_failure)?;
    for push in &mut page.pushes {
        push.title = domain::text::one_line(&push.title, super::MAX_TITLE);
    }
    Ok(PushList { now: console.now(), sdkappid, query, page, address: address() })
}

/// The push with that `TaskID`.
#[server(endpoint = "read_push_record", input = GetUrl)]
pub(crate) async fn read_push_record(
    sdkappid: Sdkappid,
    #[server(default)] task_id: String,
) -> Result<PushDetail, Failure> {
    let (console, actor) = (console(), actor());
    let acting = console.acting_as(&actor);
    let task_id: crate::routes::TaskId = parse_or_not_found(&task_id)?;
    let record = acting.pushes().record(sdkappid, &task_id.to_string()).await.map_err(into_failure)?;
    let setting = acting.certificates().list(sdkappid).await.map_err(into_failure)?;
    let certificates = setting
        .certificates
        .into_iter()
        .filter(|certificate| record.devices.iter().any(|device| device.certificate == certificate.id))
        .map(|certificate| CertificateLabel {
            id: certificate.id,
            name: certificate.name,
            platform: certificate.platform,
        })
        .collect();
    Ok(PushDetail { now: console.now(), sdkappid, record, certificates })
}
