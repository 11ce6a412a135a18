//! Who looks at the page and how they like it: known before anything is rendered, the same on both sides.
//!
//! The server takes it from the request, the browser from the attributes of `<html>` that the server wrote.
//! It changes with a page load only, so nothing here is reactive.

use std::sync::Arc;

use domain::account::language::{Language, Theme};
use leptos::prelude::*;

/// What every page is rendered for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Viewer {
    /// The language of every word.
    pub language: Language,
    /// Light, dark, or as the system is set.
    pub theme: Theme,
    /// The e-mail address of who is signed in; none for a stranger.
    pub email: Option<Arc<str>>,
}

/// Makes the viewer known to everything below.
pub(crate) fn provide() {
    #[cfg(feature = "ssr")]
    provide_context(crate::ssr::viewer());
    #[cfg(not(feature = "ssr"))]
    provide_context(crate::browser::viewer());
}

/// The language of the page. English where nobody said.
pub fn language() -> Language {
    with_context(|viewer: &Viewer| viewer.language).unwrap_or_default()
}

/// The theme of the page.
pub fn theme() -> Theme {
    with_context(|viewer: &Viewer| viewer.theme).unwrap_or_default()
}

/// The e-mail address of who is signed in.
pub fn email() -> Option<Arc<str>> {
    with_context(|viewer: &Viewer| viewer.email.clone()).flatten()
}
