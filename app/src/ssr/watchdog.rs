//! The script that looks after the client of a page: it starts it on a page that is as the server wrote it, and takes
//! its place once it has stopped.
//!
//! A client that has panicked still holds listeners, which keep the browser from following links and sending forms.
//! The script stands before all of them. From the panic on none of them hears of an event, so the page works as it
//! does without scripts; where the panic left the page in pieces, it is loaded once more, without the client.
//!
//! Extensions and translators change pages after they were parsed and before the client, which takes longer to come,
//! takes them over. The client counts on every node being where the server put it, so it is not started then.
//!
//! `window.chatConsole` gives nobody anything: whoever can call it runs scripts in the page already.

use std::sync::OnceLock;

/// Its text, without comments and indentation.
pub(super) fn script() -> &'static str {
    static SCRIPT: OnceLock<String> = OnceLock::new();
    SCRIPT.get_or_init(|| {
        let lines = include_str!("watchdog.js").lines().map(str::trim);
        lines.filter(|line| !line.is_empty() && !line.starts_with("//")).collect::<Vec<_>>().join("\n")
    })
}
