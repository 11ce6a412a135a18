//! The token that makes a form take effect only once, however often it is sent.

use leptos::prelude::*;

#[cfg(not(feature = "ssr"))]
use crate::browser::form_token;
#[cfg(feature = "ssr")]
use crate::ssr::form_token;

/// The token of a form that creates or changes something: a second request with the same token and fields changes
/// nothing and gets the same response as the first (`console::Submission`).
#[component]
pub(crate) fn SubmissionToken() -> AnyView {
    view! { <input type="hidden" name="submission" value=form_token()/> }.into_any()
}
