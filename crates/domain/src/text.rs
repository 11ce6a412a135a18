//! Text that people type: trimmed, counted as a person counts, free of control characters.

use unicode_segmentation::UnicodeSegmentation;

use crate::field::Problem;

/// Trims `raw` and checks its length in grapheme clusters.
///
/// Line breaks are control characters too; `lines` allows LF (browsers send CRLF, which becomes LF).
pub(crate) fn parse(raw: &str, least: u32, most: u32, lines: bool) -> Result<String, Problem> {
    let trimmed = raw.trim();
    let text = if trimmed.contains('\r') { trimmed.replace("\r\n", "\n") } else { trimmed.to_owned() };
    if text.chars().any(|char| (char.is_control() && !(lines && char == '\n')) || is_invisible_order(char)) {
        return Err(Problem::ControlCharacter);
    }
    // No text has more clusters than bytes, and a cluster may be of any length: bound the bytes as well.
    if text.len() > most as usize * 32 {
        return Err(Problem::TooLong(most));
    }
    let count = count(&text);
    if count == 0 && least > 0 {
        Err(Problem::Missing)
    } else if count < least {
        Err(Problem::TooShort(least))
    } else if count > most {
        Err(Problem::TooLong(most))
    } else {
        Ok(text)
    }
}

/// Grapheme clusters of `text`. Most texts are plain ASCII, where a byte is a cluster (CR LF, the one
/// exception, is gone by now); a list reads a hundred of them for each page.
fn count(text: &str) -> u32 {
    let count = if text.is_ascii() { text.len() } else { text.graphemes(true).count() };
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Characters that reorder the text around them and so can make one name look like another.
fn is_invisible_order(char: char) -> bool {
    matches!(char, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn counts_as_a_person_counts() {
        let family = "👨‍👩‍👧‍👦";
        assert_eq!(parse(&family.repeat(3), 1, 3, false), Ok(family.repeat(3)));
        assert_eq!(parse(&"한".repeat(61), 1, 60, false), Err(Problem::TooLong(60)));
        assert_eq!(parse("  \u{3000} ", 1, 60, false), Err(Problem::Missing));
        assert_eq!(parse("a\u{7}b", 1, 60, false), Err(Problem::ControlCharacter));
        assert_eq!(parse("a\r\nb", 0, 60, true), Ok("a\nb".into()));
        assert_eq!(parse("a\nb", 0, 60, false), Err(Problem::ControlCharacter));
        assert_eq!(parse("abc\u{202E}fed", 1, 60, false), Err(Problem::ControlCharacter));
    }

    #[test]
    fn a_tower_of_combining_marks_is_too_long() {
        let tower = format!("a{}", "\u{0301}".repeat(100_000));
        assert_eq!(parse(&tower, 1, 60, false), Err(Problem::TooLong(60)));
    }

    proptest! {
        #[test]
        fn what_is_taken_stays_taken(raw: String) {
            if let Ok(text) = parse(&raw, 1, 60, false) {
                prop_assert_eq!(parse(&text, 1, 60, false), Ok(text.clone()));
                prop_assert_eq!(text.trim(), &text);
            }
        }
    }
}
