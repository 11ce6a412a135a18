//! What happens by itself. Nothing relies on it in time: statuses follow from the clock, and whoever changes a
//! package catches up first. Safe to run twice, late, and on several servers at once: everything that is posted,
//! destroyed or written to somebody has a key of its own.

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
use crate::billing::settle::catch_up;
use crate::{Console, Error, certificates};

/// Rows that are looked for at a time.
const PAGE: u32 = 500;
/// Applications that are worked on at a time: their commits are made together.
const AT_ONCE: usize = 32;
/// Before everything.
const START: store::Place = (Timestamp::from_micros(i64::MIN), 0);

/// What was done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Done {
    /// Renewals and overages that were posted.
    pub posted: usize,
    /// Applications whose secrets were destroyed.
    pub shredded: usize,
    /// Mails that were written down, to be sent.
    pub mails: usize,
}

impl Console {
    /// Renews packages, charges overage, destroys what was deleted long enough ago, and writes down what people
    /// have to be told. One application that fails is passed over until the next time.
    pub async fn run_jobs(&self) -> Result<Done, Error> {
        let mut done = Done::default();
        done.posted += self.renew_what_is_due().await?;
        done.posted += self.settle_what_is_over().await?;
        done.shredded += self.shred_what_is_over().await?;
        done.mails += mails::write_down(self.parts()).await?;
        done.mails += certificates::write_down_endings(self.parts(), self.now()).await?;
        Ok(done)
    }

    /// Asks the vendors of certificates that were not asked for a day. How many certificates.
    pub async fn check_certificates(&self) -> Result<usize, Error> {
        let mut checked = 0;
        loop {
            let due = certificates::checks_due(self.parts()).await?;
            let due = due.into_iter().map(|row| (row.sdkappid, row));
            let asked = self.each(due, check_one).await;
            checked += asked;
            // What failed, or is being asked by another server, is found again next time, not now.
            if asked == 0 {
                return Ok(checked);
            }
        }
    }

    /// Every certificate there is, without its secret: for the metrics.
    pub async fn all_certificates(&self) -> Result<Vec<(Sdkappid, Certificate)>, Error> {
        let rows = self.parts().store.all_certificates().await?;
        Ok(rows.into_iter().map(|row| (row.sdkappid, row.certificate)).collect())
    }

    async fn renew_what_is_due(&self) -> Result<usize, Error> {
        let (mut posted, mut place, now) = (0, START, self.now());
        loop {
            let due = self.parts().store.renewals_due(now, place, PAGE).await?;
            let Some((.., last)) = due.last() else { return Ok(posted) };
            place = *last;
            posted += self.each(due.into_iter().map(|(account, app, _)| (app, account)), catch_up_one).await;
        }
    }

    async fn settle_what_is_over(&self) -> Result<usize, Error> {
        let (mut posted, mut after, month) = (0, None, Month::of(self.now()));
        loop {
            let due = self.parts().store.usage_to_settle(month, after, PAGE).await?;
            let Some((_, last)) = due.last() else { return Ok(posted) };
            after = Some(*last);
            posted += self.each(swapped(due), catch_up_one).await;
        }
    }

    async fn shred_what_is_over(&self) -> Result<usize, Error> {
        let mut shredded = 0;
        loop {
            let due = self.parts().store.to_shred(self.now(), PAGE).await?;
            let destroyed = self.each(swapped(due), shred_one).await;
            shredded += destroyed;
            // What failed is found again next time, not now.
            if destroyed == 0 {
                return Ok(shredded);
            }
        }
    }

    /// Does `one` to all of them, some at a time. The sum of what it did.
    async fn each<T, F>(
        &self,
        due: impl IntoIterator<Item = (Sdkappid, T)>,
        one: fn(Console, Sdkappid, T) -> F,
    ) -> usize
    where
        F: Future<Output = Result<usize, Error>> + Send + 'static,
    {
        let (mut running, mut sum) = (JoinSet::new(), 0);
        for (sdkappid, what) in due {
            if running.len() >= AT_ONCE {
                sum += running.join_next().await.and_then(Result::ok).unwrap_or(0);
            }
            let work = one(self.clone(), sdkappid, what);
            running.spawn(async move {
                work.await.unwrap_or_else(|error| {
                    tracing::error!(%error, %sdkappid, "a job failed; again later");
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

fn swapped(due: Vec<(AccountId, Sdkappid)>) -> impl Iterator<Item = (Sdkappid, AccountId)> {
    due.into_iter().map(|(account, sdkappid)| (sdkappid, account))
}

async fn check_one(console: Console, _: Sdkappid, row: CertificateRow) -> Result<usize, Error> {
    certificates::take_and_check(console.parts(), &row).await
}

async fn catch_up_one(console: Console, sdkappid: Sdkappid, account: AccountId) -> Result<usize, Error> {
    let system = console.as_system();
    let mut tx = system.parts.store.begin().await?;
    let posted = catch_up(&system, &mut tx, account, sdkappid).await?.map_or(0, |current| current.posted);
    tx.commit().await?;
    Ok(posted)
}

async fn shred_one(console: Console, sdkappid: Sdkappid, account: AccountId) -> Result<usize, Error> {
    let system = console.as_system();
    let mut tx = system.parts.store.begin().await?;
    let standing = tx.standing(account).await?;
    let shredded = shred(&system, &mut tx, account, sdkappid, standing).await?;
    tx.commit().await?;
    Ok(usize::from(shredded))
}
