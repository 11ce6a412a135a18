//! State shared by all simulated vendors: access tokens issued, pushes received, accounts known.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use domain::certificate::Platform;
use domain::time::Timestamp;

use crate::Random;
use crate::fixtures::{self, FixturesError, KEY, SANDBOX_KEY};
use crate::received::{Push, Received};
use crate::request::Request;
use crate::response::Response;
use crate::script::Script;

pub(crate) struct State {
    pub received: Received,
    pub keys: Keys,
    /// Requests to vendors since the start or the last reset.
    pub requests: u64,
    random: Arc<dyn Random>,
    token_lifetime: Duration,
    tokens: HashMap<String, Grant>,
    /// Device tokens whose [`Script::ExpireToken`] has been played.
    expired_by_script: HashSet<String>,
}

/// Public keys of the accounts that the vendors know.
pub(crate) struct Keys {
    pub apns: [(&'static str, p256::ecdsa::VerifyingKey); 2],
    /// PKCS#1 DER.
    pub google: Vec<u8>,
    /// PKCS#1 DER.
    pub huawei: Vec<u8>,
}

/// What an access token is good for.
#[derive(Debug, Clone)]
struct Grant {
    platform: Platform,
    subject: String,
    expires_at: Timestamp,
}

/// A vendor's judgement of an access token.
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
            keys: Keys { apns, google, huawei },
            requests: 0,
            random,
            token_lifetime,
            tokens: HashMap::new(),
            expired_by_script: HashSet::new(),
        })
    }

    /// As at the start, except that access tokens stay valid.
    pub(crate) fn reset(&mut self) {
        self.received.clear();
        self.expired_by_script.clear();
        self.requests = 0;
    }

    /// 128 random bits in lower-case hexadecimal.
    pub(crate) fn new_id(&self) -> String {
        let mut bytes = [0; 16];
        self.random.fill(&mut bytes);
        base16ct::lower::encode_string(&bytes)
    }

    /// Issues an access token; with its lifetime.
    pub(crate) fn grant(&mut self, platform: Platform, subject: &str, now: Timestamp) -> (String, Duration) {
        let token = format!("{}-access-{}", platform.code(), self.new_id());
        let expires_at = now.plus(self.token_lifetime);
        // Expired ones are remembered for a day, to be told from unknown ones.
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

    /// Whether one of the device `tokens` scripts that the access token counts as expired; true once per device
    /// token.
    pub(crate) fn expires_by_script(&mut self, tokens: &[String]) -> bool {
        let scripted = tokens.iter().find(|token| Script::parse(token) == Some(Script::ExpireToken));
        scripted.is_some_and(|token| self.expired_by_script.insert(token.clone()))
    }

    /// Responds to a push with `usual`, or as its first device token scripts, and records push and response.
    pub(crate) fn deliver(
        &mut self,
        request: &Request,
        push: &Push,
        error: impl Fn(&str) -> Response,
        usual: impl FnOnce(&mut Self) -> Response,
    ) -> Response {
        let script = push.tokens.first().and_then(|token| Script::parse(token));
        let response = match &script {
            Some(Script::Error(code)) => error(code),
            Some(script) => match script.replacement() {
                Some(response) => response,
                None => script.modify(usual(self)),
            },
            None => usual(self),
        };
        let path = format!("{}{}", request.base, request.path);
        self.received.record(push, &path, response.status, &response.body, request.now);
        response
    }
}

/// The response that the id of a credential scripts, for vendors that authenticate by it.
pub(crate) fn scripted_by(id: &str, error: impl Fn(&str) -> Response) -> Option<Response> {
    match Script::parse(id)? {
        Script::Error(code) => Some(error(&code)),
        script => script.replacement(),
    }
}

/// Whether no device has the token; credential checks send to such a token.
pub(crate) fn is_nonsense(token: &str) -> bool {
    token.is_empty() || token.starts_with("nonsense") || token.len() > 4_096
}
