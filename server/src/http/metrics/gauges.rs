//! Gauges of certificates and queues. Each set of them has a registry of its own, which is replaced as a whole, because a
//! registry keeps the labels of what is gone.

use console::QueueState;
use domain::application::sdkappid::Sdkappid;
use domain::certificate::{Certificate, Health};
use domain::time::Timestamp;
use metrics::{describe_gauge, gauge};
use metrics_exporter_prometheus::PrometheusBuilder;

/// Health and expiry of certificates, in Prometheus' text format.
pub(super) fn certificates(all: &[(Sdkappid, Certificate)], now: Timestamp) -> String {
    rendered(|| {
        describe_gauge!(
            "chat_console_certificate_works",
            "1: the vendor took the credential; 0: refused it; 0.5: neither is known."
        );
        describe_gauge!("chat_console_certificate_expires_in_seconds", "Until the end of a certificate.");
        for (sdkappid, certificate) in all {
            let labels = [
                ("sdkappid", sdkappid.to_string()),
                ("certificate", certificate.id.to_string()),
                ("platform", certificate.platform.code().to_owned()),
            ];
            let works = match certificate.health {
                Health::Proven { .. } => 1.0,
                Health::Unknown | Health::NotProven { .. } => 0.5,
                Health::FailingSince { .. } | Health::Undecryptable => 0.0,
            };
            gauge!("chat_console_certificate_works", &labels).set(works);
            if let Some(end) = certificate.facts.expires_at() {
                let left = end.since(now).as_secs_f64();
                gauge!("chat_console_certificate_expires_in_seconds", &labels).set(left.floor());
            }
        }
    })
}

/// Length, age and owner of queues, in Prometheus' text format.
pub(super) fn queues(all: &[QueueState], now: Timestamp) -> String {
    rendered(|| {
        describe_gauge!(
            "chat_console_push_queue_batches",
            "Batches that wait to be sent with a certificate, up to 10000 of each priority."
        );
        describe_gauge!("chat_console_push_queue_age_seconds", "Age of the oldest of them.");
        describe_gauge!(
            "chat_console_push_queue_refused",
            "1: the vendor refuses the credential, and nothing is sent with it."
        );
        describe_gauge!("chat_console_push_queue_owned", "1: a server works on the queue.");
        for queue in all {
            let labels =
                [("sdkappid", queue.sdkappid.to_string()), ("certificate", queue.certificate.to_string())];
            let age = queue.oldest.map_or(0.0, |at| now.since(at).as_secs_f64());
            gauge!("chat_console_push_queue_batches", &labels).set(float(queue.waiting));
            gauge!("chat_console_push_queue_age_seconds", &labels).set(age);
            gauge!("chat_console_push_queue_refused", &labels)
                .set(f64::from(u8::from(queue.refused_since.is_some())));
            gauge!("chat_console_push_queue_owned", &labels).set(f64::from(u8::from(queue.owner.is_some())));
        }
    })
}

fn rendered(set: impl FnOnce()) -> String {
    let recorder = PrometheusBuilder::new().build_recorder();
    metrics::with_local_recorder(&recorder, set);
    recorder.handle().render()
}

/// A count as a sample; exact up to 2^53.
#[expect(clippy::cast_precision_loss, reason = "Prometheus has no other numbers")]
pub(super) const fn float(count: u64) -> f64 {
    count as f64
}
