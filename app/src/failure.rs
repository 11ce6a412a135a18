//! What a server function answers when it does not do what was asked.
//!
//! It travels as JSON to the browser's half, and as a draft to the page that shows a form again: a form reads both.
//! So it holds nothing secret and nothing that explains a fault of ours.

use domain::application::lifecycle::Refusal;
use domain::audit::Change;
use domain::field::{Field, Invalid, Problem};
use domain::key::rotation::KeyRefusal;
use domain::time::Timestamp;
use leptos::prelude::{FromServerFnError, ServerFnErrorErr};
use leptos::server_fn::codec::JsonEncoding;
use serde::{Deserialize, Serialize};

/// Why nothing was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// What kind of failure.
    pub failed: Failed,
    /// The fields that are wrong, in the order of the form.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Invalid>,
    /// What the person typed and chose, by the name of the control, for a page that is loaded again. Never a secret.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub typed: Vec<(String, String)>,
    /// The names of secrets that were typed: they have to be typed again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub again: Vec<String>,
    /// A file that was chosen, where it is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<KeptFile>,
    /// The number of the request, for the operator's log.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub request: String,
}

/// A file that was chosen in a form that was refused, and need not be chosen again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptFile {
    /// As it is called where it was chosen.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// The token of the draft that holds it.
    #[serde(default)]
    pub draft: String,
}

/// The name of the hidden field that stands for a file that was kept: the token of its draft.
pub const KEPT_FILE: &str = "kept_file";

/// The kinds of failure that a page tells apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Failed {
    /// Nobody is signed in.
    SignedOut,
    /// The session had ended when the form was sent; since then somebody signed in.
    NotSent,
    /// There is no such thing, or it is another account's.
    NotFound,
    /// Fields of the form are wrong.
    Invalid,
    /// A rule of the life of an application.
    Refused(Refusal),
    /// A rule of the keys of an application.
    KeyRefused(KeyRefusal),
    /// A rule of orders.
    OrderRefused(domain::billing::order::OrderRefusal),
    /// A rule of requests to technical support.
    SupportRefused(domain::support::SupportRefusal),
    /// The application is out of service: nothing is sent for it.
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
        Self {
            failed,
            fields: Vec::new(),
            typed: Vec::new(),
            again: Vec::new(),
            file: None,
            request: String::new(),
        }
    }

    /// What is wrong with `field`.
    pub fn problem(&self, field: Field) -> Option<Problem> {
        self.fields.iter().find(|invalid| invalid.field == field).map(|invalid| invalid.problem)
    }

    /// What was typed into `field`.
    pub fn typed(&self, field: Field) -> Option<&str> {
        self.typed.iter().find(|(name, _)| name == field.name()).map(|(_, text)| text.as_str())
    }

    /// Whether `field` held a secret, which has to be typed again.
    pub fn is_to_type_again(&self, field: Field) -> bool {
        self.again.iter().any(|name| name == field.name())
    }
}

impl Failure {
    /// Takes over what was `sent`, field by field: text as it is, and of a secret only that there was one.
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

    /// What was sent under `name`: for controls that are no [`Field`].
    pub(crate) fn sent(&self, name: &str) -> Option<&str> {
        self.typed.iter().find(|(own, _)| own == name).map(|(_, text)| text.as_str())
    }

    /// Whether the box `name` with that value was ticked; none where nothing was sent at all. A box that is not ticked
    /// is not sent.
    pub(crate) fn ticked(&self, name: &str, value: &str) -> Option<bool> {
        let is_it = |(own, sent): &(String, String)| own == name && sent == value;
        (!self.typed.is_empty()).then(|| self.typed.iter().any(is_it))
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
        let mut failure = Failure {
            fields: vec![Invalid { field: Field::Name, problem: Problem::TooLong(60) }],
            request: "r1".into(),
            ..Failure::new(Failed::Changed(Theirs {
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
        assert_eq!(Failure::de("}".into()).failed, Failed::Internal);
    }

    #[test]
    fn text_is_kept_whole_and_a_secret_is_not() {
        let long = "한".repeat(3_000);
        let wrong = Invalid { field: Field::Name, problem: Problem::TooLong(60) };
        let failure = Failure { fields: vec![wrong], ..Failure::new(Failed::Invalid) };
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
        assert_eq!(Failure::new(Failed::Internal).ticked("privileges[]", "c"), None);
        assert!(!format!("{failure:?}").contains("secret\""));
    }
}
