//! Parsers of the typed settings.

use crate::certificate::click::WebAddress;
use crate::certificate::identifier::{is_dotted, present};
use crate::field::Problem;

pub(super) fn channel(raw: &str) -> Result<String, Problem> {
    let text = present(raw, 128)?;
    if text.bytes().all(|byte| byte.is_ascii_graphic()) {
        Ok(text.to_owned())
    } else {
        Err(Problem::NotAnIdentifier)
    }
}

pub(super) fn category(raw: &str) -> Result<String, Problem> {
    let text = present(raw, 64)?;
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
    if text.bytes().all(is_part) { Ok(text.to_owned()) } else { Err(Problem::NotAnIdentifier) }
}

pub(super) fn badge_class(raw: &str) -> Result<String, Problem> {
    let text = present(raw, 255)?;
    if is_dotted(text, 2) { Ok(text.to_owned()) } else { Err(Problem::NotAnActivity) }
}

pub(super) fn receipt(raw: &str) -> Result<WebAddress, Problem> {
    present(raw, 128)?.parse()
}

/// Parses a checkbox as sent by browsers: absent if it is not ticked.
pub(super) fn switch(raw: &str) -> Result<bool, Problem> {
    match raw.trim() {
        "on" | "true" | "1" => Ok(true),
        "off" | "false" | "0" => Ok(false),
        "" => Err(Problem::Missing),
        _ => Err(Problem::NotAChoice),
    }
}
