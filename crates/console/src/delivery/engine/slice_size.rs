//! How many pushes are started together: as many as start within the time of a slice.

/// Sends of one slice at most.
const MAX: usize = 100;
/// Grows by so much after a slice that has started whole.
const STEP: usize = 5;

/// Halved after a slice of which something was withheld: its request may have cost a stream that was then reset, and a
/// vendor that sees many of these closes the connection.
#[derive(Debug, Clone, Copy)]
pub(super) struct SliceSize {
    size: usize,
    withheld: bool,
}

impl SliceSize {
    pub(super) const fn new() -> Self {
        Self { size: MAX, withheld: false }
    }

    /// Sends of the next slice at most.
    pub(super) const fn get(self) -> usize {
        self.size
    }

    /// A send was withheld.
    pub(super) const fn withheld(&mut self) {
        self.withheld = true;
    }

    /// The next slice is being started.
    pub(super) fn started(&mut self) {
        self.size =
            if self.withheld { (self.size / 2).max(1) } else { self.size.saturating_add(STEP).min(MAX) };
        self.withheld = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_are_as_large_as_what_starts_in_time() {
        let mut size = SliceSize::new();
        size.started();
        assert_eq!(size.get(), MAX);
        for expected in [50, 25, 12, 6, 3, 1, 1] {
            size.withheld();
            size.withheld();
            size.started();
            assert_eq!(size.get(), expected);
        }
        size.started();
        assert_eq!(size.get(), 6);
        (0..30).for_each(|_| size.started());
        assert_eq!(size.get(), MAX);
    }
}
