//! Messages about what went wrong: invalid fields, refused actions and failures.

use domain::account::access::AccessRefusal;
use domain::account::language::Language;
use domain::application::lifecycle::Refusal;
use domain::field::{Field, InvalidField, Problem};

use crate::failure::{Failure, FailureKind};
use crate::i18n::text::{
    common, fields, keys, members, money, passkeys, push, second_factor, tokens, webhooks,
};
use crate::i18n::{certificate, labels, names};
use crate::pages;

/// The error message of an invalid field.
pub fn problem_text(language: Language, invalid: InvalidField) -> String {
    match invalid.problem {
        Problem::TooLong(limit) => common::too_long(language, limit),
        Problem::TooShort(minimum) => common::too_short(language, minimum),
        Problem::Missing => labels::missing_text(language, invalid.field),
        Problem::TooManyBytes(limit) => common::too_many_bytes(language, limit),
        Problem::NothingVisible => common::nothing_visible(language).into(),
        Problem::ControlCharacter => common::control_character(language).into(),
        Problem::NotAnEmail => common::not_an_email(language).into(),
        Problem::NotAChoice => common::not_a_choice(language).into(),
        Problem::Wrong => match invalid.field {
            Field::Password | Field::NewPassword => common::wrong_password(language).into(),
            Field::SetupCode => common::wrong_code(language).into(),
            Field::AuthenticationCode => second_factor::wrong_code(language).into(),
            _ => common::wrong(language).into(),
        },
        Problem::LeakedPassword => common::leaked_password(language).into(),
        Problem::NotWithin { least, most } => fields::not_within(language, least, most),
        Problem::NotAnSdkappid => fields::not_an_sdkappid(language).into(),
        Problem::Taken => fields::taken(language).into(),
        Problem::Listed if invalid.field == Field::Email => members::signs_in_already(language).into(),
        Problem::Listed => fields::listed(language).into(),
        Problem::NotListed if invalid.field == Field::Applications => tokens::not_yours(language).into(),
        Problem::NoMore(limit) if invalid.field == Field::TokenName => tokens::no_more(language, limit),
        Problem::NotListed => fields::not_listed(language).into(),
        Problem::NoMore(limit) if invalid.field == Field::EndpointUrl => webhooks::no_more(language, limit),
        Problem::NoMore(limit) => fields::no_more(language, limit),
        Problem::NotAnEndpoint => webhooks::not_an_endpoint(language).into(),
        Problem::NotEncrypted => webhooks::not_encrypted(language).into(),
        Problem::NotPublic => webhooks::not_public(language).into(),
        Problem::Last => fields::last(language).into(),
        Problem::NotAnAmount(places) => money::not_an_amount(language, places),
        Problem::Key(error) => pages::application::keys::key_problem(language, error),
        problem => certificate::certificate_problem(language, problem),
    }
}

/// Why an action is refused, and what to do about it.
pub(crate) const fn refusal_text(language: Language, refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::AlreadyDisabled => common::already_disabled(language),
        Refusal::AlreadyEnabled => common::already_enabled(language),
        Refusal::SuspendedAlready => common::suspended_already(language),
        Refusal::TrialOver => common::trial_over(language),
        Refusal::DisableFirst => common::disable_first(language),
        Refusal::SuspendedNotDisabled => common::suspended_not_disabled(language),
        Refusal::PaidDisablesItself => common::paid_disables_itself(language),
        Refusal::PaidEnablesItself => common::paid_enables_itself(language),
        Refusal::PaidDeletedOnRequest => common::paid_deleted_on_request(language),
        Refusal::Deleted => common::deleted_already(language),
        Refusal::OnlyTrialsExtend => fields::only_trials_extend(language),
        Refusal::ExtensionsUsedUp => fields::extensions_used_up(language),
        Refusal::NothingPaid => money::nothing_paid(language),
        Refusal::NeverBackToTrial => money::never_back(language),
        Refusal::DowngradeIsRefund => money::downgrade(language),
        Refusal::NotATerm => money::not_a_term(language),
        Refusal::AlreadyRefunded => money::already_refunded(language),
        Refusal::PackageOver => money::package_over(language),
        Refusal::AlreadyRequested => money::already_requested(language),
        Refusal::GraceOver => money::grace_over(language),
        Refusal::FileNotKept => push::file_not_kept(language),
        Refusal::Meanwhile
        | Refusal::TrialDeletedByHand
        | Refusal::NotRequested
        | Refusal::NotDeleted
        | Refusal::GraceRuns
        | Refusal::AlreadyShredded => common::changed_meanwhile(language),
    }
}

/// Why a member may not do something, and whom to ask.
pub(crate) fn forbidden_text(language: Language, refusal: AccessRefusal) -> String {
    match refusal {
        AccessRefusal::Role(role) => members::role_forbids(language, names::role_name(language, role)),
        AccessRefusal::Limited => members::limited_forbids(language).into(),
        AccessRefusal::Token(Some(scope)) => tokens::scope_missing(language, scope.code()),
        AccessRefusal::Token(None) => tokens::no_scope(language).into(),
    }
}

/// What went wrong, and what to do.
pub fn failure_text(language: Language, failure: &Failure) -> String {
    let text = match &failure.kind {
        FailureKind::Invalid => return common::fields_wrong(language, failure.fields.len()),
        FailureKind::TooMany { seconds } if *seconds < 120 => {
            return common::too_many_seconds(language, *seconds);
        }
        FailureKind::TooMany { seconds } => return common::too_many_minutes(language, seconds.div_ceil(60)),
        FailureKind::LimitReached { limit } => return common::limit_reached(language, *limit),
        FailureKind::Refused(refusal) => refusal_text(language, *refusal),
        FailureKind::KeyRefused(refusal) => pages::application::keys::key_refusal(language, *refusal),
        FailureKind::OrderRefused(refusal) => {
            return pages::application::upgrade::refusal_text(language, refusal);
        }
        FailureKind::OutOfService => push::out_of_service(language),
        FailureKind::MemberRefused(refusal) => pages::members::refusal_text(language, *refusal),
        FailureKind::SupportRefused(refusal) => pages::support::refusal_text(language, *refusal),
        FailureKind::CannotSign => keys::cannot_sign(language),
        FailureKind::SignedOut => common::signed_out(language),
        FailureKind::NotSent => common::not_sent(language),
        FailureKind::NotFound => common::not_found(language),
        FailureKind::Forbidden(refusal) => return forbidden_text(language, *refusal),
        FailureKind::Changed(_) => common::changed_meanwhile(language),
        FailureKind::WrongCredentials => common::wrong_credentials(language),
        FailureKind::VerificationNeeded => second_factor::verification_needed(language),
        FailureKind::SignInExpired => second_factor::expired(language),
        FailureKind::PasskeyRefused(refusal) => passkeys::refusal_text(language, *refusal),
        FailureKind::SecondFactorRequired => second_factor::factor_required(language),
        FailureKind::SetUpAlready => common::set_up_already(language),
        FailureKind::Malformed => common::malformed(language),
        FailureKind::Unreachable => common::unreachable(language),
        FailureKind::Internal => common::internal(language),
    };
    text.into()
}
