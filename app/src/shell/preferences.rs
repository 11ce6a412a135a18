//! The viewer and their preferences: known before anything is rendered, the same on server and client.
//!
//! The server reads them from the request, the browser from the attributes that the server wrote on `<html>`. They
//! change on page load only, so nothing here is reactive.

use std::sync::Arc;

use domain::account::access::{self, AccessRefusal};
use domain::account::language::{Language, Theme};
use domain::account::permission::{Permission, Role};
use leptos::prelude::*;

/// The viewer that every page is rendered for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Viewer {
    /// The language of all text.
    pub language: Language,
    /// Light, dark, or the system's setting.
    pub theme: Theme,
    /// The e-mail address of the signed-in person; `None` if nobody is signed in.
    pub email: Option<Arc<str>>,
    /// The role of the signed-in person in the account.
    pub role: Option<Role>,
    /// Whether the person is limited to chosen applications.
    pub is_limited: bool,
    /// The name of the OpenID Connect provider that people sign in with; `None` if there is none.
    pub provider: Option<Arc<str>>,
}

/// Provides the viewer as a context.
pub(crate) fn provide() {
    #[cfg(feature = "ssr")]
    provide_context(crate::ssr::viewer());
    #[cfg(not(feature = "ssr"))]
    provide_context(crate::browser::viewer());
}

/// The language of the page; English if it is unknown.
pub fn language() -> Language {
    with_context(|viewer: &Viewer| viewer.language).unwrap_or_default()
}

/// The theme of the page.
pub fn theme() -> Theme {
    with_context(|viewer: &Viewer| viewer.theme).unwrap_or_default()
}

/// The e-mail address of the signed-in person, if any.
pub fn email() -> Option<Arc<str>> {
    with_context(|viewer: &Viewer| viewer.email.clone()).flatten()
}

/// The name of the OpenID Connect provider that people sign in with, if there is one.
pub(crate) fn provider() -> Option<Arc<str>> {
    with_context(|viewer: &Viewer| viewer.provider.clone()).flatten()
}

/// Why the signed-in person does not have `permission`; `None` if they have it. The server decides again.
pub(crate) fn forbidden(permission: Permission) -> Option<AccessRefusal> {
    let member = with_context(|viewer: &Viewer| (viewer.role, viewer.is_limited));
    let Some((Some(role), is_limited)) = member else { return None };
    access::check(role, is_limited, permission).err()
}
