//! Why a UserSig is refused, and what to do about it.
//!
//! All checks run and each is reported, where the service stops at the first that fails. What comes out
//! holds neither the token nor a key, so it may be shown and sent on.

mod advise;
mod extract;
mod fault;
mod finding;
mod json;
mod paste;
mod remedy;
mod room;
mod signer;
mod surroundings;
mod time;
mod variants;

use std::borrow::Borrow;

use serde::{Deserialize, Serialize};

pub use fault::{Joint, JsonType, LineFault, SignatureEncoding};
pub use finding::{Field, Finding, Misuse, PastedKey, Repair};
pub use paste::MAX_PASTED_BYTES;
pub use remedy::Remedy;

use crate::application::sdkappid::Sdkappid;
use crate::key::Key;
use crate::time::Timestamp;
use crate::usersig::judge::{Closed, Verifier};
use crate::usersig::service_code::ServiceCode;
use crate::usersig::user_id::UserId;
use crate::usersig::{Claims, Scheme};
use signer::Signer;

/// An application with its keys, newest first.
#[derive(Debug, Clone)]
pub struct KeyRing {
    /// The application.
    pub sdkappid: Sdkappid,
    /// **Application Name**.
    pub name: String,
    /// The keys that are accepted, with their versions.
    pub accepted: Vec<(i64, Key)>,
    /// Keys that were accepted once.
    pub retired: Vec<(i64, Key)>,
    /// Why the application answers no call, if it does not.
    pub closed: Option<Closed>,
}

/// What was found out about a UserSig.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnosis {
    /// What the service answers to the text as it was pasted.
    pub code: ServiceCode,
    /// What the service answers once the form of the text is right, where that is another code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repaired: Option<ServiceCode>,
    /// The scheme; nothing where the token cannot be read.
    pub scheme: Option<Scheme>,
    /// Each check once, in the order of [`CheckName::ALL`].
    pub checks: Vec<Check>,
    /// What to do, the most important first. Empty only where there is nothing to do.
    pub remedies: Vec<Remedy>,
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Which one.
    pub name: CheckName,
    /// How it went.
    pub outcome: Outcome,
    /// What was found, the most important first.
    pub findings: Vec<Finding>,
}

/// What is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckName {
    /// The application answers calls.
    Service,
    /// It can be decoded, unpacked and read.
    Decoded,
    /// The application accepts tokens of its scheme.
    Scheme,
    /// It is for this application.
    Sdkappid,
    /// It is for that user.
    UserId,
    /// It has not expired, and its times make sense.
    Time,
    /// An accepted key signed it.
    Signature,
    /// The room that it admits to.
    PrivateMapKey,
}

/// How a check went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// All is well.
    Holds,
    /// The service takes it, but it is hardly what was meant.
    Doubtful,
    /// Something is wrong.
    Fails,
    /// There was nothing to check, or no way to.
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

    /// A short name, for an address or a test.
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
    /// The check of that name.
    pub fn check(&self, name: CheckName) -> Option<&Check> {
        self.checks.iter().find(|check| check.name == name)
    }

    /// Notes that the service admits no further monthly active user, and the UserSig is a further user's.
    pub fn admit_no_user(&mut self) {
        self.code = ServiceCode::TooManyUsers;
        self.remedies.insert(0, Remedy::RaiseUserLimit);
        for check in self.checks.iter_mut().filter(|check| check.name == CheckName::Service) {
            *check = Check::new(CheckName::Service, Outcome::Fails, vec![Finding::TooManyUsers]);
        }
    }
}

impl Check {
    fn new(name: CheckName, outcome: Outcome, findings: Vec<Finding>) -> Self {
        Self { name, outcome, findings }
    }

    fn unchecked(name: CheckName) -> Self {
        Self::new(name, Outcome::Unchecked, Vec::new())
    }
}

/// Diagnoses `pasted`, as it came, for `user` (the token's own where none is given) of the application
/// `this`. `others` are the account's other applications; they are asked for only where a key of `this`
/// does not explain the token.
pub fn diagnose(
    pasted: &str,
    user: Option<&str>,
    this: &KeyRing,
    others: impl IntoIterator<Item = impl Borrow<KeyRing>>,
    now: Timestamp,
) -> Diagnosis {
    let user = user.filter(|user| !user.is_empty());
    let verifier = Verifier { sdkappid: this.sdkappid, keys: &this.accepted, closed: this.closed };
    let judge = |usersig: &str| {
        let judged = match user {
            Some(user) => verifier.judge(usersig, user, now),
            None => verifier.judge_bearer(usersig, now),
        };
        judged.err().unwrap_or(ServiceCode::Ok)
    };
    let code = judge(pasted);
    let paste::Pasted { claims, repaired, check: decoded } = paste::read(pasted, user);
    let repaired = repaired.as_deref().map(judge).filter(|repaired| *repaired != code);
    let mut remedies: Vec<_> = this.closed.and_then(advise::for_closed).into_iter().collect();
    remedies.extend(advise::for_reading(&decoded.findings));
    let Some(claims) = claims else {
        let given = user.map_or_else(|| Check::unchecked(CheckName::UserId), given_user);
        if given.outcome == Outcome::Fails {
            remedies.push(Remedy::FixUserId);
        }
        let checks = CheckName::ALL.map(|name| match name {
            CheckName::Service => service(this),
            CheckName::Decoded => decoded.clone(),
            CheckName::UserId => given.clone(),
            other => Check::unchecked(other),
        });
        return Diagnosis { code, repaired, scheme: None, checks: checks.into(), remedies };
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
    advise::for_checks(&mut remedies, &checks, &claims, user, this);
    Diagnosis { code, repaired, scheme: Some(claims.scheme), checks, remedies }
}

fn service(this: &KeyRing) -> Check {
    let (outcome, finding) = match this.closed {
        None => (Outcome::Holds, Finding::InService),
        Some(closed) => (Outcome::Fails, Finding::Closed(closed)),
    };
    Check::new(CheckName::Service, outcome, vec![finding])
}

/// The UserID that was given, where there is none to compare it with.
fn given_user(given: &str) -> Check {
    if given.parse::<UserId>().is_ok() {
        return Check::unchecked(CheckName::UserId);
    }
    let finding = Finding::GivenNotAUserId { bytes: given.len() };
    Check::new(CheckName::UserId, Outcome::Fails, vec![finding])
}

fn scheme(claims: &Claims<'_>, this: &KeyRing) -> Check {
    let algorithm = claims.scheme.algorithm();
    let holds = |keys: &[(i64, Key)]| keys.iter().any(|(_, key)| key.algorithm() == algorithm);
    let (outcome, finding) = if holds(&this.accepted) {
        (Outcome::Holds, Finding::Scheme { scheme: claims.scheme })
    } else {
        (Outcome::Fails, Finding::SchemeRefused { scheme: claims.scheme, retired: holds(&this.retired) })
    };
    Check::new(CheckName::Scheme, outcome, vec![finding])
}

fn sdkappid(claims: &Claims<'_>, this: &KeyRing, signer: &Signer) -> Check {
    let token = claims.sdkappid;
    let (outcome, finding) = match signer.named() {
        _ if token == u64::from(this.sdkappid.number()) => {
            (Outcome::Holds, Finding::ThisApplication { sdkappid: this.sdkappid })
        }
        Some((sdkappid, name)) => {
            (Outcome::Fails, Finding::OtherApplication { sdkappid: *sdkappid, name: name.clone() })
        }
        None => (Outcome::Fails, Finding::ForeignApplication { sdkappid: token }),
    };
    Check::new(CheckName::Sdkappid, outcome, vec![finding])
}

fn user_id(claims: &Claims<'_>, given: Option<&str>) -> Check {
    let own = &*claims.identifier;
    let shown = finding::clip(own);
    let (outcome, finding) = match given {
        Some(given) if given == own => (Outcome::Holds, Finding::ThisUser { user: shown }),
        Some(given) => {
            let (token, shown) = (shown, finding::clip(given));
            let finding = if visible(given) == visible(own) {
                Finding::OtherSpaces { token, given: shown }
            } else if given.to_lowercase() == own.to_lowercase() {
                Finding::OtherCase { token, given: shown }
            } else {
                Finding::OtherUser { token, given: shown }
            };
            (Outcome::Fails, finding)
        }
        None => (Outcome::Unchecked, Finding::UserOfToken { user: shown }),
    };
    let mut check = Check::new(CheckName::UserId, outcome, vec![finding]);
    if let Some(given) = given.map(given_user).filter(|given| given.outcome == Outcome::Fails) {
        check.outcome = Outcome::Fails;
        check.findings.extend(given.findings);
    }
    if own.parse::<UserId>().is_err() {
        check.outcome = Outcome::Fails;
        check.findings.push(Finding::NotAUserId { bytes: own.len() });
    }
    check
}

/// `user` without white space around it and without invisible characters.
fn visible(user: &str) -> String {
    user.trim().chars().filter(|char| *char == ' ' || !paste::is_blank(*char)).collect()
}
