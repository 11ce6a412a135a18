//! Whether what is recorded, and what the vendors have seen, is what the reference says.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use domain::application::lifecycle::Event;
use domain::delivery::outcome::DeliveryState;
use domain::delivery::record::DeliveryEvent;
use tokio::time::{Instant, sleep};

use super::Doing;
use super::reference::{Answers, LONGEST_PAUSE, Target};
use super::stage::{PLATFORMS, Stage};
use crate::accepted;

/// For so long, what has to happen may take.
const PATIENCE: Duration = Duration::from_secs(20);
impl Stage<'_> {
    /// What is recorded about a push on a device; nothing where the application was deleted.
    async fn events(&self, task: &str, device: i64) -> Vec<DeliveryEvent> {
        let acting = self.desk.world.console.acting_as(&self.desk.owner);
        let record = acting.pushes().record(self.desk.app, task).await;
        let devices = record.map(|record| record.devices).unwrap_or_default();
        devices.into_iter().find(|it| it.device == device).map(|it| it.events).unwrap_or_default()
    }

    /// Whether what is recorded is possible.
    pub async fn is_possible(&self) -> Result<Vec<DeliveryState>, String> {
        let states: BTreeMap<(String, i64), DeliveryState> =
            self.deliveries().await.into_iter().map(|it| ((it.task, it.device), it.state)).collect();
        let mut all = Vec::new();
        for target in &self.reference.targets {
            let state = states[&(target.task.clone(), target.device)];
            if !target.possible.contains(&state) {
                let Target { task, device, possible, .. } = target;
                let events = self.events(task, *device).await;
                return Err(format!("{task} on {device} is {state:?}, not {possible:?}: {events:?}"));
            }
            all.push(state);
        }
        Ok(all)
    }

    /// Waits until everything is done that can be done now.
    pub async fn rest(&mut self) {
        self.reference.work(true);
        let began = Instant::now();
        let states = loop {
            match self.is_possible().await {
                Ok(states) => break states,
                Err(wrong) => assert!(began.elapsed() < PATIENCE, "{wrong}: {}", self.told()),
            }
            sleep(Duration::from_millis(10)).await;
        };
        for (target, state) in self.reference.targets.iter_mut().zip(states) {
            target.possible = [state].into();
        }
    }

    /// Lets everything come to an end, and compares with the vendors' log.
    pub async fn end(mut self, is_deleted: bool) -> BTreeSet<DeliveryState> {
        if is_deleted {
            self.change(Event::Delete).await;
        }
        for platform in 0..PLATFORMS.len() {
            self.answer(platform, Answers::Well).await;
            if !self.reference.is_deleted {
                self.edit(platform).await;
            }
        }
        if self.server.is_none() {
            self.start();
        }
        self.carry_out(Doing::Wait(LONGEST_PAUSE)).await;
        self.rest().await;
        let log = self.vendors.deliveries().await;
        let mut arrivals: BTreeMap<(String, String), usize> = BTreeMap::new();
        for push in &log {
            *arrivals.entry(accepted::target(push)).or_default() += 1;
        }
        let overlays: BTreeMap<String, String> =
            self.deliveries().await.into_iter().map(|it| (it.task, it.overlay)).collect();
        let mut ends = BTreeSet::new();
        for target in &self.reference.targets {
            let of_token = |token: &String| arrivals.remove(&(token.clone(), overlays[&target.task].clone()));
            let count: usize = self.tokens[&target.device].iter().filter_map(of_token).sum();
            let told =
                || format!("{} on {} arrived {count} times: {}", target.task, target.device, self.told());
            assert!(!target.is_open(), "{}", told());
            assert!(count > 0 || !target.possible.contains(&DeliveryState::Accepted), "{}", told());
            assert!(count == 0 || target.may_have_arrived, "{}", told());
            assert!(count <= 1 || target.may_be_repeated, "{}", told());
            ends.extend(&target.possible);
        }
        assert!(arrivals.is_empty(), "nobody has asked for {arrivals:?}: {}", self.told());
        ends
    }
}
