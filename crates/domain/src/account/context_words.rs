//! Words that everybody would try in a password for this console: what it is called and about, and what the person's
//! own email address says (OWASP ASVS 5.0, 6.1.2 and 6.2.11).

use crate::account::person::{Email, Password};
use crate::text;

/// Context-specific words. `docs/ACCESS.md` lists them; a test compares the two.
pub const CONTEXT_WORDS: [&str; 10] =
    ["chat", "console", "tencent", "usersig", "sdkappid", "push", "password", "admin", "owner", "operator"];

/// Characters that a new password has to have besides these words.
pub const MIN_OTHER: u32 = 8;

/// Parts of an email address that are shorter say too little, and occur in words that have nothing to do with it.
const MIN_PART_BYTES: usize = 4;

/// Whether too little of `password` is left without the context-specific words. Case does not count.
pub fn is_mostly_context(password: &Password, email: &Email) -> bool {
    let mut rest = password.folded();
    let parts = email.as_str().split(|char: char| !char.is_alphanumeric());
    let mut words: Vec<&str> =
        parts.filter(|part| part.len() >= MIN_PART_BYTES).chain(CONTEXT_WORDS).collect();
    // The longest first: a shorter one may be a part of it.
    words.sort_unstable_by_key(|word| std::cmp::Reverse(word.len()));
    for word in words {
        if rest.contains(word) {
            *rest = rest.replace(word, "");
        }
    }
    text::count(&rest) < MIN_OTHER
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_documented() {
        let page = include_str!("../../../../docs/ACCESS.md");
        for word in CONTEXT_WORDS {
            assert!(page.contains(&format!("`{word}`")), "docs/ACCESS.md does not name {word}");
        }
    }

    #[test]
    fn what_the_console_and_the_person_are_called_does_not_count() {
        let is_refused = |password: &str, email: &str| {
            is_mostly_context(&Password::parse_new(password).unwrap(), &email.parse().unwrap())
        };
        for password in [
            "chatconsole123",
            "Chat-Console-2026!",
            "TencentAdministrator",
            "jiwoo.kim@orbit",
            "JiwooOrbit2026",
            "admin admin admin",
        ] {
            assert!(is_refused(password, "jiwoo.kim@orbit.example"), "{password}");
        }
        for password in [
            "correct horse battery",
            "not the password of jiwoo",
            "kim is a short part",
            "비밀번호는 아주 길다 é",
        ] {
            assert!(!is_refused(password, "jiwoo.kim@orbit.example"), "{password}");
        }
        assert!(is_refused("한국어이름 2026!!", "한국어이름@orbit.example"));
        assert!(!is_refused("JiwooOrbit2026", "mina@elsewhere.test"));
    }
}
