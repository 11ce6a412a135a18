//! An application on a database, with its vendors and a server: what happens to it happens to its reference.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use domain::application::Application;
use domain::application::lifecycle::Event;
use domain::certificate::CertificateId;
use domain::usersig::service_code::ServiceCode;
use serde_json::json;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::sleep;

use super::reference::{Answers, Device, LONGEST_PAUSE, Reference, Token};
use super::{Doing, USERS};
use crate::accepted::{Delivery, deliveries};
use crate::back_end::BackEnd;
use crate::certificates::Desk;
use crate::certificates::form::{Form, PACKAGE};
use crate::common::*;
use crate::vendors::Vendors;

/// The platform of every other device, and the form of its certificate.
pub const PLATFORMS: [(&str, &str); 2] = [("apns", "p8"), ("fcm", "fcm")];
/// What is on the wire when an application is stopped has arrived after this time.
const ON_THE_WIRE: Duration = Duration::from_millis(80);

/// An application beside its reference.
pub struct Stage<'a> {
    pub vendors: &'a Vendors,
    pub desk: Desk<'a>,
    back_end: BackEnd,
    pub server: Option<(JoinHandle<()>, watch::Sender<bool>)>,
    pub reference: Reference,
    pub seed: u64,
    history: Vec<Doing>,
    /// Tokens that a device had, by its number.
    pub tokens: BTreeMap<i64, BTreeSet<String>>,
    /// What the vendors had taken when the application was stopped.
    arrived: Option<usize>,
}

impl Drop for Stage<'_> {
    fn drop(&mut self) {
        if let Some((server, _)) = &self.server {
            server.abort();
        }
    }
}

impl<'a> Stage<'a> {
    pub async fn of(vendors: &'a Vendors, fresh: &'a Fresh, seed: u64) -> Self {
        let desk = Desk::of(vendors, fresh).await;
        let mut certificates = [None; 2];
        for (certificate, (_, form)) in certificates.iter_mut().zip(PLATFORMS) {
            *certificate = Some(desk.add(&Form::of(form, vendors.folder())).await);
        }
        let back_end = BackEnd::with_current_key(&desk.world, &desk.owner, desk.app).await;
        let reference = Reference {
            now: NOW,
            term_end: application(&desk).await.life.term.end(),
            is_disabled: false,
            is_deleted: false,
            is_running: false,
            answers: [Answers::Well; 2],
            may_be_refused: [false; 2],
            certificates,
            devices: BTreeMap::new(),
            targets: Vec::new(),
        };
        let (history, tokens) = (Vec::new(), BTreeMap::new());
        let mut stage =
            Self { vendors, desk, back_end, server: None, reference, seed, history, tokens, arrived: None };
        stage.start();
        stage
    }

    pub fn start(&mut self) {
        let console = self.desk.world.console.clone();
        let (sender, stop) = watch::channel(false);
        self.server = Some((tokio::spawn(async move { console.deliver(stop).await }), sender));
        self.reference.is_running = true;
    }

    pub async fn carry_out(&mut self, doing: Doing) {
        self.history.push(doing);
        self.reference.work(false);
        let before = self.reference.serves();
        match doing {
            Doing::Push { first, users } => self.push(first, users).await,
            Doing::SetDevice { name, user, token } => self.set_device(name, user, token).await,
            Doing::RemoveDevice { name } => self.remove_device(name).await,
            Doing::Switch => {
                let event = if self.reference.is_disabled { Event::Enable } else { Event::Disable };
                self.change(event).await;
            }
            Doing::Extend => self.extend().await,
            Doing::Answer { platform, answers } => self.answer(platform, answers).await,
            Doing::Edit { platform } => self.edit(platform).await,
            Doing::Exchange { platform } => self.exchange(platform).await,
            Doing::Wait(duration) => {
                if duration > LONGEST_PAUSE {
                    // What is on the wire was signed at a time that must not be long ago when it arrives.
                    self.rest().await;
                    sleep(ON_THE_WIRE).await;
                }
                self.desk.world.advance(duration);
                self.reference.now = self.reference.now.plus(duration);
            }
            Doing::Server { is_killed } => self.switch_server(is_killed).await,
            Doing::Rest => self.rest().await,
        }
        self.reference.work(false);
        if before && !self.reference.serves() {
            sleep(ON_THE_WIRE).await;
            self.arrived = Some(self.vendors.deliveries().await.len());
        } else if self.reference.serves() {
            self.arrived = None;
        } else if let Some(arrived) = self.arrived {
            assert_eq!(self.vendors.deliveries().await.len(), arrived, "sent while stopped: {}", self.told());
        }
        self.is_possible().await.unwrap_or_else(|wrong| panic!("{wrong}: {}", self.told()));
    }

    pub fn told(&self) -> String {
        format!("seed {}, {:?}", self.seed, self.history)
    }

    async fn push(&mut self, first: u64, users: u64) {
        let users: BTreeSet<u64> = (first..first + users).map(|user| user % USERS).collect();
        let targets: Vec<String> = users.iter().map(|user| format!("user-{user}")).collect();
        let body = json!({
            "From_Account": "administrator", "To_Account": targets, "MsgRandom": self.history.len(),
            "OfflinePushInfo": { "PushFlag": 0, "Title": "Ward 3", "Desc": "Bed 12 asks for you" },
        });
        let answer = self.back_end.push(&self.desk.world, &body, None).await;
        if !self.reference.serves() {
            assert_eq!(answer, Err(ServiceCode::OutOfService), "{}", self.told());
            return;
        }
        let task = answer.unwrap().task_id;
        let mut accepted = self.deliveries().await;
        accepted.retain(|delivery| delivery.task == task);
        let accepted: BTreeSet<i64> = accepted.iter().map(|delivery| delivery.device).collect();
        let devices: Vec<(u64, Device)> = self.reference.devices.iter().map(|it| (*it.0, *it.1)).collect();
        for (name, device) in devices.into_iter().filter(|(_, device)| users.contains(&device.user)) {
            if accepted.contains(&device.number) {
                let platform = usize::from(name % 2 == 1);
                self.reference.accept(&task, device.number, platform, device.certificate);
            } else {
                // Removed meanwhile, since the vendor has said so.
                assert_eq!(device.token, Token::Dead, "{name}: {}", self.told());
                self.reference.devices.remove(&name);
            }
        }
        let known = self.reference.targets.iter().filter(|target| target.task == task).count();
        assert_eq!(known, accepted.len(), "sent to somebody else: {}", self.told());
    }

    async fn set_device(&mut self, name: u64, user: u64, token: Token) {
        let platform = usize::from(name % 2 == 1);
        let Some(certificate) = self.reference.certificates[platform] else { return };
        if !self.reference.serves() {
            return;
        }
        let (kind, _) = PLATFORMS[platform];
        let number = format!("{:06x}", self.history.len() * 16 + usize::try_from(name).unwrap());
        let text = match (kind, token) {
            ("apns", Token::Good) => format!("aa{number}").repeat(8),
            ("apns", Token::Dead) => format!("dead{}", format!("aa{number}").repeat(8).split_off(4)),
            ("apns", Token::Doubtful) => format!("bad0{}", format!("aa{number}").repeat(8).split_off(4)),
            (_, Token::Good) => format!("token-{number}"),
            (_, Token::Dead) => format!("dead-{number}"),
            (_, Token::Doubtful) => format!("bad-{number}"),
        };
        let user_id = format!("user-{user}");
        let body = json!({
            "RegistrationID": format!("device-{name}"), "UserID": user_id, "Platform": kind,
            "CertificateID": certificate.number(), "Token": text,
        });
        self.back_end.set_device(&self.desk.world, &body).await.unwrap();
        let store = &self.desk.world.fresh.store;
        let devices = store.devices_of_user(self.desk.app, &user_id.parse().unwrap(), 0, 100).await.unwrap();
        let it = devices.iter().find(|device| device.token == text).unwrap();
        self.tokens.entry(it.id).or_default().insert(text);
        self.reference.devices.insert(name, Device { number: it.id, user, certificate, token });
    }

    async fn remove_device(&mut self, name: u64) {
        if self.reference.serves() {
            let body = json!({ "RegistrationID": format!("device-{name}") });
            self.back_end.delete_devices(&self.desk.world, &body).await.unwrap();
            self.reference.devices.remove(&name);
        }
    }

    /// Lets an event happen to the application, if the rules allow it.
    pub async fn change(&mut self, event: Event) {
        let acting = self.desk.world.console.acting_as(&self.desk.owner);
        if acting.applications().change(self.desk.app, event).await.is_ok() {
            self.reference.is_disabled =
                event == Event::Disable || (event == Event::Delete && self.reference.is_disabled);
            self.reference.is_deleted |= event == Event::Delete;
            self.reference.changed();
        }
    }

    async fn extend(&mut self) {
        let version = application(&self.desk).await.version;
        let acting = self.desk.world.console.acting_as(&self.desk.owner);
        if let Ok(application) = acting.applications().extend(self.desk.app, version).await {
            self.reference.term_end = application.life.term.end();
            self.reference.changed();
        }
    }

    /// Changes how a vendor answers, once everything before was answered.
    pub async fn answer(&mut self, platform: usize, answers: Answers) {
        self.rest().await;
        self.reference.answers[platform] = answers;
        let plan = |platform: usize| match self.reference.answers[platform] {
            Answers::Well => json!({}),
            Answers::Fails => json!({ "unavailable": 1.0 }),
            Answers::Silent => json!({ "dropped_after": 1.0 }),
            Answers::Refuses => json!({ "refused": [PACKAGE, "fake-project"] }),
        };
        self.vendors.chaos(&json!({ "apns": plan(0), "fcm": plan(1) })).await;
    }

    pub async fn edit(&mut self, platform: usize) {
        let Some(certificate) = self.reference.certificates[platform] else { return };
        let form = Form::of(PLATFORMS[platform].1, self.vendors.folder());
        self.desk.edit(certificate, &form).await.unwrap();
        self.reference.may_be_refused[platform] = false;
    }

    async fn exchange(&mut self, platform: usize) {
        let changed: Option<CertificateId> = match self.reference.certificates[platform] {
            Some(certificate) => {
                self.desk.certificates().delete(self.desk.app, certificate).await.unwrap();
                None
            }
            None => Some(self.desk.add(&Form::of(PLATFORMS[platform].1, self.vendors.folder())).await),
        };
        self.reference.certificates[platform] = changed;
        self.reference.may_be_refused[platform] = false;
    }

    async fn switch_server(&mut self, is_killed: bool) {
        let Some((server, stop)) = self.server.take() else {
            self.start();
            return;
        };
        if is_killed {
            self.reference.killed();
            server.abort();
            // What it had begun to send in this process goes on for a moment, unlike that of a process that is killed.
            sleep(ON_THE_WIRE).await;
            // As if they had ended by themselves.
            self.desk.world.run("UPDATE push_queue SET lease_ends_at = 0").await;
        } else {
            stop.send_replace(true);
            server.await.unwrap();
            self.reference.is_running = false;
        }
    }

    pub async fn deliveries(&self) -> Vec<Delivery> {
        deliveries(&self.desk.world.fresh.store, self.desk.app).await
    }
}

async fn application(desk: &Desk<'_>) -> Application {
    let acting = desk.world.console.acting_as(&desk.owner);
    acting.applications().detail(desk.app, None).await.unwrap().application
}
