//! Code to copy: its name, a button, and the code itself, which scrolls and so can be focused.

use domain::account::language::Language;
use leptos::prelude::*;

use super::CopyTextButton;
use crate::i18n::text::overview;

/// The code under its name.
pub(crate) fn snippet(name: &'static str, code: String, language: Language) -> AnyView {
    view! {
        <div class="snippet">
            <div class="row apart">
                <p><b>{name}</b></p>
                <CopyTextButton label=overview::copy(language) text=code.clone()/>
            </div>
            <pre class="code" tabindex="0" role="region" aria-label=name translate="no">{code}</pre>
        </div>
    }
    .into_any()
}
