//! The states of a push on a device: name, tone and meaning.

use domain::account::language::Language;
use domain::delivery::outcome::DeliveryState;
use domain::delivery::record::PushSummary;
use leptos::prelude::*;

use crate::i18n::text::records;

pub(super) const fn state_name(language: Language, state: DeliveryState) -> &'static str {
    match state {
        DeliveryState::Accepted => records::accepted(language),
        DeliveryState::Waiting => records::waiting(language),
        DeliveryState::Retrying => records::retrying(language),
        DeliveryState::DeadToken => records::dead_token(language),
        DeliveryState::DoubtfulToken => records::doubtful_token(language),
        DeliveryState::Rejected => records::rejected(language),
        DeliveryState::Expired => records::expired(language),
        DeliveryState::ApplicationStopped => records::application_stopped(language),
        DeliveryState::CertificateDeleted => records::certificate_deleted(language),
        DeliveryState::DeviceGone => records::device_gone(language),
        DeliveryState::Unknown => records::unknown(language),
    }
}

/// What the state means, and what to do.
pub(super) const fn state_text(language: Language, state: DeliveryState) -> &'static str {
    match state {
        DeliveryState::Accepted => records::accepted_text(language),
        DeliveryState::Waiting => records::waiting_text(language),
        DeliveryState::Retrying => records::retrying_text(language),
        DeliveryState::DeadToken => records::dead_token_text(language),
        DeliveryState::DoubtfulToken => records::doubtful_token_text(language),
        DeliveryState::Rejected => records::rejected_text(language),
        DeliveryState::Expired => records::expired_text(language),
        DeliveryState::ApplicationStopped => records::application_stopped_text(language),
        DeliveryState::CertificateDeleted => records::certificate_deleted_text(language),
        DeliveryState::DeviceGone => records::device_gone_text(language),
        DeliveryState::Unknown => records::unknown_text(language),
    }
}

/// The CSS classes of its tag.
pub(super) const fn tag_class(state: DeliveryState) -> &'static str {
    match state {
        DeliveryState::Accepted => "tag ok",
        DeliveryState::Expired | DeliveryState::DoubtfulToken | DeliveryState::Unknown => "tag warn",
        DeliveryState::DeadToken | DeliveryState::Rejected => "tag bad",
        DeliveryState::Waiting
        | DeliveryState::Retrying
        | DeliveryState::ApplicationStopped
        | DeliveryState::CertificateDeleted
        | DeliveryState::DeviceGone => "tag",
    }
}

/// The icon of an event that led to the state.
pub(super) const fn icon_name(state: DeliveryState) -> &'static str {
    match state {
        DeliveryState::Accepted => "ok",
        DeliveryState::Waiting => "clock",
        DeliveryState::Retrying => "rotate",
        DeliveryState::DeadToken | DeliveryState::Rejected => "fail",
        DeliveryState::Expired | DeliveryState::DoubtfulToken | DeliveryState::Unknown => "warn",
        DeliveryState::ApplicationStopped | DeliveryState::CertificateDeleted | DeliveryState::DeviceGone => {
            "off"
        }
    }
}

/// A tag for each state with the number of its devices, and one for the targets without a device.
pub(super) fn state_tags(language: Language, summary: &PushSummary) -> AnyView {
    let tags = tag_texts(language, summary);
    let tags: Vec<AnyView> =
        tags.into_iter().map(|(class, text)| view! { <li class=class>{text}</li> }.into_any()).collect();
    view! { <ul class="row">{tags}</ul> }.into_any()
}

/// The CSS classes and the text of each tag; never empty.
fn tag_texts(language: Language, summary: &PushSummary) -> Vec<(&'static str, String)> {
    let in_state = |state| {
        let count = summary.states.get(&state).copied().filter(|count| *count > 0)?;
        Some((tag_class(state), records::counted(language, state_name(language, state), count)))
    };
    let mut tags: Vec<_> = DeliveryState::ALL.into_iter().filter_map(in_state).collect();
    if summary.refused > 0 {
        tags.push(("tag", records::without_device(language, summary.refused)));
    }
    if tags.is_empty() {
        tags.push(("tag", records::no_devices(language).to_owned()));
    }
    tags
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use domain::time::Timestamp;

    use super::*;

    fn summary(states: &[(DeliveryState, usize)], refused: usize) -> PushSummary {
        PushSummary {
            number: 1,
            task_id: String::new(),
            title: String::new(),
            is_test: false,
            accepted_at: Timestamp::from_unix_seconds(0),
            states: states.iter().copied().collect::<BTreeMap<_, _>>(),
            refused,
        }
    }

    #[test]
    fn each_state_with_devices_has_a_tag() {
        let states =
            [(DeliveryState::Waiting, 2), (DeliveryState::Rejected, 1), (DeliveryState::Accepted, 12)];
        let tags = tag_texts(Language::English, &summary(&states, 3));
        let expected = [
            ("tag ok", "Accepted: 12"),
            ("tag", "Waiting: 2"),
            ("tag bad", "Rejected: 1"),
            ("tag", "3 without a device"),
        ];
        assert_eq!(tags, expected.map(|(class, text)| (class, text.to_owned())));
        let none = tag_texts(Language::English, &summary(&[(DeliveryState::Waiting, 0)], 0));
        assert_eq!(none, [("tag", "No devices".to_owned())]);
    }

    #[test]
    fn names_tell_states_apart() {
        for language in Language::ALL {
            for (index, state) in DeliveryState::ALL.into_iter().enumerate() {
                let is_other = |other: &DeliveryState| {
                    state_name(language, *other) != state_name(language, state)
                        && state_text(language, *other) != state_text(language, state)
                };
                assert!(DeliveryState::ALL[..index].iter().all(is_other), "{state:?}");
            }
        }
    }
}
