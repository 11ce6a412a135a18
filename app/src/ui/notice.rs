//! Notices about the state of a page.

use leptos::prelude::*;

use super::Icon;

/// A sentence or two about something that needs attention, above the content of a page.
#[component]
pub(crate) fn Notice(children: Children) -> impl IntoView {
    view! { <div class="notice warn"><Icon name="warn"/><div>{children()}</div></div> }
}
