//! Access tokens, issued by vendors or signed locally: cached in memory until shortly before they expire, one per
//! credential. Nothing is stored; a changed credential has a different fingerprint.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::time::Timestamp;
use zeroize::Zeroizing;

use crate::credential::Fingerprint;
use crate::outcome::Outcome;

#[derive(Clone)]
pub(crate) struct Token {
    pub(crate) text: Zeroizing<String>,
    issued_at: Timestamp,
    /// When to replace the token: shortly before it expires.
    renew_at: Timestamp,
}

/// The token of one credential, locked while it is fetched so that concurrent requests fetch it only once.
#[derive(Default)]
struct Entry {
    /// Number of completed fetches, failed ones included.
    attempts: AtomicU64,
    latest: tokio::sync::Mutex<Latest>,
}

/// The result of the latest fetch.
#[derive(Default)]
struct Latest {
    token: Option<Token>,
    failure: Option<Outcome>,
}

/// The tokens of all credentials in use.
#[derive(Default)]
pub(super) struct Tokens(Mutex<HashMap<Fingerprint, Arc<Entry>>>);

impl Token {
    /// A token that expires `lifetime` after `issued_at`. It is renewed earlier by a tenth of `lifetime`, at most five
    /// minutes: clocks differ, and requests take time.
    pub(crate) fn new(text: impl Into<String>, issued_at: Timestamp, lifetime: Duration) -> Self {
        let early = (lifetime / 10).min(Duration::from_mins(5));
        let renew_at = issued_at.plus(lifetime.saturating_sub(early));
        Self { text: Zeroizing::new(text.into()), issued_at, renew_at }
    }

    /// Tokens from the future are not usable either: the clock was set back.
    fn is_usable(&self, now: Timestamp) -> bool {
        self.issued_at <= now && now < self.renew_at
    }
}

impl Tokens {
    /// The cached token of the credential, or a new one from `fetch`. `expired` is a token that the vendor refused.
    pub(super) async fn get(
        &self,
        fingerprint: &Fingerprint,
        expired: Option<&Token>,
        now: Timestamp,
        fetch: impl Future<Output = Result<Token, Outcome>>,
    ) -> Result<Token, Outcome> {
        let entry = self.entry(fingerprint, now);
        let attempts = entry.attempts.load(Ordering::SeqCst);
        let mut latest = entry.latest.lock().await;
        // A concurrent request may already have replaced it.
        let usable = latest
            .token
            .as_ref()
            .filter(|token| token.is_usable(now) && expired.is_none_or(|expired| expired.text != token.text));
        if let Some(token) = usable {
            return Ok(token.clone());
        }
        // A concurrent request failed to fetch while this one waited. If every waiting request retried in turn, each
        // could take a full timeout.
        if attempts != entry.attempts.load(Ordering::SeqCst)
            && let Some(failure) = &latest.failure
        {
            return Err(failure.clone());
        }
        let fetched = fetch.await;
        entry.attempts.fetch_add(1, Ordering::SeqCst);
        *latest = Latest { token: fetched.clone().ok(), failure: fetched.clone().err() };
        fetched
    }

    pub(super) fn forget(&self, fingerprint: &Fingerprint) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(fingerprint);
    }

    fn entry(&self, fingerprint: &Fingerprint, now: Timestamp) -> Arc<Entry> {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = entries.get(fingerprint) {
            return Arc::clone(entry);
        }
        // Credentials that are no longer used are dropped when their token expires.
        entries.retain(|_, entry| {
            Arc::strong_count(entry) > 1
                || entry
                    .latest
                    .try_lock()
                    .is_ok_and(|latest| latest.token.as_ref().is_some_and(|token| token.is_usable(now)))
        });
        Arc::clone(entries.entry(*fingerprint).or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_used_until_shortly_before_it_expires() {
        let issued_at = Timestamp::from_unix_seconds(1_000_000);
        let after = |seconds| issued_at.plus(Duration::from_secs(seconds));
        let hour = Token::new("t", issued_at, Duration::from_hours(1));
        assert!(hour.is_usable(issued_at) && hour.is_usable(after(3_299)));
        assert!(!hour.is_usable(after(3_300)));
        assert!(!hour.is_usable(issued_at.minus(Duration::from_secs(1))));
        let short = Token::new("t", issued_at, Duration::from_secs(100));
        assert!(short.is_usable(after(89)) && !short.is_usable(after(90)));
    }
}
