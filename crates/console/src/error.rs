//! What a use case answers when it does not do what was asked.

use std::fmt;
use std::time::Duration;

use domain::application::lifecycle::Refusal;
use domain::audit::Change;
use domain::billing::order::OrderRefusal;
use domain::field::Invalid;
use domain::key::rotation::KeyRefusal;
use domain::support::SupportRefusal;

/// Callers' differences are variants; a cause is logged once, where it reaches the edge.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody is signed in.
    #[error("sign in first")]
    SignedOut,
    /// There is no such thing, or it is another account's: the two look the same.
    #[error("not found")]
    NotFound,
    /// Fields of a form.
    #[error("invalid: {0:?}")]
    Invalid(Vec<Invalid>),
    /// A rule of the life of an application.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// A rule of the keys of an application.
    #[error("refused: {0:?}")]
    KeyRefused(KeyRefusal),
    /// A rule of orders.
    #[error("refused: {0:?}")]
    OrderRefused(OrderRefusal),
    /// A rule of requests to technical support.
    #[error("refused: {0:?}")]
    SupportRefused(SupportRefusal),
    /// The application is out of service: nothing is sent for it.
    #[error("the application is out of service")]
    OutOfService,
    /// The key only verifies.
    #[error("the key of the application is a public one and cannot sign")]
    CannotSign,
    /// Somebody else saved first.
    #[error("changed meanwhile")]
    Changed(Box<EditConflict>),
    /// E-mail or password is wrong; never says which.
    #[error("wrong credentials")]
    WrongCredentials,
    /// The password has to be given again.
    #[error("password needed")]
    PasswordNeeded,
    /// Too many attempts.
    #[error("too many attempts; again in {retry_after:?}")]
    TooMany {
        /// How long to wait.
        retry_after: Duration,
    },
    /// The account has as many applications as it may have.
    #[error("limit of {limit} applications reached")]
    LimitReached {
        /// How many it may have.
        limit: i64,
    },
    /// Another request with the same form has made the change. See [`crate::Submission`].
    #[error("the form was sent before")]
    DoneAlready,
    /// There is an owner already.
    #[error("set up already")]
    SetUpAlready,
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The vault.
    #[error(transparent)]
    Vault(#[from] vault::Error),
    /// Anything else that is our own fault.
    #[error("{0}")]
    Internal(String),
}

impl Error {
    /// A row that this transaction has locked can be written; that it cannot is our own fault.
    pub(crate) fn expect_written(written: bool, what: impl fmt::Display) -> Result<(), Self> {
        if written { Ok(()) } else { Err(Self::Internal(format!("{what} changed although it was locked"))) }
    }
}

/// What somebody else saved, for whoever wanted to save over it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditConflict {
    /// Who.
    pub who: String,
    /// When.
    pub at: domain::time::Timestamp,
    /// What they changed since the version that was seen.
    pub changes: Vec<Change>,
    /// The version to save over.
    pub version: i64,
}
