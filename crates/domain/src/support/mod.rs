//! Technical support: requests, their messages, and the actions that each side may take.

mod text;

use serde::{Deserialize, Serialize};

use crate::account::{AccountId, PersonId};
use crate::application::sdkappid::Sdkappid;
use crate::field::{Checklist, Field, InvalidField};
use crate::time::Timestamp;

pub use text::{MessageText, Subject};

/// Topic of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// A general question.
    Question,
    /// **Delete** on a paid application. Settling the request deletes the application.
    Deletion,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestState {
    /// Waiting for an operator.
    Open,
    /// Waiting for the customer.
    Answered,
    /// Done, or in need of nothing more. A new message reopens it, unless it was a deletion.
    Settled,
    /// Withdrawn by the customer.
    Withdrawn,
}

/// The side of a request that a person is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The person who filed the request, and the members of the same account.
    Customer,
    /// An operator of this installation.
    Operator,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestAction {
    /// Add a message: an operator answers, or a customer adds something.
    Write,
    /// Mark as done, by an operator.
    Settle,
    /// Withdraw, by a customer.
    Withdraw,
}

/// Why an action on a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SupportRefusal {
    /// Only the other side may do this.
    NotYours,
    /// The request is settled already.
    Settled,
    /// The request was withdrawn.
    Withdrawn,
    /// The request has the maximum number of messages; a new one must be filed.
    TooLong,
}

/// A message of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupportMessage {
    /// Author; `None` if the console itself wrote it.
    pub by: Option<PersonId>,
    /// Side of the author.
    pub side: Side,
    /// Time of writing.
    pub at: Timestamp,
    pub text: MessageText,
}

/// A request to technical support.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupportRequest {
    pub topic: Topic,
    /// Subject in one line.
    pub subject: Subject,
    /// Application that it concerns, if any. A deletion always concerns one.
    pub application: Option<Sdkappid>,
    pub state: RequestState,
    /// Messages, oldest first.
    pub messages: Vec<SupportMessage>,
}

/// A filed request with its metadata.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiledRequest {
    pub id: i64,
    pub account: AccountId,
    /// Time of filing.
    pub created_at: Timestamp,
    /// Time of the last message or change of state.
    pub changed_at: Timestamp,
    pub request: SupportRequest,
}

/// Input for filing a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRequest {
    /// Subject in one line.
    pub subject: Subject,
    /// Text of the first message.
    pub text: MessageText,
}

impl NewRequest {
    /// Parses the form of `/support`; returns every invalid field.
    pub fn parse(subject: &str, text: &str) -> Result<Self, Vec<InvalidField>> {
        let mut checklist = Checklist::new();
        let subject = checklist.check(Field::Subject, subject.parse());
        let text = checklist.check(Field::Message, text.parse());
        let whole = subject.zip(text);
        checklist.finish(whole.map(|(subject, text)| Self { subject, text }))
    }
}

impl SupportRequest {
    /// Maximum number of messages.
    pub const MAX_MESSAGES: usize = 200;

    /// Creates an open request.
    pub fn open(
        new: NewRequest,
        topic: Topic,
        application: Option<Sdkappid>,
        by: PersonId,
        at: Timestamp,
    ) -> Self {
        let first = SupportMessage { by: Some(by), side: Side::Customer, at, text: new.text };
        Self { topic, subject: new.subject, application, state: RequestState::Open, messages: vec![first] }
    }

    /// The state after `act`, or why `side` cannot do it.
    pub fn next(&self, side: Side, act: RequestAction) -> Result<RequestState, SupportRefusal> {
        match (act, side, self.state) {
            (RequestAction::Settle, Side::Customer, _) | (RequestAction::Withdraw, Side::Operator, _) => {
                Err(SupportRefusal::NotYours)
            }
            (_, _, RequestState::Withdrawn) => Err(SupportRefusal::Withdrawn),
            (RequestAction::Settle | RequestAction::Withdraw, _, RequestState::Settled) => {
                Err(SupportRefusal::Settled)
            }
            (RequestAction::Write, _, RequestState::Settled) if self.topic == Topic::Deletion => {
                Err(SupportRefusal::Settled)
            }
            (RequestAction::Write, _, _) if self.messages.len() >= Self::MAX_MESSAGES => {
                Err(SupportRefusal::TooLong)
            }
            (RequestAction::Write, Side::Customer, _) => Ok(RequestState::Open),
            (RequestAction::Write, Side::Operator, _) => Ok(RequestState::Answered),
            (RequestAction::Settle, Side::Operator, _) => Ok(RequestState::Settled),
            (RequestAction::Withdraw, Side::Customer, _) => Ok(RequestState::Withdrawn),
        }
    }

    /// The actions that `side` can take.
    pub fn actions(&self, side: Side) -> impl Iterator<Item = RequestAction> {
        [RequestAction::Write, RequestAction::Settle, RequestAction::Withdraw]
            .into_iter()
            .filter(move |act| self.next(side, *act).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::Problem;

    fn request(topic: Topic, state: RequestState) -> SupportRequest {
        let new = NewRequest::parse(" Delete 1400000007 ", "Please.\nThanks.").unwrap();
        let request = SupportRequest::open(new, topic, None, PersonId(1), Timestamp::from_micros(0));
        assert_eq!((request.subject.as_str(), request.state), ("Delete 1400000007", RequestState::Open));
        SupportRequest { state, ..request }
    }

    #[test]
    fn who_may_do_what() {
        use {RequestAction as A, RequestState as S};
        for (state, customer, operator) in [
            (S::Open, vec![A::Write, A::Withdraw], vec![A::Write, A::Settle]),
            (S::Answered, vec![A::Write, A::Withdraw], vec![A::Write, A::Settle]),
            (S::Settled, vec![A::Write], vec![A::Write]),
            (S::Withdrawn, vec![], vec![]),
        ] {
            let question = request(Topic::Question, state);
            assert_eq!(question.actions(Side::Customer).collect::<Vec<_>>(), customer, "{state:?}");
            assert_eq!(question.actions(Side::Operator).collect::<Vec<_>>(), operator, "{state:?}");
        }
        let settled = request(Topic::Deletion, S::Settled);
        assert_eq!(settled.next(Side::Customer, A::Write), Err(SupportRefusal::Settled));
        let open = request(Topic::Question, S::Open);
        assert_eq!(open.next(Side::Operator, A::Write), Ok(S::Answered));
        assert_eq!(open.next(Side::Operator, A::Withdraw), Err(SupportRefusal::NotYours));
        assert_eq!(request(Topic::Question, S::Settled).next(Side::Customer, A::Write), Ok(S::Open));
    }

    #[test]
    fn a_form_hears_of_everything_at_once() {
        let problems: Vec<_> = NewRequest::parse("two\nlines", " ").unwrap_err();
        let problems: Vec<_> = problems.into_iter().map(|invalid| invalid.problem).collect();
        assert_eq!(problems, [Problem::ControlCharacter, Problem::Missing]);
        let long = "가".repeat(4_001);
        assert_eq!(long.parse::<MessageText>(), Err(Problem::TooLong(4_000)));
    }
}
