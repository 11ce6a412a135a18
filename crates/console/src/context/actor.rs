//! Who acts: no use case is called without one.

use std::fmt;
use std::net::IpAddr;

use domain::account::access::{Access, AccessRefusal};
use domain::account::language::{Language, Theme};
use domain::account::permission::Permission;
use domain::account::person::Email;
use domain::account::scope::Scope;
use domain::account::token::TokenName;
use domain::account::{AccountId, PersonId, SessionId, TokenId};
use domain::billing::account_balance::AccountBalance;
use domain::time::Timestamp;

/// Who a use case runs on behalf of.
#[derive(Debug, Clone)]
pub enum Actor {
    /// A request without a valid session.
    Stranger(Stranger),
    /// A request with a valid session.
    Person(Person),
    /// A request with a valid API token.
    Token(Token),
    /// The operator, at the command line.
    Operator,
    /// The console itself: jobs, and what is settled before an order.
    System,
}

/// [`Actor::System`], to borrow from.
pub(crate) static SYSTEM: Actor = Actor::System;

/// Origin of an unauthenticated request.
#[derive(Debug, Clone)]
pub struct Stranger {
    /// Client address, as trusted proxies report it.
    pub address: IpAddr,
    /// `User-Agent` header, shortened.
    pub browser: String,
}

/// A signed-in person in one browser.
#[derive(Debug, Clone)]
pub struct Person {
    /// Account whose applications the person manages.
    pub account: AccountId,
    /// ID of the person, unique in the installation.
    pub person: PersonId,
    /// E-mail address; the audit trail names the person by it.
    pub email: Email,
    /// What the person may do in the account.
    pub access: Access,
    /// Session that the request was authenticated with.
    pub session: SessionId,
    /// Language that the person chose; none until they chose, then the browser's preference counts.
    pub language: Option<Language>,
    /// Colour scheme that the person chose; the system's until they chose.
    pub theme: Theme,
    /// Whether the person is an operator of the installation.
    pub operator: bool,
    /// Balance and arrears of the account.
    pub account_balance: AccountBalance,
    /// Instant at which the person last proved who they are in this session, with the password or a second factor.
    pub verified_at: Timestamp,
    /// Whether the account requires a second factor of everybody in it.
    pub second_factor_required: bool,
    /// Whether the person has a second factor.
    pub has_second_factor: bool,
    /// Client address, as trusted proxies report it.
    pub address: IpAddr,
    /// `User-Agent` header at sign-in, shortened.
    pub browser: String,
}

impl Person {
    /// Whether the person has to set a second factor up before anything else.
    pub fn must_enrol(&self) -> bool {
        self.second_factor_required && !self.has_second_factor
    }
}

/// A program with an API token. It may do what the token and the person who made it both may.
#[derive(Debug, Clone)]
pub struct Token {
    /// Account whose applications the person manages.
    pub account: AccountId,
    /// ID of the token, unique in the installation.
    pub id: TokenId,
    pub name: TokenName,
    /// Person that made it.
    pub person: PersonId,
    /// E-mail address of the person.
    pub email: Email,
    /// What the person may do in the account, on those applications that both have access to.
    pub access: Access,
    /// Whether the person has to set a second factor up before the token works again.
    pub(crate) must_enrol: bool,
    /// Whether the person is limited to chosen applications.
    pub(crate) is_person_limited: bool,
    /// Whether the token is limited to chosen applications.
    pub(crate) is_limited: bool,
    pub scopes: Vec<Scope>,
    /// Client address, as trusted proxies report it.
    pub address: IpAddr,
}

impl Token {
    /// Checks that one of the scopes gives `permission`.
    pub(crate) fn check(&self, permission: Permission) -> Result<(), AccessRefusal> {
        let allowed = self.scopes.iter().any(|scope| scope.allows(permission));
        allowed.then_some(()).ok_or(AccessRefusal::Token(permission.scope()))
    }
}

/// As the audit trail names them.
impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stranger(stranger) => write!(f, "stranger at {}", stranger.address),
            Self::Person(person) => person.email.fmt(f),
            Self::Token(token) => write!(f, "{} (token {})", token.email, token.name.as_str()),
            Self::Operator => f.write_str("operator"),
            Self::System => f.write_str(domain::audit::CONSOLE),
        }
    }
}
