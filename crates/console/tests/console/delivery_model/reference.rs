//! What may become of an accepted push, in the plainest form: for each device the states that are possible now. More than
//! one is, where it depends on what the engine has come to, or on the jitter of a retry.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use domain::certificate::CertificateId;
use domain::delivery::outcome::DeliveryState;
use domain::time::Timestamp;

/// After this time at the latest, a failed push is due again.
pub const LONGEST_PAUSE: Duration = Duration::from_mins(6);
/// How long a push is tried.
const LIFETIME: Duration = Duration::from_hours(24);

/// How a vendor answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answers {
    /// As the token deserves.
    Well,
    /// 503.
    Fails,
    /// Not at all, after having taken the push.
    Silent,
    /// It refuses the credential.
    Refuses,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    Good,
    Dead,
    Doubtful,
}

#[derive(Debug, Clone, Copy)]
pub struct Device {
    /// Another one where another user has signed in on it.
    pub number: i64,
    pub user: u64,
    pub certificate: CertificateId,
    pub token: Token,
}

/// A push that was accepted for a device.
#[derive(Debug, Clone)]
pub struct Target {
    pub task: String,
    pub device: i64,
    pub platform: usize,
    pub certificate: CertificateId,
    pub possible: BTreeSet<DeliveryState>,
    /// The vendor may have taken it.
    pub may_have_arrived: bool,
    /// The vendor may have taken it more than once.
    pub may_be_repeated: bool,
    accepted_at: Timestamp,
    /// If it is to be tried again, it is due by then.
    due_by: Timestamp,
    /// The application was stopped since.
    is_stopped: bool,
}

/// An application, its vendors and its devices, and what was accepted.
#[derive(Debug)]
pub struct Reference {
    pub now: Timestamp,
    /// When the trial is suspended.
    pub term_end: Timestamp,
    pub is_disabled: bool,
    pub is_deleted: bool,
    /// Whether a server delivers.
    pub is_running: bool,
    /// By platform.
    pub answers: [Answers; 2],
    /// By platform: whether the vendor may have refused the credential, and no other has been saved since.
    pub may_be_refused: [bool; 2],
    /// By platform.
    pub certificates: [Option<CertificateId>; 2],
    /// By their names.
    pub devices: BTreeMap<u64, Device>,
    pub targets: Vec<Target>,
}

impl Reference {
    /// Whether the application is in service.
    pub fn serves(&self) -> bool {
        !self.is_disabled && !self.is_deleted && self.now < self.term_end
    }

    pub fn accept(&mut self, task: &str, device: i64, platform: usize, certificate: CertificateId) {
        self.targets.push(Target {
            task: task.to_owned(),
            device,
            platform,
            certificate,
            possible: [DeliveryState::Waiting].into(),
            may_have_arrived: false,
            may_be_repeated: false,
            accepted_at: self.now,
            due_by: self.now,
            is_stopped: false,
        });
    }

    /// The application was changed: if it is out of service now, what waits is stopped for good.
    pub fn changed(&mut self) {
        if !self.serves() {
            self.targets.iter_mut().for_each(|target| target.is_stopped = true);
        }
    }

    /// The server was killed: what is not settled may be sent again.
    pub fn killed(&mut self) {
        self.is_running = false;
        for target in self.targets.iter_mut().filter(|target| target.is_open()) {
            target.may_be_repeated = true;
        }
    }

    /// The server has worked for a while: as long as it needs, if it `rests` now.
    pub fn work(&mut self, rests: bool) {
        for index in 0..self.targets.len() {
            let target = &self.targets[index];
            let mut next: BTreeSet<_> =
                target.possible.iter().flat_map(|state| self.next(target, *state)).collect();
            let (is_sent, answers) = (self.is_sent(target), self.answers[target.platform]);
            if !rests {
                next.extend(&target.possible);
            }
            if is_sent && answers == Answers::Refuses {
                self.may_be_refused[target.platform] = true;
            }
            let due_by = self.now.plus(LONGEST_PAUSE);
            let target = &mut self.targets[index];
            if is_sent {
                target.may_have_arrived |= matches!(answers, Answers::Well | Answers::Silent);
                target.may_be_repeated |= answers == Answers::Silent;
            }
            if is_sent && matches!(answers, Answers::Fails | Answers::Silent) {
                target.due_by = due_by;
            }
            target.possible = next;
        }
    }

    /// The states that follow once the server has done all it can now.
    fn next(&self, target: &Target, state: DeliveryState) -> BTreeSet<DeliveryState> {
        if state.is_final() || !self.is_running {
            return [state].into();
        }
        let mut next = BTreeSet::new();
        let is_due = state == DeliveryState::Waiting || target.is_stopped || target.due_by <= self.now;
        let may_rest = self.may_be_refused[target.platform];
        let ends: Vec<_> = self.ends(target).collect();
        // Whether the device is there, is looked at when it is about to be sent.
        if !is_due || (may_rest && ends.iter().all(|end| *end == DeliveryState::DeviceGone)) {
            next.insert(state);
        }
        next.extend(&ends);
        let Some(token) = self.token(target).filter(|_| ends.is_empty()) else { return next };
        if token == Token::Dead {
            // Another push has found that out.
            next.insert(DeliveryState::DeviceGone);
        }
        next.insert(match (self.answers[target.platform], token) {
            (Answers::Well, Token::Good) => DeliveryState::Accepted,
            (Answers::Well, Token::Dead) => DeliveryState::DeadToken,
            (Answers::Well, Token::Doubtful) => DeliveryState::DoubtfulToken,
            (Answers::Fails, _) => DeliveryState::Retrying,
            // Once more after ten seconds.
            (Answers::Silent, _) if state == DeliveryState::Waiting => DeliveryState::Retrying,
            (Answers::Silent, _) => DeliveryState::Unknown,
            (Answers::Refuses, _) => state,
        });
        next
    }

    /// Why it is not sent any more. Where there are several reasons, any may be recorded.
    fn ends(&self, target: &Target) -> impl Iterator<Item = DeliveryState> {
        let is_certificate_gone = self.certificates[target.platform] != Some(target.certificate);
        [
            (target.is_stopped || !self.serves(), DeliveryState::ApplicationStopped),
            (is_certificate_gone, DeliveryState::CertificateDeleted),
            (target.accepted_at.plus(LIFETIME) <= self.now, DeliveryState::Expired),
            (self.token(target).is_none(), DeliveryState::DeviceGone),
        ]
        .into_iter()
        .filter_map(|(is_so, state)| is_so.then_some(state))
    }

    /// Whether it may be on the wire now.
    fn is_sent(&self, target: &Target) -> bool {
        self.is_running && target.is_open() && self.ends(target).next().is_none()
    }

    /// The token of its device, unless that is gone.
    fn token(&self, target: &Target) -> Option<Token> {
        let is_it =
            |device: &&Device| device.number == target.device && device.certificate == target.certificate;
        self.devices.values().find(is_it).map(|device| device.token)
    }
}

impl Target {
    /// Whether something may still happen.
    pub fn is_open(&self) -> bool {
        self.possible.iter().any(|state| !state.is_final())
    }
}
