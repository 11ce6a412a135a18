//! A shell command: it wraps in its box and can be copied.

use leptos::prelude::*;

use super::CopyButton;
use crate::i18n::text::common;
use crate::shell::preferences::language;

/// Sets a new password; the operator runs it on the server.
pub(crate) const RESET_PASSWORD: &str = "chat-console owner reset-password --email you@example.com";

/// Removes the second factor of a person who has lost it; the operator runs it on the server.
pub(crate) const REMOVE_SECOND_FACTOR: &str =
    "chat-console owner remove-second-factor --email you@example.com";

/// The command, and a button to copy it; `label` names the button where there are several.
#[component]
pub(crate) fn Command(#[prop(into)] text: String, #[prop(optional, into)] label: Option<String>) -> AnyView {
    let label = label.unwrap_or_else(|| common::copy_command(language()).to_owned());
    view! {
        <div class="command">
            <pre class="code" translate="no">{text.clone()}</pre>
            <CopyButton label text/>
        </div>
    }
    .into_any()
}
