//! Text that people type: normalised, trimmed, counted as a person counts, free of control characters.

mod fold;
mod visible;

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;
use unicode_segmentation::UnicodeSegmentation;

pub(crate) use fold::folded_key;
pub use fold::{FOLDING, fold};
pub use visible::{hides, is_visible, reorders};

use crate::field::Problem;

/// Bytes that a limit on characters allows for each of them: as many as the longest emoji of Unicode has, a family
/// of four with skin tones.
const BYTES_PER_CHARACTER: usize = 41;
/// The most bytes of any text: percent-encoded it still fits into the default limit of a form.
const MAX_BYTES: usize = 64 * 1024;

/// The most bytes of a text of at most `most` characters.
pub(crate) const fn most_bytes(most: u32) -> usize {
    let bytes = most as usize * BYTES_PER_CHARACTER;
    if bytes < MAX_BYTES { bytes } else { MAX_BYTES }
}

/// Reads what a person typed: normalises and trims `raw`, and checks its length in grapheme clusters and in bytes.
///
/// Line breaks are control characters too; `lines` allows LF, and makes one of each other kind of line break.
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
    // No text has more clusters than bytes, but a cluster may be of any length.
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

/// Takes what was kept. It was judged when it was typed, by rules that may have been others than today's, so no more
/// is asked of it than that it can be shown where it stands.
pub(crate) fn kept(text: String, least: u32, lines: bool) -> Result<String, Problem> {
    if text.is_empty() && least > 0 {
        Err(Problem::Missing)
    } else if text.chars().any(|char| char.is_control() && !(lines && char == '\n')) {
        Err(Problem::ControlCharacter)
    } else {
        Ok(text)
    }
}

/// `text` in Unicode's normalisation form C: one way to write each character.
pub fn nfc(text: &str) -> String {
    // The quick check answers for nearly every text.
    match unicode_normalization::is_nfc_quick(text.chars()) {
        unicode_normalization::IsNormalized::Yes => text.to_owned(),
        _ => text.nfc().collect(),
    }
}

/// `text` in normalisation form D, which some systems type and some programs write.
pub(crate) fn nfd(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(text.nfd().collect()) }
}

/// Text of a stranger on one line, for a log, a list or a mail: without control characters and without characters
/// that reorder what stands beside them, and with a sign where more than `most` characters were left out.
pub fn one_line(text: &str, most: usize) -> String {
    let mut chars = text.chars().filter(|char| !char.is_control() && !reorders(*char));
    let mut line: String = chars.by_ref().take(most).collect();
    if chars.next().is_some() {
        line.pop();
        line.push('…');
    }
    line
}

/// Characters at either end of a text that are no part of it: white space, and what comes along when it is copied.
fn is_margin(char: char) -> bool {
    char.is_whitespace() || matches!(char, '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

fn has_controls(text: &str, lines: bool) -> bool {
    text.chars().any(|char| (char.is_control() && !(lines && char == '\n')) || reorders(char))
}

/// Grapheme clusters of `text`. Most texts are plain ASCII, where a byte is a cluster (CR LF, the one
/// exception, is gone by now); a list reads a hundred of them for each page.
pub(crate) fn count(text: &str) -> u32 {
    let count = if text.is_ascii() { text.len() } else { text.graphemes(true).count() };
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
