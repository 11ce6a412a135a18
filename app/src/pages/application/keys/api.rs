//! The server functions behind **Rotate key**, undo, **Retire now** and **Import**.

#![cfg_attr(feature = "ssr", expect(clippy::unused_async, reason = "a server function is async"))]

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use crate::failure::Failure;
#[cfg(feature = "ssr")]
use crate::ssr::{actor, console, into_failure, invalid, parse_or_not_found, redirect, signed_in};
#[cfg(feature = "ssr")]
use crate::{i18n::done::Done, routes::PagePath};
#[cfg(feature = "ssr")]
use domain::{
    application::ImportedApplication,
    application::sdkappid::Sdkappid,
    field::{Field, InvalidField},
};

/// Access check of the **Import** page: fails unless somebody is signed in.
#[server(endpoint = "import_page", input = GetUrl)]
pub(crate) async fn read_import_page() -> Result<(), Failure> {
    signed_in()
}

/// **Rotate key** -> **Confirm**. `version` is the key that the person saw as the current one.
#[server(endpoint = "rotate_key")]
pub async fn rotate_key(
    #[server(default)] sdkappid: String,
    #[server(default)] version: String,
    #[server(default)] ending: String,
    #[server(default)] overlap: String,
    #[server(default)] confirmation: String,
) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let (sdkappid, seen) = parse(&sdkappid, &version)?;
    // Ending the key immediately means no overlap.
    let overlap = if ending == "now" { "0".to_owned() } else { overlap };
    let days =
        overlap.parse().map_err(|problem| invalid(vec![InvalidField { field: Field::Overlap, problem }]))?;
    let rotated = console.acting_as(&actor).keys().rotate(sdkappid, seen, days, &confirmation).await;
    rotated.map_err(into_failure)?;
    redirect(&format!("{}#key", Done::KeyRotated.on(PagePath::Application(sdkappid))));
    Ok(())
}

/// Undo -> **Confirm**. `version` is the key that the person saw as the current one.
#[server(endpoint = "undo_rotation")]
pub async fn undo_rotation(
    #[server(default)] sdkappid: String,
    #[server(default)] version: String,
) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let (sdkappid, seen) = parse(&sdkappid, &version)?;
    console.acting_as(&actor).keys().undo(sdkappid, seen).await.map_err(into_failure)?;
    redirect(&format!("{}#key", Done::RotationUndone.on(PagePath::Application(sdkappid))));
    Ok(())
}

/// **Retire now** -> **Confirm**.
#[server(endpoint = "retire_key")]
pub async fn retire_key(
    #[server(default)] sdkappid: String,
    #[server(default)] version: String,
    #[server(default)] confirmation: String,
) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let (sdkappid, version) = parse(&sdkappid, &version)?;
    let retired = console.acting_as(&actor).keys().retire(sdkappid, version, &confirmation).await;
    retired.map_err(into_failure)?;
    redirect(&format!("{}#key", Done::KeyRetired.on(PagePath::Application(sdkappid))));
    Ok(())
}

/// **Import**. A refused form does not keep the key: it must not appear in a URL.
#[server(endpoint = "import_application")]
pub async fn import_application(
    #[server(default)] sdkappid: String,
    #[server(default)] name: String,
    #[server(default)] description: String,
    #[server(default)] region: String,
    #[server(default)] key: String,
) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let key = zeroize::Zeroizing::new(key);
    let imported = match ImportedApplication::parse(&sdkappid, &name, &description, &region, &key) {
        Ok(application) => console.acting_as(&actor).applications().import(application).await,
        Err(fields) => Err(::console::Error::Invalid(fields)),
    };
    let sdkappid = imported.map_err(into_failure)?;
    redirect(&Done::Imported.on(PagePath::Application(sdkappid)));
    Ok(())
}

/// A value that is not an SDKAppID names no application; an unreadable version was seen by nobody.
#[cfg(feature = "ssr")]
fn parse(sdkappid: &str, version: &str) -> Result<(Sdkappid, i64), Failure> {
    let sdkappid = parse_or_not_found(sdkappid)?;
    Ok((sdkappid, version.parse().unwrap_or(0)))
}
