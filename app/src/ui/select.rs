//! Selection fields.

use domain::field::Field;
use leptos::prelude::*;

use super::{FieldError, Icon};
use crate::failure::Failure;

/// A list to choose from. After a refusal the submitted choice is selected again; the first invalid field receives the
/// focus.
#[component]
pub(crate) fn SelectField(
    field: Field,
    #[prop(into)] label: String,
    /// The failure of the last attempt, if any.
    #[prop(into)]
    failure: Signal<Option<Failure>>,
    /// The options as pairs of code and displayed name.
    options: Vec<(String, String)>,
    /// The code that is selected initially.
    #[prop(into)]
    chosen: String,
    #[prop(optional, into)] hint: String,
) -> AnyView {
    let name = field.name();
    let problem = Memo::new(move |_| failure.with(|failure| failure.as_ref().and_then(|f| f.problem(field))));
    let (typed, first) = failure.with_untracked(|failure| {
        let typed = failure.as_ref().and_then(|failure| failure.typed(field)).map(ToOwned::to_owned);
        let first = failure.as_ref().and_then(|failure| failure.fields.first());
        (typed, first.is_some_and(|invalid| invalid.field == field))
    });
    let chosen = typed.unwrap_or(chosen);
    let options: Vec<AnyView> = options
        .into_iter()
        .map(|(code, text)| {
            let selected = code == chosen;
            view! { <option value=code selected=selected>{text}</option> }.into_any()
        })
        .collect();
    let has_hint = !hint.is_empty();
    let described = move || match (problem.get().is_some(), has_hint) {
        (true, true) => Some(format!("e-{name} h-{name}")),
        (true, false) => Some(format!("e-{name}")),
        (false, true) => Some(format!("h-{name}")),
        (false, false) => None,
    };
    view! {
        <div class="field">
            <label for=format!("f-{name}")>{label}</label>
            <span class="select">
                <select
                    id=format!("f-{name}") name=name autofocus=first
                    aria-invalid=move || problem.get().map(|_| "true") aria-describedby=described
                >
                    {options}
                </select>
                <Icon name="down"/>
            </span>
            <FieldError field failure/>
            {has_hint.then(|| view! { <p class="hint" id=format!("h-{name}")>{hint}</p> })}
        </div>
    }
    .into_any()
}
