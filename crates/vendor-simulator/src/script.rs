//! Scripted responses, selected by the prefix of a device token or of a credential's id.

use std::time::Duration;

use crate::response::{ConnectionAction, Response};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Script {
    /// One of the vendor's error codes.
    Error(String),
    /// An HTTP status with an empty body.
    Status(u16),
    /// 429 with this many seconds in `Retry-After`.
    Throttle(u64),
    /// The usual response, delayed by this many milliseconds.
    Delay(u64),
    /// No response: the connection breaks.
    HangUp,
    /// The usual response, then the connection is shut down.
    GoAway,
    /// A 307 redirect to another address.
    Redirect,
    /// The usual response, preceded by 1 MiB of blanks.
    Huge,
    /// 200 with a body that no vendor would send.
    Garbage,
    /// The access token is reported as expired, the first time.
    ExpireToken,
}

/// The prefixes and their meanings, as printed in the help.
pub(crate) const PREFIXES: [(&str, &str); 10] = [
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

impl Script {
    /// The script that `text` selects; `None` for an ordinary token or id.
    pub(crate) fn parse(text: &str) -> Option<Self> {
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
            "throttle" => Self::Throttle(number()?),
            "slow" => Self::Delay(number()?),
            "hangup" => Self::HangUp,
            "goaway" => Self::GoAway,
            "redirect" => Self::Redirect,
            "huge" => Self::Huge,
            "garbage" => Self::Garbage,
            "stale" => Self::ExpireToken,
            _ => return None,
        })
    }

    /// The response that replaces the usual one, if it does not depend on the vendor.
    pub(crate) fn replacement(&self) -> Option<Response> {
        Some(match self {
            Self::Status(status) => Response::new(*status, ""),
            Self::Throttle(seconds) => Response::new(429, "").with_header("retry-after", seconds.to_string()),
            Self::HangUp => Response::new(200, "").with_connection(ConnectionAction::Abort),
            Self::Redirect => Response::new(307, "").with_header("location", "http://127.0.0.1:1/elsewhere"),
            Self::Garbage => Response::new(200, "<html>It works!</html>"),
            Self::Error(_) | Self::Delay(_) | Self::GoAway | Self::Huge | Self::ExpireToken => return None,
        })
    }

    /// The usual response, changed as scripted.
    pub(crate) fn modify(&self, response: Response) -> Response {
        match self {
            Self::Delay(ms) => response.with_delay(Duration::from_millis(*ms)),
            Self::GoAway => response.with_connection(ConnectionAction::Close),
            Self::Huge => Response { body: " ".repeat(1 << 20) + &response.body, ..response },
            _ => response,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_selects_a_response() {
        let error = |code: &str| Some(Script::Error(code.to_owned()));
        for (text, script) in [
            ("err-80300007-abc", error("80300007")),
            ("err--1-abc", error("-1")),
            ("err-BadTopic-0-0", error("BadTopic")),
            ("err-unfinished", None),
            ("http-503-x", Some(Script::Status(503))),
            ("http-7-x", None),
            ("throttle-7-x", Some(Script::Throttle(7))),
            ("slow-20-x", Some(Script::Delay(20))),
            ("hangup-", Some(Script::HangUp)),
            ("stale-1", Some(Script::ExpireToken)),
            ("token-1", None),
            ("", None),
        ] {
            assert_eq!(Script::parse(text), script, "{text}");
        }
    }
}
