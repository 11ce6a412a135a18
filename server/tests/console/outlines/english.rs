//! Pages in another language have no English sentences.

use super::names::Page;
use super::outline::{Extent, outline};

/// What may stand in a page of any language: names, and what others call their things.
const LEGITIMATE: [&str; 8] = [
    // What people typed in the sample.
    "Two keys are accepted",
    "Production chat for iOS, Android and web",
    "How many groups?",
    // Apple's names of its certificates and keys.
    "Apple Push Notification service SSL",
    "Apple Push Notifications service",
    // The subject and the issuer of a certificate.
    "Apple Push Services: com.example.messenger",
    "Chat Console vendor simulator, not Apple",
    "Orbit Messenger",
];

/// So many words of ASCII letters in a row are a sentence.
const SENTENCE: usize = 3;

/// The lines of a page that are in English.
pub fn english_lines(page: &Page) -> Vec<String> {
    let attributes = page.root.all().into_iter().flat_map(|element| {
        let names = ["title", "placeholder", "aria-roledescription", "aria-label", "alt"];
        names.map(|name| element.attribute(name).unwrap_or_default().to_owned())
    });
    let mut lines = outline(page, Extent::Everything).said;
    lines.extend(attributes);
    lines.retain(|line| is_english(line));
    lines.dedup();
    lines
}

fn is_english(line: &str) -> bool {
    let line = LEGITIMATE.iter().fold(line.to_owned(), |line, phrase| line.replace(phrase, "…"));
    let mut row = 0;
    for word in line.split_whitespace() {
        let letters = word.trim_matches(|sign: char| sign.is_ascii_punctuation());
        let is_word =
            letters.len() > 1 && letters.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'\'');
        row = if is_word { row + 1 } else { 0 };
        if row >= SENTENCE {
            return true;
        }
        // Names stand in lists; sentences have more than two words between their commas.
        if word.ends_with([',', ':', '·']) {
            row = 0;
        }
    }
    false
}
