//! When nothing is sent: the vendor refuses the credential, its host fails, or it has asked for a pause.

use std::sync::Arc;
use std::time::Duration;

use domain::certificate::Health;
use push::outcome::{Class, Outcome};
use tokio::time::Instant;

use super::test_push::test_outcome;
use super::worker::{MAX_IN_FLIGHT, Opened, Worker};
use crate::Error;
use crate::certificates;

/// Pause before the vendor is first asked about a credential that it has refused, and the longest one.
pub(super) const CHECK_PAUSES: (Duration, Duration) = (Duration::from_secs(30), Duration::from_mins(15));
/// Pause after an access token could not be had for another reason than the credential.
const TOKEN_PAUSE: Duration = Duration::from_secs(1);

/// The vendor refuses the credential, or it cannot be opened.
pub(super) struct Refusal {
    pub code: String,
    /// When the vendor is asked again, by the call that delivers nothing.
    pub check_at: Instant,
    pub pause: Duration,
}

impl Worker {
    /// Whether anything can be sent now; ends what cannot be sent any more.
    pub(super) async fn may_start(&mut self, now: Instant) -> Result<bool, Error> {
        if self.paused_until.is_some_and(|until| until <= now) {
            self.paused_until = None;
        }
        let host = self.opened.as_ref().map(|opened| opened.credential.host());
        let host_rests = host.and_then(|host| self.shared.hosts().entry(host).or_default().open_until(now));
        if self.refusal.is_none() && self.paused_until.is_none() && host_rests.is_none() {
            let has_lease = self.held.borrow().is_some_and(|until| now < until);
            let has_tokens = self.rate.as_mut().is_none_or(|rate| rate.available(1, now) > 0);
            return Ok(has_lease && has_tokens && self.in_flight < MAX_IN_FLIGHT);
        }
        if let Some(until) = host_rests {
            self.paused_until = Some(self.paused_until.map_or(until, |paused| paused.max(until)));
        }
        let state = self.deps().store.sending_state(self.lease.sdkappid, self.lease.certificate).await?;
        if let Some(ended) = self.stopped(state.as_ref()) {
            self.end_all(ended);
            return Ok(false);
        }
        self.stopped_position = state.map_or(0, |state| state.stopped_position);
        self.end_over();
        let is_changed = |opened: &Opened| {
            state.is_some_and(|state| state.certificate_version != Some(opened.row.certificate.version))
        };
        if self.opened.as_ref().is_some_and(is_changed) {
            // Edited: the credential may be a good one now.
            self.opened = None;
            self.accept_credential();
        } else if self.refusal.as_ref().is_some_and(|refusal| refusal.check_at <= now || self.has_tests()) {
            self.check().await?;
        }
        Ok(false)
    }

    /// The access token could not be had.
    pub(super) fn not_prepared(&mut self, outcome: &Outcome) {
        if matches!(outcome.class, Class::CredentialFault) {
            self.refused_by_vendor(outcome);
        } else {
            self.paused_until = Some(Instant::now() + TOKEN_PAUSE);
            self.note_for_tests(&test_outcome(outcome, true));
        }
    }

    /// The vendor refuses the credential: sending stops until the call that delivers nothing has proven it.
    pub(super) fn refused_by_vendor(&mut self, outcome: &Outcome) {
        if self.refusal.is_some() {
            return;
        }
        tracing::warn!(
            certificate = %self.lease.certificate, code = %outcome.code, words = %outcome.words,
            "the vendor refuses a credential; sending with it stops"
        );
        self.refuse(&outcome.code);
        let since = self.now();
        self.buffer.credential_refused(outcome.clone(), since);
    }

    /// Stops sending until the next check.
    pub(super) fn refuse(&mut self, code: &str) {
        let pause = self.next_pause;
        self.next_pause = pause.saturating_mul(2).min(CHECK_PAUSES.1);
        self.refusal = Some(Refusal { code: code.to_owned(), check_at: Instant::now() + pause, pause });
    }

    /// Stops sending, because an earlier owner of the queue was refused, until the next turn: that begins with a check,
    /// since the certificate may have been edited meanwhile.
    pub(super) fn refused_before(&mut self, code: &str) {
        self.refuse(code);
        if let Some(refusal) = &mut self.refusal {
            refusal.check_at = Instant::now();
        }
    }

    /// Asks the vendor about the credential by the call that delivers nothing.
    async fn check(&mut self) -> Result<(), Error> {
        if self.opened.is_none() && !self.open().await? {
            // It is stopped, or cannot be opened, and is refused for longer.
            return Ok(());
        }
        let shared = Arc::clone(&self.shared);
        let Some(Opened { row, .. }) = &self.opened else { return Ok(()) };
        let health = certificates::check(shared.console.deps(), row).await?;
        if let Health::Proven { .. } = health {
            self.accept_credential();
        } else if let Some(refusal) = &mut self.refusal {
            refusal.pause = refusal.pause.saturating_mul(2).min(CHECK_PAUSES.1);
            refusal.check_at = Instant::now() + refusal.pause;
            let code = refusal.code.clone();
            self.end_tests(&code, &health);
        }
        Ok(())
    }

    /// Sending goes on.
    fn accept_credential(&mut self) {
        if self.refusal.take().is_some() {
            tracing::info!(certificate = %self.lease.certificate, "sending with a credential goes on");
            self.buffer.credential_accepted();
        }
    }
}
