//! An application with certificates, devices and a back end, and a server that delivers.

use std::collections::BTreeMap;
use std::time::Duration;

use console::AcceptedPush;
use domain::application::lifecycle::Event;
use domain::certificate::CertificateId;
use domain::delivery::outcome::DeliveryState;
use domain::usersig::service_code::ServiceCode;
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};

use crate::back_end::BackEnd;
use crate::certificates::Desk;
use crate::certificates::form::Form;
use crate::common::*;
use crate::vendors::Vendors;

/// For so long, something that has to happen may take.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// An application with certificates, devices and a back end.
pub struct Station<'a> {
    pub desk: Desk<'a>,
    pub back_end: BackEnd,
    pub apns: CertificateId,
    pub fcm: CertificateId,
    pub delivering: Option<JoinHandle<()>>,
}

impl Drop for Station<'_> {
    fn drop(&mut self) {
        self.stop();
    }
}

impl<'a> Station<'a> {
    pub async fn of(vendors: &Vendors, fresh: &'a Fresh) -> Self {
        let desk = Desk::of(vendors, fresh).await;
        let apns = desk.add(&Form::of("p8", vendors.folder())).await;
        let fcm = desk.add(&Form::of("fcm", vendors.folder())).await;
        let back_end = BackEnd::with_current_key(&desk.world, &desk.owner, desk.app).await;
        Self { desk, back_end, apns, fcm, delivering: None }
    }

    /// Begins to deliver, as a server does when it starts.
    pub fn start(&mut self) {
        let console = self.desk.world.console.clone();
        let (sender, stop) = watch::channel(false);
        self.delivering = Some(tokio::spawn(async move {
            console.deliver(stop).await;
            drop(sender);
        }));
    }

    /// Stops at whatever point it has reached, as a server that is killed.
    pub fn stop(&mut self) {
        if let Some(delivering) = self.delivering.take() {
            delivering.abort();
        }
    }

    pub async fn device(&self, user: &str, token: &str) -> String {
        let is_apple = token.bytes().all(|byte| byte.is_ascii_hexdigit());
        let (platform, certificate) = if is_apple { ("apns", self.apns) } else { ("fcm", self.fcm) };
        let body = json!({
            "UserID": user, "Platform": platform, "CertificateID": certificate.number(), "Token": token,
        });
        self.back_end.set_device(&self.desk.world, &body).await.unwrap()
    }

    pub async fn push(&self, targets: &[&str], random: u32) -> Result<AcceptedPush, ServiceCode> {
        self.push_with(targets, random, None).await
    }

    pub async fn push_with(
        &self,
        targets: &[&str],
        random: u32,
        key: Option<&str>,
    ) -> Result<AcceptedPush, ServiceCode> {
        self.push_by(&self.desk.world, targets, random, key).await
    }

    /// The same by that server.
    pub async fn push_by(
        &self,
        server: &World<'_>,
        targets: &[&str],
        random: u32,
        key: Option<&str>,
    ) -> Result<AcceptedPush, ServiceCode> {
        let body = json!({
            "From_Account": "administrator", "To_Account": targets, "MsgRandom": random,
            "OfflinePushInfo": { "PushFlag": 0, "Title": "Ward 3", "Desc": "Bed 12 asks for you" },
        });
        self.back_end.push(server, &body, key).await
    }

    pub async fn states(&self, task: &str) -> BTreeMap<DeliveryState, usize> {
        let pushes = self.desk.world.console.acting_as(&self.desk.owner);
        pushes.pushes().record(self.desk.app, task).await.unwrap().summary.states
    }

    /// Waits until the push has come to these states.
    pub async fn until(&self, task: &str, expected: &[(DeliveryState, usize)]) {
        let expected: BTreeMap<_, _> = expected.iter().copied().collect();
        let began = Instant::now();
        loop {
            let states = self.states(task).await;
            if states == expected {
                return;
            }
            assert!(began.elapsed() < PATIENCE, "{states:?}, but expected {expected:?}");
            sleep(Duration::from_millis(10)).await;
        }
    }

    pub async fn change(&self, event: Event) {
        let applications = self.desk.world.console.acting_as(&self.desk.owner);
        applications.applications().change(self.desk.app, event).await.unwrap();
    }
}

/// Tokens of Apple's form.
pub fn token(number: u8) -> String {
    format!("{number:02x}").repeat(32)
}

pub fn tokens(deliveries: &[Value]) -> Vec<&str> {
    let mut tokens: Vec<_> = deliveries.iter().map(|push| push["token"].as_str().unwrap()).collect();
    tokens.sort_unstable();
    tokens
}
