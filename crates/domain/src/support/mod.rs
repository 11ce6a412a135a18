//! Technical support: requests, their answers, and who may do what next.

mod text;

use serde::{Deserialize, Serialize};

use crate::account::{AccountId, PersonId};
use crate::application::sdkappid::Sdkappid;
use crate::field::{Checklist, Field, Invalid};
use crate::time::Timestamp;

pub use text::{Message, Subject};

/// What a request is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// A question.
    Question,
    /// **Delete** on a paid application. Settling it is deleting the application.
    Deletion,
}

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It waits for an operator.
    Open,
    /// It waits for the person who asked.
    Answered,
    /// It was done, or needs nothing more. Writing again opens it again, unless it was a deletion.
    Settled,
    /// The person who asked took it back.
    Withdrawn,
}

/// On which side of a request somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Whoever asked, and the members of the same account.
    Customer,
    /// Whoever runs the console.
    Operator,
}

/// What can be done with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Write: an operator answers, a customer adds something.
    Write,
    /// An operator has done what was asked for.
    Settle,
    /// A customer takes it back.
    Withdraw,
}

/// Why something cannot be done with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SupportRefusal {
    /// It is for the other side to do.
    NotYours,
    /// The request is settled.
    Settled,
    /// The request was taken back.
    Withdrawn,
    /// There are as many messages as a request may have: a new one is needed.
    TooLong,
}

/// Something that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// By whom; none where the console itself wrote it.
    pub by: Option<PersonId>,
    /// On which side they were.
    pub side: Side,
    /// When.
    pub at: Timestamp,
    /// What.
    pub text: Message,
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// What it is about.
    pub topic: Topic,
    /// In a line.
    pub subject: Subject,
    /// Which application it is about, if one. A deletion is always about one.
    pub application: Option<Sdkappid>,
    /// Where it stands.
    pub state: State,
    /// What was written, the first message first.
    pub messages: Vec<Written>,
}

/// A request that was filed, with what stands beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiledRequest {
    /// Its number.
    pub id: i64,
    /// Whose.
    pub account: AccountId,
    /// When it was filed.
    pub created_at: Timestamp,
    /// When something was last written, or its state changed.
    pub changed_at: Timestamp,
    /// What it is.
    pub request: Request,
}

/// What a person gives to ask for something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRequest {
    /// In a line.
    pub subject: Subject,
    /// At length.
    pub text: Message,
}

impl NewRequest {
    /// Reads the form of `/support`; says everything that is wrong with it.
    pub fn parse(subject: &str, text: &str) -> Result<Self, Vec<Invalid>> {
        let mut checklist = Checklist::new();
        let subject = checklist.check(Field::Subject, subject.parse());
        let text = checklist.check(Field::Message, text.parse());
        let whole = subject.zip(text);
        checklist.finish(whole.map(|(subject, text)| Self { subject, text }))
    }
}

impl Request {
    /// The most messages that it may have.
    pub const MAX_MESSAGES: usize = 200;

    /// A new one.
    pub fn open(
        new: NewRequest,
        topic: Topic,
        application: Option<Sdkappid>,
        by: PersonId,
        at: Timestamp,
    ) -> Self {
        let first = Written { by: Some(by), side: Side::Customer, at, text: new.text };
        Self { topic, subject: new.subject, application, state: State::Open, messages: vec![first] }
    }

    /// The state after `act`, or why that side cannot do it.
    pub fn next(&self, side: Side, act: Act) -> Result<State, SupportRefusal> {
        match (act, side, self.state) {
            (Act::Settle, Side::Customer, _) | (Act::Withdraw, Side::Operator, _) => {
                Err(SupportRefusal::NotYours)
            }
            (_, _, State::Withdrawn) => Err(SupportRefusal::Withdrawn),
            (Act::Settle | Act::Withdraw, _, State::Settled) => Err(SupportRefusal::Settled),
            (Act::Write, _, State::Settled) if self.topic == Topic::Deletion => Err(SupportRefusal::Settled),
            (Act::Write, _, _) if self.messages.len() >= Self::MAX_MESSAGES => Err(SupportRefusal::TooLong),
            (Act::Write, Side::Customer, _) => Ok(State::Open),
            (Act::Write, Side::Operator, _) => Ok(State::Answered),
            (Act::Settle, Side::Operator, _) => Ok(State::Settled),
            (Act::Withdraw, Side::Customer, _) => Ok(State::Withdrawn),
        }
    }

    /// What that side can do next.
    pub fn acts(&self, side: Side) -> impl Iterator<Item = Act> {
        [Act::Write, Act::Settle, Act::Withdraw].into_iter().filter(move |act| self.next(side, *act).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::Problem;

    fn request(topic: Topic, state: State) -> Request {
        let new = NewRequest::parse(" Delete 1400000007 ", "Please.\nThanks.").unwrap();
        let request = Request::open(new, topic, None, PersonId(1), Timestamp::from_micros(0));
        assert_eq!((request.subject.as_str(), request.state), ("Delete 1400000007", State::Open));
        Request { state, ..request }
    }

    #[test]
    fn who_may_do_what() {
        use {Act as A, State as S};
        for (state, customer, operator) in [
            (S::Open, vec![A::Write, A::Withdraw], vec![A::Write, A::Settle]),
            (S::Answered, vec![A::Write, A::Withdraw], vec![A::Write, A::Settle]),
            (S::Settled, vec![A::Write], vec![A::Write]),
            (S::Withdrawn, vec![], vec![]),
        ] {
            let question = request(Topic::Question, state);
            assert_eq!(question.acts(Side::Customer).collect::<Vec<_>>(), customer, "{state:?}");
            assert_eq!(question.acts(Side::Operator).collect::<Vec<_>>(), operator, "{state:?}");
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
        assert_eq!(long.parse::<Message>(), Err(Problem::TooLong(4_000)));
    }
}
