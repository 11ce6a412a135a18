//! Prometheus metrics: requests, verifications, the process. On a listener of its own, never on the console's.

mod gauges;

use std::collections::HashMap;
use std::fs;
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use console::{DeliveryCounts, QueueState};
use domain::application::sdkappid::Sdkappid;
use domain::certificate::Certificate;
use domain::time::Timestamp;
use domain::usersig::service_code::ServiceCode;
use http::StatusCode;
use http::header::CONTENT_TYPE;
use metrics::{
    Counter, Histogram, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram,
};
use metrics_exporter_prometheus::{BuildError, PrometheusBuilder, PrometheusHandle, PrometheusRecorder};
use std::sync::{Arc, Mutex, PoisonError};

use crate::clock::Stopwatch;

/// Upper bounds of the buckets of request durations, in seconds.
const BUCKETS: [f64; 12] = [0.0005, 0.001, 0.002, 0.003, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 5.0];

/// Groups of routes, as the label `route`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Route {
    /// Pages, and everything without a route of its own.
    Page,
    /// Server functions, under `/rpc/`.
    Rpc,
    /// Calls of back ends, under `/v4`.
    Service,
    /// Calls of programs with an API token, under `/api`.
    Api,
    /// Static files: client, stylesheet, icons.
    Asset,
    /// Probes: `/healthz` and `/readyz`.
    Health,
}

impl Route {
    const ALL: [Self; 6] = [Self::Page, Self::Rpc, Self::Service, Self::Api, Self::Asset, Self::Health];

    /// The kind of a path.
    pub fn of(path: &str) -> Self {
        match path.split('/').nth(1).unwrap_or_default() {
            "rpc" => Self::Rpc,
            "v4" => Self::Service,
            "api" => Self::Api,
            "healthz" | "readyz" => Self::Health,
            first if first == "pkg" || first.contains('.') => Self::Asset,
            _ => Self::Page,
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Rpc => "rpc",
            Self::Service => "v4",
            Self::Api => "api",
            Self::Asset => "asset",
            Self::Health => "health",
        }
    }
}

/// All metrics of the process.
pub struct Metrics {
    recorder: PrometheusRecorder,
    handle: PrometheusHandle,
    requests: HashMap<(Route, u16), Counter>,
    durations: HashMap<Route, Histogram>,
    started: Stopwatch,
    /// In Prometheus' text format: a registry would keep those of deleted certificates.
    certificates: Mutex<String>,
    queues: Mutex<String>,
}

impl Metrics {
    /// Registers all metrics with the value zero.
    pub fn new() -> Result<Self, BuildError> {
        let recorder = PrometheusBuilder::new().set_buckets(&BUCKETS)?.build_recorder();
        let handle = recorder.handle();
        let (requests, durations) = metrics::with_local_recorder(&recorder, || {
            describe_counter!(
                "chat_console_requests_total",
                "Requests by kind of address and class of status."
            );
            describe_histogram!("chat_console_request_duration_seconds", "How long requests took.");
            describe_counter!(
                "chat_console_verifications_total",
                "Calls of /v4 by the ErrorCode of the answer."
            );
            describe_gauge!("chat_console_uptime_seconds", "Since this process began to serve.");
            describe_gauge!("process_resident_memory_bytes", "Memory in use.");
            describe_counter!("chat_console_pushes_accepted_total", "Pushes that were accepted.");
            describe_counter!("chat_console_push_devices_total", "Devices that accepted pushes were for.");
            describe_counter!("chat_console_push_commits_total", "Transactions that accepted pushes.");
            describe_counter!(
                "chat_console_push_commit_microseconds_total",
                "How long transactions that accepted pushes took together."
            );
            describe_counter!(
                "chat_console_push_sent_before_stop_total",
                "Sends that were on the wire when their application was stopped or their certificate was deleted."
            );
            describe_counter!(
                "chat_console_push_outcomes_total",
                "What became of pushes on devices; retries included."
            );
            describe_gauge!(
                "chat_console_webhook_messages_waiting",
                "Messages that are to be sent to endpoints."
            );
            describe_counter!(
                "chat_console_webhook_attempts_total",
                "Attempts to send messages to endpoints."
            );
            describe_counter!("chat_console_webhook_messages_failed_total", "Messages that were given up.");
            for result in ["accepted", "failed"] {
                counter!("chat_console_webhook_attempts_total", "result" => result).absolute(0);
            }
            counter!("chat_console_webhook_messages_failed_total").absolute(0);
            let classes = Route::ALL.into_iter().flat_map(|route| (2..=5).map(move |class| (route, class)));
            let count = |(route, class): (Route, u16)| {
                let labels = [("route", route.label().to_owned()), ("status", format!("{class}xx"))];
                ((route, class), counter!("chat_console_requests_total", &labels))
            };
            let duration = |route: Route| {
                (route, histogram!("chat_console_request_duration_seconds", "route" => route.label()))
            };
            (classes.map(count).collect(), Route::ALL.into_iter().map(duration).collect())
        });
        Ok(Self {
            recorder,
            handle,
            requests,
            durations,
            started: Stopwatch::start(),
            certificates: Mutex::default(),
            queues: Mutex::default(),
        })
    }

    /// Counts an answered request.
    pub fn request(&self, route: Route, status: StatusCode, elapsed: Duration) {
        if let Some(counter) = self.requests.get(&(route, status.as_u16() / 100)) {
            counter.increment(1);
        }
        if let Some(histogram) = self.durations.get(&route) {
            histogram.record(elapsed.as_secs_f64());
        }
    }

    /// Counts an answer of `/v4`.
    pub fn verification(&self, code: ServiceCode) {
        metrics::with_local_recorder(&self.recorder, || {
            counter!("chat_console_verifications_total", "code" => code.number().to_string()).increment(1);
        });
    }

    /// Health and expiry of every certificate; deleted ones are omitted.
    pub fn certificates(&self, all: &[(Sdkappid, Certificate)], now: Timestamp) {
        *self.certificates.lock().unwrap_or_else(PoisonError::into_inner) = gauges::certificates(all, now);
    }

    /// Counts of deliveries, and the length of every queue.
    pub fn delivery(&self, counts: &DeliveryCounts, queues: &[QueueState], now: Timestamp) {
        let DeliveryCounts { pushes, devices, commits, committing, outcomes, sent_before_stop } = counts;
        let committing = u64::try_from(committing.as_micros()).unwrap_or(u64::MAX);
        metrics::with_local_recorder(&self.recorder, || {
            counter!("chat_console_pushes_accepted_total").absolute(*pushes);
            counter!("chat_console_push_devices_total").absolute(*devices);
            counter!("chat_console_push_commits_total").absolute(*commits);
            counter!("chat_console_push_commit_microseconds_total").absolute(committing);
            counter!("chat_console_push_sent_before_stop_total").absolute(*sent_before_stop);
            for ((platform, state), count) in outcomes {
                let labels = [("platform", *platform), ("state", state.code())];
                counter!("chat_console_push_outcomes_total", &labels).absolute(*count);
            }
        });
        *self.queues.lock().unwrap_or_else(PoisonError::into_inner) = gauges::queues(queues, now);
    }

    /// Messages that are to be sent to webhook endpoints, of all servers.
    pub fn webhooks_waiting(&self, waiting: u64) {
        metrics::with_local_recorder(&self.recorder, || {
            gauge!("chat_console_webhook_messages_waiting").set(gauges::float(waiting));
        });
    }

    /// Counts an attempt to send a message to a webhook endpoint.
    pub fn webhook_attempt(&self, is_accepted: bool) {
        let result = if is_accepted { "accepted" } else { "failed" };
        metrics::with_local_recorder(&self.recorder, || {
            counter!("chat_console_webhook_attempts_total", "result" => result).increment(1);
        });
    }

    /// Counts a message to a webhook endpoint that is given up.
    pub fn webhook_failed(&self) {
        metrics::with_local_recorder(&self.recorder, || {
            counter!("chat_console_webhook_messages_failed_total").increment(1);
        });
    }

    /// Moves recorded durations into their buckets. Must run periodically, otherwise they accumulate.
    pub fn run_upkeep(&self) {
        self.handle.run_upkeep();
    }

    /// All metrics in Prometheus' text format.
    pub fn render(&self) -> String {
        metrics::with_local_recorder(&self.recorder, || {
            gauge!("chat_console_uptime_seconds").set(self.started.elapsed().as_secs_f64());
            if let Some(bytes) = resident_memory() {
                gauge!("process_resident_memory_bytes").set(bytes);
            }
        });
        let certificates = self.certificates.lock().unwrap_or_else(PoisonError::into_inner);
        let queues = self.queues.lock().unwrap_or_else(PoisonError::into_inner);
        self.handle.render() + &certificates + &queues
    }
}

/// The route of the metrics listener.
pub fn routes(metrics: Arc<Metrics>) -> Router {
    let page = move || {
        let text = metrics.render();
        async move { ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text) }
    };
    Router::new().route("/metrics", get(page))
}

/// From `/proc`; `None` on other systems than Linux.
fn resident_memory() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().trim_end_matches(" kB").parse::<f64>().ok().map(|kilobytes| kilobytes * 1024.0)
}

#[cfg(test)]
mod tests {
    use domain::delivery::outcome::DeliveryState;

    use super::*;

    #[test]
    fn a_queue_that_is_gone_is_not_rendered_any_more() {
        let metrics = Metrics::new().unwrap();
        let now = Timestamp::from_unix_seconds(1_790_000_000);
        let queue = QueueState {
            certificate: 7_u32.try_into().unwrap(),
            sdkappid: 1_400_000_001.try_into().unwrap(),
            owner: Some("server".to_owned()),
            refused_since: None,
            waiting: 3,
            oldest: Some(now.minus(Duration::from_secs(2))),
        };
        let outcomes = [(("apns", DeliveryState::Accepted), 41)].into();
        let mut counts = DeliveryCounts { pushes: 5, outcomes, ..DeliveryCounts::default() };
        metrics.delivery(&counts, &[queue], now);
        let rendered = metrics.render();
        for line in [
            "# TYPE chat_console_pushes_accepted_total counter",
            "chat_console_pushes_accepted_total 5",
            "chat_console_push_outcomes_total{platform=\"apns\",state=\"accepted\"} 41",
            "# TYPE chat_console_push_queue_batches gauge",
            "chat_console_push_queue_batches{sdkappid=\"1400000001\",certificate=\"7\"} 3",
            "chat_console_push_queue_age_seconds{sdkappid=\"1400000001\",certificate=\"7\"} 2",
            "chat_console_push_queue_owned{sdkappid=\"1400000001\",certificate=\"7\"} 1",
        ] {
            assert!(rendered.lines().any(|it| it == line), "{line}\n{rendered}");
        }
        counts.pushes = 6;
        metrics.delivery(&counts, &[], now);
        let rendered = metrics.render();
        assert!(rendered.contains("chat_console_pushes_accepted_total 6\n"), "{rendered}");
        assert!(!rendered.contains("chat_console_push_queue"), "{rendered}");
    }
}
