//! Finds applications while somebody types.

use std::time::Duration;

use domain::application::Suggestion;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::suggestions;

/// How long typing has to pause before it is searched for.
pub(crate) const PAUSE: Duration = Duration::from_millis(150);

/// The applications that match what was typed last.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ApplicationSearch {
    /// None before the first answer and after a failed search.
    pub hits: RwSignal<Option<Vec<Suggestion>>>,
    /// Whether the last search failed.
    pub failed: RwSignal<bool>,
    /// Counts the searches: an answer that comes late is dropped.
    number: StoredValue<u32>,
}

impl ApplicationSearch {
    /// Nothing is searched for yet.
    pub(crate) fn new() -> Self {
        Self { hits: RwSignal::new(None), failed: RwSignal::new(false), number: StoredValue::new(0) }
    }

    /// Searches for `text`.
    pub(crate) fn search(self, text: String) {
        let number = self.number.with_value(|number| number.wrapping_add(1));
        self.number.set_value(number);
        spawn_local(async move {
            let answer = suggestions(text).await;
            if self.number.try_get_value() != Some(number) {
                return;
            }
            self.failed.set(answer.is_err());
            self.hits.set(answer.ok());
        });
    }
}
