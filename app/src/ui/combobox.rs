//! The arrows and Enter in a field with options below it.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// Which option Enter takes, if any.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ActiveOption(RwSignal<Option<usize>>);

impl ActiveOption {
    /// None yet.
    pub(crate) fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// Its place among the options, from 0.
    pub(crate) fn get(self) -> Option<usize> {
        self.0.get()
    }

    /// Makes that one active.
    pub(crate) fn set(self, option: Option<usize>) {
        self.0.set(option);
    }

    /// Handles a key pressed in the field that `count` options are below. The option that Enter takes.
    pub(crate) fn on_key(self, event: &KeyboardEvent, count: usize) -> Option<usize> {
        let next = match event.key().as_str() {
            "ArrowDown" => after(self.0.get_untracked(), count),
            "ArrowUp" => before(self.0.get_untracked(), count),
            // While a character is being composed, Enter takes that.
            "Enter" if !event.is_composing() => {
                let taken = self.0.get_untracked().filter(|active| *active < count)?;
                event.prevent_default();
                return Some(taken);
            }
            _ => return None,
        };
        event.prevent_default();
        self.0.set(next);
        None
    }
}

/// The option after the active one; after the last comes the first.
fn after(active: Option<usize>, count: usize) -> Option<usize> {
    (count > 0).then(|| active.map_or(0, |active| (active + 1) % count))
}

/// The option before the active one; before the first comes the last.
fn before(active: Option<usize>, count: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(active.and_then(|active| active.checked_sub(1)).unwrap_or(last).min(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_go_round() {
        assert_eq!([after(None, 2), after(Some(0), 2), after(Some(1), 2)], [Some(0), Some(1), Some(0)]);
        assert_eq!([before(None, 2), before(Some(1), 2), before(Some(0), 2)], [Some(1), Some(0), Some(1)]);
        assert_eq!([after(Some(3), 0), before(Some(3), 0), before(Some(9), 2)], [None, None, Some(1)]);
    }
}
