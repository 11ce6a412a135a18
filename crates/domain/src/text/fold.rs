//! Folding of text for search and sorting: different spellings of the same text compare as equal.

use unicode_normalization::UnicodeNormalization as _;

use super::visible::is_invisible;

/// Maximum size of an index key, in bytes: PostgreSQL allows no index entry of more than 2,704 bytes.
const MAX_KEY_BYTES: usize = 2_560;

/// Version of [`fold`]: text that was folded by an earlier version is folded again.
pub const FOLDING: i64 = 1;

/// Folds `text` for comparison: case-insensitive, and the same for composed and decomposed characters, full and
/// half width, with and without ligatures. Invisible characters are removed.
///
/// Both sides of a comparison are folded here, so that the result is the same in every database. Case is folded by
/// way of upper case, which unifies ß and ss, σ and ς; unlike `str::to_lowercase`, this does not depend on context.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkc()
        .filter(|char| !is_invisible(*char))
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase)
        .nfkc()
        .collect()
}

/// Folds `text` for an indexed column. In the rare names that exceed the index limit, the excess is neither
/// searched nor sorted by.
pub(crate) fn folded_key(text: &str) -> String {
    let mut folded = fold(text);
    if folded.len() > MAX_KEY_BYTES {
        let end = (0..=MAX_KEY_BYTES).rev().find(|end| folded.is_char_boundary(*end));
        folded.truncate(end.unwrap_or(0));
    }
    folded
}
