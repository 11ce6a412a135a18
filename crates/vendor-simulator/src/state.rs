//! State shared by all simulated vendors: issued access tokens, received pushes, known accounts.

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
            keys: Keys { apns, google, huawei },
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

    /// Responds to a push with `usual`, or as scripted by its first device token, and records push and response.
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
