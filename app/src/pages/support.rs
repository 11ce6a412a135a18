//! `/support`: requests to technical support.

mod api;
mod deletion;
mod list;
mod new;
mod request;

use domain::account::language::Language;
use domain::support::{RequestState, SupportRefusal, Topic};
use leptos::prelude::*;

pub(crate) use deletion::DeletionDialog;
pub(crate) use list::RequestsPage;
pub(crate) use new::NewRequestPage;
pub(crate) use request::RequestPage;

use crate::i18n::text::help;

/// Why an action on a request is refused.
pub(crate) const fn refusal_text(language: Language, refusal: SupportRefusal) -> &'static str {
    match refusal {
        SupportRefusal::NotYours => help::not_yours(language),
        SupportRefusal::Settled => help::settled_already(language),
        SupportRefusal::Withdrawn => help::withdrawn_already(language),
        SupportRefusal::TooLong => help::too_many_messages(language),
    }
}

const fn state_text(language: Language, state: RequestState) -> &'static str {
    match state {
        RequestState::Open => help::open(language),
        RequestState::Answered => help::answered(language),
        RequestState::Settled => help::settled(language),
        RequestState::Withdrawn => help::withdrawn(language),
    }
}

const fn topic_text(language: Language, topic: Topic) -> &'static str {
    match topic {
        Topic::Question => help::question(language),
        Topic::Deletion => help::deletion(language),
    }
}

fn state_tag(language: Language, state: RequestState) -> AnyView {
    let class = if matches!(state, RequestState::Open | RequestState::Answered) { "tag on" } else { "tag" };
    view! { <span class=class>{state_text(language, state)}</span> }.into_any()
}
