//! Domain values as text.

use domain::account::language::Language;
use domain::application::lifecycle::{Refusal, Status};
use domain::application::region::Region;
use domain::billing::edition::Edition;
use domain::certificate::Platform;
use domain::field::{Field, Invalid, Problem};
use domain::time::Timestamp;

use crate::failure::{Failed, Failure};
use crate::i18n::text::{fields, money, push, words};

/// The displayed name of a status.
pub(crate) const fn status_name(language: Language, status: Status) -> &'static str {
    match status {
        Status::Enabled => words::enabled(language),
        Status::Disabled => words::disabled(language),
        Status::Suspended => words::suspended(language),
        Status::Deleted => words::deleted(language),
    }
}

/// The short name of an edition, for tags and tables.
pub(crate) const fn edition_name(language: Language, edition: Edition) -> &'static str {
    match edition {
        Edition::Trial => words::trial(language),
        Edition::Standard => words::standard(language),
        Edition::Pro => words::pro(language),
        Edition::ProPlus => words::pro_plus(language),
        Edition::Enterprise => words::enterprise(language),
    }
}

/// The full name of an edition, e.g. Trial Edition.
pub(crate) const fn edition_title(language: Language, edition: Edition) -> &'static str {
    match edition {
        Edition::Trial => money::trial_edition(language),
        Edition::Standard => money::standard_edition(language),
        Edition::Pro => money::pro_edition(language),
        Edition::ProPlus => money::pro_plus_edition(language),
        Edition::Enterprise => money::enterprise_edition(language),
    }
}

/// The displayed name of a region.
pub(crate) const fn region_name(language: Language, region: Region) -> &'static str {
    match region {
        Region::Singapore => words::singapore(language),
        Region::Seoul => words::seoul(language),
        Region::Frankfurt => words::frankfurt(language),
        Region::SiliconValley => words::silicon_valley(language),
        Region::Jakarta => words::jakarta(language),
        Region::China => words::china(language),
    }
}

/// The error message of an invalid field.
pub(crate) fn problem_text(language: Language, invalid: Invalid) -> String {
    match invalid.problem {
        Problem::TooLong(most) => words::too_long(language, most),
        Problem::TooShort(least) => words::too_short(language, least),
        Problem::Missing => crate::i18n::labels::missing_text(language, invalid.field),
        Problem::TooManyBytes(most) => words::too_many_bytes(language, most),
        Problem::NothingVisible => words::nothing_visible(language).into(),
        Problem::ControlCharacter => words::control_character(language).into(),
        Problem::NotAnEmail => words::not_an_email(language).into(),
        Problem::NotAChoice => words::not_a_choice(language).into(),
        Problem::Wrong => match invalid.field {
            Field::Password | Field::NewPassword => words::wrong_password(language).into(),
            Field::SetupCode => words::wrong_code(language).into(),
            _ => words::wrong(language).into(),
        },
        Problem::NotWithin { least, most } => fields::not_within(language, least, most),
        Problem::NotAnSdkappid => fields::not_an_sdkappid(language).into(),
        Problem::Taken => fields::taken(language).into(),
        Problem::Listed => fields::listed(language).into(),
        Problem::NotListed => fields::not_listed(language).into(),
        Problem::NoMore(most) => fields::no_more(language, most),
        Problem::Last => fields::last(language).into(),
        Problem::NotAnAmount(places) => money::not_an_amount(language, places),
        Problem::Key(error) => crate::pages::application::keys::key_problem(language, error),
        problem => crate::i18n::certificate::certificate_problem(language, problem),
    }
}

/// Why an action is refused, and what to do about it.
pub(crate) const fn refusal_text(language: Language, refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::AlreadyDisabled => words::already_disabled(language),
        Refusal::AlreadyEnabled => words::already_enabled(language),
        Refusal::SuspendedAlready => words::suspended_already(language),
        Refusal::TrialOver => words::trial_over(language),
        Refusal::DisableFirst => words::disable_first(language),
        Refusal::SuspendedNotDisabled => words::suspended_not_disabled(language),
        Refusal::PaidDisablesItself => words::paid_disables_itself(language),
        Refusal::PaidEnablesItself => words::paid_enables_itself(language),
        Refusal::PaidDeletedOnRequest => words::paid_deleted_on_request(language),
        Refusal::Deleted => words::deleted_already(language),
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
        | Refusal::AlreadyShredded => words::changed_meanwhile(language),
    }
}

/// What went wrong, and what to do.
pub(crate) fn failure_text(language: Language, failure: &Failure) -> String {
    let text = match &failure.failed {
        Failed::Invalid => return words::fields_wrong(language, failure.fields.len()),
        Failed::TooMany { seconds } if *seconds < 120 => return words::too_many_seconds(language, *seconds),
        Failed::TooMany { seconds } => return words::too_many_minutes(language, seconds.div_ceil(60)),
        Failed::LimitReached { limit } => return words::limit_reached(language, *limit),
        Failed::Refused(refusal) => refusal_text(language, *refusal),
        Failed::KeyRefused(refusal) => crate::pages::application::keys::key_refusal(language, *refusal),
        Failed::OrderRefused(refusal) => {
            return crate::pages::application::upgrade::refusal_text(language, refusal);
        }
        Failed::OutOfService => crate::i18n::text::push::out_of_service(language),
        Failed::SupportRefused(refusal) => crate::pages::support::refusal_text(language, *refusal),
        Failed::CannotSign => crate::i18n::text::keys::cannot_sign(language),
        Failed::SignedOut => words::signed_out(language),
        Failed::NotSent => words::not_sent(language),
        Failed::NotFound => words::not_found(language),
        Failed::Changed(_) => words::changed_meanwhile(language),
        Failed::WrongCredentials => words::wrong_credentials(language),
        Failed::PasswordNeeded => words::password_needed(language),
        Failed::SetUpAlready => words::set_up_already(language),
        Failed::Malformed => words::malformed(language),
        Failed::Unreachable => words::unreachable(language),
        Failed::Internal => words::internal(language),
    };
    text.into()
}

/// The name of a platform. Chinese vendors have different names in Chinese.
pub(crate) const fn platform_name(language: Language, platform: Platform) -> &'static str {
    match (language, platform) {
        (Language::Chinese, Platform::Xiaomi) => "小米",
        (Language::Chinese, Platform::Huawei) => "华为",
        (Language::Chinese, Platform::Honor) => "荣耀",
        (Language::Chinese, Platform::Meizu) => "魅族",
        _ => platform.title(),
    }
}

/// The company whose service delivers a platform's pushes.
pub(crate) const fn vendor_name(language: Language, platform: Platform) -> &'static str {
    match platform {
        Platform::Fcm => "Google",
        Platform::Apns => "Apple",
        Platform::Harmony => platform_name(language, Platform::Huawei),
        platform => platform_name(language, platform),
    }
}

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// The number of calendar days (UTC) between two instants, regardless of the time of day.
pub(crate) fn calendar_days(from: Timestamp, to: Timestamp) -> u64 {
    let day = |at: Timestamp| at.unix_seconds().div_euclid(86_400);
    u64::try_from(day(to) - day(from)).unwrap_or(0)
}

/// Relative time and CSS tone of `at`: a warning within 7 days before it, an error after it.
pub(crate) fn relative(language: Language, now: Timestamp, at: Timestamp) -> (String, &'static str) {
    if at > now {
        let ahead = at.since(now).as_secs();
        let tone = if ahead <= 7 * DAY { "tone-warn" } else { "faint" };
        let text = match ahead {
            0..HOUR => words::within_the_hour(language).into(),
            HOUR..DAY => words::in_hours(language, ahead / HOUR),
            _ if ahead < 90 * DAY => match calendar_days(now, at) {
                0 | 1 => words::tomorrow(language).into(),
                days => words::in_days(language, days),
            },
            _ => words::in_months(language, ahead / (30 * DAY)),
        };
        return (text, tone);
    }
    let ago = now.since(at).as_secs();
    let text = match ago {
        0..MINUTE => words::just_now(language).into(),
        MINUTE..HOUR => words::minutes_ago(language, ago / MINUTE),
        HOUR..DAY => words::hours_ago(language, ago / HOUR),
        _ if ago < 90 * DAY => match calendar_days(at, now) {
            0 | 1 => words::yesterday(language).into(),
            days => words::days_ago(language, days),
        },
        _ => words::months_ago(language, ago / (30 * DAY)),
    };
    (text, "tone-bad")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_how_far_it_is() {
        let now = Timestamp::from_unix_seconds(1_700_000_000);
        let at = |seconds: i64| Timestamp::from_unix_seconds(1_700_000_000 + seconds);
        let day = 86_400;
        for (seconds, text, tone) in [
            (0, "just now", "tone-bad"),
            (-61, "1 min ago", "tone-bad"),
            (-7_200, "2 h ago", "tone-bad"),
            (-day, "yesterday", "tone-bad"),
            (-5 * day, "5 days ago", "tone-bad"),
            (60, "within the hour", "tone-warn"),
            (2 * 3_600, "in 2 h", "tone-warn"),
            (day, "in 1 day", "tone-warn"),
            (6 * day, "in 6 days", "tone-warn"),
            (38 * day, "in 38 days", "faint"),
            (280 * day, "in 9 months", "faint"),
        ] {
            assert_eq!(relative(Language::English, now, at(seconds)), (text.into(), tone));
        }
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        // A trial of a month, looked at a second after it began, and a time of grace of seven days.
        let begun = Timestamp::from_unix_seconds(1_790_595_000);
        let now = begun.plus(std::time::Duration::from_secs(1));
        for (months, text) in [(1, "in 30 days"), (2, "in 61 days")] {
            assert_eq!(relative(Language::English, now, begun.plus_months(months)).0, text);
        }
        let week = begun.plus(std::time::Duration::from_hours(7 * 24));
        assert_eq!(relative(Language::English, now, week).0, "in 7 days");
        assert_eq!(relative(Language::English, week, now).0, "7 days ago");
    }
}
