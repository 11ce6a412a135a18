//! What was accepted and became of it, by the database, beside what the vendors say that they were sent.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use domain::delivery::outcome::DeliveryState;
use domain::time::Timestamp;
use serde_json::Value;

use crate::accepted::{self, Delivery};

/// What arrives that long after the answer to **Disable** may have been on the wire before.
const ON_THE_WIRE: Duration = Duration::from_millis(250);

/// When an application was disabled: from the answer to **Disable** until **Enable** was asked for.
pub struct Silence {
    pub from: i64,
    pub to: i64,
}

/// The token and the overlay that a push has in the vendors' log. Its device is still there.
pub fn target_of(delivery: &Delivery) -> (String, String) {
    (delivery.token.clone().unwrap(), delivery.overlay.clone())
}

/// The vendors' log: the pushes that they have taken, by token and overlay.
pub struct Log(BTreeMap<(String, String), Vec<Arrival>>);

struct Arrival {
    vendor: String,
    id: String,
    at: i64,
}

impl Log {
    pub fn read(deliveries: &[Value]) -> Self {
        let mut log: BTreeMap<_, Vec<Arrival>> = BTreeMap::new();
        for push in deliveries {
            let text = |name: &str| push[name].as_str().unwrap().to_owned();
            let at = push["at_micros"].as_i64().unwrap();
            let arrival = Arrival { vendor: text("vendor"), id: text("id"), at };
            log.entry(accepted::target(push)).or_default().push(arrival);
        }
        Self(log)
    }

    /// How many pushes came more than once.
    pub fn repeated(&self) -> usize {
        self.0.values().filter(|arrivals| arrivals.len() > 1).count()
    }

    /// Every repeat has the id of the first one, and no other push has it. (At FCM the overlay is the only id of ours.)
    pub fn check_ids(&self) {
        let mut ids = BTreeMap::new();
        for (push, arrivals) in &self.0 {
            for arrival in arrivals.iter().filter(|arrival| arrival.vendor == "apns") {
                let other = ids.insert(arrival.id.as_str(), push);
                assert!(other.is_none_or(|other| other == push), "{push:?} and {other:?} have the same id");
                assert_eq!(arrival.id, arrivals[0].id, "{push:?} came with two ids");
            }
        }
    }

    /// What the database says is what the vendors have seen.
    pub fn check(&self, deliveries: &[Delivery], allowed: &[DeliveryState]) {
        for delivery in deliveries {
            let Delivery { task, state, .. } = delivery;
            let target = target_of(delivery);
            assert!(allowed.contains(state), "{task}, {target:?}, has ended as {state:?}");
            let arrived = self.0.contains_key(&target);
            assert!(*state != DeliveryState::Accepted || arrived, "{task}, {target:?}, has never arrived");
        }
    }

    /// Nobody was sent anything that was never accepted.
    pub fn check_origin(&self, accepted: &BTreeSet<(String, String)>) {
        for push in self.0.keys() {
            assert!(accepted.contains(push), "nobody has asked for {push:?}");
        }
    }

    /// Nothing came to these devices while their application was disabled.
    pub fn check_silence(&self, tokens: &BTreeSet<String>, silence: &Silence) {
        let from = Timestamp::from_micros(silence.from).plus(ON_THE_WIRE).micros();
        for ((token, overlay), arrivals) in &self.0 {
            if !tokens.contains(token) {
                continue;
            }
            for Arrival { at, .. } in arrivals {
                let was_silent = from < *at && *at < silence.to;
                let after = (at - silence.from) / 1_000;
                assert!(
                    !was_silent,
                    "{overlay} came to {token} {after} ms after its application was disabled"
                );
            }
        }
    }
}
