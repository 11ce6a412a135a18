//! Typed text: normalised, trimmed, measured in grapheme clusters, and free of control characters.

mod fold;
mod visible;

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;
use unicode_segmentation::UnicodeSegmentation;

pub(crate) use fold::folded_key;
pub use fold::{FOLDING, fold};
pub use visible::{hides, is_visible, reorders};

use crate::field::Problem;

/// Bytes allowed per character of a length limit: the size of Unicode's longest emoji, a family of four with skin
/// tones.
const BYTES_PER_CHARACTER: usize = 41;
/// Maximum size of any text, in bytes: percent-encoded, it still fits into the default limit of a form.
const MAX_BYTES: usize = 64 * 1024;

/// Maximum size in bytes of a text of at most `most` characters.
pub(crate) const fn most_bytes(most: u32) -> usize {
    let bytes = most as usize * BYTES_PER_CHARACTER;
    if bytes < MAX_BYTES { bytes } else { MAX_BYTES }
}

/// Parses typed text: normalises and trims `raw`, and checks its length in grapheme clusters and in bytes.
///
/// Line breaks are control characters too; `lines` allows LF, and converts every other kind of line break to it.
pub(crate) fn parse(raw: &str, least: u32, most: u32, lines: bool) -> Result<String, Problem> {
    let mut text = nfc(raw.trim_matches(is_margin));
    if lines && text.contains(['\r', '\u{2028}', '\u{2029}']) {
        text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    }
    if has_controls(&text, lines) {
        return Err(Problem::ControlCharacter);
    }
    if text.is_empty() {
        return if least > 0 { Err(Problem::Missing) } else { Ok(text) };
    }
    if !is_visible(&text) {
        return Err(Problem::NothingVisible);
    }
    // Avoids counting oversized text: a cluster can be of any length, but none is shorter than a byte.
    let count = if text.len() > MAX_BYTES { u32::MAX } else { count(&text) };
    if count < least {
        Err(Problem::TooShort(least))
    } else if count > most {
        Err(Problem::TooLong(most))
    } else if text.len() > most_bytes(most) {
        Err(Problem::TooManyBytes(most_bytes(most)))
    } else {
        Ok(text)
    }
}

/// Accepts stored text. It was validated when it was typed, possibly by other rules than today's, so this only
/// checks that it can be displayed in its place.
pub(crate) fn kept(text: String, least: u32, lines: bool) -> Result<String, Problem> {
    if text.is_empty() && least > 0 {
        Err(Problem::Missing)
    } else if text.chars().any(|char| char.is_control() && !(lines && char == '\n')) {
        Err(Problem::ControlCharacter)
    } else {
        Ok(text)
    }
}

/// Converts `text` to Unicode normalisation form C, which has one encoding for each character.
pub fn nfc(text: &str) -> String {
    // The quick check suffices for nearly every text.
    match unicode_normalization::is_nfc_quick(text.chars()) {
        unicode_normalization::IsNormalized::Yes => text.to_owned(),
        _ => text.nfc().collect(),
    }
}

/// Converts `text` to normalisation form D, in which some systems and programs write.
pub(crate) fn nfd(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(text.nfd().collect()) }
}

/// Puts untrusted text on one line, for a log, a list or an e-mail: removes control characters and characters
/// that reorder their surroundings, and truncates it to `most` characters with an ellipsis.
pub fn one_line(text: &str, most: usize) -> String {
    let mut chars = text.chars().filter(|char| !char.is_control() && !reorders(*char));
    let mut line: String = chars.by_ref().take(most).collect();
    if chars.next().is_some() {
        line.pop();
        line.push('…');
    }
    line
}

/// Whether a character is trimmed at either end of a text: white space, and invisible characters that are often
/// copied along.
fn is_margin(char: char) -> bool {
    char.is_whitespace() || matches!(char, '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

fn has_controls(text: &str, lines: bool) -> bool {
    text.chars().any(|char| (char.is_control() && !(lines && char == '\n')) || reorders(char))
}

/// Number of grapheme clusters in `text`. Most texts are ASCII, in which each byte is a cluster (CR LF, the
/// only exception, is gone by now); a list counts a hundred of them for each page.
pub(crate) fn count(text: &str) -> u32 {
    let count = if text.is_ascii() { text.len() } else { text.graphemes(true).count() };
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
