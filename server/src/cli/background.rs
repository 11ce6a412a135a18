//! Background tasks of `serve`: flushing of counts, jobs, mails, webhooks, deletion of expired rows. No answer depends on them
//! being on time.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use console::{Console, Error};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::task::JoinHandle;
use tokio::time::interval;

use crate::audit;
use crate::catalogue;
use crate::config::Config;
use crate::http::metrics::Metrics;
use crate::mail::Mailer;
use crate::webhooks;

/// Interval of the deletion of expired rows.
const PURGE_INTERVAL: Duration = Duration::from_mins(10);
/// Interval of the jobs: renewals, overage, notices.
const JOBS_INTERVAL: Duration = Duration::from_mins(1);
/// Interval at which queued mails are sent.
const MAILS_INTERVAL: Duration = Duration::from_secs(10);
/// Interval at which certificates that are due for a check are looked for.
const CHECKS_INTERVAL: Duration = Duration::from_secs(30);
/// Interval at which what was delivered and what waits is measured.
const DELIVERY_METRICS_INTERVAL: Duration = Duration::from_secs(5);
/// Interval of the checkpoints of the audit trail.
const CHECKPOINTS_INTERVAL: Duration = Duration::from_mins(1);
/// Interval at which measurements are moved into their buckets.
const METRICS_UPKEEP_INTERVAL: Duration = Duration::from_secs(5);

/// Spawns all tasks; each runs until it is aborted.
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
        tokio::spawn(measure_delivery(console.clone(), Arc::clone(&metrics))),
        tokio::spawn(give_out_checkpoints(console.clone(), config.clone())),
        tokio::spawn(webhooks::run(console.clone(), Arc::clone(&metrics))),
        tokio::spawn(reload_catalogue(console.clone(), config, hangup)),
        tokio::spawn(metrics_upkeep(metrics)),
    ])
}

/// Writes the counts in memory to the database.
pub(super) async fn flush(console: &Console) -> Result<(), Error> {
    console.flush_key_uses().await?;
    console.flush_active_users().await
}

async fn purge_expired(console: Console) {
    let mut ticks = interval(PURGE_INTERVAL);
    loop {
        ticks.tick().await;
        if let Err(error) = console.purge_expired().await {
            tracing::warn!(%error, "deleting expired rows failed; will retry");
        }
    }
}

async fn flush_periodically(console: Console, period: Duration) {
    let mut ticks = interval(period);
    loop {
        ticks.tick().await;
        if let Err(error) = flush(&console).await {
            tracing::warn!(%error, "flushing counts failed; will retry");
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
                "jobs done"
            ),
            Err(error) => tracing::warn!(%error, "jobs failed; will retry"),
        }
    }
}

async fn send_mails(console: Console, mailer: Mailer) {
    let mut ticks = interval(MAILS_INTERVAL);
    loop {
        ticks.tick().await;
        if let Err(error) = mailer.send_pending(&console).await {
            tracing::warn!(%error, "leasing mails failed; will retry");
        }
    }
}

/// Updates the metrics of what was delivered and what waits.
async fn measure_delivery(console: Console, metrics: Arc<Metrics>) {
    let mut ticks = interval(DELIVERY_METRICS_INTERVAL);
    loop {
        ticks.tick().await;
        match console.queue_states().await {
            Ok(queues) => metrics.delivery(&console.delivery_counts(), &queues, console.now()),
            Err(error) => tracing::warn!(%error, "updating delivery metrics failed; will retry"),
        }
    }
}

/// Checks the certificates that are due, and updates the gauges of all.
async fn check_certificates(console: Console, metrics: Arc<Metrics>) {
    let mut ticks = interval(CHECKS_INTERVAL);
    loop {
        ticks.tick().await;
        if let Err(error) = console.check_certificates().await {
            tracing::warn!(%error, "checking certificates failed; will retry");
        }
        match console.all_certificates().await {
            Ok(all) => metrics.certificates(&all, console.now()),
            Err(error) => tracing::warn!(%error, "updating certificate metrics failed; will retry"),
        }
    }
}

/// Reloads the catalogue at each SIGHUP. An invalid one is logged and ignored.
async fn reload_catalogue(console: Console, config: Config, mut hangup: Signal) {
    while hangup.recv().await.is_some() {
        match catalogue::load(&config) {
            Ok(catalogue) => {
                console.set_catalogue(catalogue);
                tracing::info!("catalogue reloaded");
            }
            Err(error) => tracing::error!(%error, "reloading the catalogue failed; the old one stays"),
        }
    }
}

async fn give_out_checkpoints(console: Console, config: Config) {
    let mut ticks = interval(CHECKPOINTS_INTERVAL);
    loop {
        ticks.tick().await;
        audit::give_out(&console, &config).await;
    }
}

async fn metrics_upkeep(metrics: Arc<Metrics>) {
    let mut ticks = interval(METRICS_UPKEEP_INTERVAL);
    loop {
        ticks.tick().await;
        metrics.run_upkeep();
    }
}
