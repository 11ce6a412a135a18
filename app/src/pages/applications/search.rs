//! Searches for applications while somebody types.

use std::time::Duration;

use domain::application::ApplicationSuggestion;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::suggestions;

/// The pause in typing after which the search runs.
pub(crate) const PAUSE: Duration = Duration::from_millis(150);

/// The results of the latest search.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ApplicationSearch {
    /// `None` before the first response and after a failed search.
    pub hits: RwSignal<Option<Vec<ApplicationSuggestion>>>,
    /// Whether the latest search failed.
    pub failed: RwSignal<bool>,
    /// Numbers the searches: a late response to an earlier one is dropped.
    number: StoredValue<u32>,
}

impl ApplicationSearch {
    /// Starts without a search.
    pub(crate) fn new() -> Self {
        Self { hits: RwSignal::new(None), failed: RwSignal::new(false), number: StoredValue::new(0) }
    }

    /// Searches for `text` in names and SDKAppIDs.
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
