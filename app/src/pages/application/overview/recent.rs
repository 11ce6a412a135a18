//! The card **Recent changes**: the latest entries of the application's audit trail.

use domain::account::language::Language;
use domain::audit::{Action, AuditEntry, Change, RecentChange};
use domain::field::Field;
use domain::time::Timestamp;
use leptos::prelude::*;

use super::change_text::{change_text, short};
use crate::i18n::text::{audit, webhooks};
use crate::shell::preferences::language;
use crate::ui::{Ago, Icon};

/// The audit entries, newest first.
#[component]
pub(super) fn RecentChanges(now: Timestamp, changes: Vec<RecentChange>) -> AnyView {
    let language = language();
    let lines: Vec<AnyView> = changes.iter().map(|change| line(now, change, language)).collect();
    view! {
        <section class="card" aria-labelledby="recent">
            <div class="card-head"><h2 id="recent">{audit::recent(language)}</h2></div>
            <ul class="events">{lines}</ul>
        </section>
    }
    .into_any()
}

fn line(now: Timestamp, RecentChange { entry, times }: &RecentChange, language: Language) -> AnyView {
    let icon = match entry.action {
        Action::ApplicationCreated => "plus",
        Action::ApplicationEdited => "edit",
        Action::ApplicationDisabled | Action::ApplicationEnabled => "power",
        Action::ApplicationDeleted => "trash",
        Action::KeyShown => "eye",
        _ => "info",
    };
    let edited = entry.action == Action::ApplicationEdited;
    // If one value was edited, it is already in the line.
    let texts: Vec<String> = match entry.changes.as_slice() {
        [Change { before, after, .. }] if edited && !before.is_empty() && !after.is_empty() => {
            vec![audit::became(language, &short(before), &short(after))]
        }
        changes if edited => changes.iter().map(|change| change_text(language, change)).collect(),
        _ => Vec::new(),
    };
    let changes: Vec<AnyView> =
        texts.into_iter().map(|text| view! { <small class="change">{text}</small> }.into_any()).collect();
    view! {
        <li>
            <Icon name=icon/>
            <span>
                {times_text(language, entry, *times)}" "<span class="faint">{audit::by(language, &entry.who)}</span>
                {changes}
            </span>
            <Ago now at=entry.at/>
        </li>
    }
    .into_any()
}

/// The action of an entry, with its number of repetitions.
fn times_text(language: Language, entry: &AuditEntry, times: u64) -> String {
    match entry.action {
        _ if times < 2 => action_text(language, entry).to_owned(),
        Action::UserSigVerified => audit::usersig_verified_times(language, times),
        Action::UserSigGenerated => audit::usersig_generated_times(language, times),
        Action::CertificateChecked => audit::certificate_checked_times(language, times),
        Action::TestPushSent => audit::test_push_sent_times(language, times),
        _ => action_text(language, entry).to_owned(),
    }
}

/// The action of an entry, as a line of the audit trail.
fn action_text(language: Language, entry: &AuditEntry) -> &'static str {
    match (entry.action, entry.changes.as_slice()) {
        (Action::ApplicationEdited, [change]) if change.field == Field::Name.name() => {
            audit::name_changed(language)
        }
        (Action::ApplicationEdited, [change]) if change.field == Field::Description.name() => {
            audit::description_changed(language)
        }
        (action, _) => action_name(language, action),
    }
}

/// The name of an action.
pub fn action_name(language: Language, action: Action) -> &'static str {
    match action {
        Action::OwnerCreated => audit::owner_created(language),
        Action::SignedIn => audit::signed_in(language),
        Action::SignInFailed => audit::sign_in_failed(language),
        Action::SignedOut => audit::signed_out_action(language),
        Action::SessionRevoked => audit::session_revoked(language),
        Action::PasswordChanged => audit::password_changed(language),
        Action::PasswordReset => audit::password_reset(language),
        Action::PreferencesChanged => audit::preferences_changed(language),
        Action::ApplicationCreated => audit::application_created(language),
        Action::ApplicationEdited => audit::application_edited(language),
        Action::ApplicationDisabled => audit::application_disabled(language),
        Action::ApplicationEnabled => audit::application_enabled(language),
        Action::ApplicationDeleted => audit::application_deleted(language),
        Action::KeyShown => audit::key_shown(language),
        Action::ApplicationImported => audit::application_imported(language),
        Action::KeyRotated => audit::key_rotated(language),
        Action::KeyRotationUndone => audit::key_rotation_undone(language),
        Action::KeyRetired => audit::key_retired(language),
        Action::UserSigGenerated => audit::usersig_generated(language),
        Action::UserSigVerified => audit::usersig_verified(language),
        Action::AdministratorAdded => audit::administrator_added(language),
        Action::AdministratorRemoved => audit::administrator_removed(language),
        Action::CertificateAdded => audit::certificate_added(language),
        Action::CertificateEdited => audit::certificate_edited(language),
        Action::CertificateDeleted => audit::certificate_deleted(language),
        Action::CertificateMadeDefault => audit::certificate_made_default(language),
        Action::CertificateChecked => audit::certificate_checked(language),
        Action::CertificatesExported => audit::certificates_exported(language),
        Action::CertificatesImported => audit::certificates_imported(language),
        Action::TestPushSent => audit::test_push_sent(language),
        Action::MemberInvited => audit::member_invited(language),
        Action::InvitationRevoked => audit::invitation_revoked(language),
        Action::MemberJoined => audit::member_joined(language),
        Action::MemberChanged => audit::member_changed(language),
        Action::MemberRemoved => audit::member_removed(language),
        Action::MemberLeft => audit::member_left(language),
        Action::AuthenticatorAdded => audit::authenticator_added(language),
        Action::AuthenticatorRemoved => audit::authenticator_removed(language),
        Action::PasskeyAdded => audit::passkey_added(language),
        Action::PasskeyRenamed => audit::passkey_renamed(language),
        Action::PasskeyRemoved => audit::passkey_removed(language),
        Action::SecondFactorsRemoved => audit::second_factors_removed(language),
        Action::RecoveryCodesReplaced => audit::recovery_codes_replaced(language),
        Action::RecoveryCodeUsed => audit::recovery_code_used(language),
        Action::SecondFactorPolicyChanged => audit::second_factor_policy_changed(language),
        Action::AuditTrimmed => audit::audit_trimmed(language),
        Action::AuditExported => audit::audit_exported(language),
        Action::TokenCreated => audit::token_created(language),
        Action::TokenRevoked => audit::token_revoked(language),
        Action::IdentityLinked => audit::identity_linked(language),
        Action::TrialExtended => audit::trial_extended(language),
        Action::PackageOrdered => audit::package_ordered(language),
        Action::PackageRenewed => audit::package_renewed(language),
        Action::PackageRefunded => audit::package_refunded(language),
        Action::RenewalSwitched => audit::renewal_switched(language),
        Action::OverageCharged => audit::overage_charged(language),
        Action::ToppedUp => audit::topped_up(language),
        Action::BalanceCorrected => audit::balance_corrected(language),
        Action::CurrencyChosen => audit::currency_chosen(language),
        Action::DeletionRequested => audit::deletion_requested(language),
        Action::DeletionDismissed => audit::deletion_dismissed(language),
        Action::RequestFiled => audit::request_filed(language),
        Action::RequestAnswered => audit::request_answered(language),
        Action::RequestSettled => audit::request_settled(language),
        Action::RequestWithdrawn => audit::request_withdrawn(language),
        Action::ApplicationRestored => audit::application_restored(language),
        Action::ApplicationShredded => audit::application_shredded(language),
        Action::WebhookCreated => webhooks::audit_created(language),
        Action::WebhookEdited => webhooks::audit_edited(language),
        Action::WebhookEnabled => webhooks::audit_enabled(language),
        Action::WebhookDisabled => webhooks::audit_disabled(language),
        Action::WebhookDeleted => webhooks::audit_deleted(language),
        Action::WebhookSecretRotated => webhooks::audit_rotated(language),
        Action::WebhookTested => webhooks::audit_tested(language),
        Action::WebhookReplayed => webhooks::audit_replayed(language),
    }
}
