//! Removing what has ended. Nothing relies on it: what has ended is not looked at anyway.

use std::time::Duration;

use domain::billing::ledger::Month;

use crate::account::backoff;
use crate::{Console, DEVICE_LIFETIME, Error};

/// For how long after its end a key is kept, so that a token of it can be told from nobody's.
const ENDED_KEY_RETENTION: Duration = Duration::from_hours(30 * 24);
/// How long the hours of key uses are kept.
const KEY_USE_RETENTION: Duration = Duration::from_hours(48);

/// For how long after the month it is kept who was active in it; how many there were stays.
const ACTIVE_USER_RETENTION: Duration = Duration::from_hours(35 * 24);
/// How long it is kept what people were told: longer than anything is told again.
const MAIL_RETENTION: Duration = Duration::from_hours(800 * 24);

/// How long a submission is remembered: a form that is older than this creates a second application.
const SUBMISSION_RETENTION: Duration = Duration::from_hours(7 * 24);

impl Console {
    /// Removes ended sessions, throttles, devices and networks of long ago, submissions, reveals, answers, drafts and
    /// key uses, and destroys keys that
    /// ended long ago. Safe to run at any time, on several
    /// servers. Each kind has a transaction of its own, so that nobody waits long for it.
    pub async fn purge_expired(&self) -> Result<(), Error> {
        let (store, now) = (&self.deps().store, self.now());

        let mut tx = store.begin().await?;
        tx.delete_reveals_before(now).await?;
        tx.commit().await?;

        let mut tx = store.begin().await?;
        tx.delete_ended_sessions(now).await?;
        tx.commit().await?;

        let mut tx = store.begin().await?;
        tx.delete_throttles_before(now.minus(backoff::FAILURE_WINDOW)).await?;
        tx.commit().await?;

        let mut tx = store.begin().await?;
        tx.delete_known_origins_before(now.minus(DEVICE_LIFETIME)).await?;
        tx.commit().await?;

        let mut tx = store.begin().await?;
        tx.delete_submissions_before(now.minus(SUBMISSION_RETENTION)).await?;
        tx.commit().await?;

        let mut tx = store.begin().await?;
        tx.delete_answers_before(now).await?;
        tx.commit().await?;

        let mut tx = store.begin().await?;
        tx.delete_drafts_before(now).await?;
        tx.commit().await?;

        let mut tx = store.begin().await?;
        tx.delete_key_uses_before(now.minus(KEY_USE_RETENTION)).await?;
        tx.commit().await?;

        let mut tx = store.begin().await?;
        tx.delete_active_users_before(Month::of(now.minus(ACTIVE_USER_RETENTION))).await?;
        tx.commit().await?;

        let mut tx = store.begin().await?;
        tx.delete_mails_before(now.minus(MAIL_RETENTION)).await?;
        tx.commit().await?;

        let mut tx = store.begin().await?;
        tx.shred_keys_before(now.minus(ENDED_KEY_RETENTION)).await?;
        Ok(tx.commit().await?)
    }
}
