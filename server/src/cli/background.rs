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
use crate::mail::Mailer;

/// What has ended is removed as often as this.
const PURGE_INTERVAL: Duration = Duration::from_mins(10);
/// How often packages are renewed and people told.
const JOBS_INTERVAL: Duration = Duration::from_mins(1);
/// How often mails that wait are sent.
const MAILS_INTERVAL: Duration = Duration::from_secs(10);
/// How often it is looked which certificates are to be checked.
const CHECKS_INTERVAL: Duration = Duration::from_secs(30);
/// Measurements are put into their buckets as often as this.
const METRICS_UPKEEP_INTERVAL: Duration = Duration::from_secs(5);

/// Begins all of it; each goes on until it is aborted.
pub(super) fn spawn_all(
    console: &Console,
    mailer: Mailer,
    config: Config,
    metrics: Arc<Metrics>,
) -> io::Result<Vec<JoinHandle<()>>> {
    let hangup = signal(SignalKind::hangup())?;
    Ok(vec![
        tokio::spawn(purge_expired(console.clone())),
        tokio::spawn(flush_periodically(console.clone(), config.flush_interval())),
        tokio::spawn(run_jobs(console.clone())),
        tokio::spawn(send_mails(console.clone(), mailer)),
        tokio::spawn(check_certificates(console.clone(), Arc::clone(&metrics))),
        tokio::spawn(reload_catalogue(console.clone(), config, hangup)),
        tokio::spawn(metrics_upkeep(metrics)),
    ])
}

/// Writes down what is only counted.
pub(super) async fn flush(console: &Console) -> Result<(), Error> {
    console.flush_key_uses().await?;
    console.flush_active_users().await
}

async fn purge_expired(console: Console) {
    let mut ticks = interval(PURGE_INTERVAL);
    loop {
        ticks.tick().await;
        if let Err(error) = console.purge_expired().await {
            tracing::warn!(%error, "what has ended could not be removed; again later");
        }
    }
}

async fn flush_periodically(console: Console, period: Duration) {
    let mut ticks = interval(period);
    loop {
        ticks.tick().await;
        if let Err(error) = flush(&console).await {
            tracing::warn!(%error, "what was counted could not be written down; again later");
        }
    }
}

async fn run_jobs(console: Console) {
    let mut ticks = interval(JOBS_INTERVAL);
    loop {
        ticks.tick().await;
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

async fn send_mails(console: Console, mailer: Mailer) {
    let mut ticks = interval(MAILS_INTERVAL);
    loop {
        ticks.tick().await;
        if let Err(error) = mailer.send_pending(&console).await {
            tracing::warn!(%error, "mails could not be taken; again later");
        }
    }
}

/// Asks vendors about the certificates whose time has come, and measures how all of them are.
async fn check_certificates(console: Console, metrics: Arc<Metrics>) {
    let mut ticks = interval(CHECKS_INTERVAL);
    loop {
        ticks.tick().await;
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
async fn reload_catalogue(console: Console, config: Config, mut hangup: Signal) {
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

async fn metrics_upkeep(metrics: Arc<Metrics>) {
    let mut ticks = interval(METRICS_UPKEEP_INTERVAL);
    loop {
        ticks.tick().await;
        metrics.run_upkeep();
    }
}
