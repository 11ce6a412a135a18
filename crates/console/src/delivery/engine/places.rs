//! Places on the wire: how many pushes this server has on the wire at most, and who gets the next place.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::application::sdkappid::Sdkappid;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Free places are given out in the order in which they were asked for, and of each application only one queue asks at a
/// time. So they go around between applications, however many queues each has, and within each between its queues.
pub(super) struct Places {
    free: Arc<Semaphore>,
    turns: Mutex<HashMap<Sdkappid, Arc<tokio::sync::Mutex<()>>>>,
}

impl Places {
    pub(super) fn new(count: usize) -> Self {
        Self { free: Arc::new(Semaphore::new(count)), turns: Mutex::default() }
    }

    /// Waits for places for a slice of an application's pushes. None if there are no places any more.
    pub(super) async fn take(&self, sdkappid: Sdkappid, count: u32) -> Option<OwnedSemaphorePermit> {
        let turn = {
            let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
            turns.retain(|_, turn| Arc::strong_count(turn) > 1);
            Arc::clone(turns.entry(sdkappid).or_default())
        };
        let _turn = turn.lock().await;
        Arc::clone(&self.free).acquire_many_owned(count).await.ok()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn app(number: u32) -> Sdkappid {
        (1_400_000_000 + number).try_into().unwrap()
    }

    #[tokio::test]
    async fn places_go_around_between_applications() {
        let places = Arc::new(Places::new(100));
        let slices = [AtomicUsize::new(0), AtomicUsize::new(0)];
        let slices = Arc::new(slices);
        // One application with nine queues, and one with one; each always has more to send.
        let queues = (0..10).map(|queue| {
            let (places, slices) = (Arc::clone(&places), Arc::clone(&slices));
            tokio::spawn(async move {
                let of = usize::from(queue == 9);
                loop {
                    let taken = places.take(app(u32::from(of == 1)), 100).await;
                    if slices[0].load(Ordering::Relaxed) + slices[1].load(Ordering::Relaxed) >= 200 {
                        return;
                    }
                    slices[of].fetch_add(1, Ordering::Relaxed);
                    // On the wire.
                    tokio::task::yield_now().await;
                    drop(taken);
                }
            })
        });
        for queue in queues.collect::<Vec<_>>() {
            queue.await.unwrap();
        }
        let slices = [slices[0].load(Ordering::Relaxed), slices[1].load(Ordering::Relaxed)];
        assert!(slices[1] >= 90, "{slices:?}");
        assert!(places.turns.lock().unwrap().len() <= 2);
    }
}
