//! Prometheus metrics: requests, verifications, the process. On a listener of its own, never on the console's.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use console::{DeliveryCounts, QueueState};
use domain::application::sdkappid::Sdkappid;
use domain::certificate::{Certificate, Health};
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

const WORKS: &str = "# HELP chat_console_certificate_works 1: the vendor took the credential; 0: refused it; 0.5: neither is known.
# TYPE chat_console_certificate_works gauge
";
const ENDS: &str = "# HELP chat_console_certificate_expires_in_seconds Until the end of a certificate.
# TYPE chat_console_certificate_expires_in_seconds gauge
";

/// Groups of routes, as the label `route`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Route {
    /// Pages, and everything without a route of its own.
    Page,
    /// Server functions, under `/rpc/`.
    Rpc,
    /// Calls of back ends, under `/v4`.
    Service,
    /// Static files: client, stylesheet, icons.
    Asset,
    /// Probes: `/healthz` and `/readyz`.
    Health,
}

impl Route {
    const ALL: [Self; 5] = [Self::Page, Self::Rpc, Self::Service, Self::Asset, Self::Health];

    /// The kind of a path.
    pub fn of(path: &str) -> Self {
        match path.split('/').nth(1).unwrap_or_default() {
            "rpc" => Self::Rpc,
            "v4" => Self::Service,
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
    delivery: Mutex<String>,
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
            delivery: Mutex::default(),
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
        let mut works = String::from(WORKS);
        let mut ends = String::from(ENDS);
        for (sdkappid, certificate) in all {
            let (id, platform) = (certificate.id, certificate.platform.code());
            let labels = format!("{{sdkappid=\"{sdkappid}\",certificate=\"{id}\",platform=\"{platform}\"}}");
            let value = match certificate.health {
                Health::Proven { .. } => "1",
                Health::Unknown | Health::NotProven { .. } => "0.5",
                Health::FailingSince { .. } | Health::Undecryptable => "0",
            };
            // Writing to a string does not fail.
            let _ = writeln!(works, "chat_console_certificate_works{labels} {value}");
            if let Some(end) = certificate.facts.expires_at() {
                let left = end.since(now).as_secs();
                let _ = writeln!(ends, "chat_console_certificate_expires_in_seconds{labels} {left}");
            }
        }
        *self.certificates.lock().unwrap_or_else(PoisonError::into_inner) = works + &ends;
    }

    /// Counts of deliveries, and the length of every queue.
    pub fn delivery(&self, counts: &DeliveryCounts, queues: &[QueueState], now: Timestamp) {
        let mut text = String::new();
        // Writing to a string does not fail.
        let mut family = |name: &str, kind: &str, help: &str, samples: &[(String, f64)]| {
            let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
            for (labels, value) in samples {
                let _ = writeln!(text, "{name}{labels} {value}");
            }
        };
        let single = |value: f64| [(String::new(), value)];
        family(
            "chat_console_pushes_accepted_total",
            "counter",
            "Pushes that were accepted.",
            &single(float(counts.pushes)),
        );
        family(
            "chat_console_push_devices_total",
            "counter",
            "Devices that accepted pushes were for.",
            &single(float(counts.devices)),
        );
        family(
            "chat_console_push_commit_seconds_total",
            "counter",
            "How long transactions that accept pushes took together.",
            &single(counts.committing.as_secs_f64()),
        );
        family(
            "chat_console_push_commits_total",
            "counter",
            "Transactions that accepted pushes.",
            &single(float(counts.commits)),
        );
        let outcomes: Vec<_> = counts
            .outcomes
            .iter()
            .map(|((platform, state), count)| {
                (format!("{{platform=\"{platform}\",state=\"{}\"}}", state.code()), float(*count))
            })
            .collect();
        family(
            "chat_console_push_outcomes_total",
            "counter",
            "What became of pushes on devices; retries included.",
            &outcomes,
        );
        let of_queues = |value: &dyn Fn(&QueueState) -> f64| -> Vec<_> {
            let labels = |queue: &QueueState| {
                let QueueState { sdkappid, certificate, .. } = queue;
                format!("{{sdkappid=\"{sdkappid}\",certificate=\"{certificate}\"}}")
            };
            queues.iter().map(|queue| (labels(queue), value(queue))).collect()
        };
        let age = |queue: &QueueState| queue.oldest.map_or(0.0, |at| now.since(at).as_secs_f64());
        family(
            "chat_console_push_queue_batches",
            "gauge",
            "Batches that wait to be sent with a certificate, up to 10000 of each priority.",
            &of_queues(&|queue| float(queue.waiting)),
        );
        family(
            "chat_console_push_queue_age_seconds",
            "gauge",
            "Age of the oldest of them.",
            &of_queues(&age),
        );
        family(
            "chat_console_push_queue_refused",
            "gauge",
            "1: the vendor refuses the credential, and nothing is sent with it.",
            &of_queues(&|queue| f64::from(u8::from(queue.refused_since.is_some()))),
        );
        family(
            "chat_console_push_queue_owned",
            "gauge",
            "1: a server works on the queue.",
            &of_queues(&|queue| f64::from(u8::from(queue.owner.is_some()))),
        );
        *self.delivery.lock().unwrap_or_else(PoisonError::into_inner) = text;
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
        let delivery = self.delivery.lock().unwrap_or_else(PoisonError::into_inner);
        self.handle.render() + &certificates + &delivery
    }
}

/// A count as a sample; exact up to 2^53.
#[expect(clippy::cast_precision_loss, reason = "Prometheus has no other numbers")]
const fn float(count: u64) -> f64 {
    count as f64
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
