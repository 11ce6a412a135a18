//! How many verifications of an application may fail in a minute, counted in memory: a limit that a restart
//! forgets is still one.
//!
//! Whose UserSig failed is counted apart: a stranger who knows an SDKAppID must not be able to stop the calls
//! of its back end.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::application::sdkappid::Sdkappid;
use domain::time::Timestamp;

/// A window begins with the first failure.
const WINDOW: Duration = Duration::from_mins(1);
/// The most entries that are counted at a time: two at most for each application with a failure in the last
/// minute, and only for applications that exist.
const MAX_WINDOWS: usize = 10_000;

/// Holder of the UserSig that is verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum SigHolder {
    /// The caller's own: anybody may try.
    Caller,
    /// That of the user whom a proven caller asks about.
    User,
}

/// Failures by application and by whose.
pub(crate) struct VerifyLimit {
    max_failures: u32,
    windows: Mutex<HashMap<LimitKey, Window>>,
}

type LimitKey = (Sdkappid, SigHolder);

#[derive(Clone, Copy)]
struct Window {
    began: Timestamp,
    failures: u32,
}

impl Window {
    /// Over after a minute, or when the clock was set back to before its beginning.
    fn is_open(self, now: Timestamp) -> bool {
        now >= self.began && now.since(self.began) < WINDOW
    }
}

impl VerifyLimit {
    /// Allows `max_failures` failures a minute.
    pub(crate) fn new(max_failures: u32) -> Self {
        Self { max_failures, windows: Mutex::default() }
    }

    /// Whether the limit of failures in the window is reached.
    pub(crate) fn is_reached(&self, key: LimitKey, now: Timestamp) -> bool {
        let windows = self.windows();
        windows.get(&key).is_some_and(|window| window.is_open(now) && window.failures >= self.max_failures)
    }

    /// Counts a failure.
    pub(crate) fn failed(&self, key: LimitKey, now: Timestamp) {
        let mut windows = self.windows();
        if windows.len() >= MAX_WINDOWS && !windows.contains_key(&key) {
            windows.retain(|_, window| window.is_open(now));
            if windows.len() >= MAX_WINDOWS
                && let Some(other) = windows.keys().next().copied()
            {
                windows.remove(&other);
            }
        }
        let fresh = Window { began: now, failures: 0 };
        let window = windows.entry(key).or_insert(fresh);
        if !window.is_open(now) {
            *window = fresh;
        }
        window.failures = window.failures.saturating_add(1);
    }

    /// Counts stay usable whatever panicked while holding them.
    fn windows(&self) -> MutexGuard<'_, HashMap<LimitKey, Window>> {
        self.windows.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_unix_seconds(1_700_000_000);

    fn number(index: u64) -> LimitKey {
        (Sdkappid::from_random(index), SigHolder::User)
    }

    #[test]
    fn a_window_is_a_minute_from_the_first_failure() {
        let limit = VerifyLimit::new(2);
        limit.failed(number(1), NOW);
        assert!(!limit.is_reached(number(1), NOW));
        limit.failed(number(1), NOW.plus(Duration::from_secs(59)));
        assert!(limit.is_reached(number(1), NOW.plus(Duration::from_secs(59))));
        assert!(!limit.is_reached(number(2), NOW));
        assert!(!limit.is_reached(number(1), NOW.plus(WINDOW)));
        limit.failed(number(1), NOW.plus(WINDOW));
        assert!(!limit.is_reached(number(1), NOW.plus(WINDOW)));
    }

    #[test]
    fn a_clock_that_is_set_back_does_not_lock_an_application_out() {
        let limit = VerifyLimit::new(1);
        limit.failed(number(1), NOW);
        assert!(!limit.is_reached(number(1), NOW.minus(Duration::from_secs(1))));
    }

    #[test]
    fn memory_is_bounded() {
        let limit = VerifyLimit::new(1);
        for index in 0..u64::try_from(MAX_WINDOWS).unwrap() + 50 {
            limit.failed(number(index), NOW);
        }
        assert_eq!(limit.windows().len(), MAX_WINDOWS);
        limit.failed(number(99_999), NOW.plus(WINDOW));
        assert_eq!(limit.windows().len(), 1);
    }
}
