//! What a server function answers when it does not do what was asked.
//!
//! It travels as JSON to the browser's half, and in the query of the page's own address where there is none:
//! a form reads both. So it holds nothing secret and nothing that explains a fault of ours.

use domain::audit::Change;
use domain::field::{Field, Invalid, Problem};
use domain::lifecycle::Refusal;
use domain::rotation::KeyRefusal;
use domain::time::Timestamp;
use leptos::prelude::{FromServerFnError, ServerFnErrorErr};
use leptos::server_fn::codec::JsonEncoding;
use serde::{Deserialize, Serialize};

/// The most characters of a field that travel back; a description of the greatest length has 300.
const MOST_TYPED: usize = 1_000;

/// Why nothing was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// What kind of failure.
    pub failed: Failed,
    /// The fields that are wrong, in the order of the form.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Invalid>,
    /// What the person typed, so that it is still there. Never a password.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub typed: Vec<(Field, String)>,
    /// The number of the request, for the operator's log.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub request: String,
}

/// The kinds of failure that a page tells apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Failed {
    /// Nobody is signed in.
    SignedOut,
    /// There is no such thing, or it is another account's.
    NotFound,
    /// Fields of the form are wrong.
    Invalid,
    /// A rule of the life of an application.
    Refused(Refusal),
    /// A rule of the keys of an application.
    KeyRefused(KeyRefusal),
    /// A rule of orders. Such forms are written by the server, so no browser has to tell the rules apart.
    #[cfg(feature = "ssr")]
    OrderRefused(domain::order::OrderRefusal),
    /// A rule of requests to technical support.
    #[cfg(feature = "ssr")]
    SupportRefused(domain::support::SupportRefusal),
    /// The application is out of service: nothing is sent for it. Said by written pages alone.
    #[cfg(feature = "ssr")]
    OutOfService,
    /// Somebody else saved first.
    Changed(Theirs),
    /// The key only verifies: its private half was not imported.
    CannotSign,
    /// E-mail or password is wrong.
    WrongCredentials,
    /// The password has to be given again.
    PasswordNeeded,
    /// Too many attempts.
    TooMany {
        /// When to try again, from now.
        seconds: u64,
    },
    /// The account has as many applications as it may have.
    LimitReached {
        /// How many it may have.
        limit: i64,
    },
    /// There is an owner already.
    SetUpAlready,
    /// The request was not one of ours.
    Malformed,
    /// The console did not answer.
    Unreachable,
    /// A fault of the console itself.
    Internal,
}

/// What somebody else saved, for whoever wanted to save over it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Theirs {
    /// Who.
    pub who: String,
    /// When.
    pub at: Timestamp,
    /// What they changed since the version that was seen.
    pub changes: Vec<Change>,
    /// The version to save over.
    pub version: i64,
}

impl Failure {
    /// A failure of that kind, with nothing more to say.
    pub fn new(failed: Failed) -> Self {
        Self { failed, fields: Vec::new(), typed: Vec::new(), request: String::new() }
    }

    /// The same, with what the person typed into the form.
    #[must_use]
    pub fn keeping(mut self, typed: &[(Field, &str)]) -> Self {
        self.typed =
            typed.iter().map(|(field, text)| (*field, text.chars().take(MOST_TYPED).collect())).collect();
        self
    }

    /// What is wrong with `field`.
    pub fn problem(&self, field: Field) -> Option<Problem> {
        self.fields.iter().find(|invalid| invalid.field == field).map(|invalid| invalid.problem)
    }

    /// What was typed into `field`.
    pub fn typed(&self, field: Field) -> Option<&str> {
        self.typed.iter().find(|(candidate, _)| *candidate == field).map(|(_, text)| text.as_str())
    }
}

impl FromServerFnError for Failure {
    type Encoder = JsonEncoding;

    /// Something went wrong on the way to a server function or back.
    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => {
                #[cfg(feature = "ssr")]
                crate::ssr::status(http::StatusCode::BAD_REQUEST);
                Self::new(Failed::Malformed)
            }
            ServerFnErrorErr::Request(_) => Self::new(Failed::Unreachable),
            _ => Self::new(Failed::Internal),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn travels_whole() {
        let failure = Failure {
            fields: vec![Invalid { field: Field::Name, problem: Problem::TooLong(60) }],
            request: "r1".into(),
            ..Failure::new(Failed::Changed(Theirs {
                who: "jiwoo@orbit.example".into(),
                at: Timestamp::from_unix_seconds(1),
                changes: Vec::new(),
                version: 3,
            }))
            .keeping(&[(Field::Name, "오빗")])
        };
        assert_eq!(Failure::de(failure.ser()), failure);
        assert_eq!(failure.typed(Field::Name), Some("오빗"));
        assert_eq!(failure.problem(Field::Description), None);
    }

    #[test]
    fn nonsense_is_our_own_fault() {
        assert_eq!(Failure::de("}".into()).failed, Failed::Internal);
    }
}
