//! How often an API token may be used, counted in memory by each server. Every answer says what is left, in the headers of
//! draft-ietf-httpapi-ratelimit-headers-10.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use domain::account::TokenId;
use domain::time::Timestamp;
use http::{HeaderMap, HeaderName, HeaderValue};

/// Calls of a token in a window.
pub const QUOTA: u32 = 600;
/// A window begins with the first call.
const WINDOW: Duration = Duration::from_mins(1);
/// Windows that may be over are removed when there are so many.
const MAX_WINDOWS: usize = 10_000;

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const LIMIT: HeaderName = HeaderName::from_static("ratelimit");

/// The calls of each token.
#[derive(Debug, Default)]
pub struct CallLimit(Mutex<HashMap<TokenId, Window>>);

#[derive(Debug, Clone, Copy)]
struct Window {
    began: Timestamp,
    calls: u32,
}

/// What a token may still do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    pub is_allowed: bool,
    /// Calls that are left in the window.
    pub left: u32,
    /// Seconds until the window is over, rounded up.
    pub seconds: u64,
}

impl CallLimit {
    /// Counts a call at `now`.
    pub fn count(&self, token: TokenId, now: Timestamp) -> Allowance {
        let mut windows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() >= MAX_WINDOWS {
            windows.retain(|_, window| window.is_open(now));
        }
        let fresh = Window { began: now, calls: 0 };
        let window = windows.entry(token).or_insert(fresh);
        if !window.is_open(now) {
            *window = fresh;
        }
        let is_allowed = window.calls < QUOTA;
        window.calls = window.calls.saturating_add(1);
        let rest = WINDOW.saturating_sub(now.since(window.began));
        let seconds = rest.as_millis().div_ceil(1_000).max(1);
        Allowance {
            is_allowed,
            left: QUOTA.saturating_sub(window.calls),
            seconds: u64::try_from(seconds).unwrap_or(u64::MAX),
        }
    }
}

impl Window {
    /// Over after a minute, or when the clock was set back to before its beginning.
    fn is_open(self, now: Timestamp) -> bool {
        now >= self.began && now.since(self.began) < WINDOW
    }
}

impl Allowance {
    /// Writes the headers.
    pub fn write(self, headers: &mut HeaderMap) {
        let policy = format!("\"token\";q={QUOTA};w={}", WINDOW.as_secs());
        let limit = format!("\"token\";r={};t={}", self.left, self.seconds);
        for (name, value) in [(POLICY, policy), (LIMIT, limit)] {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(name, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_unix_seconds(1_700_000_000);

    #[test]
    fn a_token_has_a_quota_for_each_minute() {
        let limit = CallLimit::default();
        let first = limit.count(TokenId(1), NOW);
        assert_eq!(first, Allowance { is_allowed: true, left: QUOTA - 1, seconds: 60 });
        let later = NOW.plus(Duration::from_millis(59_500));
        for left in (0..QUOTA - 1).rev() {
            assert_eq!(limit.count(TokenId(1), later), Allowance { is_allowed: true, left, seconds: 1 });
        }
        assert!(!limit.count(TokenId(1), later).is_allowed);
        assert!(limit.count(TokenId(2), later).is_allowed, "tokens do not share a quota");
        assert!(limit.count(TokenId(1), NOW.plus(WINDOW)).is_allowed);
    }

    #[test]
    fn a_clock_that_is_set_back_does_not_lock_a_token_out() {
        let limit = CallLimit::default();
        (0..=QUOTA).for_each(|_| {
            limit.count(TokenId(1), NOW);
        });
        assert!(limit.count(TokenId(1), NOW.minus(Duration::from_secs(1))).is_allowed);
    }

    #[test]
    fn the_headers_are_structured_fields() {
        let mut headers = HeaderMap::new();
        CallLimit::default().count(TokenId(1), NOW).write(&mut headers);
        assert_eq!(headers[POLICY], "\"token\";q=600;w=60");
        assert_eq!(headers[LIMIT], "\"token\";r=599;t=60");
    }
}
