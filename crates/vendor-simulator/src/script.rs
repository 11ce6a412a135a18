//! Answers on demand: what a device's token, or the id of a credential, asks for by how it begins.

use std::time::Duration;

use super::answer::{Answer, Then};

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Trick {
    /// A code of the vendor.
    Error(String),
    /// A status of HTTP without a body of the vendor's.
    Status(u16),
    /// 429, to be tried again after so many seconds.
    TooMany(u64),
    /// What would be answered anyway, so many milliseconds later.
    Slow(u64),
    /// No answer: the connection ends.
    HangUp,
    /// An answer, and then the end of the connection.
    GoAway,
    /// A redirection to elsewhere.
    Redirect,
    /// What would be answered anyway, behind a megabyte of blanks.
    Huge,
    /// A body that is none of the vendor's.
    Garbage,
    /// The token that was shown with it is declared expired, once.
    Stale,
}

/// The beginnings, as the guide prints them.
pub(super) const BEGINNINGS: [(&str, &str); 10] = [
    ("err-CODE-", "the vendor's code CODE, e.g. err-80300007-x"),
    ("http-STATUS-", "HTTP STATUS without a body of the vendor's"),
    ("throttle-SECONDS-", "429 with Retry-After"),
    ("slow-MS-", "the usual answer, MS milliseconds later"),
    ("hangup-", "no answer: the connection breaks"),
    ("goaway-", "the usual answer, then the end of the connection (GOAWAY on HTTP/2)"),
    ("redirect-", "307 to another address"),
    ("huge-", "the usual answer behind 1 MiB of blanks"),
    ("garbage-", "200 with a body that is none of the vendor's"),
    ("stale-", "the access token is declared expired, the first time"),
];

impl Trick {
    pub(super) fn of(text: &str) -> Option<Self> {
        let (name, rest) = text.split_once('-')?;
        let number = || rest.split_once('-')?.0.parse::<u64>().ok();
        Some(match name {
            "err" => {
                // A code may be negative.
                let digits = rest.trim_start_matches('-');
                let end = rest.len() - digits.len() + digits.find('-')?;
                Self::Error(rest[..end].to_owned())
            }
            "http" => Self::Status(u16::try_from(number()?).ok().filter(|status| *status >= 200)?),
            "throttle" => Self::TooMany(number()?),
            "slow" => Self::Slow(number()?),
            "hangup" => Self::HangUp,
            "goaway" => Self::GoAway,
            "redirect" => Self::Redirect,
            "huge" => Self::Huge,
            "garbage" => Self::Garbage,
            "stale" => Self::Stale,
            _ => return None,
        })
    }

    /// The answer, where it is the same at every vendor.
    pub(super) fn instead(&self) -> Option<Answer> {
        Some(match self {
            Self::Status(status) => Answer::new(*status, ""),
            Self::TooMany(seconds) => Answer::new(429, "").with("retry-after", seconds.to_string()),
            Self::HangUp => Answer::new(200, "").then(Then::HangUp),
            Self::Redirect => Answer::new(307, "").with("location", "http://127.0.0.1:1/elsewhere"),
            Self::Garbage => Answer::new(200, "<html>It works!</html>"),
            Self::Error(_) | Self::Slow(_) | Self::GoAway | Self::Huge | Self::Stale => return None,
        })
    }

    /// What it changes about the usual answer.
    pub(super) fn change(&self, answer: Answer) -> Answer {
        match self {
            Self::Slow(ms) => answer.after(Duration::from_millis(*ms)),
            Self::GoAway => answer.then(Then::End),
            Self::Huge => Answer { body: " ".repeat(1 << 20) + &answer.body, ..answer },
            _ => answer,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_asks_for_an_answer() {
        let error = |code: &str| Some(Trick::Error(code.to_owned()));
        for (text, trick) in [
            ("err-80300007-abc", error("80300007")),
            ("err--1-abc", error("-1")),
            ("err-BadTopic-0-0", error("BadTopic")),
            ("err-unfinished", None),
            ("http-503-x", Some(Trick::Status(503))),
            ("http-7-x", None),
            ("throttle-7-x", Some(Trick::TooMany(7))),
            ("slow-20-x", Some(Trick::Slow(20))),
            ("hangup-", Some(Trick::HangUp)),
            ("stale-1", Some(Trick::Stale)),
            ("token-1", None),
            ("", None),
        ] {
            assert_eq!(Trick::of(text), trick, "{text}");
        }
    }
}
