//! Short confirmations in a corner. They never report errors.
//!
//! The confirmation of an action comes from the page's own URL (`?done=saved`), so it appears without scripts too; one
//! for an event in the browser comes from a signal.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::Icon;
use crate::address::current_url;
use crate::browser;
use crate::i18n::done::{Done, ToastMessage};
use crate::i18n::text::common;
use crate::shell::preferences::language;

/// How long a confirmation is shown, in milliseconds.
const STAYS: u64 = 5_000;

/// The latest confirmation from this browser, with its number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Toasts(RwSignal<Option<(u32, ToastMessage)>>);

impl Toasts {
    /// Provides the confirmations as a context.
    pub(crate) fn provide() {
        provide_context(Self(RwSignal::new(None)));
    }

    /// The confirmations in the page's context.
    pub(crate) fn of_page() -> Self {
        use_context().unwrap_or_else(|| Self(RwSignal::new(None)))
    }

    /// Shows `text` as a confirmation for [`STAYS`].
    pub(crate) fn say(self, text: &'static str) {
        self.show(ToastMessage { text: text.to_owned(), is_good: true });
    }

    /// Shows the result of an action for [`STAYS`].
    pub(crate) fn show(self, message: ToastMessage) {
        let last = self.0.with_untracked(|last| last.as_ref().map(|(number, _)| *number));
        let number = last.map_or(0, |number| number.wrapping_add(1));
        self.0.set(Some((number, message)));
        browser::later(STAYS, move || {
            if self.0.with_untracked(|last| last.as_ref().is_some_and(|(last, _)| *last == number)) {
                self.0.set(None);
            }
        });
    }
}

/// The container in which confirmations appear.
#[component]
pub(crate) fn Flash() -> impl IntoView {
    let language = language();
    let toasts = Toasts::of_page();
    let query = use_query_map();
    let done = Memo::new(move |_| {
        query.with(|query| query.get_str("done").and_then(Done::parse)).map(|done| done.message(language))
    });
    view! {
        <div class="toasts" role="status" aria-label=common::notifications(language)>
            {move || done.get().map(|message| view! {
                <div class="toast">
                    <svg class=message.style().1 aria-hidden="true"><use href=super::icon::symbol(message.style().0)></use></svg>
                    <span>{message.text}</span>
                    <a class="icon-btn" href=current_url data-noscroll="" aria-label=common::dismiss(language)><Icon name="x"/></a>
                </div>
            })}
            {move || toasts.0.get().map(|(_, message)| view! {
                <div class="toast">
                    <svg class=message.style().1 aria-hidden="true"><use href=super::icon::symbol(message.style().0)></use></svg>
                    <span>{message.text}</span>
                </div>
            })}
        </div>
    }
    .into_any()
}
