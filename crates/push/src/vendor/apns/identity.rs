//! An APNs client certificate with its private key, from a `.p12` file.

use domain::certificate::{
    Account, ApnsCertificateFacts, CredentialError, Facts, FileFacts, FileUse, Platform, SecretText, Upload,
    Warning,
};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::p12::{Intent, P12Identity};
use super::{
    BACKGROUND, HIGH, LOW, NONSENSE, VOIP, check_services, classify, delivery, repeat, request, topic,
};
use crate::client::{Connection, Request};
use crate::credential::{self, Environment, Parsed, Secret, read_file};
use crate::hosts::Host;
use crate::message::{Kind, Message, Repeat};
use crate::outcome::{Checked, Outcome};
use crate::vendor::{CompleteAccount, Inspected, VendorCredential};

/// An APNs client certificate with its private key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApnsIdentity {
    /// The certificate followed by its issuers, DER.
    pub chain: Vec<Vec<u8>>,
    /// The private key, PKCS#8 PEM.
    pub private_key: Secret,
    /// The bundle ID: the topic of ordinary pushes.
    pub bundle_id: String,
    /// The Apple service that it is used for.
    pub environment: Environment,
    /// Whether it is used for `VoIP` pushes.
    pub voip: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "ApnsIdentity", deny_unknown_fields)]
pub(crate) struct Stored {
    chain: Vec<Vec<u8>>,
    #[serde(with = "credential::stored_secret")]
    private_key: Secret,
    bundle_id: String,
    environment: Environment,
    voip: bool,
}

impl VendorCredential for ApnsIdentity {
    const PLATFORM: Platform = Platform::Apns;

    fn host(&self) -> Host {
        self.environment.into()
    }

    fn parse(
        account: &CompleteAccount<'_>,
        stored: Option<(&Self, &Facts)>,
        now: Timestamp,
    ) -> Option<Result<Parsed, Vec<CredentialError>>> {
        let Account::ApnsCertificate { file, password, environment, voip } = account else { return None };
        let intent = Intent { environment: *environment, voip: *voip, now };
        Some(match (file, stored) {
            (Some(file), _) => read_file(file)
                .map_err(|error| vec![error])
                .and_then(|file| from_file(&file, password.as_ref(), intent))
                .map(|(identity, facts, warnings)| Parsed {
                    warnings,
                    ..Parsed::new(identity, Facts::ApnsCertificate(facts))
                }),
            (None, Some((identity, Facts::ApnsCertificate(facts)))) => identity.reused(facts, intent),
            (None, _) => Err(vec![CredentialError::FileMissing]),
        })
    }

    fn inspect(file: &Upload, file_use: &FileUse, now: Timestamp) -> Option<Inspected> {
        let FileUse::ApnsCertificate { password, environment, voip } = file_use else { return None };
        let intent = Intent { environment: *environment, voip: *voip, now };
        let inspected = from_file(file, password.as_ref(), intent);
        Some(inspected.map(|(_, facts, warnings)| (FileFacts::ApnsCertificate(facts), warnings)))
    }

    /// Pushes to a token that no device has: Apple validates the certificate before the token.
    async fn check(&self, connection: &Connection<'_>, now: Timestamp) -> Checked {
        let headers = if self.voip { [VOIP, HIGH] } else { [BACKGROUND, LOW] };
        let topic = topic(&self.bundle_id, self.kind(Kind::Background));
        let (topic, headers) = (&topic, &headers);
        let check = |environment| async move {
            let payload = json!({ "aps": {} });
            self.post(connection, &request(connection, environment, NONSENSE, topic, &payload, headers)).await
        };
        check_services(self.environment, now, check).await
    }

    fn repeat(&self, message: &Message) -> Repeat {
        repeat(message, self.kind(message.kind))
    }

    async fn send(&self, connection: &Connection<'_>, message: &Message, now: Timestamp) -> Outcome {
        let kind = self.kind(message.kind);
        match delivery(connection, self.environment, message, &self.bundle_id, kind, now) {
            Ok(request) => self.post(connection, &request).await,
            Err(refused) => refused,
        }
    }
}

impl ApnsIdentity {
    /// Changes the use of the stored certificate, validated by the `facts` that were read from it.
    fn reused(&self, facts: &ApnsCertificateFacts, intent: Intent) -> Result<Parsed, Vec<CredentialError>> {
        let Intent { environment, voip, now } = intent;
        let mut refusals = facts.refusals(environment, voip, now);
        // A certificate outside its validity period may still be edited: that makes nothing worse.
        refusals.retain(|error| {
            !matches!(error, CredentialError::Expired { .. } | CredentialError::NotYetValid { .. })
        });
        if !refusals.is_empty() {
            return Err(refusals);
        }
        let warnings = facts.warnings(now);
        let facts = Facts::ApnsCertificate(ApnsCertificateFacts { environment, voip, ..facts.clone() });
        Ok(Parsed { warnings, ..Parsed::new(Self { environment, voip, ..self.clone() }, facts) })
    }

    /// The kind of a push that is to be sent as `kind`: a `VoIP` certificate sends no others.
    const fn kind(&self, kind: Kind) -> Kind {
        if self.voip { Kind::Voip } else { kind }
    }

    async fn post(&self, connection: &Connection<'_>, request: &Request) -> Outcome {
        match connection.send_as(self, request).await {
            Ok(response) => classify(&response),
            Err(outcome) => outcome,
        }
    }
}

fn from_file(
    file: &Upload,
    password: Option<&SecretText>,
    intent: Intent,
) -> Result<(ApnsIdentity, ApnsCertificateFacts, Vec<Warning>), Vec<CredentialError>> {
    let Intent { environment, voip, now } = intent;
    let P12Identity { chain, private_key, facts } =
        P12Identity::parse(file, password, intent).map_err(|error| vec![error])?;
    let facts = ApnsCertificateFacts { environment, voip, ..facts };
    let refusals = facts.refusals(environment, voip, now);
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let bundle_id = facts.bundle_id.to_string();
    let warnings = facts.warnings(now);
    Ok((ApnsIdentity { chain, private_key, bundle_id, environment, voip }, facts, warnings))
}
