//! The worker of one queue: reads what is waiting, has it sent, and writes down what became of it.

use std::collections::{HashMap, VecDeque};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use domain::application::lifecycle::{Moment, Status};
use domain::certificate::Platform;
use domain::delivery::outcome::DeliveryState;
use domain::time::Timestamp;
use push::credential::Credential;
use store::{CertificateRow, QueueLease, SendingState};
use tokio::sync::{Notify, OwnedSemaphorePermit, mpsc};
use tokio::time::{Instant, sleep_until};

use super::job::{Job, Push};
use super::lease::Held;
use super::progress::{Lane, OpenRetries};
use super::rate::Rate;
use super::reading::LOW;
use super::refusal::{CHECK_PAUSES, Refusal};
use super::settling::Buffer;
use super::slice::Sent;
use super::slice_size::SliceSize;
use super::{POLL_INTERVAL, Shared};
use crate::Error;
use crate::certificates;
use crate::console::Deps;

/// Pushes of one credential that are on the wire at the same time.
pub(super) const MAX_IN_FLIGHT: usize = 1_000;
/// For so long after it has run out of work, a worker keeps its lease.
const IDLE: Duration = Duration::from_secs(10);
/// Interval at which a queue that may not send is looked through for what has ended.
const TICK: Duration = Duration::from_secs(1);
/// Pause after an error of the database.
const ERROR_PAUSE: Duration = Duration::from_millis(500);
/// The credential of the queue.
pub(super) struct Opened {
    pub row: CertificateRow,
    pub credential: Arc<Credential>,
}

/// See the module.
pub(super) struct Worker {
    pub shared: Arc<Shared>,
    pub lease: QueueLease,
    pub held: Held,
    wake: Arc<Notify>,
    pub prompt: Lane,
    pub bulk: Lane,
    pub retries: OpenRetries,
    /// Prompt jobs and retries.
    pub prompt_jobs: VecDeque<Job>,
    pub bulk_jobs: VecDeque<Job>,
    pub pushes: HashMap<i64, Arc<Push>>,
    pub in_flight: usize,
    pub results: (mpsc::UnboundedSender<Sent>, mpsc::UnboundedReceiver<Sent>),
    pub buffer: Buffer,
    pub opened: Option<Opened>,
    /// The platform of the certificate, once it was loaded.
    pub platform: Option<Platform>,
    pub refusal: Option<Refusal>,
    /// The pause before the next check, should the credential be refused again.
    pub next_pause: Duration,
    /// Nothing is sent before then.
    pub paused_until: Option<Instant>,
    pub rate: Option<Rate>,
    pub slice_size: SliceSize,
    /// Whether there may be batches that were not read: prompt ones, bulk ones.
    pub unread: [bool; 2],
    /// Batches up to this position were stopped with the application, as far as is known.
    pub stopped_position: i64,
    /// When the next stored retry is due, as far as is known.
    pub next_retry: Option<Timestamp>,
    busy_at: Instant,
    /// Whether it has not done anything yet.
    is_new: bool,
    /// Numbers the retries that are stored under this lease.
    parts: i64,
}

/// The lease was lost: what was not settled is another server's now.
pub(super) struct Lost;

impl Worker {
    pub(super) fn new(
        shared: Arc<Shared>,
        lease: QueueLease,
        held: Held,
        wake: Arc<Notify>,
        now: Instant,
    ) -> Self {
        Self {
            shared,
            held,
            wake,
            prompt: Lane::after(lease.prompt_cursor),
            bulk: Lane::after(lease.bulk_cursor),
            lease,
            retries: OpenRetries::default(),
            prompt_jobs: VecDeque::new(),
            bulk_jobs: VecDeque::new(),
            pushes: HashMap::new(),
            in_flight: 0,
            results: mpsc::unbounded_channel(),
            buffer: Buffer::default(),
            opened: None,
            platform: None,
            refusal: None,
            next_pause: CHECK_PAUSES.0,
            paused_until: None,
            rate: None,
            slice_size: SliceSize::new(),
            unread: [true, true],
            stopped_position: 0,
            next_retry: Some(Timestamp::from_micros(0)),
            busy_at: now,
            is_new: true,
            parts: 0,
        }
    }

    /// A number that no stored retry of this queue has.
    pub(super) fn next_part(&mut self) -> i64 {
        self.parts += 1;
        (self.lease.epoch << 32) | self.parts
    }

    pub(super) fn deps(&self) -> &Deps {
        self.shared.console.deps()
    }

    pub(super) fn now(&self) -> Timestamp {
        self.deps().clock.now()
    }

    /// Works until there is nothing to do for [`IDLE`], or the lease is lost.
    pub(super) async fn run(mut self) {
        let certificate = self.lease.certificate;
        while self.held.borrow().is_some() {
            match self.turn().await {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    tracing::warn!(%certificate, %error, "delivering failed; will retry");
                    tokio::time::sleep(ERROR_PAUSE).await;
                }
            }
        }
        if let Err(error) = self.shared.leases.release(self.deps(), &self.lease).await {
            tracing::warn!(%certificate, %error, "giving a lease back failed; it ends by itself");
        }
    }

    /// Does what there is to do. Returns whether to go on.
    async fn turn(&mut self) -> Result<bool, Error> {
        if self.is_new {
            // What an earlier owner was told by the vendor: the credential is checked before anything is sent.
            if let Some(refusal) = self.deps().store.queue_refusal(self.lease.certificate).await? {
                self.refused_before(&refusal.code);
            }
            self.is_new = false;
        }
        self.read().await?;
        self.take_results();
        if self.buffer.is_due(Instant::now()) && self.settle().await?.is_err() {
            return Ok(false);
        }
        let has_jobs = !self.prompt_jobs.is_empty() || !self.bulk_jobs.is_empty();
        if has_jobs || self.in_flight > 0 || !self.buffer.is_empty() {
            self.busy_at = Instant::now();
        }
        if self.shared.is_stopping() {
            if self.in_flight == 0 && self.buffer.is_empty() {
                return Ok(false);
            }
        } else if has_jobs && self.may_start(Instant::now()).await? {
            self.start_slice().await?;
            return Ok(true);
        }
        let soon = self.now().plus(IDLE);
        if self.busy_at.elapsed() > IDLE && self.next_retry.is_none_or(|due| due > soon) {
            return Ok(false);
        }
        self.wait(has_jobs).await;
        Ok(true)
    }

    /// Waits for a result, for something to read, or for the time of something that is due.
    async fn wait(&mut self, has_jobs: bool) {
        let now = (Instant::now(), self.now());
        let mut until = now.0 + if has_jobs { TICK } else { POLL_INTERVAL };
        for at in [self.buffer.due_at(), self.paused_until.filter(|at| *at > now.0)].into_iter().flatten() {
            until = until.min(at);
        }
        if let Some(due) = self.next_retry.filter(|_| self.prompt_jobs.len() < LOW) {
            until = until.min(now.0 + due.since(now.1).max(Duration::from_millis(10)));
        }
        if let Some(rate) = self.rate.as_ref().filter(|_| has_jobs && self.refusal.is_none()) {
            let pause = rate.pause();
            if !pause.is_zero() {
                until = until.min(now.0 + pause);
            }
        }
        tokio::select! {
            Some(sent) = self.results.1.recv() => self.sent(sent),
            () = self.wake.notified() => self.unread = [true, true],
            // Another server may have accepted a push, or stopped those that are to be tried again.
            () = sleep_until(until) => {
                self.unread = [true, true];
                self.next_retry = self.next_retry.map(|due| due.min(self.now()));
            }
        }
    }

    fn take_results(&mut self) {
        while let Ok(sent) = self.results.1.try_recv() {
            self.sent(sent);
        }
    }

    /// Waits for places on the wire, and goes on writing down results meanwhile. None if the lease is lost.
    pub(super) async fn places(&mut self, count: u32) -> Result<Option<OwnedSemaphorePermit>, Error> {
        let shared = Arc::clone(&self.shared);
        let mut places = pin!(shared.places.take(self.lease.sdkappid, count));
        loop {
            let due = self.buffer.due_at().unwrap_or_else(|| Instant::now() + TICK);
            tokio::select! {
                places = &mut places => return Ok(places),
                Some(sent) = self.results.1.recv() => self.sent(sent),
                () = sleep_until(due) => {
                    if !self.buffer.is_empty() && self.settle().await?.is_err() {
                        return Ok(None);
                    }
                }
            }
        }
    }

    pub(super) fn lane(&mut self, is_bulk: bool) -> &mut Lane {
        if is_bulk { &mut self.bulk } else { &mut self.prompt }
    }

    /// Why nothing may be sent for the application any more, if so.
    pub(super) fn stopped(&self, state: Option<&SendingState>) -> Option<DeliveryState> {
        let Some(state) = state else { return Some(DeliveryState::ApplicationStopped) };
        let policy = self.deps().catalogue.get().policy();
        let moment = Moment { now: self.now(), arrears_since: state.arrears_since, policy };
        if state.life.status(moment) != Status::Enabled {
            Some(DeliveryState::ApplicationStopped)
        } else if state.certificate_version.is_none() {
            Some(DeliveryState::CertificateDeleted)
        } else {
            None
        }
    }

    /// Ends all jobs in memory.
    pub(super) fn end_all(&mut self, state: DeliveryState) {
        for job in
            std::mem::take(&mut self.prompt_jobs).into_iter().chain(std::mem::take(&mut self.bulk_jobs))
        {
            self.settled(&job, state, None);
        }
    }

    /// Ends the jobs that were stopped with the application, and those whose time is over.
    pub(super) fn end_over(&mut self) {
        let stopped = self.stopped_position;
        let (now, code) = (self.now(), self.refusal.as_ref().map(|refusal| refusal.code.clone()));
        for jobs in [true, false] {
            let jobs = if jobs { &mut self.prompt_jobs } else { &mut self.bulk_jobs };
            let is_over = |job: &Job| job.position <= stopped || job.push.expires_at <= now;
            let (over, waiting): (VecDeque<_>, _) = std::mem::take(jobs).into_iter().partition(is_over);
            *jobs = waiting;
            for job in over {
                if job.position <= stopped {
                    self.settled(&job, DeliveryState::ApplicationStopped, None);
                    continue;
                }
                self.settled(&job, DeliveryState::Expired, code.as_deref().map(|code| (code, "")));
            }
        }
    }

    /// Loads the certificate and opens its credential. Whether anything can be sent with it.
    pub(super) async fn open(&mut self) -> Result<bool, Error> {
        let shared = Arc::clone(&self.shared);
        let deps = shared.console.deps();
        let state = deps.store.sending_state(self.lease.sdkappid, self.lease.certificate).await?;
        if let Some(ended) = self.stopped(state.as_ref()) {
            self.end_all(ended);
            return Ok(false);
        }
        let Some(SendingState { account, stopped_position, .. }) = state else { return Ok(false) };
        self.stopped_position = stopped_position;
        let row = deps.store.certificate(account, self.lease.sdkappid, self.lease.certificate).await?;
        let Some(row) = row else { return Ok(false) };
        let platform = row.certificate.platform;
        self.platform = Some(platform);
        self.rate.get_or_insert_with(|| Rate::new(platform, Instant::now()));
        match certificates::open(deps, &row) {
            Ok(credential) => {
                self.opened = Some(Opened { row, credential: Arc::new(credential) });
                Ok(true)
            }
            Err(error) => {
                tracing::error!(certificate = %self.lease.certificate, %error, "decrypting a credential failed");
                self.refuse("undecryptable");
                Ok(false)
            }
        }
    }
}
