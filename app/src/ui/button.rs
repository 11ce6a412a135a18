//! Buttons for actions, and disabled ones that give the reason.

use leptos::prelude::*;

use super::Icon;

/// A submit button. While the form is pending it says so and ignores further clicks, including the second click of a
/// double click.
#[component]
pub(crate) fn SubmitButton(
    #[prop(into)] label: String,
    /// Whether the form is pending.
    #[prop(optional, into)]
    pending: Signal<bool>,
    /// Whether there is currently nothing to submit.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Additional classes of the button.
    #[prop(default = "primary")]
    tone: &'static str,
    #[prop(optional)] icon: Option<&'static str>,
    /// The accessible name, if the label alone is not descriptive enough.
    #[prop(optional, into)]
    name: Option<String>,
    /// The label while the form is pending, for actions that may take long.
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

/// A button whose action is currently unavailable. It stays focusable and is described by the reason beside it.
#[component]
pub(crate) fn DisabledButton(
    #[prop(into)] label: String,
    /// The id of the [`Reason`] that describes it.
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

/// Why an action is currently unavailable, and what to do about it.
#[component]
pub(crate) fn Reason(#[prop(into)] id: String, children: Children) -> impl IntoView {
    view! { <span class="reason" id=id><Icon name="info" small=true/><span>{children()}</span></span> }
}
