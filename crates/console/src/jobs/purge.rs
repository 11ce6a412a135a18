//! Deletion of expired rows. Nothing depends on it: every query ignores them.

use std::time::Duration;

use domain::billing::ledger::Month;

use crate::account::backoff;
use crate::account::second_factor::ENROLMENT_LIFETIME;
use crate::audit::retention::remove_old_entries;
use crate::delivery::purge::{purge_devices_of_deleted_certificates, purge_pushes};
use crate::{Console, DEVICE_LIFETIME, Error};

/// Retention of a key after its end, so that a UserSig of it can be diagnosed.
const ENDED_KEY_RETENTION: Duration = Duration::from_hours(30 * 24);
/// Retention of the hourly counts of key uses.
const KEY_USE_RETENTION: Duration = Duration::from_hours(48);

/// Retention of the set of active users after their month; the count stays.
const ACTIVE_USER_RETENTION: Duration = Duration::from_hours(35 * 24);
/// Retention of mails: longer than the period after which a notice is repeated.
const MAIL_RETENTION: Duration = Duration::from_hours(800 * 24);

/// Retention of an expired invitation, so that it can be renewed.
const INVITATION_RETENTION: Duration = Duration::from_hours(30 * 24);

/// Retention of submissions: an older form that is sent again takes effect again.
const SUBMISSION_RETENTION: Duration = Duration::from_hours(7 * 24);
/// Retention of messages to webhook endpoints.
const WEBHOOK_RETENTION: Duration = Duration::from_hours(7 * 24);

impl Console {
    /// Deletes expired sessions, invitations, throttles, known devices and networks, submissions, reveals, answers, drafts,
    /// sign-ins that wait for a code or for the identity provider, challenges for passkeys, recovery codes that nobody looked
    /// at, unconfirmed authenticator apps, key uses, active users, mails, messages to webhooks, pushes and devices without a
    /// certificate, old entries of the audit trail, and destroys old keys and secrets. Safe to run at any time, on several
    /// servers. One short
    /// transaction per kind.
    pub async fn purge_expired(&self) -> Result<(), Error> {
        let (store, now) = (&self.deps().store, self.now());

        let mut tx = store.begin().await?;
        tx.delete_reveals_before(now).await?;
        tx.commit().await?;

        let mut tx = store.begin().await?;
        tx.delete_ended_sessions(now).await?;
        tx.commit().await?;

        let mut tx = store.begin().await?;
        tx.delete_invitations_before(now.minus(INVITATION_RETENTION)).await?;
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
        tx.delete_pending_sign_ins_before(now).await?;
        tx.commit().await?;

        let mut tx = store.begin().await?;
        tx.delete_passkey_challenges_before(now).await?;
        tx.commit().await?;

        let mut tx = store.begin().await?;
        tx.delete_provider_requests_before(now).await?;
        tx.commit().await?;

        let mut tx = store.begin().await?;
        tx.delete_recovery_reveals_before(now).await?;
        tx.commit().await?;

        let mut tx = store.begin().await?;
        tx.delete_unconfirmed_authenticators_before(now.minus(ENROLMENT_LIFETIME)).await?;
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
        tx.delete_webhook_messages_before(now.minus(WEBHOOK_RETENTION)).await?;
        tx.delete_webhook_secrets_before(now).await?;
        tx.commit().await?;

        remove_old_entries(self).await?;
        self.purge_tokens().await?;
        purge_devices_of_deleted_certificates(self.deps()).await?;
        purge_pushes(self.deps()).await?;

        let mut tx = store.begin().await?;
        tx.shred_keys_before(now.minus(ENDED_KEY_RETENTION)).await?;
        Ok(tx.commit().await?)
    }
}
