//! Events, states and failures, as people read them.

use domain::account::language::Language;
use domain::webhook::EndpointState;
use domain::webhook::event::EventKind;
use domain::webhook::message::{AttemptFailure, AttemptResult, MessageState};
use leptos::prelude::*;

use crate::i18n::text::webhooks;

pub(super) const fn event_text(language: Language, kind: EventKind) -> &'static str {
    match kind {
        EventKind::ApplicationCreated => webhooks::application_created(language),
        EventKind::ApplicationDisabled => webhooks::application_disabled(language),
        EventKind::ApplicationEnabled => webhooks::application_enabled(language),
        EventKind::ApplicationSuspended => webhooks::application_suspended(language),
        EventKind::ApplicationDeleted => webhooks::application_deleted(language),
        EventKind::ApplicationRestored => webhooks::application_restored(language),
        EventKind::KeyRotated => webhooks::key_rotated(language),
        EventKind::KeyRotationUndone => webhooks::key_rotation_undone(language),
        EventKind::KeyRetired => webhooks::key_retired(language),
        EventKind::CertificateFailing => webhooks::certificate_failing(language),
        EventKind::CertificateExpiring => webhooks::certificate_expiring(language),
        EventKind::PushDeadTokens => webhooks::push_dead_tokens(language),
        EventKind::ArrearsBegan => webhooks::arrears_began(language),
        EventKind::ArrearsEnforced => webhooks::arrears_enforced(language),
        EventKind::ArrearsSettled => webhooks::arrears_settled(language),
        EventKind::AuditCheckpoint => webhooks::audit_checkpoint(language),
        EventKind::Test => webhooks::test_event(language),
    }
}

pub(super) fn endpoint_tag(language: Language, state: EndpointState) -> AnyView {
    let (class, text) = match state {
        EndpointState::Enabled => ("tag ok", webhooks::enabled(language)),
        EndpointState::Disabled => ("tag", webhooks::disabled(language)),
        EndpointState::Gone => ("tag bad", webhooks::gone(language)),
    };
    view! { <span class=class>{text}</span> }.into_any()
}

pub(super) fn message_tag(language: Language, state: MessageState) -> AnyView {
    let (class, text) = match state {
        MessageState::Waiting => ("tag", webhooks::waiting(language)),
        MessageState::Sent => ("tag ok", webhooks::sent(language)),
        MessageState::Failed => ("tag bad", webhooks::failed(language)),
    };
    view! { <span class=class>{text}</span> }.into_any()
}

/// The status of the answer, or why there is none.
pub(super) fn result_text(language: Language, result: &AttemptResult) -> String {
    match result.status {
        Ok(status) => webhooks::answered(language, status),
        Err(failure) => failure_text(language, failure).to_owned(),
    }
}

const fn failure_text(language: Language, failure: AttemptFailure) -> &'static str {
    match failure {
        AttemptFailure::Unresolved => webhooks::unresolved(language),
        AttemptFailure::PrivateAddress => webhooks::private_address(language),
        AttemptFailure::Unreachable => webhooks::unreachable(language),
        AttemptFailure::Tls => webhooks::tls(language),
        AttemptFailure::TimedOut => webhooks::timed_out(language),
        AttemptFailure::NotHttp => webhooks::not_http(language),
        AttemptFailure::Undecryptable => webhooks::undecryptable(language),
    }
}
