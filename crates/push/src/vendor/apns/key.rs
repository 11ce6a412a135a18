//! An APNs signing key, from a `.p8` file.

use std::time::Duration;

use domain::certificate::{
    Account, ApnsKeyFacts, AppleId, BundleId, CredentialError, Facts, FileFacts, FileUse, Platform, Upload,
    Warning,
};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{BACKGROUND, LOW, NONSENSE, check_services, classify, delivery, p8, repeat, request};
use crate::client::{Classified, Connection, Exchange, Request, Response, Token, unusable_key};
use crate::credential::{self, Environment, Parsed, Secret, read_file, short_fingerprint};
use crate::hosts::Host;
use crate::message::{Message, Repeat};
use crate::outcome::{Checked, Outcome};
use crate::sign::{self, Algorithm};
use crate::vendor::{CompleteAccount, Inspected, VendorCredential};

/// Apple accepts provider tokens for up to 60 minutes and throttles clients that create new ones more often than every
/// 20 minutes. [`Token`] is renewed five minutes before this lifetime ends.
const TOKEN_LIFETIME: Duration = Duration::from_mins(55);

/// An APNs signing key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApnsKey {
    /// The Key ID: 10 letters and digits.
    pub key_id: String,
    /// The Team ID: 10 letters and digits.
    pub team_id: String,
    /// The bundle ID: the topic of ordinary pushes.
    pub bundle_id: String,
    /// The Apple service that it is used for.
    pub environment: Environment,
    /// The private key on P-256, PKCS#8 PEM.
    pub private_key: Secret,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "ApnsKey", deny_unknown_fields)]
pub(crate) struct Stored {
    key_id: String,
    team_id: String,
    bundle_id: String,
    environment: Environment,
    #[serde(with = "credential::stored_secret")]
    private_key: Secret,
}

impl VendorCredential for ApnsKey {
    const PLATFORM: Platform = Platform::Apns;

    fn host(&self) -> Host {
        self.environment.into()
    }

    fn parse(
        account: &CompleteAccount<'_>,
        stored: Option<(&Self, &Facts)>,
        _: Timestamp,
    ) -> Option<Result<Parsed, Vec<CredentialError>>> {
        let Account::ApnsKey { file, key_id, team_id, bundle_id, environment } = account else { return None };
        let parsed = |private_key, key_id: &AppleId| {
            Self::parsed(private_key, key_id, team_id, bundle_id, *environment)
        };
        Some(match (file, stored) {
            (Some(file), _) => from_file(file, key_id.as_ref())
                .map_err(|error| vec![error])
                .map(|(key, key_id, warnings)| Parsed { warnings, ..parsed(key, &key_id) }),
            (None, Some((key, Facts::ApnsKey(facts)))) => {
                Ok(parsed(key.private_key.clone(), key_id.as_ref().unwrap_or(&facts.key_id)))
            }
            (None, _) => Err(vec![CredentialError::FileMissing]),
        })
    }

    fn inspect(file: &Upload, file_use: &FileUse, _: Timestamp) -> Option<Inspected> {
        let FileUse::ApnsKey { key_id } = file_use else { return None };
        let named = p8::key_id(file.name());
        let warnings = p8::key_id_warnings(key_id.as_ref(), named.as_ref());
        let facts = FileFacts::ApnsKey { key_id: key_id.clone().or(named), curve: p8::CURVE.to_owned() };
        Some(p8::parse(file).map(|_| (facts, warnings)).map_err(|error| vec![error]))
    }

    /// Pushes to a token that no device has: Apple validates the key before the token.
    async fn check(&self, connection: &Connection<'_>, now: Timestamp) -> Checked {
        let check = |environment| async move {
            let payload = json!({ "aps": {} });
            let headers = [BACKGROUND, LOW];
            let request = request(connection, environment, NONSENSE, &self.bundle_id, &payload, &headers);
            connection.exchange(&Push { key: self, request }, now).await
        };
        check_services(self.environment, now, check).await
    }

    async fn prepare(&self, connection: &Connection<'_>, now: Timestamp) -> Result<(), Outcome> {
        connection.prepare(now, async { self.sign_token(now) }).await
    }

    fn repeat(&self, message: &Message) -> Repeat {
        repeat(message, message.kind)
    }

    async fn send(&self, connection: &Connection<'_>, message: &Message, now: Timestamp) -> Outcome {
        match delivery(connection, self.environment, message, &self.bundle_id, message.kind, now) {
            Ok(request) => connection.exchange(&Push { key: self, request }, now).await,
            Err(refused) => refused,
        }
    }
}

impl ApnsKey {
    /// Signs a token locally: Apple issues none.
    fn sign_token(&self, now: Timestamp) -> Result<Token, Outcome> {
        let claims = json!({ "iss": self.team_id, "iat": now.unix_seconds() });
        let token = sign::token(Algorithm::Es256, &self.key_id, &self.private_key, &claims);
        Ok(Token::new(token.map_err(|_| unusable_key())?.as_str(), now, TOKEN_LIFETIME))
    }

    fn parsed(
        private_key: Secret,
        key_id: &AppleId,
        team_id: &AppleId,
        bundle_id: &BundleId,
        environment: Environment,
    ) -> Parsed {
        let facts = ApnsKeyFacts {
            key_id: key_id.clone(),
            team_id: team_id.clone(),
            bundle_id: bundle_id.clone(),
            environment,
            curve: p8::CURVE.to_owned(),
            fingerprint: short_fingerprint(private_key.expose().as_bytes()),
        };
        let key = Self {
            key_id: key_id.to_string(),
            team_id: team_id.to_string(),
            bundle_id: bundle_id.to_string(),
            environment,
            private_key,
        };
        Parsed::new(key, Facts::ApnsKey(facts))
    }
}

/// The key in `file` with its Key ID: the typed one, or else the one in the file's name.
fn from_file(
    file: &Upload,
    typed: Option<&AppleId>,
) -> Result<(Secret, AppleId, Vec<Warning>), CredentialError> {
    let named = p8::key_id(file.name());
    let warnings = p8::key_id_warnings(typed, named.as_ref());
    let key_id = typed.cloned().or(named).ok_or(CredentialError::KeyIdMissing)?;
    let key = p8::parse(&*read_file(file)?)?;
    Ok((Secret::new(key.expose().as_str()), key_id, warnings))
}

struct Push<'a> {
    key: &'a ApnsKey,
    request: Request,
}

impl Exchange for Push<'_> {
    async fn fetch_token(&self, _: &Connection<'_>, now: Timestamp) -> Result<Token, Outcome> {
        self.key.sign_token(now)
    }

    fn request(&self, token: &str) -> Request {
        self.request.clone().authorization("bearer ", token)
    }

    fn classify(&self, response: &Response) -> Classified {
        let outcome = classify(response);
        Classified { token_expired: outcome.code == "ExpiredProviderToken", outcome }
    }
}
