//! Background jobs. Nothing depends on them being on time: statuses follow from the clock, and every change of a
//! package settles what is due first. Idempotent, so safe to run twice, late, and on several servers at once.

pub(crate) mod mails;
pub(crate) mod purge;

use domain::account::AccountId;
use domain::application::sdkappid::Sdkappid;
use domain::billing::ledger::Month;
use domain::certificate::Certificate;
use domain::time::Timestamp;
use store::CertificateRow;
use tokio::task::JoinSet;

use crate::applications::shred;
use crate::billing::settle::settle_due;
use crate::webhooks::dead_tokens;
use crate::{Console, Error, certificates};

/// Rows of one query.
const PAGE: u32 = 500;
/// Applications that are processed concurrently, so that they share commits.
const CONCURRENCY: usize = 32;
/// Cursor of the first page.
const START: store::Cursor = (Timestamp::from_micros(i64::MIN), 0);

/// Counts of what one run of the jobs has done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct JobSummary {
    /// Number of renewals and overages that were posted.
    pub posted: usize,
    /// Number of applications whose secrets were destroyed.
    pub shredded: usize,
    /// Number of mails that were enqueued.
    pub mails: usize,
}

impl Console {
    /// Renews packages, charges overage, destroys secrets of applications whose grace period is over, enqueues mails,
    /// and tells webhooks how many tokens are dead. An application that fails is logged and retried in the next run.
    pub async fn run_jobs(&self) -> Result<JobSummary, Error> {
        let mut done = JobSummary::default();
        done.posted += self.renew_due().await?;
        done.posted += self.settle_usage().await?;
        done.shredded += self.shred_expired().await?;
        done.mails += mails::enqueue_due(self.deps()).await?;
        done.mails += certificates::enqueue_expiry_notices(self.deps(), self.now()).await?;
        dead_tokens::tell(self.deps()).await?;
        Ok(done)
    }

    /// Checks the certificates that are due with their vendors. Returns the number of checks.
    pub async fn check_certificates(&self) -> Result<usize, Error> {
        let mut checked = 0;
        loop {
            let due = certificates::checks_due(self.deps()).await?;
            let due = due.into_iter().map(|row| (row.sdkappid, row));
            let asked = self.run_all(due, check_one).await;
            checked += asked;
            // What failed, or was claimed by another server, is left to the next run.
            if asked == 0 {
                return Ok(checked);
            }
        }
    }

    /// Every certificate there is, without its secret: for the metrics.
    pub async fn all_certificates(&self) -> Result<Vec<(Sdkappid, Certificate)>, Error> {
        let rows = self.deps().store.all_certificates().await?;
        Ok(rows.into_iter().map(|row| (row.sdkappid, row.certificate)).collect())
    }

    async fn renew_due(&self) -> Result<usize, Error> {
        let (mut posted, mut cursor, now) = (0, START, self.now());
        loop {
            let due = self.deps().store.renewals_due(now, cursor, PAGE).await?;
            let Some((.., last)) = due.last() else { return Ok(posted) };
            cursor = *last;
            posted += self.run_all(due.into_iter().map(|(account, app, _)| (app, account)), settle_one).await;
        }
    }

    async fn settle_usage(&self) -> Result<usize, Error> {
        let (mut posted, mut after, month) = (0, None, Month::of(self.now()));
        loop {
            let due = self.deps().store.usage_to_settle(month, after, PAGE).await?;
            let Some((_, last)) = due.last() else { return Ok(posted) };
            after = Some(*last);
            posted += self.run_all(by_sdkappid(due), settle_one).await;
        }
    }

    async fn shred_expired(&self) -> Result<usize, Error> {
        let mut shredded = 0;
        loop {
            let due = self.deps().store.applications_to_shred(self.now(), PAGE).await?;
            let destroyed = self.run_all(by_sdkappid(due), shred_one).await;
            shredded += destroyed;
            // What failed is left to the next run.
            if destroyed == 0 {
                return Ok(shredded);
            }
        }
    }

    /// Runs `one` for all of `due`, [`CONCURRENCY`] at a time. Returns the sum of the results.
    async fn run_all<T, F>(
        &self,
        due: impl IntoIterator<Item = (Sdkappid, T)>,
        one: fn(Console, Sdkappid, T) -> F,
    ) -> usize
    where
        F: Future<Output = Result<usize, Error>> + Send + 'static,
    {
        let (mut running, mut sum) = (JoinSet::new(), 0);
        for (sdkappid, what) in due {
            if running.len() >= CONCURRENCY {
                sum += running.join_next().await.and_then(Result::ok).unwrap_or(0);
            }
            let work = one(self.clone(), sdkappid, what);
            running.spawn(async move {
                work.await.unwrap_or_else(|error| {
                    tracing::error!(%sdkappid, %error, "job failed; will retry");
                    0
                })
            });
        }
        while let Some(done) = running.join_next().await {
            sum += done.unwrap_or(0);
        }
        sum
    }
}

fn by_sdkappid(due: Vec<(AccountId, Sdkappid)>) -> impl Iterator<Item = (Sdkappid, AccountId)> {
    due.into_iter().map(|(account, sdkappid)| (sdkappid, account))
}

async fn check_one(console: Console, _: Sdkappid, row: CertificateRow) -> Result<usize, Error> {
    certificates::take_and_check(console.deps(), &row).await
}

async fn settle_one(console: Console, sdkappid: Sdkappid, account: AccountId) -> Result<usize, Error> {
    let system = console.as_system();
    let mut tx = system.deps.store.begin().await?;
    let posted = settle_due(&system, &mut tx, account, sdkappid).await?.map_or(0, |current| current.posted);
    tx.commit().await?;
    Ok(posted)
}

async fn shred_one(console: Console, sdkappid: Sdkappid, account: AccountId) -> Result<usize, Error> {
    let system = console.as_system();
    let mut tx = system.deps.store.begin().await?;
    let account_balance = tx.account_balance(account).await?;
    let shredded = shred(&system, &mut tx, account, sdkappid, account_balance).await?;
    tx.commit().await?;
    Ok(usize::from(shredded))
}
