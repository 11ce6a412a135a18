//! Actions that not every member may take.

use domain::account::permission::Permission;
use leptos::prelude::*;

use super::{DisabledButton, Reason};
use crate::i18n::messages::forbidden_text;
use crate::shell::preferences::{forbidden, language};

/// An action that needs `permission`: `children` for members who have it, otherwise a disabled button. The page has one
/// [`ForbiddenReason`] for all buttons that need the same permission.
#[component]
pub(crate) fn Permitted(
    permission: Permission,
    /// The label of the disabled button.
    #[prop(into)]
    label: String,
    #[prop(optional)] icon: Option<&'static str>,
    children: Children,
) -> AnyView {
    if forbidden(permission).is_none() {
        return children().into_any();
    }
    let reason_id = reason_id(permission);
    match icon {
        Some(icon) => view! { <DisabledButton label icon reason_id/> }.into_any(),
        None => view! { <DisabledButton label reason_id/> }.into_any(),
    }
}

/// Why the member may not do what needs `permission`; nothing if they may.
#[component]
pub(crate) fn ForbiddenReason(permission: Permission) -> AnyView {
    let reason = forbidden(permission).map(|refusal| forbidden_text(language(), refusal));
    reason.map(|text| view! { <Reason id=reason_id(permission)>{text}</Reason> }).into_any()
}

fn reason_id(permission: Permission) -> String {
    format!("forbidden-{}", permission.code())
}
