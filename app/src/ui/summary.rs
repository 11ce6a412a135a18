//! The error summary of a form. Each error is shown in one place: a single invalid field has its own message only.

use domain::account::language::Language;
use domain::field::Field;
use leptos::prelude::*;

use super::Icon;
use crate::failure::{Failure, FailureKind};
use crate::i18n::labels::field_label;
use crate::i18n::messages::{failure_text, problem_text};
use crate::i18n::text::{common, frame, second_factor};
use crate::routes::PagePath;
use crate::shell::preferences::language;
use crate::{address, browser};

fn id(field: Field) -> String {
    format!("f-{}", field.name())
}

/// Failures of the form as a whole, and a list of the fields if several are invalid. Moves the focus to the first
/// invalid field, or to itself if there is none.
#[component]
pub(crate) fn ErrorSummary(
    #[prop(into)] failure: Signal<Option<Failure>>,
    /// The labels of this form that differ from those on other forms.
    #[prop(optional)]
    labels: Vec<(Field, &'static str)>,
) -> AnyView {
    Effect::new(move |_| {
        failure.with(|failure| {
            if let Some(failure) = failure {
                browser::focus(
                    failure.fields.first().map_or_else(|| "summary".to_owned(), |invalid| id(invalid.field)),
                );
            }
        });
    });
    (move || failure.with(|failure| failure.as_ref().and_then(|failure| summary(failure, &labels))))
        .into_any()
}

fn summary(failure: &Failure, labels: &[(Field, &'static str)]) -> Option<AnyView> {
    if failure.fields.len() == 1 {
        return None;
    }
    let language = language();
    let fields: Vec<_> = failure
        .fields
        .iter()
        .map(|invalid| {
            let own = labels.iter().find_map(|(field, label)| (*field == invalid.field).then_some(*label));
            let field = own.unwrap_or_else(|| field_label(language, invalid.field));
            let text = problem_text(language, *invalid);
            view! { <li><a href=format!("#{}", id(invalid.field)) rel="external">{field}": "{text}</a></li> }
        })
        .collect();
    let request = (!failure.request.is_empty()).then(|| common::request_id(language, &failure.request));
    let remedy = remedy(language, &failure.kind).map(|(address, text)| {
        view! { <a href=address rel="external">{text}</a> }
    });
    Some(
        view! {
            <div class="summary-errors" id="summary" role="alert" tabindex="-1" autofocus=failure.fields.is_empty()>
                <p class="summary-title"><Icon name="fail"/><span>{failure_text(language, failure)}</span></p>
                {(!fields.is_empty()).then(|| view! { <ul>{fields}</ul> })}
                {request.map(|request| view! { <p class="mono tiny">{request}</p> })}
                {remedy}
            </div>
        }
        .into_any(),
    )
}

/// Where a person does first what the failure asks for: the address, and the text of the link.
fn remedy(language: Language, kind: &FailureKind) -> Option<(String, &'static str)> {
    match kind {
        FailureKind::SignedOut => Some((PagePath::SignIn.to_string(), frame::sign_in(language))),
        FailureKind::SignInExpired => {
            Some((PagePath::SignIn.to_string(), second_factor::sign_in_again(language)))
        }
        FailureKind::VerificationNeeded => {
            let (path, query) = address::here();
            let back = address::with_query(&path, &address::without(&query, "draft"));
            let verify = format!("{}?next={}", PagePath::Verify, address::escape(&back));
            Some((verify, second_factor::confirm_it_is_you(language)))
        }
        FailureKind::SecondFactorRequired => {
            Some((PagePath::Authenticator.to_string(), second_factor::set_it_up(language)))
        }
        _ => None,
    }
}
