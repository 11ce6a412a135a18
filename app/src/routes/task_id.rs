//! The ID of a push as a part of a path.

use std::fmt;
use std::str::FromStr;

/// The `TaskId` of an accepted push: `batch_` and 24 hexadecimal digits in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TaskId(u128);

/// The text is not a [`TaskId`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ParseTaskIdError;

/// Before the digits.
const PREFIX: &str = "batch_";
/// The number of hexadecimal digits.
const DIGITS: usize = 24;

impl FromStr for TaskId {
    type Err = ParseTaskIdError;

    fn from_str(text: &str) -> Result<Self, ParseTaskIdError> {
        let digits = text.strip_prefix(PREFIX).ok_or(ParseTaskIdError)?;
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if digits.len() != DIGITS || !digits.bytes().all(is_digit) {
            return Err(ParseTaskIdError);
        }
        u128::from_str_radix(digits, 16).map(Self).map_err(|_| ParseTaskIdError)
    }
}

impl fmt::Display for TaskId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PREFIX}{:0DIGITS$x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_printed_as_it_was_read() {
        for text in ["batch_000000000000000000000000", "batch_00ff0123456789abcdefabcd"] {
            assert_eq!(text.parse::<TaskId>().map(|id| id.to_string()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn has_one_form_only() {
        for text in [
            "",
            "batch_",
            "00ff0123456789abcdefabcd",
            "push_00ff0123456789abcdefabcd",
            "batch_00ff0123456789abcdefabc",
            "batch_00ff0123456789abcdefabcd0",
            "batch_00FF0123456789abcdefabcd",
            "batch_+0ff0123456789abcdefabcd",
            "batch_00ff0123456789abcdefab/d",
            "batch_é0ff0123456789abcdefabc",
        ] {
            assert_eq!(text.parse::<TaskId>(), Err(ParseTaskIdError), "{text:?}");
        }
    }
}
