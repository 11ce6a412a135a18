//! Copy-to-clipboard buttons. Hidden without JavaScript; the value stays selectable.

use leptos::prelude::*;

use super::{Icon, Toasts};
use crate::browser;
use crate::i18n::text::common;
use crate::shell::preferences::language;

/// A button that copies `text`; `label` names the value.
#[component]
pub(crate) fn CopyButton(#[prop(into)] label: String, #[prop(into)] text: String) -> impl IntoView {
    let toasts = Toasts::of_page();
    let copied = common::copied(language());
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

/// The same button with its label beside the icon.
#[component]
pub(crate) fn CopyTextButton(#[prop(into)] label: String, #[prop(into)] text: String) -> impl IntoView {
    let toasts = Toasts::of_page();
    let copied = common::copied(language());
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
