//! Modal dialogs: one decision or one form, each with its own URL.
//!
//! The server renders it open, over a scrim that links back, so it works without scripts. In the browser it becomes a
//! modal dialog: the rest of the page is inert, Escape goes back, and the focus returns to where it was.

use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::Icon;
use crate::browser;
use crate::i18n::text::common;
use crate::shell::preferences::language;

/// Navigates to `address` without scrolling the page.
fn navigate_in_place() -> impl Fn(&str) + Clone {
    let navigate = use_navigate();
    move |address: &str| navigate(address, NavigateOptions { scroll: false, ..NavigateOptions::default() })
}

/// A dialog with a heading; `close` is the URL of the page without it.
///
/// The children follow the heading: usually a form of `.dialog-body` and `.dialog-foot`. Without scripts, the page
/// behind it is made inert by `Frame`.
#[component]
pub(crate) fn Dialog(
    #[prop(into)] title: String,
    #[prop(optional, into)] lead: Signal<String>,
    #[prop(into)] close: Signal<String>,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = node.get() {
            browser::open_modally(&dialog);
        }
    });
    let navigate = navigate_in_place();
    let on_cancel = {
        let navigate = navigate.clone();
        move |event: leptos::ev::Event| {
            if browser::is_own(&event) {
                event.prevent_default();
                navigate(&close.get_untracked());
            }
        }
    };
    let has_lead = move || lead.with(|lead| !lead.is_empty());
    view! {
        <a class="scrim" href=close data-noscroll="" tabindex="-1" aria-hidden="true"></a>
        <dialog
            node_ref=node
            class="dialog"
            open
            aria-modal="true"
            aria-labelledby="dialog-title"
            aria-describedby=move || has_lead().then_some("dialog-lead")
            on:cancel=on_cancel
        >
            <div class="dialog-head">
                <div>
                    <h2 id="dialog-title">{title}</h2>
                    {move || has_lead().then(|| view! { <p id="dialog-lead">{lead}</p> })}
                </div>
                <a class="icon-btn" href=close data-noscroll="" aria-label=common::close(language())><Icon name="x"/></a>
            </div>
            {children()}
        </dialog>
    }
    .into_any()
}
