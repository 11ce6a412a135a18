//! Why a UserSig is refused, and what to do about it.
//!
//! All checks run and each is reported, where the service stops at the first that fails. What comes out
//! holds neither the token nor a key, so it may be shown and sent on.

mod advise;
mod finding;
mod json;
mod paste;
mod remedy;
mod room;
mod signer;
mod time;

use std::borrow::Borrow;

use serde::{Deserialize, Serialize};

pub use finding::{Field, Finding, Misuse, PastedKey, Repair};
pub use remedy::Remedy;

use crate::key::Key;
use crate::sdkappid::Sdkappid;
use crate::service_code::ServiceCode;
use crate::time::Timestamp;
use crate::user_id::UserId;
use crate::usersig::{Claims, Invalid, Scheme, Token, verify};
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
}

/// What was found out about a UserSig.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnosis {
    /// What the service answers to the text as it was pasted.
    pub code: ServiceCode,
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
    pub const ALL: [Self; 7] = [
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
    let code = judge(pasted, user, this, now).map_or_else(ServiceCode::from, |()| ServiceCode::Ok);
    let (claims, decoded) = paste::read(pasted);
    let mut remedies = advise::for_reading(&decoded.findings);
    let Some(claims) = claims else {
        let mut checks = vec![decoded];
        checks.extend(CheckName::ALL.into_iter().skip(1).map(Check::unchecked));
        return Diagnosis { code, scheme: None, checks, remedies };
    };
    let signer = Signer::find(&claims, this, others);
    let checks = vec![
        decoded,
        scheme(&claims, this),
        sdkappid(&claims, this, &signer),
        user_id(&claims, user),
        time::check(&claims, now),
        signer.check(this),
        room::check(&claims, now),
    ];
    advise::for_checks(&mut remedies, &checks, &claims, user, this);
    Diagnosis { code, scheme: Some(claims.scheme), checks, remedies }
}

/// What the service says. Where no user is given, whoever the token names is taken to be the right one.
fn judge(pasted: &str, user: Option<&str>, this: &KeyRing, now: Timestamp) -> Result<(), Invalid> {
    let token = Token::open(pasted)?;
    let own = token.claims()?.identifier;
    verify(pasted, this.sdkappid, user.unwrap_or(&own), &this.accepted, now).map(|_| ())
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
            let finding = if given.trim() == own.trim() {
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
    if own.parse::<UserId>().is_err() {
        check.outcome = Outcome::Fails;
        check.findings.push(Finding::NotAUserId { bytes: own.len() });
    }
    check
}
