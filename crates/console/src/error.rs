//! Errors of the use cases.

use std::fmt;
use std::time::Duration;

use domain::account::access::AccessRefusal;
use domain::account::member::MemberRefusal;
use domain::account::second_factor::PasskeyRefusal;
use domain::application::lifecycle::Refusal;
use domain::audit::Change;
use domain::billing::order::OrderRefusal;
use domain::field::InvalidField;
use domain::key::rotation::KeyRefusal;
use domain::support::SupportRefusal;

/// Callers' differences are variants; a cause is logged once, where it reaches the edge.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody is signed in.
    #[error("sign in first")]
    SignedOut,
    /// It does not exist, or belongs to another account: deliberately the same error.
    #[error("not found")]
    NotFound,
    /// The member's role does not allow it, or they are limited to chosen applications.
    #[error("forbidden: {0:?}")]
    Forbidden(AccessRefusal),
    /// Fields of a form.
    #[error("invalid: {0:?}")]
    Invalid(Vec<InvalidField>),
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
    /// A rule of the members of an account.
    #[error("refused: {0:?}")]
    MemberRefused(MemberRefusal),
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
    /// The person has to prove again who they are, with the password or a second factor.
    #[error("verification needed")]
    VerificationNeeded,
    /// The second factor came too late, or for a sign-in that is completed already.
    #[error("the sign-in took too long")]
    SignInExpired,
    /// A passkey was not accepted, or none can be made.
    #[error("passkey refused: {0:?}")]
    PasskeyRefused(PasskeyRefusal),
    /// The person has to set a second factor up before anything else.
    #[error("a second factor is required")]
    SecondFactorRequired,
    /// Attempts are throttled, or a queue is full.
    #[error("too many attempts; again in {retry_after:?}")]
    TooMany {
        /// Time until the next attempt is accepted.
        retry_after: Duration,
    },
    /// The account has as many applications as it may have.
    #[error("limit of {limit} applications reached")]
    LimitReached {
        /// Maximum number of applications.
        limit: i64,
    },
    /// Another request with the same form has made the change. See [`crate::Submission`].
    #[error("the form was sent before")]
    DoneAlready,
    /// An earlier call with the same `Idempotency-Key` said something else.
    #[error("the idempotency key was used for another call")]
    KeyReused,
    /// There is an owner already.
    #[error("set up already")]
    SetUpAlready,
    /// The database failed, or holds a value that is not valid.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A secret cannot be sealed or opened.
    #[error(transparent)]
    Vault(#[from] vault::Error),
    /// Anything else that is our own fault.
    #[error("{0}")]
    Internal(String),
}

impl Error {
    /// Fails unless an optimistic update was `written`: its row is locked by this transaction, so it has to be.
    pub(crate) fn expect_written(written: bool, what: impl fmt::Display) -> Result<(), Self> {
        if written { Ok(()) } else { Err(Self::Internal(format!("{what} changed although it was locked"))) }
    }
}

/// Edit conflict: what somebody else has saved since the version that the form was based on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditConflict {
    /// Who saved last, as the audit trail names them; empty if it does not say.
    pub who: String,
    /// Instant of the last of these changes.
    pub at: domain::time::Timestamp,
    /// Changes since that version, merged.
    pub changes: Vec<Change>,
    /// Current version: the one to save over.
    pub version: i64,
}
