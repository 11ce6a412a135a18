//! The error type of server functions.
//!
//! It is sent as JSON to the client, and stored as a draft for the page that shows a refused form again; forms read
//! both. So it contains no secrets and no details of internal errors.

use domain::account::access::AccessRefusal;
use domain::account::member::MemberRefusal;
use domain::account::second_factor::PasskeyRefusal;
use domain::application::lifecycle::Refusal;
use domain::audit::Change;
use domain::field::{Field, InvalidField, Problem};
use domain::key::rotation::KeyRefusal;
use domain::time::Timestamp;
use leptos::prelude::{FromServerFnError, ServerFnErrorErr};
use leptos::server_fn::codec::JsonEncoding;
use serde::{Deserialize, Serialize};

/// Why a server function did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    pub kind: FailureKind,
    /// The invalid fields, in the order of the form.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<InvalidField>,
    /// The values that were entered, by control name, for a page that is loaded again. Never a secret.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub typed: Vec<(String, String)>,
    /// The names of secret fields that were filled in and have to be entered again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub again: Vec<String>,
    /// The file that was chosen, if it has been kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<KeptFile>,
    /// The request id, for the operator's log.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub request: String,
}

/// A file chosen in a refused form, kept so that it need not be chosen again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptFile {
    /// The file name on the person's computer.
    pub name: String,
    /// The size in bytes.
    pub size: u64,
    /// The token of the draft that holds it.
    #[serde(default)]
    pub draft: String,
}

/// The name of the hidden field that refers to a kept file: the token of its draft.
pub const KEPT_FILE: &str = "kept_file";

/// The kinds of failure that a page handles differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureKind {
    /// Nobody is signed in.
    SignedOut,
    /// The session had ended when the form was sent; somebody has signed in since.
    NotSent,
    /// It does not exist, or it belongs to another account.
    NotFound,
    /// The member's role does not allow it, or they are limited to chosen applications.
    Forbidden(AccessRefusal),
    /// Fields of the form are wrong.
    Invalid,
    /// Violates a rule of the application's lifecycle.
    Refused(Refusal),
    /// Violates a rule about the keys of an application.
    KeyRefused(KeyRefusal),
    /// Violates a rule about orders.
    OrderRefused(domain::billing::order::OrderRefusal),
    /// Violates a rule about the members of an account.
    MemberRefused(MemberRefusal),
    /// Violates a rule about requests to technical support.
    SupportRefused(domain::support::SupportRefusal),
    /// The application is out of service: nothing is sent for it.
    OutOfService,
    /// Somebody else saved first.
    Changed(ConcurrentEdit),
    /// The key only verifies: its private half was not imported.
    CannotSign,
    /// E-mail or password is wrong.
    WrongCredentials,
    /// The person must prove again who they are.
    VerificationNeeded,
    /// The second step of the sign-in came too late.
    SignInExpired,
    /// A passkey was not accepted, or there is none.
    PasskeyRefused(PasskeyRefusal),
    /// The person must set a second factor up before anything else.
    SecondFactorRequired,
    /// Too many attempts.
    TooMany {
        /// How long to wait before the next attempt, in seconds.
        seconds: u64,
    },
    /// The account has reached its limit of applications.
    LimitReached {
        /// The maximum number of applications.
        limit: i64,
    },
    /// There is an owner already.
    SetUpAlready,
    /// The request did not come from one of our forms.
    Malformed,
    /// The console did not answer.
    Unreachable,
    /// A fault of the console itself.
    Internal,
}

/// What somebody else saved, shown to the person whose save conflicts with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConcurrentEdit {
    /// Who saved it.
    pub who: String,
    /// When it was saved.
    pub at: Timestamp,
    /// The changes since the version that the person saw.
    pub changes: Vec<Change>,
    /// The version to submit in order to overwrite it.
    pub version: i64,
}

impl Failure {
    /// A failure of that kind without details.
    pub fn new(kind: FailureKind) -> Self {
        Self {
            kind,
            fields: Vec::new(),
            typed: Vec::new(),
            again: Vec::new(),
            file: None,
            request: String::new(),
        }
    }

    /// The problem of `field`, if it is invalid.
    pub fn problem(&self, field: Field) -> Option<Problem> {
        self.fields.iter().find(|invalid| invalid.field == field).map(|invalid| invalid.problem)
    }

    /// The value that was entered in `field`.
    pub fn typed(&self, field: Field) -> Option<&str> {
        self.typed.iter().find(|(name, _)| name == field.name()).map(|(_, text)| text.as_str())
    }

    /// Whether `field` held a secret, which must be entered again.
    pub fn is_to_type_again(&self, field: Field) -> bool {
        self.again.iter().any(|name| name == field.name())
    }
}

impl Failure {
    /// Adds the values that were `sent`: text as it is; for a secret, only that it was filled in.
    #[must_use]
    pub fn with_sent(mut self, sent: impl IntoIterator<Item = (String, String)>) -> Self {
        self.typed.clear();
        for (name, value) in sent {
            if Field::from_name(&name).is_some_and(Field::is_secret) {
                if !value.is_empty() {
                    self.again.push(name);
                }
            } else {
                self.typed.push((name, value));
            }
        }
        self
    }

    /// The value that was sent under `name`, for controls that are not a [`Field`].
    pub(crate) fn sent(&self, name: &str) -> Option<&str> {
        self.typed.iter().find(|(own, _)| own == name).map(|(_, text)| text.as_str())
    }

    /// Whether the checkbox `name` with that value was ticked; `None` if no values were sent at all. Unticked
    /// checkboxes are not sent.
    pub(crate) fn ticked(&self, name: &str, value: &str) -> Option<bool> {
        let is_it = |(own, sent): &(String, String)| own == name && sent == value;
        (!self.typed.is_empty()).then(|| self.typed.iter().any(is_it))
    }
}

impl FromServerFnError for Failure {
    type Encoder = JsonEncoding;

    /// Maps errors of the transport and of the server function runtime.
    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => {
                #[cfg(feature = "ssr")]
                crate::ssr::status(http::StatusCode::BAD_REQUEST);
                Self::new(FailureKind::Malformed)
            }
            ServerFnErrorErr::Request(_) => Self::new(FailureKind::Unreachable),
            _ => Self::new(FailureKind::Internal),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn travels_whole() {
        let mut failure = Failure {
            fields: vec![InvalidField { field: Field::Name, problem: Problem::TooLong(60) }],
            request: "r1".into(),
            ..Failure::new(FailureKind::Changed(ConcurrentEdit {
                who: "jiwoo@orbit.example".into(),
                at: Timestamp::from_unix_seconds(1),
                changes: Vec::new(),
                version: 3,
            }))
        };
        failure.typed = vec![("name".into(), "오빗".into())];
        assert_eq!(Failure::de(failure.ser()), failure);
        assert_eq!(failure.typed(Field::Name), Some("오빗"));
        assert_eq!(failure.problem(Field::Description), None);
    }

    #[test]
    fn nonsense_is_our_own_fault() {
        assert_eq!(Failure::de("}".into()).kind, FailureKind::Internal);
    }

    #[test]
    fn text_is_kept_whole_and_a_secret_is_not() {
        let long = "한".repeat(3_000);
        let wrong = InvalidField { field: Field::Name, problem: Problem::TooLong(60) };
        let failure = Failure { fields: vec![wrong], ..Failure::new(FailureKind::Invalid) };
        let failure = failure.with_sent(
            [
                ("name", &*long),
                ("password", "secret"),
                ("app_secret", ""),
                ("privileges[]", "a"),
                ("privileges[]", "b"),
            ]
            .map(|(name, text)| (name.to_owned(), text.to_owned())),
        );
        assert_eq!(failure.typed(Field::Name), Some(&*long));
        assert_eq!(failure.again, ["password"]);
        assert_eq!(failure.sent("privileges[]"), Some("a"));
        assert_eq!(failure.ticked("privileges[]", "b"), Some(true));
        assert_eq!(failure.ticked("privileges[]", "c"), Some(false));
        assert_eq!(Failure::new(FailureKind::Internal).ticked("privileges[]", "c"), None);
        assert!(!format!("{failure:?}").contains("secret\""));
    }
}
