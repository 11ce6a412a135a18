//! Actions that not every member may take.

use domain::account::access::AccessRefusal;
use domain::account::permission::Permission;
use leptos::prelude::*;

use super::{DisabledButton, Reason};
use crate::i18n::messages::forbidden_text;
use crate::i18n::names::role_name;
use crate::i18n::text::members;
use crate::shell::preferences::{forbidden, language};

/// An action that needs `permission`: `children` for members who have it, otherwise a disabled button. The page has
/// [`ForbiddenReasons`].
#[component]
pub(crate) fn Permitted(
    permission: Permission,
    /// The label of the disabled button.
    #[prop(into)]
    label: String,
    #[prop(optional)] icon: Option<&'static str>,
    children: Children,
) -> AnyView {
    match forbidden(permission) {
        Some(refusal) => forbidden_button(refusal, label, icon),
        None => children().into_any(),
    }
}

/// In place of an action that the member may not take, because of `refusal`.
pub(crate) fn forbidden_button(
    refusal: AccessRefusal,
    label: impl Into<String>,
    icon: Option<&'static str>,
) -> AnyView {
    let (label, reason_id) = (label.into(), reason_id(refusal));
    match icon {
        Some(icon) => view! { <DisabledButton label icon reason_id/> }.into_any(),
        None => view! { <DisabledButton label reason_id/> }.into_any(),
    }
}

/// Why the member may not use some buttons of the page; nothing if they have all `permissions`.
#[component]
pub(crate) fn ForbiddenReasons(permissions: &'static [Permission]) -> AnyView {
    let language = language();
    let mut refusals: Vec<AccessRefusal> = Vec::new();
    for refusal in permissions.iter().filter_map(|permission| forbidden(*permission)) {
        if !refusals.contains(&refusal) {
            refusals.push(refusal);
        }
    }
    let reasons = refusals.into_iter().map(|refusal| {
        let text = match refusal {
            AccessRefusal::Role(role) => members::role_note(language, role_name(language, role)),
            AccessRefusal::Limited => members::limited_note(language).into(),
            AccessRefusal::Token(scope) => forbidden_text(language, AccessRefusal::Token(scope)),
        };
        view! { <p class="forbidden"><Reason id=reason_id(refusal)>{text}</Reason></p> }
    });
    reasons.collect_view().into_any()
}

const fn reason_id(refusal: AccessRefusal) -> &'static str {
    match refusal {
        AccessRefusal::Role(_) => "forbidden-role",
        AccessRefusal::Limited => "forbidden-limited",
        AccessRefusal::Token(_) => "forbidden-token",
    }
}
