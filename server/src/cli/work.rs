//! What goes on while the console serves: counts are written down, packages renewed, mails sent, old rows removed.
//! Nothing here has to run in time for an answer to be right.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use console::{Console, Error};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::task::JoinHandle;
use tokio::time::interval;

use crate::catalogue;
use crate::config::Config;
use crate::http::metrics::Metrics;
use crate::mail::Postbox;

/// What has ended is removed as often as this.
const SWEEP_EVERY: Duration = Duration::from_mins(10);
/// How often packages are renewed and people told.
const JOBS_EVERY: Duration = Duration::from_mins(1);
/// How often mails that wait are sent.
const MAILS_EVERY: Duration = Duration::from_secs(10);
/// How often it is looked which certificates are to be checked.
const CHECKS_EVERY: Duration = Duration::from_secs(30);
/// Measurements are put into their buckets as often as this.
const TIDY_EVERY: Duration = Duration::from_secs(5);

/// Begins all of it; each goes on until it is aborted.
pub(super) fn begin(
    console: &Console,
    postbox: Postbox,
    config: Config,
    metrics: Arc<Metrics>,
) -> io::Result<Vec<JoinHandle<()>>> {
    let hangup = signal(SignalKind::hangup())?;
    Ok(vec![
        tokio::spawn(sweep(console.clone())),
        tokio::spawn(write_down_often(console.clone(), config.flush_interval())),
        tokio::spawn(jobs(console.clone())),
        tokio::spawn(mails(console.clone(), postbox)),
        tokio::spawn(check_certificates(console.clone(), Arc::clone(&metrics))),
        tokio::spawn(read_catalogue(console.clone(), config, hangup)),
        tokio::spawn(tidy(metrics)),
    ])
}

/// Writes down what is only counted.
pub(super) async fn write_down(console: &Console) -> Result<(), Error> {
    console.flush_key_uses().await?;
    console.flush_active_users().await
}

async fn sweep(console: Console) {
    let mut often = interval(SWEEP_EVERY);
    loop {
        often.tick().await;
        if let Err(error) = console.purge_expired().await {
            tracing::warn!(%error, "what has ended could not be removed; again later");
        }
    }
}

async fn write_down_often(console: Console, every: Duration) {
    let mut often = interval(every);
    loop {
        often.tick().await;
        if let Err(error) = write_down(&console).await {
            tracing::warn!(%error, "what was counted could not be written down; again later");
        }
    }
}

async fn jobs(console: Console) {
    let mut often = interval(JOBS_EVERY);
    loop {
        often.tick().await;
        match console.run_jobs().await {
            Ok(done) if done == console::JobSummary::default() => {}
            Ok(done) => tracing::info!(
                posted = done.posted,
                shredded = done.shredded,
                mails = done.mails,
                "what was due is done"
            ),
            Err(error) => tracing::warn!(%error, "what is due could not be done; again later"),
        }
    }
}

async fn mails(console: Console, postbox: Postbox) {
    let mut often = interval(MAILS_EVERY);
    loop {
        often.tick().await;
        if let Err(error) = postbox.empty(&console).await {
            tracing::warn!(%error, "mails could not be taken; again later");
        }
    }
}

/// Asks vendors about the certificates whose time has come, and measures how all of them are.
async fn check_certificates(console: Console, metrics: Arc<Metrics>) {
    let mut often = interval(CHECKS_EVERY);
    loop {
        often.tick().await;
        if let Err(error) = console.check_certificates().await {
            tracing::warn!(%error, "certificates could not be checked; again later");
        }
        match console.all_certificates().await {
            Ok(all) => metrics.certificates(&all, console.now()),
            Err(error) => tracing::warn!(%error, "certificates could not be measured; again later"),
        }
    }
}

/// Reads the catalogue anew at each SIGHUP. One that is wrong changes nothing.
async fn read_catalogue(console: Console, config: Config, mut hangup: Signal) {
    while hangup.recv().await.is_some() {
        match catalogue::load(&config) {
            Ok(catalogue) => {
                console.set_catalogue(catalogue);
                tracing::info!("the catalogue was read anew");
            }
            Err(error) => tracing::error!(%error, "the catalogue stays as it was"),
        }
    }
}

async fn tidy(metrics: Arc<Metrics>) {
    let mut often = interval(TIDY_EVERY);
    loop {
        often.tick().await;
        metrics.tidy();
    }
}
