//! Changes of one value, as a sentence.

use domain::account::language::Language;
use domain::audit::Change;
use domain::field::Field;

use crate::i18n::text::{common, overview};

/// The maximum length of a displayed value, in characters.
const SHORT: usize = 60;

/// One changed value, as a sentence.
pub(super) fn change_text(language: Language, change: &Change) -> String {
    let field = if change.field == Field::Name.name() {
        common::field_name(language)
    } else if change.field == Field::Description.name() {
        common::field_description(language)
    } else {
        change.field.as_str()
    };
    let (before, after) = (short(&change.before), short(&change.after));
    match (before.is_empty(), after.is_empty()) {
        (true, _) => overview::set_to(language, field, &after),
        (false, true) => overview::emptied(language, field, &before),
        (false, false) => overview::before_after(language, field, &before, &after),
    }
}

pub(super) fn short(text: &str) -> String {
    match text.char_indices().nth(SHORT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_became_what() {
        let says = |before: &str, after: &str| {
            let change = Change { field: "name".into(), before: before.into(), after: after.into() };
            change_text(Language::English, &change)
        };
        assert_eq!(says("Orbit", "Comet"), "Application Name: “Orbit” became “Comet”");
        assert_eq!(says("", "Comet"), "Application Name: set to “Comet”");
        assert_eq!(says("Orbit", ""), "Application Name: “Orbit” was removed");
        assert!(says(&"가".repeat(61), "").contains(&format!("{}…", "가".repeat(60))));
    }
}
