//! The card **Recent changes**: the latest entries of the application's audit trail.

use domain::account::language::Language;
use domain::audit::{Action, Change, Entry, Recent};
use domain::field::Field;
use domain::time::Timestamp;
use leptos::prelude::*;

use super::change_text::{change_text, short};
use crate::i18n::text::trail;
use crate::shell::preferences::language;
use crate::ui::{Ago, Icon};

/// The audit entries, newest first.
#[component]
pub(super) fn RecentChanges(now: Timestamp, changes: Vec<Recent>) -> AnyView {
    let language = language();
    let lines: Vec<AnyView> = changes.iter().map(|change| line(now, change, language)).collect();
    view! {
        <section class="card" aria-labelledby="recent">
            <div class="card-head"><h2 id="recent">{trail::recent(language)}</h2></div>
            <ul class="events">{lines}</ul>
        </section>
    }
    .into_any()
}

fn line(now: Timestamp, Recent { entry, times }: &Recent, language: Language) -> AnyView {
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
            vec![trail::became(language, &short(before), &short(after))]
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
                {times_text(language, entry, *times)}" "<span class="faint">{trail::by(language, &entry.who)}</span>
                {changes}
            </span>
            <Ago now at=entry.at/>
        </li>
    }
    .into_any()
}

/// The action of an entry, with its number of repetitions.
fn times_text(language: Language, entry: &Entry, times: u64) -> String {
    match entry.action {
        _ if times < 2 => action_text(language, entry).to_owned(),
        Action::UserSigVerified => trail::usersig_verified_times(language, times),
        Action::UserSigGenerated => trail::usersig_generated_times(language, times),
        Action::CertificateChecked => trail::certificate_checked_times(language, times),
        Action::TestPushSent => trail::test_push_sent_times(language, times),
        _ => action_text(language, entry).to_owned(),
    }
}

/// The action of an entry, as a line of the audit trail.
fn action_text(language: Language, entry: &Entry) -> &'static str {
    match entry.action {
        Action::OwnerCreated => trail::owner_created(language),
        Action::SignedIn => trail::signed_in(language),
        Action::SignInFailed => trail::sign_in_failed(language),
        Action::SignedOut => trail::signed_out_action(language),
        Action::SessionRevoked => trail::session_revoked(language),
        Action::PasswordChanged => trail::password_changed(language),
        Action::PasswordReset => trail::password_reset(language),
        Action::PreferencesChanged => trail::preferences_changed(language),
        Action::ApplicationCreated => trail::application_created(language),
        Action::ApplicationEdited => match entry.changes.as_slice() {
            [change] if change.field == Field::Name.name() => trail::name_changed(language),
            [change] if change.field == Field::Description.name() => trail::description_changed(language),
            _ => trail::application_edited(language),
        },
        Action::ApplicationDisabled => trail::application_disabled(language),
        Action::ApplicationEnabled => trail::application_enabled(language),
        Action::ApplicationDeleted => trail::application_deleted(language),
        Action::KeyShown => trail::key_shown(language),
        Action::ApplicationImported => trail::application_imported(language),
        Action::KeyRotated => trail::key_rotated(language),
        Action::KeyRotationUndone => trail::key_rotation_undone(language),
        Action::KeyRetired => trail::key_retired(language),
        Action::UserSigGenerated => trail::usersig_generated(language),
        Action::UserSigVerified => trail::usersig_verified(language),
        Action::AdministratorAdded => trail::administrator_added(language),
        Action::AdministratorRemoved => trail::administrator_removed(language),
        Action::CertificateAdded => trail::certificate_added(language),
        Action::CertificateEdited => trail::certificate_edited(language),
        Action::CertificateDeleted => trail::certificate_deleted(language),
        Action::CertificateMadeDefault => trail::certificate_made_default(language),
        Action::CertificateChecked => trail::certificate_checked(language),
        Action::CertificatesExported => trail::certificates_exported(language),
        Action::CertificatesImported => trail::certificates_imported(language),
        Action::TestPushSent => trail::test_push_sent(language),
        Action::TrialExtended => trail::trial_extended(language),
        Action::PackageOrdered => trail::package_ordered(language),
        Action::PackageRenewed => trail::package_renewed(language),
        Action::PackageRefunded => trail::package_refunded(language),
        Action::RenewalSwitched => trail::renewal_switched(language),
        Action::OverageCharged => trail::overage_charged(language),
        Action::ToppedUp => trail::topped_up(language),
        Action::BalanceCorrected => trail::balance_corrected(language),
        Action::CurrencyChosen => trail::currency_chosen(language),
        Action::DeletionRequested => trail::deletion_requested(language),
        Action::DeletionDismissed => trail::deletion_dismissed(language),
        Action::RequestFiled => trail::request_filed(language),
        Action::RequestAnswered => trail::request_answered(language),
        Action::RequestSettled => trail::request_settled(language),
        Action::RequestWithdrawn => trail::request_withdrawn(language),
        Action::ApplicationRestored => trail::application_restored(language),
        Action::ApplicationShredded => trail::application_shredded(language),
    }
}
