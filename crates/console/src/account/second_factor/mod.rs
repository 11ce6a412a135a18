//! Second factors: the authenticator app of a person, their passkeys and recovery codes, and the policy of the account.

mod authenticator;
mod codes;
pub(crate) mod passkeys;
mod policy;
mod recovery;
mod sign_in;
mod verify;

use domain::field::{Field, InvalidField, Problem};

use crate::Error;

pub(crate) use codes::use_code;
pub use sign_in::PendingSignIn;
pub(crate) use sign_in::begin as begin_sign_in;

/// Time within which an authenticator app has to be set up.
pub(crate) use authenticator::ENROLMENT_LIFETIME;

/// Says nothing about why: the code is not that of the app, or was used before.
fn wrong_code() -> Error {
    Error::Invalid(vec![InvalidField { field: Field::AuthenticationCode, problem: Problem::Wrong }])
}
