//! Tokens that vendors gave out, or that were signed for them: kept in memory until shortly before they expire,
//! one per credential. Edges: nothing is stored, and a changed credential has another fingerprint.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::time::Timestamp;
use zeroize::Zeroizing;

use crate::fingerprint::Fingerprint;
use crate::outcome::Outcome;

/// A token.
#[derive(Clone)]
pub(crate) struct Token {
    /// The token itself.
    pub(crate) text: Zeroizing<String>,
    made: Timestamp,
    until: Timestamp,
}

/// A place for one token. Whoever fetches holds it, so that a burst of pushes fetches once.
#[derive(Default)]
struct Place {
    /// Attempts to fetch that came to an end.
    ended: AtomicU64,
    held: tokio::sync::Mutex<Held>,
}

/// What the last attempt brought.
#[derive(Default)]
struct Held {
    token: Option<Token>,
    failure: Option<Outcome>,
}

/// The tokens of every credential in use.
#[derive(Default)]
pub(super) struct Tokens(Mutex<HashMap<Fingerprint, Arc<Place>>>);

impl Token {
    /// A token that is used until `lifetime` after `made`, less a tenth and at most five minutes: the clocks
    /// of the vendor and of this machine differ, and a call takes its time.
    pub(crate) fn new(text: impl Into<String>, made: Timestamp, lifetime: Duration) -> Self {
        let early = (lifetime / 10).min(Duration::from_mins(5));
        Self { text: Zeroizing::new(text.into()), made, until: made.plus(lifetime.saturating_sub(early)) }
    }

    /// A clock that was set back makes a token useless too: it was made in the future.
    fn serves(&self, now: Timestamp) -> bool {
        self.made <= now && now < self.until
    }
}

impl Tokens {
    /// The credential's token; `fetch` gets one where there is none. `stale` is one that the vendor refused.
    pub(super) async fn get(
        &self,
        fingerprint: &Fingerprint,
        stale: Option<&Token>,
        now: Timestamp,
        fetch: impl Future<Output = Result<Token, Outcome>>,
    ) -> Result<Token, Outcome> {
        let place = self.place(fingerprint, now);
        let ended = place.ended.load(Ordering::SeqCst);
        let mut held = place.held.lock().await;
        // Somebody else may have replaced it in the meantime.
        let usable = held
            .token
            .as_ref()
            .filter(|token| token.serves(now) && stale.is_none_or(|stale| stale.text != token.text));
        if let Some(token) = usable {
            return Ok(token.clone());
        }
        // Somebody else failed while this one waited: to try again one after the other would take a
        // time limit each.
        if ended != place.ended.load(Ordering::SeqCst)
            && let Some(failure) = &held.failure
        {
            return Err(failure.clone());
        }
        let fetched = fetch.await;
        place.ended.fetch_add(1, Ordering::SeqCst);
        *held = Held { token: fetched.clone().ok(), failure: fetched.clone().err() };
        fetched
    }

    /// Whoever comes next fetches.
    pub(super) fn forget(&self, fingerprint: &Fingerprint) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(fingerprint);
    }

    fn place(&self, fingerprint: &Fingerprint, now: Timestamp) -> Arc<Place> {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Credentials that nobody uses any more leave with their last token.
        places.retain(|_, place| {
            Arc::strong_count(place) > 1
                || place
                    .held
                    .try_lock()
                    .is_ok_and(|held| held.token.as_ref().is_some_and(|token| token.serves(now)))
        });
        Arc::clone(places.entry(*fingerprint).or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_serves_until_shortly_before_it_expires() {
        let made = Timestamp::from_unix_seconds(1_000_000);
        let after = |seconds| made.plus(Duration::from_secs(seconds));
        let hour = Token::new("t", made, Duration::from_hours(1));
        assert!(hour.serves(made) && hour.serves(after(3_299)));
        assert!(!hour.serves(after(3_300)));
        assert!(!hour.serves(made.minus(Duration::from_secs(1))));
        let short = Token::new("t", made, Duration::from_secs(100));
        assert!(short.serves(after(89)) && !short.serves(after(90)));
    }
}
