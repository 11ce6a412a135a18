//! Buttons that act, and those that say why they do not.

use leptos::prelude::*;

use super::Icon;

/// Sends its form. While the answer is on its way it says so and sends nothing again; the second click of a double
/// click sends nothing either.
#[component]
pub(crate) fn SubmitButton(
    #[prop(into)] label: String,
    /// Whether the form's action is under way.
    #[prop(optional, into)]
    pending: Signal<bool>,
    /// Whether there is nothing to send now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Further classes of the button.
    #[prop(default = "primary")]
    tone: &'static str,
    #[prop(optional)] icon: Option<&'static str>,
    /// What it is called by screen readers, where its label says too little.
    #[prop(optional, into)]
    name: Option<String>,
    /// The label while the answer is on its way, where that may take long.
    #[prop(optional, into)]
    busy_label: Option<Signal<String>>,
) -> impl IntoView {
    view! {
        <button
            class=format!("btn {tone}")
            type="submit"
            aria-label=name
            disabled=disabled
            aria-busy=move || pending.get().then_some("true")
            on:click=move |event| {
                if pending.get_untracked() || event.detail() > 1 {
                    event.prevent_default();
                }
            }
        >
            {icon.map(|name| view! { <Icon name/> })}
            {move || match busy_label {
                Some(busy) if pending.get() => busy.get(),
                _ => label.clone(),
            }}
        </button>
    }
}

/// An action that exists, but not now. It can be focused, and reads the reason that stands beside it.
#[component]
pub(crate) fn DisabledButton(
    #[prop(into)] label: String,
    /// The id of its [`Reason`].
    #[prop(into)]
    reason_id: String,
    #[prop(optional)] icon: Option<&'static str>,
) -> impl IntoView {
    view! {
        <button type="button" class="btn sm" aria-disabled="true" aria-describedby=reason_id>
            {icon.map(|name| view! { <Icon name/> })}
            {label}
        </button>
    }
}

/// Why something cannot be done now, and the way out.
#[component]
pub(crate) fn Reason(#[prop(into)] id: String, children: Children) -> impl IntoView {
    view! { <span class="reason" id=id><Icon name="info" small=true/><span>{children()}</span></span> }
}
