//! A code block: its name, a copy button, and the code itself, which scrolls and is therefore focusable.

use domain::account::language::Language;
use leptos::prelude::*;

use super::CopyTextButton;
use crate::i18n::text::overview;

/// The code, with its name above.
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
