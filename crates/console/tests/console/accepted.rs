//! What was accepted for an application and became of it, read from the database.

use std::collections::{BTreeSet, HashMap};

use domain::application::sdkappid::Sdkappid;
use domain::delivery::outcome::DeliveryState;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use store::{PushSearch, Store};

/// A push on one device.
pub struct Delivery {
    pub task: String,
    /// Number of the device.
    pub device: i64,
    /// What the vendor calls the device now, unless it is gone.
    pub token: Option<String>,
    /// What makes a repeat of the push replace it.
    pub overlay: String,
    pub state: DeliveryState,
}

/// Everything that was accepted for an application.
pub async fn deliveries(store: &Store, sdkappid: Sdkappid) -> Vec<Delivery> {
    let pushes = store.accepted_pushes(sdkappid, PushSearch::All, i64::MAX, 1_000_000).await.unwrap();
    let tasks: HashMap<i64, String> = pushes.into_iter().map(|push| (push.id, push.task_id)).collect();
    let ids: Vec<i64> = tasks.keys().copied().collect();
    let pushes = store.pushes(&ids).await.unwrap();
    let overlays: HashMap<i64, String> = pushes.iter().map(|push| (push.id, overlay(push.salt))).collect();
    let batches = store.batches_of_pushes(&ids).await.unwrap();
    let positions: Vec<i64> = batches.iter().map(|batch| batch.position).collect();
    let outcomes = store.outcomes(&positions).await.unwrap();
    let mut tokens = HashMap::new();
    for certificate in batches.iter().map(|batch| batch.certificate).collect::<BTreeSet<_>>() {
        let of_it = batches.iter().filter(|batch| batch.certificate == certificate);
        let devices: BTreeSet<i64> = of_it.flat_map(|batch| batch.devices.iter().copied()).collect();
        let devices: Vec<i64> = devices.into_iter().collect();
        tokens.extend(store.device_addresses(certificate, &devices).await.unwrap());
    }
    let mut deliveries = Vec::new();
    for batch in &batches {
        let recorded = outcomes.get(&batch.position).map(Vec::as_slice).unwrap_or_default();
        for (slot, device) in (0..=u16::MAX).zip(&batch.devices) {
            let mut records = recorded.iter().rev().filter(|record| record.slot == slot);
            let last = records.next();
            assert!(records.all(|record| !record.state.is_final()), "something has happened after the end");
            deliveries.push(Delivery {
                task: tasks[&batch.push].clone(),
                device: *device,
                token: tokens.get(device).map(|address| address.token.clone()),
                overlay: overlays[&batch.push].clone(),
                state: last.map_or(DeliveryState::Waiting, |record| record.state),
            });
        }
    }
    deliveries
}

/// As `console` derives it from the salt of a push.
fn overlay(salt: [u8; 16]) -> String {
    let digest = Sha256::new().chain_update(b"overlay").chain_update(salt).finalize();
    base16ct::lower::encode_string(&digest[..16])
}

/// The token and the overlay of a push in the vendors' log.
pub fn target(push: &Value) -> (String, String) {
    let text = |name: &str| push[name].as_str().unwrap().to_owned();
    (text("token"), text("overlay"))
}
