//! What all simulated vendors share: the tokens they gave out, what they were sent, chaos, and which path is whose.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::certificate::Platform;
use domain::time::Timestamp;

use super::answer::{Answer, Asked};
use super::chaos::Strike;
use super::environment::path;
use super::kit::{self, KEY, Kit, SANDBOX_KEY, Unmade};
use super::received::{Push, Received};
use super::trick::Trick;
use super::{Clock, Options, Random, apns, control, fcm, honor, huawei, meizu, oppo, vivo, xiaomi};
use crate::hosts::Host;
use crate::sign::hex;

/// All vendors.
pub(super) struct World {
    options: Options,
    clock: Arc<dyn Clock>,
    authority: String,
    state: Mutex<State>,
}

/// What changes from call to call, and what the vendors know.
pub(super) struct State {
    pub received: Received,
    pub keys: Keys,
    random: Arc<dyn Random>,
    token_lifetime: Duration,
    tokens: HashMap<String, Grant>,
    /// Devices' tokens that asked for [`Trick::Stale`] and got it.
    stale: HashSet<String>,
    calls: u64,
}

/// Public keys of the accounts that the vendors know.
pub(super) struct Keys {
    pub apns: [(&'static str, p256::ecdsa::VerifyingKey); 2],
    /// PKCS#1 DER.
    pub google: Vec<u8>,
    /// PKCS#1 DER.
    pub huawei: Vec<u8>,
}

/// What a token of access is for.
#[derive(Debug, Clone)]
struct Grant {
    platform: Platform,
    subject: String,
    until: Timestamp,
}

/// What a vendor thinks of a token of access.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Access {
    /// It belongs to this subject.
    Granted(String),
    /// It did.
    Expired,
    /// It is none of this vendor's.
    Unknown,
}

impl World {
    pub(super) fn new(
        options: Options,
        kit: &Kit,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Result<Self, Unmade> {
        let (google, huawei) = kit::account_keys()?;
        let apns = [KEY, SANDBOX_KEY].map(|id| (id, kit::apns_public(id)));
        let state = State {
            received: Received::default(),
            keys: Keys { apns, google, huawei },
            random,
            token_lifetime: options.token_lifetime,
            tokens: HashMap::new(),
            stale: HashSet::new(),
            calls: 0,
        };
        Ok(Self { options, clock, authority: kit.authority().to_owned(), state: Mutex::new(state) })
    }

    pub(super) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(super) fn answer(&self, asked: Asked) -> Answer {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = control::answer(&mut state, &asked, &self.authority) {
            return answer;
        }
        state.calls += 1;
        let strike = self.options.chaos.and_then(|chaos| chaos.strike(state.calls));
        if let Some(Strike::Instead(answer)) = strike {
            return answer.after(self.options.latency);
        }
        let answer = route(&mut state, asked);
        let late = if let Some(Strike::Later(late)) = strike { late } else { Duration::ZERO };
        let delay = answer.delay + self.options.latency + late;
        answer.after(delay)
    }
}

fn route(state: &mut State, mut asked: Asked) -> Answer {
    let served = |host: &Host| {
        let path = path(*host);
        if path.is_empty() {
            None
        } else {
            asked.path.strip_prefix(&path)?.chars().next().is_none_or(|next| next == '/').then_some(path)
        }
    };
    let found = Host::ALL.into_iter().find_map(|host| Some((host, served(&host)?)));
    let Some((host, path)) = found else { return apns::answer(state, &asked) };
    asked.base = asked.path.drain(..path.len()).collect();
    match host {
        Host::ApnsProduction | Host::ApnsSandbox => apns::answer(state, &asked),
        Host::Fcm => fcm::send(state, &asked),
        Host::FcmToken => fcm::token(state, &asked),
        Host::Huawei => huawei::android(state, &asked),
        Host::HuaweiToken => huawei::token(state, &asked),
        Host::Harmony => huawei::harmony(state, &asked),
        Host::Honor => honor::send(state, &asked),
        Host::HonorToken => honor::token(state, &asked),
        Host::XiaomiChina
        | Host::XiaomiSingapore
        | Host::XiaomiEurope
        | Host::XiaomiIndia
        | Host::XiaomiRussia => xiaomi::answer(state, &asked),
        Host::Oppo => oppo::answer(state, &asked),
        Host::Vivo => vivo::answer(state, &asked),
        Host::Meizu => meizu::answer(state, &asked),
    }
}

impl State {
    /// As it was at the start; tokens of access stay valid.
    pub(super) fn reset(&mut self) {
        self.received.clear();
        self.stale.clear();
        self.calls = 0;
    }

    /// Random, in lower-case hexadecimal.
    pub(super) fn name(&self) -> String {
        let mut bytes = [0; 16];
        self.random.fill(&mut bytes);
        hex(&bytes)
    }

    /// A token of access, and how long it lives.
    pub(super) fn grant(&mut self, platform: Platform, subject: &str, now: Timestamp) -> (String, Duration) {
        let token = format!("{}-access-{}", platform.code(), self.name());
        let until = now.plus(self.token_lifetime);
        self.tokens.retain(|_, grant| grant.until.plus(Duration::from_hours(24)) > now);
        self.tokens.insert(token.clone(), Grant { platform, subject: subject.to_owned(), until });
        (token, self.token_lifetime)
    }

    pub(super) fn access(&self, platform: Platform, token: &str, now: Timestamp) -> Access {
        match self.tokens.get(token).filter(|grant| grant.platform == platform) {
            None => Access::Unknown,
            Some(grant) if grant.until <= now => Access::Expired,
            Some(grant) => Access::Granted(grant.subject.clone()),
        }
    }

    /// Whether the token of access counts as expired because of the devices' `tokens`; it does so once.
    pub(super) fn turns_stale(&mut self, tokens: &[String]) -> bool {
        let asks = tokens.iter().find(|token| Trick::of(token) == Some(Trick::Stale));
        asks.is_some_and(|token| self.stale.insert(token.clone()))
    }

    /// Answers a push by `usual`, or by what the first of its tokens asks for, and keeps both.
    pub(super) fn deliver(
        &mut self,
        asked: &Asked,
        push: &Push,
        error: impl Fn(&str) -> Answer,
        usual: impl FnOnce(&mut Self) -> Answer,
    ) -> Answer {
        let trick = push.tokens.first().and_then(|token| Trick::of(token));
        let answer = match &trick {
            Some(Trick::Error(code)) => error(code),
            Some(trick) => match trick.instead() {
                Some(answer) => answer,
                None => trick.change(usual(self)),
            },
            None => usual(self),
        };
        let path = format!("{}{}", asked.base, asked.path);
        self.received.keep(push, &path, answer.status, &answer.body, asked.now);
        answer
    }
}

/// What the id of a credential asks for, where a vendor signs somebody in by it.
pub(super) fn asked_of(id: &str, error: impl Fn(&str) -> Answer) -> Option<Answer> {
    match Trick::of(id)? {
        Trick::Error(code) => Some(error(&code)),
        trick => trick.instead(),
    }
}

/// Whether no device has the token: whoever tries a credential sends to such a one.
pub(super) fn is_nonsense(token: &str) -> bool {
    token.is_empty() || token.starts_with("nonsense") || token.len() > 4_096
}
