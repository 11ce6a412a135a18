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

/// The command, and a button to copy it; `name` is the ID of the element that says what the command does.
#[component]
pub(crate) fn Command(#[prop(into)] text: String, #[prop(optional, into)] name: Option<String>) -> AnyView {
    view! {
        <div class="command">
            <pre class="code" translate="no">{text.clone()}</pre>
            <CopyButton label=common::copy_command(language()) text attr:aria-describedby=name/>
        </div>
    }
    .into_any()
}
