//! The script that supervises the client of a page: it starts the client if the page is exactly as the server wrote it,
//! and takes over after the client has stopped.
//!
//! A client that has panicked still holds listeners, which keep the browser from following links and submitting forms.
//! The script's own listeners come before all of them. After a panic it withholds every event from them, so the page
//! works as it does without scripts; if the panic left the page incomplete, it is reloaded once without the client.
//!
//! If a part of the client cannot be loaded, the client ends in the same way, and the browser loads the page that was asked
//! for.
//!
//! Extensions and translators change pages after parsing and before the client, which loads later, hydrates them. The
//! client relies on every node being where the server put it, so in that case it is not started.
//!
//! `window.chatConsole` grants nothing: whoever can call it already runs scripts in the page.

use std::sync::OnceLock;

/// The source of the script, without comments and indentation.
pub(super) fn script() -> &'static str {
    static SCRIPT: OnceLock<String> = OnceLock::new();
    SCRIPT.get_or_init(|| {
        let lines = include_str!("watchdog.js").lines().map(str::trim);
        lines.filter(|line| !line.is_empty() && !line.starts_with("//")).collect::<Vec<_>>().join("\n")
    })
}
