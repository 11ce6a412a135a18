//! Push calls per second and application, counted in memory: a limit that a restart forgets is still one.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use domain::application::sdkappid::Sdkappid;
use domain::time::Timestamp;

/// The calls of the current second.
#[derive(Default)]
pub(crate) struct PushRate(Mutex<Second>);

#[derive(Default)]
struct Second {
    number: i64,
    calls: HashMap<Sdkappid, u64>,
}

impl PushRate {
    /// Counts a call. Returns how many the application has made in this second, with this one.
    pub(crate) fn count(&self, sdkappid: Sdkappid, now: Timestamp) -> u64 {
        let mut second = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if second.number != now.unix_seconds() {
            second.number = now.unix_seconds();
            second.calls.clear();
        }
        let calls = second.calls.entry(sdkappid).or_default();
        *calls += 1;
        *calls
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_second_and_application_is_counted_by_itself() {
        let (rate, at) = (PushRate::default(), Timestamp::from_unix_seconds);
        let [one, other] = [1_400_000_001_u32, 1_400_000_002].map(|number| number.try_into().unwrap());
        assert_eq!([rate.count(one, at(5)), rate.count(one, at(5)), rate.count(other, at(5))], [1, 2, 1]);
        assert_eq!(
            [rate.count(one, at(6)), rate.count(one, at(4))],
            [1, 1],
            "also when the clock is set back"
        );
    }
}
