//! What went wrong with a form as a whole. One surface for each error: a single wrong field speaks for itself.

use domain::field::Field;
use leptos::prelude::*;

use super::Icon;
use crate::browser;
use crate::failure::{Failed, Failure};
use crate::preferences::language;
use crate::text::{account, frame, gate, words};
use crate::words::{failure_text, problem_text};

/// The label of a field, as its form shows it.
fn label(field: Field) -> &'static str {
    let language = language();
    match field {
        Field::Name => words::field_name(language),
        Field::Description => words::field_description(language),
        Field::Region => words::field_region(language),
        Field::Email => gate::email(language),
        Field::Password => gate::password(language),
        Field::NewPassword => account::new_password(language),
        Field::SetupCode => gate::setup_code(language),
        Field::Sdkappid => "SDKAppID",
        Field::UserId => "UserID",
        // Forms with one of these are written by the server.
        _ => written_label(field),
    }
}

#[cfg(feature = "ssr")]
fn written_label(field: Field) -> &'static str {
    use crate::certificate::certificate_field;
    use crate::text::{help, keys, money, written};
    let language = language();
    match field {
        Field::Expire => written::expire(language),
        Field::Room => written::room(language),
        Field::Overlap => keys::overlap(language),
        Field::Key => keys::key(language),
        Field::Subject => help::subject(language),
        Field::Message => help::message(language),
        Field::Amount => money::amount(language),
        Field::Note => money::note(language),
        Field::Accept => money::accept_label(language),
        Field::Confirmation => written::confirmation(language),
        field => certificate_field(language, field),
    }
}

#[cfg(not(feature = "ssr"))]
fn written_label(field: Field) -> &'static str {
    field.name()
}

fn id(field: Field) -> String {
    format!("f-{}", field.name())
}

/// Failures that concern the whole form, and a list of the fields where several are wrong. Moves the focus
/// to the first wrong field, or to itself where there is none.
#[component]
pub(crate) fn ErrorSummary(#[prop(into)] failure: Signal<Option<Failure>>) -> AnyView {
    Effect::new(move |_| {
        failure.with(|failure| {
            if let Some(failure) = failure {
                browser::focus(
                    failure.fields.first().map_or_else(|| "summary".to_owned(), |invalid| id(invalid.field)),
                );
            }
        });
    });
    (move || failure.with(|failure| failure.as_ref().and_then(summary))).into_any()
}

fn summary(failure: &Failure) -> Option<AnyView> {
    if failure.fields.len() == 1 {
        return None;
    }
    let language = language();
    let fields: Vec<_> = failure
        .fields
        .iter()
        .map(|invalid| {
            let (field, text) = (label(invalid.field), problem_text(language, *invalid));
            view! { <li><a href=format!("#{}", id(invalid.field)) rel="external">{field}": "{text}</a></li> }
        })
        .collect();
    let request = (!failure.request.is_empty()).then(|| words::request_id(language, &failure.request));
    let sign_in = (failure.failed == Failed::SignedOut)
        .then(|| view! { <a href="/sign-in" rel="external">{frame::sign_in(language)}</a> });
    Some(
        view! {
            <div class="summary-errors" id="summary" role="alert" tabindex="-1">
                <p class="summary-title"><Icon name="fail"/><span>{failure_text(language, failure)}</span></p>
                {(!fields.is_empty()).then(|| view! { <ul>{fields}</ul> })}
                {request.map(|request| view! { <p class="mono tiny">{request}</p> })}
                {sign_in}
            </div>
        }
        .into_any(),
    )
}
