//! Keyboard handling (arrow keys, Enter) for a field with options below it.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// The active option, which Enter takes, if any.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ActiveOption(RwSignal<Option<usize>>);

impl ActiveOption {
    /// Starts without an active option.
    pub(crate) fn new() -> Self {
        Self(RwSignal::new(None))
    }

    /// The index of the active option.
    pub(crate) fn get(self) -> Option<usize> {
        self.0.get()
    }

    /// Makes the option at that index active, or none.
    pub(crate) fn set(self, option: Option<usize>) {
        self.0.set(option);
    }

    /// Handles a key press in a field with `count` options. Returns the index of the option that Enter takes.
    pub(crate) fn on_key(self, event: &KeyboardEvent, count: usize) -> Option<usize> {
        let next = match event.key().as_str() {
            "ArrowDown" => after(self.0.get_untracked(), count),
            "ArrowUp" => before(self.0.get_untracked(), count),
            // During text composition (IME), Enter confirms the composed character.
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

/// The option after the active one; wraps to the first.
fn after(active: Option<usize>, count: usize) -> Option<usize> {
    (count > 0).then(|| active.map_or(0, |active| (active + 1) % count))
}

/// The option before the active one; wraps to the last.
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
