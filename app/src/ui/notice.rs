//! The state of a page.

use leptos::prelude::*;

use super::Icon;

/// How a notice is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Says how things are.
    Info,
    /// Something needs attention.
    Warn,
}

/// A sentence or two above the content of a page.
#[component]
pub(crate) fn Notice(tone: Tone, children: Children) -> impl IntoView {
    let (class, icon) = match tone {
        Tone::Info => ("notice info", "info"),
        Tone::Warn => ("notice warn", "warn"),
    };
    view! { <div class=class><Icon name=icon/><div>{children()}</div></div> }
}
