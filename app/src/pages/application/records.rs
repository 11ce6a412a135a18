//! **Push > Records**: the accepted pushes of an application, and what happened to each on every device.

mod api;
mod device;
mod empty;
mod facts;
mod list;
mod push;
mod query;
mod search;
mod states;

use domain::account::language::Language;
use domain::text::{is_visible, one_line};

pub(crate) use list::RecordsPage;
pub(crate) use push::PushRecordPage;

use crate::i18n::text::records;

/// The most characters of a title in a list or a heading; a push may have one of 10 KB.
const MAX_TITLE: usize = 120;

/// A title on one line, or that there is none.
fn title_text(language: Language, title: &str) -> String {
    if is_visible(title) { one_line(title.trim(), MAX_TITLE) } else { records::no_title(language).to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_has_one_line_and_can_be_pressed() {
        for (title, text) in [
            ("Ward 3", "Ward 3"),
            (" a\nb\u{202e}c ", "abc"),
            ("", "(no title)"),
            (" \u{200b}\n", "(no title)"),
        ] {
            assert_eq!(title_text(Language::English, title), text, "{title:?}");
        }
        let long = title_text(Language::English, &"가".repeat(3_000));
        assert_eq!((long.chars().count(), long.chars().last()), (MAX_TITLE, Some('…')));
    }
}
