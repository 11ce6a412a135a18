//! The public properties of an APNs certificate (docs/facts/push-credentials.md#apns-certificates), and which uses they
//! allow.

use serde::{Deserialize, Serialize};

use crate::certificate::{BundleId, CredentialError, Environment, Warning, expiry_notice};
use crate::time::Timestamp;

/// The public properties of an APNs certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct ApnsCertificateFacts {
    /// Its common name, e.g. "Apple Push Services: com.example.app".
    pub subject: String,
    /// Bundle ID of the application.
    pub bundle_id: BundleId,
    /// The environments that it is valid for.
    pub environments: Vec<Environment>,
    /// The environment that it is used for.
    pub environment: Environment,
    /// Topics that it may send to. Empty in older certificates, which imply the bundle ID.
    pub topics: Vec<Topic>,
    /// Whether it is a "VoIP Services" certificate, valid for nothing else.
    pub voip_only: bool,
    /// Whether it is used for VoIP pushes.
    pub voip: bool,
    /// Start of validity.
    pub not_before: Timestamp,
    /// End of validity.
    pub expires_at: Timestamp,
    /// Common name of the issuer.
    pub issuer: String,
    /// Whether it names Apple as its issuer. The signature is not verified; Apple does that.
    pub issued_by_apple: bool,
    /// Size of the key in bits.
    pub key_bits: u32,
    /// Whether its file had a password.
    pub had_password: bool,
    /// The first 8 hexadecimal digits of the certificate's SHA-256.
    pub fingerprint: String,
    /// Common names of other certificates in the file that are not used; its issuers are not among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unused: Vec<String>,
}

/// A topic that a certificate may send to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// The topic, e.g. "com.example.app.voip".
    pub name: String,
    /// Apple's names for its uses, e.g. "app", "voip", "complication".
    pub kinds: Vec<String>,
}

impl ApnsCertificateFacts {
    /// Whether it is valid for `environment`.
    pub fn serves(&self, environment: Environment) -> bool {
        self.environments.contains(&environment)
    }

    /// Whether it is valid for VoIP pushes.
    pub fn serves_voip(&self) -> bool {
        let is_voip = |topic: &Topic| {
            topic.name.rsplit('.').next() == Some("voip") || topic.kinds.iter().any(|kind| kind == "voip")
        };
        self.voip_only || self.topics.iter().any(is_voip)
    }

    /// All reasons why it cannot be used like this at `now`.
    pub fn refusals(&self, environment: Environment, voip: bool, now: Timestamp) -> Vec<CredentialError> {
        let place = match environment {
            Environment::Development => CredentialError::ProductionInSandbox,
            Environment::Production => CredentialError::SandboxInProduction,
        };
        [
            (now >= self.expires_at).then_some(CredentialError::Expired { at: self.expires_at }),
            (now < self.not_before).then_some(CredentialError::NotYetValid { from: self.not_before }),
            (!self.serves(environment)).then_some(place),
            (voip && !self.serves_voip()).then_some(CredentialError::RegularInVoip),
            (!voip && self.voip_only).then_some(CredentialError::VoipInRegular),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// All warnings about it at `now`.
    pub fn warnings(&self, now: Timestamp) -> Vec<Warning> {
        let soon = expiry_notice(self.expires_at, now);
        [
            soon.map(|_| Warning::ExpiresSoon { at: self.expires_at }),
            (!self.had_password).then_some(Warning::WithoutPassword),
            (!self.issued_by_apple).then_some(Warning::NotIssuedByApple),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const NOW: Timestamp = Timestamp::from_unix_seconds(1_800_000_000);
    const DAY: Duration = Duration::from_hours(24);

    fn combined() -> ApnsCertificateFacts {
        let topic = |name: &str, kind: &str| Topic { name: name.into(), kinds: vec![kind.into()] };
        ApnsCertificateFacts {
            subject: "Apple Push Services: com.orbit.app".into(),
            bundle_id: "com.orbit.app".parse().unwrap(),
            environments: Environment::ALL.to_vec(),
            environment: Environment::Production,
            topics: vec![topic("com.orbit.app", "app"), topic("com.orbit.app.voip", "voip")],
            voip_only: false,
            voip: false,
            not_before: NOW.minus(DAY),
            expires_at: NOW.plus(DAY * 100),
            issuer: "Apple Worldwide Developer Relations Certification Authority".into(),
            issued_by_apple: true,
            key_bits: 2048,
            had_password: true,
            fingerprint: "0011aabb".into(),
            unused: Vec::new(),
        }
    }

    #[test]
    fn a_combined_certificate_is_good_for_everything() {
        for environment in Environment::ALL {
            for voip in [false, true] {
                assert_eq!(combined().refusals(environment, voip, NOW), []);
            }
        }
        assert_eq!(combined().warnings(NOW), []);
    }

    #[test]
    fn each_use_that_it_is_not_for_is_named() {
        let sandbox = ApnsCertificateFacts { environments: vec![Environment::Development], ..combined() };
        assert_eq!(
            sandbox.refusals(Environment::Production, false, NOW),
            [CredentialError::SandboxInProduction]
        );
        assert_eq!(sandbox.refusals(Environment::Development, false, NOW), []);
        let production = ApnsCertificateFacts { environments: vec![Environment::Production], ..combined() };
        assert_eq!(
            production.refusals(Environment::Development, false, NOW),
            [CredentialError::ProductionInSandbox]
        );
        let regular = ApnsCertificateFacts { topics: vec![], ..combined() };
        assert_eq!(regular.refusals(Environment::Production, true, NOW), [CredentialError::RegularInVoip]);
        let voip = ApnsCertificateFacts { voip_only: true, topics: vec![], ..combined() };
        assert_eq!(voip.refusals(Environment::Production, false, NOW), [CredentialError::VoipInRegular]);
        assert_eq!(voip.refusals(Environment::Production, true, NOW), []);
    }

    #[test]
    fn the_term_is_half_open() {
        let (begin, end) = (combined().not_before, combined().expires_at);
        let at = |now| combined().refusals(Environment::Production, false, now);
        let second = Duration::from_secs(1);
        assert_eq!(at(begin.minus(second)), [CredentialError::NotYetValid { from: begin }]);
        assert_eq!(at(begin), []);
        assert_eq!(at(end.minus(second)), []);
        assert_eq!(at(end), [CredentialError::Expired { at: end }]);
    }

    #[test]
    fn doubts_are_warned_of() {
        let end = combined().expires_at;
        assert_eq!(combined().warnings(end.minus(DAY * 10)), [Warning::ExpiresSoon { at: end }]);
        let open = ApnsCertificateFacts { had_password: false, issued_by_apple: false, ..combined() };
        assert_eq!(open.warnings(NOW), [Warning::WithoutPassword, Warning::NotIssuedByApple]);
    }
}
