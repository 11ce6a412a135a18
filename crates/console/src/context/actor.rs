//! Who acts: no use case is called without one.

use std::fmt;
use std::net::IpAddr;

use domain::account::language::{Language, Theme};
use domain::account::person::Email;
use domain::account::{AccountId, PersonId, SessionId};
use domain::billing::standing::Standing;
use domain::time::Timestamp;

/// Somebody who asks for something.
#[derive(Debug, Clone)]
pub enum Actor {
    /// Nobody known.
    Stranger(Stranger),
    /// A signed-in person.
    Person(Person),
    /// Whoever runs the binary, at its command line.
    Operator,
    /// The console itself: jobs, and what is due before somebody's order.
    System,
}

/// [`Actor::System`], for as long as anybody acts.
pub(crate) static SYSTEM: Actor = Actor::System;

/// Where an unknown request comes from.
#[derive(Debug, Clone)]
pub struct Stranger {
    /// The network address, after trusted proxies.
    pub address: IpAddr,
    /// What the browser calls itself; shortened.
    pub browser: String,
}

/// A signed-in person in one browser.
#[derive(Debug, Clone)]
pub struct Person {
    /// Whose applications.
    pub account: AccountId,
    /// Who.
    pub person: PersonId,
    /// Who, by address.
    pub email: Email,
    /// The browser.
    pub session: SessionId,
    /// The person's choice; none until they chose.
    pub language: Option<Language>,
    /// The person's choice.
    pub theme: Theme,
    /// Whether they run this installation.
    pub operator: bool,
    /// How the account stands.
    pub standing: Standing,
    /// When the password was last given in this browser.
    pub password_given_at: Timestamp,
    /// Where the request comes from.
    pub address: IpAddr,
    /// What the browser called itself when it signed in.
    pub browser: String,
}

/// As the audit trail names them.
impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stranger(stranger) => write!(f, "stranger at {}", stranger.address),
            Self::Person(person) => person.email.fmt(f),
            Self::Operator => f.write_str("operator"),
            Self::System => f.write_str("console"),
        }
    }
}
