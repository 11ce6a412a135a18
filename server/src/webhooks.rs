//! Sends webhooks. Each endpoint with something to be sent has a task of its own, so a slow one delays no other.

mod client;

use std::sync::Arc;
use std::time::Duration;

use console::{Console, WebhookLease};
use tokio::task::JoinSet;
use tokio::time::interval;

use crate::http::metrics::Metrics;

pub use client::Client;

/// Interval at which endpoints with something to be sent are looked for.
const INTERVAL: Duration = Duration::from_secs(1);
/// The most endpoints that are sent to at the same time.
const MAX_ENDPOINTS: usize = 64;

/// Sends what is due until it is aborted.
pub async fn run(console: Console, metrics: Arc<Metrics>) {
    let client = Arc::new(Client::new(console.webhooks_allow_private()));
    let mut ticks = interval(INTERVAL);
    let mut running = JoinSet::new();
    loop {
        ticks.tick().await;
        while let Some(ended) = running.try_join_next() {
            if let Err(error) = ended {
                tracing::error!(%error, "sending webhooks has panicked");
            }
        }
        let free = u32::try_from(MAX_ENDPOINTS - running.len()).unwrap_or(0);
        match console.lease_webhooks(free).await {
            Ok(leases) => {
                for lease in leases {
                    let (console, client) = (console.clone(), Arc::clone(&client));
                    let metrics = Arc::clone(&metrics);
                    running.spawn(async move { send_all(&console, &client, &metrics, &lease).await });
                }
            }
            Err(error) => tracing::warn!(%error, "looking for webhooks failed; will retry"),
        }
        match console.webhooks_waiting().await {
            Ok(waiting) => metrics.webhooks_waiting(waiting),
            Err(error) => tracing::warn!(%error, "counting webhooks failed; will retry"),
        }
    }
}

/// Sends to one endpoint until nothing is due.
async fn send_all(console: &Console, client: &Client, metrics: &Metrics, lease: &WebhookLease) {
    let sent: Result<(), console::Error> = async {
        while let Some(due) = console.next_webhook(lease).await? {
            let answer = client.send(&due.request).await;
            metrics.webhook_attempt(answer.result.is_accepted());
            if console.settle_webhook(lease, &due, answer).await? {
                metrics.webhook_failed();
                tracing::warn!(webhook = due.request.name, url = %due.request.url, "webhook given up");
            }
        }
        console.release_webhooks(lease).await
    }
    .await;
    if let Err(error) = sent {
        tracing::warn!(%error, "sending webhooks failed; will retry");
    }
}
