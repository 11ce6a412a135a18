//! Test pushes: somebody waits for what the vendor says, also where it refuses the credential.

use std::collections::VecDeque;

use domain::certificate::{Health, Remedy, TestOutcome};
use domain::delivery::outcome::DeliveryState;
use push::outcome::{Class, Outcome};

use super::worker::Worker;

/// What is shown of an outcome.
pub(super) fn test_outcome(outcome: &Outcome, is_retried: bool) -> TestOutcome {
    let message_id = match &outcome.class {
        Class::Accepted { id } => id.clone().unwrap_or_default(),
        _ => String::new(),
    };
    TestOutcome {
        accepted: matches!(outcome.class, Class::Accepted { .. }),
        message_id,
        class: outcome.class.code().to_owned(),
        code: outcome.code.clone(),
        words: outcome.words.clone(),
        remedy: outcome.remedy,
        is_retried,
    }
}

impl Worker {
    /// Whether a test push waits.
    pub(super) fn has_tests(&self) -> bool {
        self.prompt_jobs.iter().any(|job| job.push.test_number().is_some())
    }

    /// Notes for the test pushes that wait why they do.
    pub(super) fn note_for_tests(&mut self, outcome: &TestOutcome) {
        for push in self.prompt_jobs.iter().filter_map(|job| job.push.test_number()) {
            self.buffer.test_outcome(push, outcome.clone());
        }
    }

    /// Ends the test pushes that wait: the vendor still refuses the credential.
    pub(super) fn end_tests(&mut self, code: &str, health: &Health) {
        let (words, remedy) = match health {
            Health::FailingSince { words, remedy, .. } | Health::NotProven { why: words, remedy, .. } => {
                (words.clone(), *remedy)
            }
            Health::Proven { .. } | Health::Unknown | Health::Undecryptable => {
                (String::new(), Remedy::Nothing)
            }
        };
        self.note_for_tests(&TestOutcome {
            accepted: false,
            message_id: String::new(),
            class: Class::CredentialFault.code().to_owned(),
            // `words` begin with it.
            code: if words.is_empty() { code.to_owned() } else { String::new() },
            words: words.clone(),
            remedy,
            is_retried: false,
        });
        let (tests, waiting): (VecDeque<_>, VecDeque<_>) =
            self.prompt_jobs.drain(..).partition(|job| job.push.test_number().is_some());
        self.prompt_jobs = waiting;
        for job in tests {
            self.settled(&job, DeliveryState::Rejected, Some((code, &words)));
        }
    }
}
