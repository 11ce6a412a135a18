//! Diagnosis of a UserSig: why it is refused, and what to do about it.
//!
//! All checks run and each is reported, whereas the service stops at the first failure. The result contains
//! neither the token nor a key, so it may be shown and passed on.

mod advice;
mod extract;
mod fault;
mod finding;
mod json;
mod paste;
mod recommend;
mod room;
mod signer;
mod surroundings;
mod time;
mod variants;

use std::borrow::Borrow;

use serde::{Deserialize, Serialize};

pub use advice::Advice;
pub use fault::{Joint, JsonType, LineFault, SignatureEncoding};
pub use finding::{Field, Finding, Misuse, PastedKey, Repair};
pub use paste::MAX_PASTED_BYTES;

use crate::application::sdkappid::Sdkappid;
use crate::key::Key;
use crate::time::Timestamp;
use crate::usersig::service_code::ServiceCode;
use crate::usersig::user_id::UserId;
use crate::usersig::verifier::{Unavailable, Verifier};
use crate::usersig::{Claims, Scheme};
use signer::Signer;

/// An application with its keys, newest first.
#[derive(Debug, Clone)]
pub struct KeyRing {
    /// SDKAppID of the application.
    pub sdkappid: Sdkappid,
    /// **Application Name**.
    pub name: String,
    /// Accepted keys with their versions.
    pub accepted: Vec<(i64, Key)>,
    /// Keys that are no longer accepted, with their versions.
    pub retired: Vec<(i64, Key)>,
    /// Why the application refuses all calls, if it does.
    pub unavailable: Option<Unavailable>,
}

/// Result of a diagnosis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnosis {
    /// The service's response to the text as pasted.
    pub code: ServiceCode,
    /// The service's response once the form of the text is corrected, if that is another code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repaired: Option<ServiceCode>,
    /// Scheme of the token; `None` if it cannot be read.
    pub scheme: Option<Scheme>,
    /// All checks, in the order of [`CheckName::ALL`].
    pub checks: Vec<Check>,
    /// What to do, most important first. Empty only if there is nothing to do.
    pub advice: Vec<Advice>,
}

/// A check and its result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    pub name: CheckName,
    pub outcome: CheckOutcome,
    /// Findings, most important first.
    pub findings: Vec<Finding>,
}

/// The checks of a diagnosis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckName {
    /// The application answers calls.
    Service,
    /// The token can be decoded, unpacked and parsed.
    Decoded,
    /// The application accepts tokens of its scheme.
    Scheme,
    /// The token is for this application.
    Sdkappid,
    /// The token is for the given user.
    UserId,
    /// The token has not expired, and its times are plausible.
    Time,
    /// An accepted key signed it.
    Signature,
    /// The PrivateMapKey in the token, if any, is valid.
    PrivateMapKey,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckOutcome {
    /// The check passed.
    Holds,
    /// The service accepts it, but it is hardly intended.
    Doubtful,
    Fails,
    /// There was nothing to check, or no way to check it.
    Unchecked,
}

impl CheckName {
    /// In the order in which they are reported.
    pub const ALL: [Self; 8] = [
        Self::Service,
        Self::Decoded,
        Self::Scheme,
        Self::Sdkappid,
        Self::UserId,
        Self::Time,
        Self::Signature,
        Self::PrivateMapKey,
    ];

    /// Identifier in URLs and tests.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Decoded => "decoded",
            Self::Scheme => "scheme",
            Self::Sdkappid => "sdkappid",
            Self::UserId => "user_id",
            Self::Time => "time",
            Self::Signature => "signature",
            Self::PrivateMapKey => "private_map_key",
        }
    }
}

impl Diagnosis {
    pub fn check(&self, name: CheckName) -> Option<&Check> {
        self.checks.iter().find(|check| check.name == name)
    }

    /// Records that the service admits no further monthly active user, and that the UserSig's user would be one.
    pub fn admit_no_user(&mut self) {
        self.code = ServiceCode::TooManyUsers;
        self.advice.insert(0, Advice::RaiseUserLimit);
        for check in self.checks.iter_mut().filter(|check| check.name == CheckName::Service) {
            *check = Check::new(CheckName::Service, CheckOutcome::Fails, vec![Finding::TooManyUsers]);
        }
    }
}

impl Check {
    fn new(name: CheckName, outcome: CheckOutcome, findings: Vec<Finding>) -> Self {
        Self { name, outcome, findings }
    }

    fn unchecked(name: CheckName) -> Self {
        Self::new(name, CheckOutcome::Unchecked, Vec::new())
    }
}

/// Diagnoses `pasted`, unmodified, for `user` (the token's own if none is given) of the application `this`.
/// `others` are the account's other applications; they are read only if `this` does not explain the token.
pub fn diagnose(
    pasted: &str,
    user: Option<&str>,
    this: &KeyRing,
    others: impl IntoIterator<Item = impl Borrow<KeyRing>>,
    now: Timestamp,
) -> Diagnosis {
    let user = user.filter(|user| !user.is_empty());
    let verifier = Verifier { sdkappid: this.sdkappid, keys: &this.accepted, unavailable: this.unavailable };
    let judge = |usersig: &str| {
        let judged = match user {
            Some(user) => verifier.verify(usersig, user, now),
            None => verifier.verify_for_its_user(usersig, now),
        };
        judged.err().unwrap_or(ServiceCode::Ok)
    };
    let code = judge(pasted);
    let paste::Pasted { claims, repaired, check: decoded } = paste::read(pasted, user);
    let repaired = repaired.as_deref().map(judge).filter(|repaired| *repaired != code);
    let mut advice: Vec<_> = this.unavailable.and_then(recommend::for_unavailable).into_iter().collect();
    advice.extend(recommend::for_reading(&decoded.findings));
    let Some(claims) = claims else {
        let given = user.map_or_else(|| Check::unchecked(CheckName::UserId), given_user);
        if given.outcome == CheckOutcome::Fails {
            advice.push(Advice::FixUserId);
        }
        let checks = CheckName::ALL.map(|name| match name {
            CheckName::Service => service(this),
            CheckName::Decoded => decoded.clone(),
            CheckName::UserId => given.clone(),
            other => Check::unchecked(other),
        });
        return Diagnosis { code, repaired, scheme: None, checks: checks.into(), advice };
    };
    let signer = Signer::find(&claims, user, this, others);
    let checks = vec![
        service(this),
        decoded,
        scheme(&claims, this),
        sdkappid(&claims, this, &signer),
        user_id(&claims, user),
        time::check(&claims, now),
        signer.check(this),
        room::check(&claims, now),
    ];
    recommend::for_checks(&mut advice, &checks, &claims, user, this);
    Diagnosis { code, repaired, scheme: Some(claims.scheme), checks, advice }
}

fn service(this: &KeyRing) -> Check {
    let (outcome, finding) = match this.unavailable {
        None => (CheckOutcome::Holds, Finding::InService),
        Some(unavailable) => (CheckOutcome::Fails, Finding::Unavailable(unavailable)),
    };
    Check::new(CheckName::Service, outcome, vec![finding])
}

/// Checks the given UserID when there is none to compare it with.
fn given_user(given: &str) -> Check {
    if given.parse::<UserId>().is_ok() {
        return Check::unchecked(CheckName::UserId);
    }
    let finding = Finding::GivenNotAUserId { bytes: given.len() };
    Check::new(CheckName::UserId, CheckOutcome::Fails, vec![finding])
}

fn scheme(claims: &Claims<'_>, this: &KeyRing) -> Check {
    let algorithm = claims.scheme.algorithm();
    let holds = |keys: &[(i64, Key)]| keys.iter().any(|(_, key)| key.algorithm() == algorithm);
    let (outcome, finding) = if holds(&this.accepted) {
        (CheckOutcome::Holds, Finding::Scheme { scheme: claims.scheme })
    } else {
        (CheckOutcome::Fails, Finding::SchemeRefused { scheme: claims.scheme, retired: holds(&this.retired) })
    };
    Check::new(CheckName::Scheme, outcome, vec![finding])
}

fn sdkappid(claims: &Claims<'_>, this: &KeyRing, signer: &Signer) -> Check {
    let token = claims.sdkappid;
    let (outcome, finding) = match signer.named() {
        _ if token == u64::from(this.sdkappid.number()) => {
            (CheckOutcome::Holds, Finding::ThisApplication { sdkappid: this.sdkappid })
        }
        Some((sdkappid, name)) => {
            (CheckOutcome::Fails, Finding::OtherApplication { sdkappid: *sdkappid, name: name.clone() })
        }
        None => (CheckOutcome::Fails, Finding::ForeignApplication { sdkappid: token }),
    };
    Check::new(CheckName::Sdkappid, outcome, vec![finding])
}

fn user_id(claims: &Claims<'_>, given: Option<&str>) -> Check {
    let own = &*claims.identifier;
    let shown = finding::clip(own);
    let (outcome, finding) = match given {
        Some(given) if given == own => (CheckOutcome::Holds, Finding::ThisUser { user: shown }),
        Some(given) => {
            let (token, shown) = (shown, finding::clip(given));
            let finding = if visible(given) == visible(own) {
                Finding::OtherSpaces { token, given: shown }
            } else if given.to_lowercase() == own.to_lowercase() {
                Finding::OtherCase { token, given: shown }
            } else {
                Finding::OtherUser { token, given: shown }
            };
            (CheckOutcome::Fails, finding)
        }
        None => (CheckOutcome::Unchecked, Finding::UserOfToken { user: shown }),
    };
    let mut check = Check::new(CheckName::UserId, outcome, vec![finding]);
    if let Some(given) = given.map(given_user).filter(|given| given.outcome == CheckOutcome::Fails) {
        check.outcome = CheckOutcome::Fails;
        check.findings.extend(given.findings);
    }
    if own.parse::<UserId>().is_err() {
        check.outcome = CheckOutcome::Fails;
        check.findings.push(Finding::NotAUserId { bytes: own.len() });
    }
    check
}

/// Removes white space around `user` and all invisible characters.
fn visible(user: &str) -> String {
    user.trim().chars().filter(|char| *char == ' ' || !paste::is_blank(*char)).collect()
}
