//! Status badges: always an icon and a word, never colour alone.

use domain::application::lifecycle::Status;
use leptos::prelude::*;

use super::Icon;
use crate::i18n::names::status_name;
use crate::shell::preferences::language;

/// The status of an application.
#[component]
pub(crate) fn StatusBadge(status: Status) -> impl IntoView {
    let (tone, icon) = status_look(status);
    view! { <span class=format!("status {tone}")><Icon name=icon small=true/>{status_name(language(), status)}</span> }
}

/// The tone and the icon of a status; each icon has a different shape.
pub(crate) const fn status_look(status: Status) -> (&'static str, &'static str) {
    match status {
        Status::Enabled => ("ok", "ok"),
        Status::Disabled => ("off", "off"),
        Status::Suspended => ("warn", "clock"),
        Status::Deleted => ("bad", "fail"),
    }
}
