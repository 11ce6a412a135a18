//! Checks the times of a token for plausibility.

use super::finding::Finding;
use super::{Check, CheckName, CheckOutcome};
use crate::time::Timestamp;
use crate::usersig::Claims;

const DAY: u64 = 86_400;
/// Maximum plausible validity in seconds: ten years.
const MAX_VALIDITY: u64 = 3_650 * DAY;
/// Tolerated clock difference in seconds.
const TOLERANCE: u64 = 10;
/// From this value on (the year 5138), a time in seconds is assumed to be in milliseconds.
const MILLISECONDS: u64 = 100_000_000_000;

pub(super) fn check(claims: &Claims<'_>, now: Timestamp) -> Check {
    let Claims { time, expire, .. } = *claims;
    let seconds = u64::try_from(now.unix_seconds()).unwrap_or(0);
    let end = time.saturating_add(expire);
    let expired = claims.is_expired(now);
    let (signed_at, until) = (instant(time), instant(end));
    let mut findings = vec![if expired {
        Finding::Expired { signed_at, until, ago: seconds - end }
    } else {
        Finding::Valid { signed_at, until, lifetime: expire }
    }];
    if time >= MILLISECONDS {
        findings.push(Finding::Milliseconds);
    } else if time > seconds.saturating_add(TOLERANCE) {
        findings.push(Finding::InTheFuture { ahead: time - seconds });
    }
    if expire < DAY {
        findings.push(Finding::ShortLived { lifetime: expire });
    } else if expire >= time && time > MAX_VALIDITY && expire - time <= MAX_VALIDITY {
        findings.push(Finding::AbsoluteExpire { expire });
    } else if expire > MAX_VALIDITY {
        findings.push(Finding::LongLived { lifetime: expire });
    }
    let outcome = match findings.len() {
        _ if expired => CheckOutcome::Fails,
        1 => CheckOutcome::Holds,
        _ => CheckOutcome::Doubtful,
    };
    Check::new(CheckName::Time, outcome, findings)
}

fn instant(unix_seconds: u64) -> Timestamp {
    Timestamp::from_unix_seconds(i64::try_from(unix_seconds).unwrap_or(i64::MAX))
}
