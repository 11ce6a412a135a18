//! Code to copy: its name, a button, and the code itself, which scrolls and so can be focused.

use domain::language::Language;
use leptos::prelude::*;

use super::{Icon, Toasts};
use crate::browser;
use crate::text::{overview, words};

/// The code under its name.
pub(crate) fn snippet(name: &'static str, code: String, language: Language) -> AnyView {
    let toasts = Toasts::of_page();
    let copied = words::copied(language);
    let text = code.clone();
    view! {
        <div class="snippet">
            <div class="row apart">
                <p><b>{name}</b></p>
                <button type="button" class="btn sm copy-btn" on:click=move |_| browser::copy(&text, move || toasts.say(copied))>
                    <Icon name="copy"/>{overview::copy(language)}
                </button>
            </div>
            <pre class="code" tabindex="0" role="region" aria-label=name translate="no">{code}</pre>
        </div>
    }
    .into_any()
}
