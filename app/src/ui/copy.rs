//! Copies one value, or what a button of a written page names. Without scripts there is nothing to press: the value can be selected.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::{Icon, Toasts};
use crate::browser;
use crate::preferences::language;
use crate::text::words;

/// A button that copies `text`; `label` names the value.
#[component]
pub(crate) fn CopyButton(#[prop(into)] label: String, #[prop(into)] text: String) -> impl IntoView {
    let toasts = Toasts::of_page();
    let copied = words::copied(language());
    view! {
        <button
            type="button"
            class="icon-btn sm copy-btn"
            aria-label=label
            on:click=move |_| browser::copy(&text, move || toasts.say(copied))
        >
            <Icon name="copy" small=true/>
        </button>
    }
}

/// The same with its label beside the icon.
#[component]
pub(crate) fn CopyTextButton(#[prop(into)] label: String, #[prop(into)] text: String) -> impl IntoView {
    let toasts = Toasts::of_page();
    let copied = words::copied(language());
    view! {
        <button
            type="button"
            class="btn sm copy-btn"
            on:click=move |_| browser::copy(&text, move || toasts.say(copied))
        >
            <Icon name="copy"/>
            {label}
        </button>
    }
}

/// The buttons of a written page that need a script: those that hold a text to copy as `data-copy`, and those that
/// print the page, with `data-print`.
pub(crate) fn copy_from() -> impl Fn(MouseEvent) + Clone {
    let toasts = Toasts::of_page();
    let copied = words::copied(language());
    move |event| {
        if let Some(text) = browser::attribute_of_target(&event, "data-copy") {
            browser::copy(&text, move || toasts.say(copied));
        } else if browser::attribute_of_target(&event, "data-print").is_some() {
            browser::print();
        }
    }
}
