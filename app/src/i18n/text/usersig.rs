//! Text of the UserSig diagnosis.

mod advice;
mod found;
mod signing;
#[cfg(test)]
mod tests;

use domain::account::language::Language;
use domain::time::Timestamp;
use domain::usersig::Scheme;
use domain::usersig::diagnosis::{Advice, CheckName, Finding, Misuse, PastedKey, Repair};
use domain::usersig::private_map_key::{ParsePrivateMapKeyError, Privileges, Room};
use domain::usersig::verifier::Unavailable;

use super::{common, usersig_tool};

pub(crate) const fn check_title(language: Language, name: CheckName) -> &'static str {
    match name {
        CheckName::Service => found::service(language),
        CheckName::Decoded => found::decoded(language),
        CheckName::Scheme => found::scheme(language),
        CheckName::Sdkappid => found::sdkappid(language),
        CheckName::UserId => found::user_id(language),
        CheckName::Time => found::time(language),
        CheckName::Signature => found::signature(language),
        CheckName::PrivateMapKey => found::private_map_key(language),
    }
}

/// The result of a check.
pub(crate) fn finding(language: Language, finding: &Finding) -> String {
    plain_finding(language, finding).map_or_else(|| finding_with_values(language, finding), str::to_owned)
}

/// The text of a finding without placeholders; `None` for all others.
fn plain_finding(language: Language, finding: &Finding) -> Option<&'static str> {
    Some(match finding {
        Finding::Repaired(Repair::Quotes) => found::quotes(language),
        Finding::Repaired(Repair::WhiteSpace) => found::white_space(language),
        Finding::Repaired(Repair::PercentEncoding) => found::percent_encoding(language),
        Finding::Repaired(Repair::Base64Url) => found::base64_url(language),
        Finding::Repaired(Repair::StandardBase64) => found::standard_base64(language),
        Finding::Repaired(Repair::Padding) => found::padding(language),
        Finding::Repaired(Repair::Escapes) => found::escapes(language),
        Finding::Repaired(Repair::PlusAsSpace) => found::plus_as_space(language),
        Finding::Repaired(Repair::EncodedTwice) => found::encoded_twice(language),
        Finding::InService => found::in_service(language),
        Finding::Unavailable(Unavailable::Disabled) => found::unavailable_disabled(language),
        Finding::Unavailable(Unavailable::Suspended) => found::unavailable_suspended(language),
        Finding::Unavailable(Unavailable::Deleted) => found::unavailable_deleted(language),
        Finding::Unavailable(Unavailable::SealedKey) => found::unavailable_sealed_key(language),
        Finding::TooManyUsers => found::too_many_users(language),
        Finding::TextBefore => found::text_before(language),
        Finding::TextAfter => found::text_after(language),
        Finding::InUrl => found::in_url(language),
        Finding::InCommand => found::in_command(language),
        Finding::SignatureEncoded(encoding) => signing::encoding(language, *encoding),
        Finding::Empty => found::empty(language),
        Finding::Altered => found::altered(language),
        Finding::Trailing => found::trailing(language),
        Finding::NotCompressed => found::not_compressed(language),
        Finding::Gzip => found::gzip(language),
        Finding::PlainJson => found::plain_json(language),
        Finding::Jwt => found::jwt(language),
        Finding::Key(PastedKey::Secret) => found::secret_key(language),
        Finding::Key(PastedKey::Private) => found::private_key(language),
        Finding::Key(PastedKey::Public) => found::public_key(language),
        Finding::NotAUserSig => found::not_a_usersig(language),
        Finding::NotJson => found::not_json(language),
        Finding::Ambiguous => found::ambiguous(language),
        Finding::Scheme { scheme: Scheme::V2 } => found::scheme_current(language),
        Finding::Scheme { scheme: Scheme::Legacy } => found::scheme_legacy(language),
        Finding::SchemeRefused { scheme, retired } => match (scheme, retired) {
            (Scheme::V2, false) => found::current_refused(language),
            (Scheme::V2, true) => found::current_retired(language),
            (Scheme::Legacy, false) => found::legacy_refused(language),
            (Scheme::Legacy, true) => found::legacy_retired(language),
        },
        Finding::Milliseconds => found::milliseconds(language),
        Finding::SignatureNotBase64 => found::signature_not_base64(language),
        Finding::NoRoom => found::no_room(language),
        Finding::RoomWithoutPrivileges => found::room_without_privileges(language),
        Finding::RoomNotBase64 => found::room_not_base64(language),
        Finding::RoomMalformed(ParsePrivateMapKeyError::Truncated) => found::room_truncated(language),
        Finding::RoomMalformed(ParsePrivateMapKeyError::Trailing) => found::room_trailing(language),
        Finding::RoomMalformed(ParsePrivateMapKeyError::NotText) => found::room_not_text(language),
        Finding::RoomMalformed(ParsePrivateMapKeyError::TwoRooms) => found::room_two(language),
        _ => return None,
    })
}

/// The text of a finding with numbers or names.
fn finding_with_values(language: Language, finding: &Finding) -> String {
    let (instant, duration) = (|at| instant(language, at), |seconds| duration(language, seconds));
    match finding {
        Finding::Read { characters } => found::read(language, *characters),
        Finding::TooLong { bytes, most } => found::too_long(language, *bytes, *most),
        Finding::Truncated { characters } => found::truncated(language, *characters),
        Finding::TooLarge { most } => found::too_large(language, *most),
        Finding::Missing(field) => found::missing(language, field.name()),
        Finding::WrongType { field, found: type_, wanted } => {
            let name = |type_| signing::type_name(language, type_);
            found::wrong_type(language, field.name(), name(*type_), name(*wanted))
        }
        Finding::NotANumber { field, value } => found::not_a_number(language, field.name(), value),
        Finding::ParameterBefore { name } => found::parameter_before(language, name),
        Finding::HeaderBefore { name } => found::header_before(language, name),
        Finding::JsonField { name } => found::json_field(language, name),
        Finding::WordBefore { word } => found::word_before(language, word),
        Finding::ParametersAfter { names } => found::parameters_after(language, names),
        Finding::Several { count } => found::several(language, *count),
        Finding::SignatureLength { bytes } => found::signature_length(language, *bytes),
        Finding::Lines(fault) => signing::lines(language, *fault),
        Finding::OtherVersion { version } => found::other_version(language, version),
        Finding::ThisApplication { sdkappid } => found::this_application(language, sdkappid.number()),
        Finding::OtherApplication { sdkappid, name } => {
            found::other_application(language, sdkappid.number(), name)
        }
        Finding::ForeignApplication { sdkappid } => found::foreign_application(language, *sdkappid),
        Finding::ThisUser { user } => found::this_user(language, user),
        Finding::UserOfToken { user } => found::user_of_token(language, user),
        Finding::OtherUser { token, given } => found::other_user(language, token, given),
        Finding::OtherCase { token, given } => found::other_case(language, token, given),
        Finding::OtherSpaces { token, given } => found::other_spaces(language, token, given),
        Finding::NotAUserId { bytes } => found::not_a_user_id(language, *bytes),
        Finding::GivenNotAUserId { bytes } => found::given_not_a_user_id(language, *bytes),
        Finding::Valid { signed_at, until, lifetime } => {
            found::valid(language, &instant(*signed_at), &duration(*lifetime), &instant(*until))
        }
        Finding::Expired { signed_at, until, ago } => {
            found::expired(language, &duration(*ago), &instant(*until), &instant(*signed_at))
        }
        Finding::InTheFuture { ahead } => found::in_the_future(language, &duration(*ahead)),
        Finding::ShortLived { lifetime } => found::short_lived(language, &duration(*lifetime)),
        Finding::LongLived { lifetime } => found::long_lived(language, &duration(*lifetime)),
        Finding::AbsoluteExpire { expire } => found::absolute_expire(language, *expire),
        Finding::ByKey { version } => found::by_key(language, *version),
        Finding::ByRetiredKey { version } => found::by_retired_key(language, *version),
        Finding::ByMisusedKey { version, misuse } => match misuse {
            Misuse::HexDecoded => found::hex_decoded(language, *version),
            Misuse::UpperCase => found::upper_case(language, *version),
            Misuse::LineBreak => found::line_break(language, *version),
            Misuse::Quoted => found::quoted(language, *version),
            Misuse::PemAsSecret => found::pem_as_secret(language, *version),
            Misuse::Swapped => found::swapped(language, *version),
        },
        Finding::ByOtherApplication { sdkappid, name, version } => {
            found::by_other_application(language, *version, name, sdkappid.number())
        }
        Finding::ByNobody { versions } if versions.is_empty() => found::by_nobody_at_all(language).into(),
        Finding::ByNobody { versions } => {
            let keys: Vec<_> = versions.iter().map(|version| found::key(language, *version)).collect();
            found::by_nobody(language, &keys.join(", "))
        }
        Finding::Room { room, privileges, until } => {
            let (allowed, until) = (allowed(language, *privileges), instant(*until));
            match room {
                Room::Number(number) => found::numeric_room(language, &number.to_string(), &allowed, &until),
                Room::Name(name) => found::string_room(language, name.as_str(), &allowed, &until),
            }
        }
        Finding::RoomOfOtherUser { account } => found::room_of_other_user(language, account),
        Finding::RoomOfOtherApplication { sdkappid } => found::room_of_other_application(language, *sdkappid),
        Finding::RoomExpired { since } => found::room_expired(language, &instant(*since)),
        Finding::RoomUnknownPrivileges { bits } => found::room_unknown_privileges(language, *bits),
        Finding::RoomMalformed(ParsePrivateMapKeyError::Version(version)) => {
            found::room_version(language, *version)
        }
        plain => plain_finding(language, plain).unwrap_or_default().into(),
    }
}

/// What to do about a finding.
pub(crate) fn advice(language: Language, advice: &Advice) -> String {
    plain_advice(language, advice).map_or_else(|| advice_with_values(language, advice), str::to_owned)
}

/// The text of an advice without placeholders; `None` for all others.
fn plain_advice(language: Language, advice: &Advice) -> Option<&'static str> {
    Some(match advice {
        Advice::EnableApplication => advice::enable_application(language),
        Advice::ExtendTrial => advice::extend_trial(language),
        Advice::CheckMasterKey => advice::check_master_key(language),
        Advice::RaiseUserLimit => advice::raise_user_limit(language),
        Advice::WithoutEscapes => advice::without_escapes(language),
        Advice::KeepPlus => advice::keep_plus(language),
        Advice::EncodeOnce => advice::encode_once(language),
        Advice::EncodeSignature(encoding) => signing::encode(language, *encoding),
        Advice::UseSha256 => advice::use_sha256(language),
        Advice::UseKeyAsText(Misuse::Swapped) => advice::exchange_arguments(language),
        Advice::SendUserSig => advice::send_usersig(language),
        Advice::SendInsteadOfKey(PastedKey::Secret | PastedKey::Private) => advice::not_the_key(language),
        Advice::SendInsteadOfKey(PastedKey::Public) => advice::not_the_public_key(language),
        Advice::SendWhole => advice::send_whole(language),
        Advice::SendUnchanged => advice::send_unchanged(language),
        Advice::SendAlone => advice::send_alone(language),
        Advice::WithoutQuotes => advice::without_quotes(language),
        Advice::WithoutWhiteSpace => advice::without_white_space(language),
        Advice::WithoutPercent => advice::without_percent(language),
        Advice::UseAlphabet(Repair::Base64Url) => advice::not_base64_url(language),
        Advice::UseAlphabet(_) => advice::not_standard_base64(language),
        Advice::KeepPadding => advice::keep_padding(language),
        Advice::UseZlib => advice::use_zlib(language),
        Advice::UseLibrary => advice::use_library(language),
        Advice::UpdateLibrary => advice::update_library(language),
        Advice::SetVersion => advice::set_version(language),
        Advice::WriteOnce => advice::write_once(language),
        // A private key shares the remedies of its scheme.
        Advice::UseKeyAsText(Misuse::HexDecoded | Misuse::PemAsSecret) => advice::as_text(language),
        Advice::UseKeyAsText(Misuse::UpperCase) => advice::in_lower_case(language),
        Advice::UseKeyAsText(Misuse::LineBreak) => advice::without_line_break(language),
        Advice::UseKeyAsText(Misuse::Quoted) => advice::key_without_quotes(language),
        Advice::TrimUserId => advice::trim_user_id(language),
        Advice::FixUserId => advice::fix_user_id(language),
        Advice::UseSeconds => advice::use_seconds(language),
        Advice::UseDuration => advice::use_duration(language),
        Advice::RenewRoom => advice::renew_room(language),
        Advice::GrantPrivileges => advice::grant_privileges(language),
        Advice::RoomWithLibrary => advice::room_with_library(language),
        _ => return None,
    })
}

/// The text of an advice with numbers or names.
fn advice_with_values(language: Language, advice: &Advice) -> String {
    let duration = |seconds| duration(language, seconds);
    match advice {
        Advice::Shorten { most } => advice::shorten(language, *most),
        Advice::AddField(field) => advice::add_field(language, field.name()),
        Advice::WriteNumber(field) => advice::write_number(language, field.name()),
        Advice::WriteType { field, .. } => advice::write_text(language, field.name()),
        Advice::SignLines(fault) => signing::sign(language, *fault),
        Advice::SignWithHmac { sdkappid, version } => {
            advice::sign_with_hmac(language, sdkappid.number(), *version)
        }
        Advice::SignWithEcdsa { sdkappid, version } => {
            advice::sign_with_ecdsa(language, sdkappid.number(), *version)
        }
        Advice::SetKey { sdkappid, other, name } => {
            advice::set_key(language, sdkappid.number(), other.number(), name)
        }
        Advice::SetSdkappid { sdkappid, token } => advice::set_sdkappid(language, sdkappid.number(), *token),
        Advice::SetApplication { sdkappid, token } => {
            advice::set_application(language, sdkappid.number(), *token)
        }
        Advice::UseWithApplication { sdkappid, name } => {
            advice::use_with_application(language, sdkappid.number(), name)
        }
        Advice::UseCurrentKey { version, retired } => advice::use_current_key(language, *version, *retired),
        Advice::CopyKey { sdkappid, version } => advice::copy_key(language, sdkappid.number(), *version),
        Advice::MakeKey { sdkappid } => advice::make_key(language, sdkappid.number()),
        Advice::SetUserId { token, given } => advice::set_user_id(language, token, given),
        Advice::MatchCase { token, given } => advice::match_case(language, token, given),
        Advice::Renew { user } => advice::renew(language, user),
        Advice::SetClock { ahead } => advice::set_clock(language, &duration(*ahead)),
        Advice::UseUtc { minutes } => advice::use_utc(language, *minutes),
        Advice::LiveLonger { lifetime } => advice::live_longer(language, &duration(*lifetime)),
        Advice::LiveShorter { lifetime } => advice::live_shorter(language, &duration(*lifetime)),
        Advice::RoomForUser { user } => advice::room_for_user(language, user),
        Advice::RoomForApplication { sdkappid } => advice::room_for_application(language, *sdkappid),
        Advice::SignAgain { user } => advice::sign_again(language, user),
        plain => plain_advice(language, plain).unwrap_or_default().into(),
    }
}

fn instant(language: Language, at: Timestamp) -> String {
    common::utc(language, &at.date_and_minute())
}

/// A duration in the largest unit that is precise enough.
fn duration(language: Language, seconds: u64) -> String {
    const MINUTE: u64 = 60;
    const HOUR: u64 = 60 * MINUTE;
    const DAY: u64 = 24 * HOUR;
    const YEAR: u64 = 365 * DAY;
    match seconds {
        0..120 => found::seconds(language, seconds),
        120..7_200 => found::minutes(language, seconds / MINUTE),
        7_200..172_800 => found::hours(language, seconds / HOUR),
        172_800..63_072_000 => found::days(language, seconds / DAY),
        _ => found::years(language, seconds / YEAR),
    }
}

/// The privileges of a PrivateMapKey, in words.
fn allowed(language: Language, privileges: Privileges) -> String {
    let names: Vec<_> =
        privileges.named().map(|privilege| usersig_tool::privilege(language, privilege)).collect();
    if names.is_empty() { found::no_privileges(language).into() } else { names.join(", ") }
}
