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
use push::hosts::Host;
use push::message::{Message, Repeat};
use push::outcome::{Class, Outcome};
use tokio::sync::{OwnedSemaphorePermit, mpsc};
use tokio::time::{Instant, sleep_until};

use super::Shared;
use super::decide::{Attempt, Decision};
use super::job::{Job, Origin};
use super::refusal::CHECK_PAUSES;
use super::test_push::test_outcome;
use super::worker::{MAX_IN_FLIGHT, Opened, Worker};
use crate::fail_point::fail_point;
use crate::{Error, Random};

/// For so long, somebody who stops the application may have to wait for a slice to start. What has not started then is
/// started with a later slice.
const MAX_START: Duration = Duration::from_millis(50);
/// Prompt jobs for each bulk job, while there are both.
const PROMPT_SHARE: usize = 4;

/// A push that is to be sent next.
struct Ready {
    job: Job,
    message: Message,
}

/// A send that has ended.
pub(super) struct Sent {
    job: Job,
    token: String,
    platform: Platform,
    host: Host,
    repeat: Repeat,
    /// None if it was withheld: it has not started.
    outcome: Option<Outcome>,
}

impl Worker {
    /// Starts sending a slice of pushes.
    pub(super) async fn start_slice(&mut self) -> Result<(), Error> {
        let (sdkappid, certificate) = (self.lease.sdkappid, self.lease.certificate);
        let shared = Arc::clone(&self.shared);
        let deps = shared.console.deps();
        if self.opened.is_none() && !self.open().await? {
            return Ok(());
        }
        let Some(Opened { row, credential }) = &self.opened else { return Ok(()) };
        let (version, credential) = (row.certificate.version, Arc::clone(credential));
        fail_point!("token.before_request");
        let prepared = deps.gateway.prepare(&credential, self.now()).await;
        fail_point!("token.after_response");
        if let Err(outcome) = prepared {
            self.not_prepared(&outcome);
            return Ok(());
        }
        let mut ready = self.next_messages().await?;
        if ready.is_empty() {
            return Ok(());
        }
        let places = match self.places(u32::try_from(ready.len()).unwrap_or(u32::MAX)).await {
            Ok(Some(places)) => places,
            // The lease is lost, or its results could not be written.
            result => {
                self.put_back(ready);
                return result.map(drop);
            }
        };
        let Ok(_starting) = shared.starting.acquire().await else { return Ok(()) };
        let permit = match deps.store.permit_sends(sdkappid, certificate).await {
            Ok(permit) => permit,
            Err(error) => {
                self.put_back(ready);
                return Err(error.into());
            }
        };
        self.stopped_position = permit.state.map_or(0, |state| state.stopped_position);
        let was_stopped = |ready: &Ready| ready.job.position <= self.stopped_position;
        let stopped: Vec<Ready> = ready.extract_if(.., |ready| was_stopped(ready)).collect();
        let has_lease = self.held.borrow().is_some_and(|until| Instant::now() < until);
        let is_current = permit.state.is_some_and(|state| state.certificate_version == Some(version));
        let ended = self.stopped(permit.state.as_ref());
        if ended.is_none() && is_current && has_lease {
            self.send(ready, &credential, places).await;
        } else {
            self.put_back(ready);
        }
        fail_point!("permit.before_release");
        permit.release().await?;
        fail_point!("permit.after_release");
        for Ready { job, .. } in stopped {
            self.settled(&job, DeliveryState::ApplicationStopped, None);
        }
        if let Some(ended) = ended {
            self.end_all(ended);
        }
        if !is_current {
            // Edited: it is loaded again for the next slice.
            self.opened = None;
        }
        Ok(())
    }

    /// The next messages to send; settles jobs that are not to be sent any more.
    async fn next_messages(&mut self) -> Result<Vec<Ready>, Error> {
        let jobs = self.next_jobs();
        let devices: Vec<i64> = jobs.iter().map(|job| job.device).collect();
        let store = &self.deps().store;
        let addresses = match store.device_addresses(self.lease.certificate, &devices).await {
            Ok(addresses) => addresses,
            Err(error) => {
                jobs.into_iter().rev().for_each(|job| self.put_back_one(job));
                return Err(error.into());
            }
        };
        let now = self.now();
        let mut ready = Vec::with_capacity(jobs.len());
        for job in jobs {
            let message =
                job.push.address(addresses.get(&job.device)).zip(self.opened.as_ref()).map(
                    |(address, opened)| job.push.message(&opened.row.certificate, job.device, address, now),
                );
            match message {
                _ if job.push.expires_at <= now => self.settled(&job, DeliveryState::Expired, None),
                None => self.settled(&job, DeliveryState::DeviceGone, None),
                Some(message) => ready.push(Ready { job, message }),
            }
        }
        Ok(ready)
    }

    /// Starts the sends, and waits until they have started, or withholds them.
    async fn send(
        &mut self,
        ready: Vec<Ready>,
        credential: &Arc<Credential>,
        mut places: OwnedSemaphorePermit,
    ) {
        let started_at = Instant::now();
        self.slice_size.started();
        if let Some(rate) = &mut self.rate {
            rate.take(ready.len());
        }
        let deadline = started_at + MAX_START;
        let (starting, mut all_started) = mpsc::channel::<Infallible>(1);
        for Ready { job, message } in ready {
            self.in_flight += 1;
            let (shared, credential, results) =
                (Arc::clone(&self.shared), Arc::clone(credential), self.results.0.clone());
            let (now, place, starting) = (self.now(), places.split(1), starting.clone());
            tokio::spawn(async move {
                let (platform, host) = (credential.platform(), credential.host());
                let repeat = credential.repeat(&message);
                fail_point!("send.before_request");
                let outcome = send_by(deadline, &shared, &credential, &message, now, starting).await;
                fail_point!("send.after_response");
                drop(place);
                // The worker is gone where its lease is lost.
                let _ = results.send(Sent { job, token: message.token, platform, host, repeat, outcome });
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
            self.shared.hosts().entry(opened.credential.host()).or_default().is_on_trial(now)
        });
        // A credential or a host that was refused a moment ago is not tried with many pushes at once.
        let is_careful = on_trial || self.next_pause > CHECK_PAUSES.0;
        let most = if is_careful { 1 } else { self.slice_size.get() }.min(MAX_IN_FLIGHT - self.in_flight);
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

    fn put_back(&mut self, ready: Vec<Ready>) {
        ready.into_iter().rev().for_each(|ready| self.put_back_one(ready.job));
    }

    /// It is the next one again.
    fn put_back_one(&mut self, job: Job) {
        match job.origin {
            Origin::Batch { is_bulk: true } => self.bulk_jobs.push_front(job),
            Origin::Batch { is_bulk: false } | Origin::Retry(_) => self.prompt_jobs.push_front(job),
        }
    }

    /// Handles the end of a send.
    pub(super) fn sent(&mut self, sent: Sent) {
        self.in_flight = self.in_flight.saturating_sub(1);
        let Sent { mut job, token, platform, host, repeat, outcome } = sent;
        let Some(outcome) = outcome else {
            self.slice_size.withheld();
            self.put_back_one(job);
            return;
        };
        let now = Instant::now();
        let host_failed = matches!(outcome.class, Class::Transient | Class::UnknownAfterWrite);
        if self.shared.hosts().entry(host).or_default().count(host_failed, now) {
            tracing::warn!(host = host.key(), code = %outcome.code, "most sends fail; sending to the host rests");
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
        let decision = attempt.decide(&outcome);
        if let Some(push) = job.push.test_number() {
            let is_retried = matches!(decision, Decision::Retry(_) | Decision::Slow { .. });
            self.buffer.test_outcome(push, test_outcome(&outcome, is_retried));
        }
        match decision {
            // It was to find out just that.
            Decision::CredentialRefused if job.push.test_number().is_some() => {
                self.answered(&job, DeliveryState::Rejected, Some(reason));
                self.refused_by_vendor(&outcome);
            }
            Decision::Done(state) => {
                match state {
                    DeliveryState::DeadToken => self.buffer.dead_device(job.device, token),
                    DeliveryState::DoubtfulToken => {
                        self.buffer.refused_device(job.device, token, &outcome.code);
                    }
                    DeliveryState::Accepted => self.next_pause = CHECK_PAUSES.0,
                    _ => {}
                }
                self.answered(&job, state, Some(reason).filter(|(code, _)| !code.is_empty()));
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
                self.put_back_one(job);
                self.refused_by_vendor(&outcome);
            }
        }
    }

    /// An upper estimate of the rate at which pushes are sent now, in pushes per second.
    fn in_flight_rate(&self) -> f64 {
        f64::from(u32::try_from(self.in_flight).unwrap_or(u32::MAX))
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
