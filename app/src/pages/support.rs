//! `/support`: requests to technical support.

mod api;
mod deletion;
mod list;
mod new;
mod request;

use domain::account::language::Language;
use domain::support::{State, SupportRefusal, Topic};
use leptos::prelude::*;

pub(crate) use deletion::DeletionDialog;
pub(crate) use list::RequestsPage;
pub(crate) use new::NewRequestPage;
pub(crate) use request::RequestPage;

use crate::i18n::text::help as words;

/// Why an action on a request is refused.
pub(crate) const fn refusal_text(language: Language, refusal: SupportRefusal) -> &'static str {
    match refusal {
        SupportRefusal::NotYours => words::not_yours(language),
        SupportRefusal::Settled => words::settled_already(language),
        SupportRefusal::Withdrawn => words::withdrawn_already(language),
        SupportRefusal::TooLong => words::too_many_messages(language),
    }
}

const fn state_text(language: Language, state: State) -> &'static str {
    match state {
        State::Open => words::open(language),
        State::Answered => words::answered(language),
        State::Settled => words::settled(language),
        State::Withdrawn => words::withdrawn(language),
    }
}

const fn topic_text(language: Language, topic: Topic) -> &'static str {
    match topic {
        Topic::Question => words::question(language),
        Topic::Deletion => words::deletion(language),
    }
}

/// The state of a request as a tag.
fn state_tag(language: Language, state: State) -> AnyView {
    let class = if matches!(state, State::Open | State::Answered) { "tag on" } else { "tag" };
    view! { <span class=class>{state_text(language, state)}</span> }.into_any()
}
