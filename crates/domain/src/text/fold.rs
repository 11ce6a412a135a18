//! Text as it is searched and sorted: ways of writing the same count as the same.

use unicode_normalization::UnicodeNormalization as _;

use super::visible::is_invisible;

/// The most bytes of a key of an index: PostgreSQL takes no entry of more than 2,704 bytes.
const MAX_KEY_BYTES: usize = 2_560;

/// Counts the versions of [`fold`]: what was folded by an earlier one is folded anew.
pub const FOLDING: i64 = 1;

/// `text` as it is compared when neither case counts nor how it was typed: composed or decomposed, in full width or
/// half, with ligatures or without. What nobody sees is left out.
///
/// Both sides of a comparison go through here, so that every database finds the same. Case is folded by way of the
/// upper case, which joins ß and ss, σ and ς; unlike `str::to_lowercase` that does not depend on what stands around.
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

/// `text` folded, for a column that has an index: what a few names have beyond its limit is neither searched nor
/// sorted by.
pub(crate) fn folded_key(text: &str) -> String {
    let mut folded = fold(text);
    if folded.len() > MAX_KEY_BYTES {
        let end = (0..=MAX_KEY_BYTES).rev().find(|end| folded.is_char_boundary(*end));
        folded.truncate(end.unwrap_or(0));
    }
    folded
}
