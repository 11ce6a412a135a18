//! The footer.

use leptos::prelude::*;

use super::preferences_form::{LanguageForm, ThemeForm};
use crate::i18n::text::frame;
use crate::shell::preferences::{email, language};

/// Name and edition of the product, help, and the language and theme if there is no account menu for them.
#[component]
pub(super) fn Foot() -> impl IntoView {
    let language = language();
    view! {
            <span>{concat!("Chat Console ", env!("CARGO_PKG_VERSION"))}</span>
            <a href="/resources">{frame::resources(language)}</a>
            <a href="/support">{frame::support(language)}</a>
            {email().is_none().then(|| view! { <div class="foot-end row"><LanguageForm/><ThemeForm/></div> })}
    }
}
