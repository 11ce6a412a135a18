//! Starting sends, a slice at a time. Each slice is started under a permit, so that none starts after the commit that stops
//! the application or deletes the certificate.

use std::convert::Infallible;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use domain::certificate::Platform;
use domain::delivery::outcome::DeliveryState;
use domain::time::Timestamp;
use push::client::Started;
use push::credential::Credential;
use push::message::{Message, Repeat};
use push::outcome::{Class, Outcome};
use store::DeviceAddress;
use tokio::sync::{OwnedSemaphorePermit, mpsc};
use tokio::time::{Instant, sleep_until};

use super::Shared;
use super::decide::{Attempt, Decision};
use super::job::{Job, Origin};
use super::worker::{CHECK_PAUSES, MAX_IN_FLIGHT, Opened, Refusal, Worker};
use crate::certificates;
use crate::{Error, Random};

/// Sends of one slice.
const MAX_SLICE: usize = 100;
/// For so long, somebody who stops the application may have to wait for a slice to start. What has not started then is
/// started with a later slice.
const MAX_START: Duration = Duration::from_millis(50);
/// Pause after an access token could not be had for another reason than the credential.
const TOKEN_PAUSE: Duration = Duration::from_secs(1);
/// Prompt jobs for each bulk job, while there are both.
const PROMPT_SHARE: usize = 4;

/// A send that has ended.
pub(super) struct Sent {
    job: Job,
    token: String,
    platform: Platform,
    repeat: Repeat,
    /// None if it was withheld: it has not started.
    outcome: Option<Outcome>,
}

impl Worker {
    /// Whether anything can be sent now; ends what cannot be sent any more.
    pub(super) async fn may_start(&mut self, now: Instant) -> Result<bool, Error> {
        if self.paused_until.is_some_and(|until| until <= now) {
            self.paused_until = None;
        }
        let host = self.opened.as_ref().map(|opened| opened.row.certificate.platform);
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
        } else if self.refusal.as_ref().is_some_and(|refusal| refusal.check_at <= now) {
            self.check().await?;
        }
        Ok(false)
    }

    /// Starts sending up to [`MAX_SLICE`] pushes.
    pub(super) async fn start_slice(&mut self) -> Result<(), Error> {
        let (sdkappid, certificate) = (self.lease.sdkappid, self.lease.certificate);
        let shared = Arc::clone(&self.shared);
        let store = &shared.console.deps().store;
        let state = store.sending_state(sdkappid, certificate).await?;
        if let Some(ended) = self.stopped(state.as_ref()) {
            self.end_all(ended);
            return Ok(());
        }
        let Some(state) = state else { return Ok(()) };
        self.stopped_position = state.stopped_position;
        if !self.open(&state).await? {
            return Ok(());
        }
        let Some(Opened { row, credential }) = &self.opened else { return Ok(()) };
        let (certificate_row, credential) = (row.certificate.clone(), Arc::clone(credential));
        if let Err(outcome) = shared.console.deps().gateway.prepare(&credential, self.now()).await {
            self.not_prepared(&outcome);
            return Ok(());
        }
        let jobs = self.next_jobs();
        let mut devices: Vec<i64> = jobs.iter().map(|job| job.device).collect();
        devices.dedup();
        let addresses = match store.device_addresses(certificate, &devices).await {
            Ok(addresses) => addresses,
            Err(error) => {
                self.put_back(jobs);
                return Err(error.into());
            }
        };
        let now = self.now();
        let mut ready = Vec::with_capacity(jobs.len());
        for job in jobs {
            match addresses.get(&job.device) {
                _ if job.push.expires_at <= now => self.settled(&job, DeliveryState::Expired, None),
                None => self.settled(&job, DeliveryState::DeviceGone, None),
                Some(address) => {
                    let message = job.push.message(&certificate_row, job.device, address, now);
                    ready.push((job, address.clone(), message));
                }
            }
        }
        let Ok(count) = u32::try_from(ready.len()) else { return Ok(()) };
        if count == 0 {
            return Ok(());
        }
        let places = self.places(count).await;
        let (Ok(Some(wire)), Ok(_starting)) = (places, shared.starting.acquire().await) else {
            self.put_back(ready.into_iter().map(|(job, ..)| job).collect());
            return Ok(());
        };
        let permit = match store.permit_sends(sdkappid, certificate).await {
            Ok(permit) => permit,
            Err(error) => {
                self.put_back(ready.into_iter().map(|(job, ..)| job).collect());
                return Err(error.into());
            }
        };
        let has_lease = self.held.borrow().is_some_and(|until| Instant::now() < until);
        let is_unchanged = permit.state.is_some_and(|state| {
            state.certificate_version == Some(certificate_row.version)
                && state.stopped_position == self.stopped_position
        }) && self.stopped(permit.state.as_ref()).is_none();
        if has_lease && is_unchanged {
            self.send(ready, &credential, wire).await;
        } else {
            // What has changed is looked at with the next slice.
            self.put_back(ready.into_iter().map(|(job, ..)| job).collect());
        }
        Ok(permit.release().await?)
    }

    /// Starts the sends, and waits until they have started, or withholds them.
    async fn send(
        &mut self,
        ready: Vec<(Job, DeviceAddress, Message)>,
        credential: &Arc<Credential>,
        mut wire: OwnedSemaphorePermit,
    ) {
        let started_at = Instant::now();
        if let Some(rate) = &mut self.rate {
            rate.take(ready.len());
        }
        let deadline = started_at + MAX_START;
        let (starting, mut all_started) = mpsc::channel::<Infallible>(1);
        for (job, address, message) in ready {
            self.in_flight += 1;
            let (shared, credential, results) =
                (Arc::clone(&self.shared), Arc::clone(credential), self.results.0.clone());
            let (now, place, starting) = (self.now(), wire.split(1), starting.clone());
            tokio::spawn(async move {
                let (platform, repeat) = (credential.platform(), credential.repeat(&message));
                let outcome = send_by(deadline, &shared, &credential, &message, now, starting).await;
                drop(place);
                // The worker is gone where its lease is lost.
                let _ = results.send(Sent { job, token: address.token, platform, repeat, outcome });
            });
        }
        drop(starting);
        // Closed when all have dropped their senders.
        let _ = all_started.recv().await;
    }

    /// Takes jobs for a slice: while there are both, [`PROMPT_SHARE`] prompt ones for each bulk one.
    fn next_jobs(&mut self) -> Vec<Job> {
        let now = Instant::now();
        let on_trial = self.opened.as_ref().is_some_and(|opened| {
            self.shared.hosts().entry(opened.row.certificate.platform).or_default().is_on_trial(now)
        });
        // A credential or a host that was refused a moment ago is not tried with many pushes at once.
        let is_careful = on_trial || self.next_pause > CHECK_PAUSES.0;
        let most = if is_careful { 1 } else { MAX_SLICE }.min(MAX_IN_FLIGHT - self.in_flight);
        let most = self.rate.as_mut().map_or(most, |rate| rate.available(most, now));
        let mut jobs = Vec::with_capacity(most);
        while jobs.len() < most {
            let wants_bulk = jobs.len() % (PROMPT_SHARE + 1) == PROMPT_SHARE;
            let (first, second) = if wants_bulk {
                (&mut self.bulk_jobs, &mut self.prompt_jobs)
            } else {
                (&mut self.prompt_jobs, &mut self.bulk_jobs)
            };
            let Some(job) = first.pop_front().or_else(|| second.pop_front()) else { break };
            if job.position <= self.stopped_position {
                self.settled(&job, DeliveryState::ApplicationStopped, None);
            } else {
                jobs.push(job);
            }
        }
        jobs
    }

    fn put_back(&mut self, jobs: Vec<Job>) {
        for job in jobs.into_iter().rev() {
            match job.origin {
                Origin::Batch { is_bulk: true } => self.bulk_jobs.push_front(job),
                Origin::Batch { is_bulk: false } | Origin::Retry(_) => self.prompt_jobs.push_front(job),
            }
        }
    }

    /// Handles the end of a send.
    pub(super) fn sent(&mut self, sent: Sent) {
        self.in_flight = self.in_flight.saturating_sub(1);
        let Sent { mut job, token, platform, repeat, outcome } = sent;
        let Some(outcome) = outcome else {
            self.put_back(vec![job]);
            return;
        };
        let now = Instant::now();
        let host_failed = matches!(outcome.class, Class::Transient | Class::UnknownAfterWrite);
        if self.shared.hosts().entry(platform).or_default().count(host_failed, now) {
            tracing::warn!(platform = platform.code(), code = %outcome.code, "most sends fail; sending to the vendor rests");
        }
        job.attempts = job.attempts.saturating_add(1);
        let attempt = Attempt {
            platform,
            attempts: job.attempts,
            repeat,
            now: self.now(),
            expires_at: job.push.expires_at,
            fraction: quarter(self.shared.console.deps().random.as_ref()),
        };
        let reason = (outcome.code.as_str(), outcome.words.as_str());
        match attempt.decide(&outcome) {
            Decision::Done(state) => {
                match state {
                    DeliveryState::DeadToken => self.buffer.dead_device(job.device, token),
                    DeliveryState::DoubtfulToken => {
                        self.buffer.refused_device(job.device, token, &outcome.code);
                    }
                    DeliveryState::Accepted => self.next_pause = CHECK_PAUSES.0,
                    _ => {}
                }
                self.settled(&job, state, Some(reason).filter(|(code, _)| !code.is_empty()));
            }
            Decision::Retry(pause) => self.retry(&job, pause, reason),
            Decision::Slow { retry, pause } => {
                let until = now + pause;
                self.paused_until = Some(self.paused_until.map_or(until, |paused| paused.max(until)));
                let sent = self.in_flight_rate();
                if let Some(rate) = &mut self.rate {
                    rate.exceeded(sent, now);
                }
                self.retry(&job, retry, reason);
            }
            Decision::CredentialRefused => {
                self.put_back(vec![job]);
                self.refused_by_vendor(&outcome);
            }
        }
    }

    /// An upper estimate of the rate at which pushes are sent now, in pushes per second.
    fn in_flight_rate(&self) -> f64 {
        f64::from(u32::try_from(self.in_flight).unwrap_or(u32::MAX))
    }

    /// The access token could not be had.
    fn not_prepared(&mut self, outcome: &Outcome) {
        if matches!(outcome.class, Class::CredentialFault) {
            self.refused_by_vendor(outcome);
        } else {
            self.paused_until = Some(Instant::now() + TOKEN_PAUSE);
        }
    }

    /// The vendor refuses the credential: sending stops until the call that delivers nothing has proven it.
    fn refused_by_vendor(&mut self, outcome: &Outcome) {
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

    /// Asks the vendor about the credential by the call that delivers nothing.
    async fn check(&mut self) -> Result<(), Error> {
        let shared = Arc::clone(&self.shared);
        let is_proven = match &self.opened {
            Some(Opened { row, .. }) => certificates::is_proven_again(shared.console.deps(), row).await?,
            // It could not be opened: the next slice tries that again.
            None => true,
        };
        if is_proven {
            self.accept_credential();
        } else if let Some(refusal) = &mut self.refusal {
            refusal.pause = refusal.pause.saturating_mul(2).min(CHECK_PAUSES.1);
            refusal.check_at = Instant::now() + refusal.pause;
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

/// Sends a message, if the send starts before `deadline`. `starting` is dropped when it has started, or never will.
/// None if it was withheld.
async fn send_by(
    deadline: Instant,
    shared: &Shared,
    credential: &Credential,
    message: &Message,
    now: Timestamp,
    starting: mpsc::Sender<Infallible>,
) -> Option<Outcome> {
    let (started, mut is_started) = Started::channel();
    let mut send = pin!(shared.console.deps().gateway.send(credential, message, now, started));
    let ended = tokio::select! {
        outcome = &mut send => Some(outcome),
        _ = &mut is_started => None,
        () = sleep_until(deadline) => {
            // It goes on without effect, so that the connection is there for the next one.
            is_started.withhold();
            None
        }
    };
    drop(starting);
    let outcome = match ended {
        Some(outcome) => outcome,
        None => send.await,
    };
    Some(outcome).filter(|outcome| !outcome.is_withheld())
}

/// One of four fractions from 1/4 to 1: devices that failed together are tried again in at most four groups, each of
/// which is one row.
fn quarter(random: &dyn Random) -> f64 {
    let mut byte = [0];
    random.fill(&mut byte);
    f64::from(byte[0] % 4 + 1) / 4.0
}
