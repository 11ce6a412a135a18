//! Understands what a person gives of an account: files and fields in, a credential and what it says about
//! itself out, or the reasons why it is none.
//!
//! Refusals are what can never work; what may be wrong is a [`Warning`] beside a credential that works.
//! Nothing is asked of a vendor here. Files of more than 64 KiB are not looked at.

mod apple;
mod bundle;
mod file;
mod google;
mod huawei;
mod identity;
mod json;
mod mark;
mod pem;
mod pkcs12;
mod plain;
mod private_key;
mod signing_key;
mod text;
mod tlv;

use domain::certificate::{
    Account, ApnsCertificateFacts, ApnsKeyFacts, AppleId, BundleId, EditedAccount, Environment, Facts,
    NewAccount, SecretText, Upload, Warning, Wrong,
};
use domain::time::Timestamp;

pub use file::understand_file;
pub use mark::{fingerprint, last_four};

use crate::credential::{ApnsIdentity, ApnsKey, Credential, Secret};
use identity::{Identity, Wanted};

/// A credential that can be used, as far as it says itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Understood {
    /// With its secret.
    pub credential: Credential,
    /// Without.
    pub facts: Facts,
    /// What is doubtful about it.
    pub warnings: Vec<Warning>,
}

/// Understands a new account at `now`. The reasons are never none; those of a file come alone, those of its
/// use together.
pub fn understand(account: &NewAccount, now: Timestamp) -> Result<Understood, Vec<Wrong>> {
    let secret = |secret: &SecretText| Ok(plain::typed(secret));
    if let Some(read) = plain::read(account, &secret) {
        return read.map(typed).map_err(one);
    }
    match account {
        Account::Fcm { file } => google_account(file),
        Account::Harmony { file } => huawei_account(file),
        Account::ApnsCertificate { file, password, environment, voip } => {
            apns_certificate(file, password.as_ref(), *environment, *voip, now)
        }
        Account::ApnsKey { file, key_id, team_id, bundle_id, environment } => {
            let named = signing_key::key_id(file.name());
            let warnings = signing_key::differs(key_id.as_ref(), named.as_ref());
            let key_id = key_id.clone().or(named).ok_or(vec![Wrong::KeyIdMissing])?;
            let key = checked(file).and_then(signing_key::read).map_err(one)?;
            let key = Secret::new(key.expose().as_str());
            Ok(apns_key(key, &key_id, team_id, bundle_id, *environment, warnings))
        }
        // Typed ones are read above.
        _ => Err(vec![Wrong::Empty]),
    }
}

/// Understands a changed account at `now`: whatever is not given anew stays as it is in `kept`, which said
/// `facts` about itself.
pub fn understand_edit(
    account: &EditedAccount,
    kept: &Credential,
    facts: &Facts,
    now: Timestamp,
) -> Result<Understood, Vec<Wrong>> {
    let same = account.platform() == kept.platform();
    let secret = |given: &Option<SecretText>| match given {
        Some(given) => Ok(plain::typed(given)),
        None => kept.typed_secret().filter(|_| same).cloned().ok_or(Wrong::Empty),
    };
    if let Some(read) = plain::read(account, &secret) {
        return read.map(typed).map_err(one);
    }
    match (account, kept, facts) {
        (Account::Fcm { file: Some(file) }, ..) => google_account(file),
        (Account::Harmony { file: Some(file) }, ..) => huawei_account(file),
        (Account::ApnsCertificate { file: Some(file), password, environment, voip }, ..) => {
            apns_certificate(file, password.as_ref(), *environment, *voip, now)
        }
        (Account::ApnsKey { file: Some(file), key_id, team_id, bundle_id, environment }, ..) => understand(
            &Account::ApnsKey {
                file: file.clone(),
                key_id: key_id.clone(),
                team_id: team_id.clone(),
                bundle_id: bundle_id.clone(),
                environment: *environment,
            },
            now,
        ),
        (Account::Fcm { file: None }, Credential::Fcm(_), _)
        | (Account::Harmony { file: None }, Credential::Harmony(_), _) => {
            Ok(Understood { credential: kept.clone(), facts: facts.clone(), warnings: Vec::new() })
        }
        (
            Account::ApnsCertificate { file: None, environment, voip, .. },
            Credential::ApnsIdentity(identity),
            Facts::ApnsCertificate(said),
        ) => {
            let mut refusals = said.refusals(*environment, *voip, now);
            // One that is over may still be renamed: nothing gets worse by that.
            refusals.retain(|wrong| !matches!(wrong, Wrong::Expired { .. } | Wrong::NotYetValid { .. }));
            if !refusals.is_empty() {
                return Err(refusals);
            }
            let (environment, voip) = (*environment, *voip);
            let warnings = said.warnings(now);
            let facts = Facts::ApnsCertificate(ApnsCertificateFacts { environment, voip, ..said.clone() });
            let identity = ApnsIdentity { environment, voip, ..identity.clone() };
            Ok(Understood { credential: Credential::ApnsIdentity(identity), facts, warnings })
        }
        (
            Account::ApnsKey { file: None, key_id, team_id, bundle_id, environment },
            Credential::ApnsKey(key),
            Facts::ApnsKey(said),
        ) => {
            let key_id = key_id.as_ref().unwrap_or(&said.key_id);
            Ok(apns_key(key.private_key.clone(), key_id, team_id, bundle_id, *environment, Vec::new()))
        }
        // What is kept is of another kind: the file is needed.
        _ => Err(vec![Wrong::FileMissing]),
    }
}

fn one(wrong: Wrong) -> Vec<Wrong> {
    vec![wrong]
}

/// A file that may be looked at.
fn checked(file: &Upload) -> Result<&Upload, Wrong> {
    match file.bytes().len() {
        0 => Err(Wrong::Empty),
        length if length > Upload::MOST_BYTES => Err(Wrong::TooLarge),
        _ => Ok(file),
    }
}

fn typed((credential, facts): (Credential, domain::certificate::PlainFacts)) -> Understood {
    Understood { credential, facts: Facts::Plain(facts), warnings: Vec::new() }
}

fn google_account(file: &Upload) -> Result<Understood, Vec<Wrong>> {
    let (account, facts) = checked(file).and_then(google::read).map_err(one)?;
    let (credential, facts) = (Credential::Fcm(account), Facts::GoogleAccount(facts));
    Ok(Understood { credential, facts, warnings: Vec::new() })
}

fn huawei_account(file: &Upload) -> Result<Understood, Vec<Wrong>> {
    let (account, facts) = checked(file).and_then(huawei::read).map_err(one)?;
    let (credential, facts) = (Credential::Harmony(account), Facts::HuaweiAccount(facts));
    Ok(Understood { credential, facts, warnings: Vec::new() })
}

fn apns_certificate(
    file: &Upload,
    password: Option<&SecretText>,
    environment: Environment,
    voip: bool,
    now: Timestamp,
) -> Result<Understood, Vec<Wrong>> {
    let wanted = Wanted { environment, voip, now };
    let identity = checked(file).and_then(|file| Identity::read(file, password, wanted)).map_err(one)?;
    let facts = ApnsCertificateFacts { environment, voip, ..identity.facts.clone() };
    let refusals = facts.refusals(environment, voip, now);
    if !refusals.is_empty() {
        return Err(refusals);
    }
    Ok(Understood {
        credential: Credential::ApnsIdentity(identity.used(environment, voip)),
        warnings: facts.warnings(now),
        facts: Facts::ApnsCertificate(facts),
    })
}

fn apns_key(
    private_key: Secret,
    key_id: &AppleId,
    team_id: &AppleId,
    bundle_id: &BundleId,
    environment: Environment,
    warnings: Vec<Warning>,
) -> Understood {
    let facts = ApnsKeyFacts {
        key_id: key_id.clone(),
        team_id: team_id.clone(),
        bundle_id: bundle_id.clone(),
        environment,
        curve: signing_key::CURVE.to_owned(),
        fingerprint: fingerprint(private_key.expose().as_bytes()),
    };
    let credential = Credential::ApnsKey(ApnsKey {
        key_id: key_id.to_string(),
        team_id: team_id.to_string(),
        bundle_id: bundle_id.to_string(),
        environment,
        private_key,
    });
    Understood { credential, facts: Facts::ApnsKey(facts), warnings }
}
