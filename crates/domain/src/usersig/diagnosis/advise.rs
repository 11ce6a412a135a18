//! Derives remedies from findings.

use super::fault::JsonType;
use super::finding::{Finding, Misuse, Repair, clip};
use super::remedy::Remedy;
use super::{Check, KeyRing};
use crate::key::{Algorithm, Key};
use crate::usersig::Claims;
use crate::usersig::judge::Closed;

/// The remedy for an application that refuses all calls.
pub(super) const fn for_closed(closed: Closed) -> Option<Remedy> {
    match closed {
        Closed::Disabled => Some(Remedy::EnableApplication),
        Closed::Suspended => Some(Remedy::ExtendTrial),
        Closed::SealedKey => Some(Remedy::CheckMasterKey),
        Closed::Deleted => None,
    }
}

/// Remedies for the form of a token.
pub(super) fn for_reading(findings: &[Finding]) -> Vec<Remedy> {
    let mut remedies = Vec::new();
    for finding in findings {
        let remedy = match finding {
            Finding::Empty => Remedy::SendUserSig,
            Finding::TooLong { most, .. } | Finding::TooLarge { most } => Remedy::Shorten { most: *most },
            Finding::Truncated { .. } => Remedy::SendWhole,
            Finding::Altered => Remedy::SendUnchanged,
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
            | Finding::Several { .. } => Remedy::SendAlone,
            Finding::Key(key) => Remedy::SendInsteadOfKey(*key),
            Finding::Repaired(repair) => match repair {
                Repair::Quotes => Remedy::WithoutQuotes,
                Repair::WhiteSpace => Remedy::WithoutWhiteSpace,
                Repair::PercentEncoding => Remedy::WithoutPercent,
                Repair::Base64Url | Repair::StandardBase64 => Remedy::UseAlphabet(*repair),
                Repair::Padding => Remedy::KeepPadding,
                Repair::Escapes => Remedy::WithoutEscapes,
                Repair::PlusAsSpace => Remedy::KeepPlus,
                Repair::EncodedTwice => Remedy::EncodeOnce,
            },
            Finding::NotCompressed | Finding::Gzip => Remedy::UseZlib,
            Finding::PlainJson => Remedy::UpdateLibrary,
            Finding::Jwt | Finding::NotAUserSig | Finding::NotJson => Remedy::UseLibrary,
            Finding::Missing(field) => Remedy::AddField(*field),
            Finding::WrongType { field, wanted: JsonType::Number, .. }
            | Finding::NotANumber { field, .. } => Remedy::WriteNumber(*field),
            Finding::WrongType { field, wanted, .. } => Remedy::WriteType { field: *field, wanted: *wanted },
            Finding::OtherVersion { .. } => Remedy::SetVersion,
            Finding::Ambiguous => Remedy::WriteOnce,
            _ => continue,
        };
        if !remedies.contains(&remedy) {
            remedies.push(remedy);
        }
    }
    remedies
}

/// Adds the remedies for all other checks.
pub(super) fn for_checks(
    remedies: &mut Vec<Remedy>,
    checks: &[Check],
    claims: &Claims<'_>,
    given: Option<&str>,
    this: &KeyRing,
) {
    let findings = || checks.iter().flat_map(|check| &check.findings);
    let user = || clip(given.unwrap_or(&claims.identifier));
    let first = remedies.len();
    for_origin(remedies, findings(), claims, this);
    remedies.extend(findings().filter_map(for_signature));
    let to_sign_again = remedies.len() > first;
    for remedy in findings().filter_map(for_user) {
        if !remedies.contains(&remedy) {
            remedies.push(remedy);
        }
    }
    let expired = findings().any(|finding| matches!(finding, Finding::Expired { .. }));
    if expired {
        remedies.push(Remedy::Renew { user: user() });
    }
    remedies.extend(findings().filter_map(for_time));
    remedies.extend(findings().filter_map(|finding| for_room(finding, claims)));
    let damaged = remedies[..first].iter().any(|remedy| {
        use Remedy::{AddField, SetVersion, WriteNumber, WriteOnce, WriteType};
        matches!(remedy, AddField(_) | SetVersion | WriteNumber(_) | WriteOnce | WriteType { .. })
    });
    if (to_sign_again || damaged) && !expired {
        remedies.push(Remedy::SignAgain { user: user() });
    }
}

/// Remedies for the application, scheme and key, which depend on each other.
fn for_origin<'a>(
    remedies: &mut Vec<Remedy>,
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
        remedies.push(match signer {
            Some(Finding::ByKey { .. } | Finding::ByRetiredKey { .. } | Finding::ByMisusedKey { .. }) => {
                Remedy::SetSdkappid { sdkappid, token }
            }
            _ => Remedy::SetApplication { sdkappid, token },
        });
    }
    if let Some((other, name)) = named
        && matches!(signer, Some(Finding::ByOtherApplication { sdkappid, .. }) if *sdkappid == other)
    {
        remedies.push(Remedy::UseWithApplication { sdkappid: other, name: name.clone() });
        return;
    }
    if refused {
        remedies.push(with_accepted_key(this));
        return;
    }
    match signer {
        Some(Finding::ByRetiredKey { version: retired }) => {
            let newest = newest(this, claims.scheme.algorithm());
            remedies.extend(newest.map(|version| Remedy::UseCurrentKey { version, retired: *retired }));
        }
        Some(Finding::ByMisusedKey { misuse: Misuse::PemAsSecret, .. }) => {
            remedies.push(with_accepted_key(this));
        }
        Some(Finding::ByMisusedKey { misuse, .. }) => remedies.push(Remedy::UseKeyAsText(*misuse)),
        Some(Finding::ByOtherApplication { sdkappid: other, name, .. }) if own => {
            remedies.push(Remedy::SetKey { sdkappid, other: *other, name: name.clone() });
        }
        Some(Finding::ByNobody { .. }) if own => {
            let newest = newest(this, claims.scheme.algorithm());
            remedies.extend(newest.map(|version| Remedy::CopyKey { sdkappid, version }));
        }
        Some(Finding::SignatureNotBase64) => remedies.push(Remedy::UseLibrary),
        _ => {}
    }
}

/// Advises signing with the newest accepted key, whatever its scheme.
fn with_accepted_key(this: &KeyRing) -> Remedy {
    let sdkappid = this.sdkappid;
    if let Some(version) = newest(this, Algorithm::HmacSha256) {
        Remedy::SignWithHmac { sdkappid, version }
    } else if let Some(version) = newest(this, Algorithm::EcdsaSha256) {
        Remedy::SignWithEcdsa { sdkappid, version }
    } else {
        Remedy::MakeKey { sdkappid }
    }
}

/// The remedy for a signature made with the right key in a wrong way.
const fn for_signature(finding: &Finding) -> Option<Remedy> {
    match finding {
        Finding::Lines(fault) => Some(Remedy::SignLines(*fault)),
        Finding::SignatureEncoded(encoding) => Some(Remedy::EncodeSignature(*encoding)),
        Finding::SignatureLength { .. } => Some(Remedy::UseSha256),
        _ => None,
    }
}

fn newest(this: &KeyRing, algorithm: Algorithm) -> Option<i64> {
    let of_kind = |(version, key): &(i64, Key)| (key.algorithm() == algorithm).then_some(*version);
    this.accepted.iter().filter_map(of_kind).max()
}

fn for_user(finding: &Finding) -> Option<Remedy> {
    Some(match finding {
        Finding::OtherUser { token, given } => {
            Remedy::SetUserId { token: token.clone(), given: given.clone() }
        }
        Finding::OtherCase { token, given } => {
            Remedy::MatchCase { token: token.clone(), given: given.clone() }
        }
        Finding::OtherSpaces { .. } => Remedy::TrimUserId,
        Finding::NotAUserId { .. } | Finding::GivenNotAUserId { .. } => Remedy::FixUserId,
        _ => return None,
    })
}

fn for_time(finding: &Finding) -> Option<Remedy> {
    Some(match finding {
        Finding::InTheFuture { ahead } => match time_zone(*ahead) {
            Some(minutes) => Remedy::UseUtc { minutes },
            None => Remedy::SetClock { ahead: *ahead },
        },
        Finding::ShortLived { lifetime } => Remedy::LiveLonger { lifetime: *lifetime },
        Finding::LongLived { lifetime } => Remedy::LiveShorter { lifetime: *lifetime },
        Finding::Milliseconds => Remedy::UseSeconds,
        Finding::AbsoluteExpire { .. } => Remedy::UseDuration,
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

fn for_room(finding: &Finding, claims: &Claims<'_>) -> Option<Remedy> {
    Some(match finding {
        Finding::RoomOfOtherUser { .. } => Remedy::RoomForUser { user: clip(&claims.identifier) },
        Finding::RoomOfOtherApplication { .. } => Remedy::RoomForApplication { sdkappid: claims.sdkappid },
        Finding::RoomExpired { .. } => Remedy::RenewRoom,
        Finding::RoomWithoutPrivileges | Finding::RoomUnknownPrivileges { .. } => Remedy::GrantPrivileges,
        Finding::RoomNotBase64 | Finding::RoomMalformed(_) => Remedy::RoomWithLibrary,
        _ => return None,
    })
}
