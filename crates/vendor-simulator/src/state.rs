//! State shared by all simulated vendors: issued access tokens, received pushes, known accounts.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use domain::certificate::Platform;
use domain::time::Timestamp;

use crate::Random;
use crate::deliveries::Deliveries;
use crate::faults::{Fault, Faults};
use crate::fixtures::{self, FixturesError, KEY, SANDBOX_KEY};
use crate::received::{Push, Received};
use crate::request::Request;
use crate::response::{ConnectionAction, Response};
use crate::script::Script;
use crate::tokens;

pub(crate) struct State {
    pub received: Received,
    pub deliveries: Deliveries,
    pub faults: Faults,
    pub keys: Keys,
    /// Provider tokens of APNs whose signature is verified. A client uses one for thousands of pushes.
    pub provider_tokens: HashMap<String, ProviderToken>,
    /// Number of requests to vendors since the start or the last reset.
    pub requests: u64,
    random: Arc<dyn Random>,
    token_lifetime: Duration,
    tokens: HashMap<String, Grant>,
    /// Device tokens whose [`Script::ExpireToken`] has already taken effect.
    expired_by_script: HashSet<String>,
}

/// Public keys of the accounts that the vendors know.
pub(crate) struct Keys {
    pub apns: [(&'static str, p256::ecdsa::VerifyingKey); 2],
    /// Key of the Google service account, PKCS#1 DER.
    pub google: Vec<u8>,
    /// Key of the Huawei service account, PKCS#1 DER.
    pub huawei: Vec<u8>,
}

/// A provider token of APNs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ProviderToken {
    pub key_id: &'static str,
    /// In Unix seconds.
    pub issued_at: i64,
}

/// The rights of an issued access token.
#[derive(Debug, Clone)]
struct Grant {
    platform: Platform,
    subject: String,
    expires_at: Timestamp,
}

/// The result of validating an access token at a vendor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Access {
    /// Valid for this subject.
    Granted(String),
    Expired,
    /// Never issued by this vendor.
    Unknown,
}

impl State {
    pub(crate) fn new(random: Arc<dyn Random>, token_lifetime: Duration) -> Result<Self, FixturesError> {
        let (google, huawei) = fixtures::account_keys()?;
        let apns = [KEY, SANDBOX_KEY].map(|id| (id, fixtures::apns_public(id)));
        Ok(Self {
            received: Received::default(),
            deliveries: Deliveries::default(),
            faults: Faults::default(),
            keys: Keys { apns, google, huawei },
            provider_tokens: HashMap::new(),
            requests: 0,
            random,
            token_lifetime,
            tokens: HashMap::new(),
            expired_by_script: HashSet::new(),
        })
    }

    /// Restores the initial state, except that access tokens stay valid.
    pub(crate) fn reset(&mut self) {
        self.received.clear();
        self.deliveries = Deliveries::default();
        self.faults = Faults::default();
        self.expired_by_script.clear();
        self.requests = 0;
    }

    /// A new id: 128 random bits in lower-case hexadecimal.
    pub(crate) fn new_id(&self) -> String {
        let mut bytes = [0; 16];
        self.random.fill(&mut bytes);
        base16ct::lower::encode_string(&bytes)
    }

    /// Issues an access token and returns it with its lifetime.
    pub(crate) fn grant(&mut self, platform: Platform, subject: &str, now: Timestamp) -> (String, Duration) {
        let token = format!("{}-access-{}", platform.code(), self.new_id());
        let expires_at = now.plus(self.token_lifetime);
        // Expired tokens are kept for a day, to distinguish them from unknown ones.
        self.tokens.retain(|_, grant| grant.expires_at.plus(Duration::from_hours(24)) > now);
        self.tokens.insert(token.clone(), Grant { platform, subject: subject.to_owned(), expires_at });
        (token, self.token_lifetime)
    }

    pub(crate) fn access(&self, platform: Platform, token: &str, now: Timestamp) -> Access {
        match self.tokens.get(token).filter(|grant| grant.platform == platform) {
            None => Access::Unknown,
            Some(grant) if grant.expires_at <= now => Access::Expired,
            Some(grant) => Access::Granted(grant.subject.clone()),
        }
    }

    /// Whether the script of one of the device `tokens` makes the access token count as expired: `true` once per device
    /// token.
    pub(crate) fn expires_by_script(&mut self, tokens: &[String]) -> bool {
        let scripted = tokens.iter().find(|token| Script::parse(token) == Some(Script::ExpireToken));
        scripted.is_some_and(|token| self.expired_by_script.insert(token.clone()))
    }

    /// Responds to a push with `usual`, or as its first device token or the faults demand, and records push and
    /// response.
    pub(crate) fn deliver(
        &mut self,
        request: &Request,
        push: Push,
        error: impl Fn(&str) -> Response,
        usual: impl FnOnce(&mut Self) -> Response,
    ) -> Response {
        let token = push.tokens.first().map(String::as_str).unwrap_or_default();
        let fault = self.faults.draw(push.platform, &push.sender, token);
        let processed = |state: &mut Self| match tokens::code(push.platform, token) {
            Some(code) => error(code),
            None => scripted(token, &error, || usual(state)),
        };
        let response = match fault {
            None => processed(self),
            Some(Fault::Refused) => error(tokens::refusal(push.platform)),
            Some(Fault::Status(status)) => Response::new(status, ""),
            Some(Fault::Throttled(seconds)) => {
                Response::new(429, "").with_header("retry-after", seconds.to_string())
            }
            Some(Fault::DroppedBefore) => Response::new(200, "").with_connection(ConnectionAction::Drop),
            Some(Fault::DroppedAfter) => processed(self).with_connection(ConnectionAction::Drop),
        };
        let delay = response.delay + self.faults.delay(push.platform);
        let response = response.with_delay(delay);
        self.deliveries.record(&push, &response, request.now);
        let path = format!("{}{}", request.base, request.path);
        self.received.record(push, path, response.status, response.body.clone(), request.now);
        response
    }
}

/// The usual response, or the one that a device token demands.
fn scripted(token: &str, error: impl Fn(&str) -> Response, usual: impl FnOnce() -> Response) -> Response {
    match Script::parse(token) {
        Some(Script::Error(code)) => error(&code),
        Some(script) => script.replacement().unwrap_or_else(|| script.modify(usual())),
        None => usual(),
    }
}

/// The response scripted by the id of a credential, for vendors that authenticate with an id.
pub(crate) fn scripted_by(id: &str, error: impl Fn(&str) -> Response) -> Option<Response> {
    match Script::parse(id)? {
        Script::Error(code) => Some(error(&code)),
        script => script.replacement(),
    }
}

/// Whether no device has the token. Credential checks send to such tokens.
pub(crate) fn is_nonsense(token: &str) -> bool {
    token.is_empty() || token.starts_with("nonsense") || token.len() > 4_096
}
