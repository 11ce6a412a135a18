//! Derives advice from findings.

use super::advice::Advice;
use super::fault::JsonType;
use super::finding::{Finding, Misuse, Repair, clip};
use super::{Check, KeyRing};
use crate::key::{Algorithm, Key};
use crate::usersig::Claims;
use crate::usersig::verifier::Unavailable;

/// The advice for an application that refuses all calls.
pub(super) const fn for_unavailable(unavailable: Unavailable) -> Option<Advice> {
    match unavailable {
        Unavailable::Disabled => Some(Advice::EnableApplication),
        Unavailable::Suspended => Some(Advice::ExtendTrial),
        Unavailable::SealedKey => Some(Advice::CheckMasterKey),
        Unavailable::Deleted => None,
    }
}

/// The advice for the form of a token.
pub(super) fn for_reading(findings: &[Finding]) -> Vec<Advice> {
    let mut advice = Vec::new();
    for finding in findings {
        let item = match finding {
            Finding::Empty => Advice::SendUserSig,
            Finding::TooLong { most, .. } | Finding::TooLarge { most } => Advice::Shorten { most: *most },
            Finding::Truncated { .. } => Advice::SendWhole,
            Finding::Altered => Advice::SendUnchanged,
            Finding::Trailing
            | Finding::ParameterBefore { .. }
            | Finding::HeaderBefore { .. }
            | Finding::JsonField { .. }
            | Finding::WordBefore { .. }
            | Finding::TextBefore
            | Finding::ParametersAfter { .. }
            | Finding::TextAfter
            | Finding::InUrl
            | Finding::InCommand
            | Finding::Several { .. } => Advice::SendAlone,
            Finding::Key(key) => Advice::SendInsteadOfKey(*key),
            Finding::Repaired(repair) => match repair {
                Repair::Quotes => Advice::WithoutQuotes,
                Repair::WhiteSpace => Advice::WithoutWhiteSpace,
                Repair::PercentEncoding => Advice::WithoutPercent,
                Repair::Base64Url | Repair::StandardBase64 => Advice::UseAlphabet(*repair),
                Repair::Padding => Advice::KeepPadding,
                Repair::Escapes => Advice::WithoutEscapes,
                Repair::PlusAsSpace => Advice::KeepPlus,
                Repair::EncodedTwice => Advice::EncodeOnce,
            },
            Finding::NotCompressed | Finding::Gzip => Advice::UseZlib,
            Finding::PlainJson => Advice::UpdateLibrary,
            Finding::Jwt | Finding::NotAUserSig | Finding::NotJson => Advice::UseLibrary,
            Finding::Missing(field) => Advice::AddField(*field),
            Finding::WrongType { field, wanted: JsonType::Number, .. }
            | Finding::NotANumber { field, .. } => Advice::WriteNumber(*field),
            Finding::WrongType { field, wanted, .. } => Advice::WriteType { field: *field, wanted: *wanted },
            Finding::OtherVersion { .. } => Advice::SetVersion,
            Finding::Ambiguous => Advice::WriteOnce,
            _ => continue,
        };
        if !advice.contains(&item) {
            advice.push(item);
        }
    }
    advice
}

/// Adds the advice for all other checks.
pub(super) fn for_checks(
    advice: &mut Vec<Advice>,
    checks: &[Check],
    claims: &Claims<'_>,
    given: Option<&str>,
    this: &KeyRing,
) {
    let findings = || checks.iter().flat_map(|check| &check.findings);
    let user = || clip(given.unwrap_or(&claims.identifier));
    let first = advice.len();
    for_origin(advice, findings(), claims, this);
    advice.extend(findings().filter_map(for_signature));
    let to_sign_again = advice.len() > first;
    for item in findings().filter_map(for_user) {
        if !advice.contains(&item) {
            advice.push(item);
        }
    }
    let expired = findings().any(|finding| matches!(finding, Finding::Expired { .. }));
    if expired {
        advice.push(Advice::Renew { user: user() });
    }
    advice.extend(findings().filter_map(for_time));
    advice.extend(findings().filter_map(|finding| for_room(finding, claims)));
    let damaged = advice[..first].iter().any(|advice| {
        use Advice::{AddField, SetVersion, WriteNumber, WriteOnce, WriteType};
        matches!(advice, AddField(_) | SetVersion | WriteNumber(_) | WriteOnce | WriteType { .. })
    });
    if (to_sign_again || damaged) && !expired {
        advice.push(Advice::SignAgain { user: user() });
    }
}

/// The advice for the application, scheme and key, which depend on each other.
fn for_origin<'a>(
    advice: &mut Vec<Advice>,
    findings: impl Iterator<Item = &'a Finding>,
    claims: &Claims<'_>,
    this: &KeyRing,
) {
    let sdkappid = this.sdkappid;
    let (mut refused, mut signer, mut own) = (false, None, false);
    let mut named = None;
    for finding in findings {
        match finding {
            Finding::SchemeRefused { .. } => refused = true,
            Finding::ThisApplication { .. } => own = true,
            Finding::OtherApplication { sdkappid, name } => named = Some((*sdkappid, name)),
            Finding::ByKey { .. }
            | Finding::ByRetiredKey { .. }
            | Finding::ByMisusedKey { .. }
            | Finding::ByOtherApplication { .. }
            | Finding::ByNobody { .. }
            | Finding::SignatureNotBase64 => signer = Some(finding),
            _ => {}
        }
    }
    if !own {
        let token = claims.sdkappid;
        advice.push(match signer {
            Some(Finding::ByKey { .. } | Finding::ByRetiredKey { .. } | Finding::ByMisusedKey { .. }) => {
                Advice::SetSdkappid { sdkappid, token }
            }
            _ => Advice::SetApplication { sdkappid, token },
        });
    }
    if let Some((other, name)) = named
        && matches!(signer, Some(Finding::ByOtherApplication { sdkappid, .. }) if *sdkappid == other)
    {
        advice.push(Advice::UseWithApplication { sdkappid: other, name: name.clone() });
        return;
    }
    if refused {
        advice.push(with_accepted_key(this));
        return;
    }
    match signer {
        Some(Finding::ByRetiredKey { version: retired }) => {
            let newest = newest(this, claims.scheme.algorithm());
            advice.extend(newest.map(|version| Advice::UseCurrentKey { version, retired: *retired }));
        }
        Some(Finding::ByMisusedKey { misuse: Misuse::PemAsSecret, .. }) => {
            advice.push(with_accepted_key(this));
        }
        Some(Finding::ByMisusedKey { misuse, .. }) => advice.push(Advice::UseKeyAsText(*misuse)),
        Some(Finding::ByOtherApplication { sdkappid: other, name, .. }) if own => {
            advice.push(Advice::SetKey { sdkappid, other: *other, name: name.clone() });
        }
        Some(Finding::ByNobody { .. }) if own => {
            let newest = newest(this, claims.scheme.algorithm());
            advice.extend(newest.map(|version| Advice::CopyKey { sdkappid, version }));
        }
        Some(Finding::SignatureNotBase64) => advice.push(Advice::UseLibrary),
        _ => {}
    }
}

/// Advises signing with the newest accepted key, whatever its scheme.
fn with_accepted_key(this: &KeyRing) -> Advice {
    let sdkappid = this.sdkappid;
    if let Some(version) = newest(this, Algorithm::HmacSha256) {
        Advice::SignWithHmac { sdkappid, version }
    } else if let Some(version) = newest(this, Algorithm::EcdsaSha256) {
        Advice::SignWithEcdsa { sdkappid, version }
    } else {
        Advice::MakeKey { sdkappid }
    }
}

/// The advice for a signature made with the right key in a wrong way.
const fn for_signature(finding: &Finding) -> Option<Advice> {
    match finding {
        Finding::Lines(fault) => Some(Advice::SignLines(*fault)),
        Finding::SignatureEncoded(encoding) => Some(Advice::EncodeSignature(*encoding)),
        Finding::SignatureLength { .. } => Some(Advice::UseSha256),
        _ => None,
    }
}

fn newest(this: &KeyRing, algorithm: Algorithm) -> Option<i64> {
    let of_kind = |(version, key): &(i64, Key)| (key.algorithm() == algorithm).then_some(*version);
    this.accepted.iter().filter_map(of_kind).max()
}

fn for_user(finding: &Finding) -> Option<Advice> {
    Some(match finding {
        Finding::OtherUser { token, given } => {
            Advice::SetUserId { token: token.clone(), given: given.clone() }
        }
        Finding::OtherCase { token, given } => {
            Advice::MatchCase { token: token.clone(), given: given.clone() }
        }
        Finding::OtherSpaces { .. } => Advice::TrimUserId,
        Finding::NotAUserId { .. } | Finding::GivenNotAUserId { .. } => Advice::FixUserId,
        _ => return None,
    })
}

fn for_time(finding: &Finding) -> Option<Advice> {
    Some(match finding {
        Finding::InTheFuture { ahead } => match time_zone(*ahead) {
            Some(minutes) => Advice::UseUtc { minutes },
            None => Advice::SetClock { ahead: *ahead },
        },
        Finding::ShortLived { lifetime } => Advice::LiveLonger { lifetime: *lifetime },
        Finding::LongLived { lifetime } => Advice::LiveShorter { lifetime: *lifetime },
        Finding::Milliseconds => Advice::UseSeconds,
        Finding::AbsoluteExpire { .. } => Advice::UseDuration,
        _ => return None,
    })
}

/// The time zone offset, in minutes, that explains `ahead` seconds: whole half hours, up to 14 hours, allowing
/// for the few minutes since the token was signed.
fn time_zone(ahead: u64) -> Option<u64> {
    const STEP: u64 = 30 * 60;
    const PASSED: u64 = 5 * 60;
    let zone = ahead.div_ceil(STEP) * STEP;
    (zone - ahead <= PASSED && zone <= 14 * 3_600).then_some(zone / 60)
}

fn for_room(finding: &Finding, claims: &Claims<'_>) -> Option<Advice> {
    Some(match finding {
        Finding::RoomOfOtherUser { .. } => Advice::RoomForUser { user: clip(&claims.identifier) },
        Finding::RoomOfOtherApplication { .. } => Advice::RoomForApplication { sdkappid: claims.sdkappid },
        Finding::RoomExpired { .. } => Advice::RenewRoom,
        Finding::RoomWithoutPrivileges | Finding::RoomUnknownPrivileges { .. } => Advice::GrantPrivileges,
        Finding::RoomNotBase64 | Finding::RoomMalformed(_) => Advice::RoomWithLibrary,
        _ => return None,
    })
}
