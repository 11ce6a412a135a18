//! Text fields: label above, hint below, the error message in between.

use domain::field::{Field, InvalidField};
use leptos::prelude::*;

use super::Icon;
use crate::failure::Failure;
use crate::i18n::messages::problem_text;
use crate::i18n::text::{common, steps};
use crate::shell::preferences::language;

/// The error message of a field; its id is `e-` followed by the field's name.
#[component]
pub(crate) fn FieldError(field: Field, #[prop(into)] failure: Signal<Option<Failure>>) -> AnyView {
    let language = language();
    (move || {
        let problem = failure.with(|failure| failure.as_ref().and_then(|failure| failure.problem(field)))?;
        let text = problem_text(language, InvalidField { field, problem });
        let id = format!("e-{}", field.name());
        Some(view! { <p class="error" id=id><Icon name="fail" small=true/><span>{text}</span></p> })
    })
    .into_any()
}

/// Escapes `text` as the content of a `textarea`, which the framework writes verbatim.
pub(crate) fn textarea_html(text: &str) -> String {
    let html = text.replace('&', "&amp;").replace('<', "&lt;");
    // The HTML parser drops a leading line break.
    if cfg!(feature = "ssr") && html.starts_with(['\n', '\r']) { ["\n", &html].concat() } else { html }
}

/// A single-line or multi-line text field. The entered text survives a failure, except for a secret on a page that was
/// reloaded, which must be entered again. The first invalid field receives the focus.
#[component]
pub(crate) fn TextField(
    field: Field,
    #[prop(into)] label: String,
    /// The failure of the last attempt, if any.
    #[prop(into)]
    failure: Signal<Option<Failure>>,
    /// The initial value.
    #[prop(optional, into)]
    value: String,
    /// Whether the field may be left empty.
    #[prop(optional)]
    optional: bool,
    /// The `type` of the input.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
    #[prop(optional, into)] hint: String,
    /// Whether the field is a `textarea`.
    #[prop(optional)]
    multiline: bool,
    /// Whether to use a monospaced font, for codes.
    #[prop(optional)]
    mono: bool,
    /// Whether a password can be shown while it is typed (with scripts only).
    #[prop(optional)]
    reveal: bool,
    /// Whether the field receives the focus when the page is shown.
    #[prop(optional)]
    first: bool,
) -> AnyView {
    let language = language();
    let name = field.name();
    let id = format!("f-{name}");
    let error_id = format!("e-{name}");
    let hint_id = format!("h-{name}");
    let problem = Memo::new(move |_| failure.with(|failure| failure.as_ref().and_then(|f| f.problem(field))));
    let (typed, first, again) = failure.with_untracked(|failure| match failure {
        None => (None, first, false),
        Some(failure) => {
            let typed = failure.typed(field).map(ToOwned::to_owned);
            let first = failure.fields.first().map_or(first, |invalid| invalid.field == field);
            (typed, first, failure.is_to_type_again(field))
        }
    });
    let value = typed.unwrap_or(value);
    let hint = match (again, hint.is_empty()) {
        (true, true) => common::type_again(language).to_owned(),
        (true, false) => [common::type_again(language), &hint].join(" "),
        (false, _) => hint,
    };
    let described = {
        let (error_id, hint_id, has_hint) = (error_id.clone(), hint_id.clone(), !hint.is_empty());
        move || match (problem.get().is_some(), has_hint) {
            (true, true) => Some(format!("{error_id} {hint_id}")),
            (true, false) => Some(error_id.clone()),
            (false, true) => Some(hint_id.clone()),
            (false, false) => None,
        }
    };
    let invalid = move || problem.get().map(|_| "true");
    let class = if mono { "input mono" } else { "input" };
    let input = if multiline {
        view! {
            <textarea class=class id=id.clone() name=name rows="3" autofocus=first required=!optional aria-invalid=invalid aria-describedby=described
                inner_html=textarea_html(&value)></textarea>
        }
        .into_any()
    } else {
        let shown = RwSignal::new(false);
        let input = view! {
            <input
                class=class
                id=id.clone()
                name=name
                type=move || if shown.get() { "text" } else { kind }
                value=value
                autocomplete=autocomplete
                autofocus=first
                required=!optional
                aria-invalid=invalid
                aria-describedby=described
            />
        };
        if reveal {
            view! {
                <span class="with-reveal">
                    {input}
                    <button
                        type="button" class="icon-btn copy-btn" aria-label=steps::reveal(language)
                        aria-pressed=move || if shown.get() { "true" } else { "false" }
                        on:click=move |_| shown.update(|shown| *shown = !*shown)
                    >
                        <Icon name="eye"/>
                    </button>
                </span>
            }
            .into_any()
        } else {
            input.into_any()
        }
    };
    view! {
        <div class="field">
            <span class="label">
                <label for=id>{label}</label>
                {optional.then(|| view! { " "<span class="opt">{common::optional(language)}</span> })}
            </span>
            {input}
            <FieldError field failure/>
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=hint_id>{hint}</p> })}
        </div>
    }
    .into_any()
}
