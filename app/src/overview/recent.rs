//! The card **Recent changes**: the end of the audit trail of the application.

use domain::audit::{Action, Change, Entry};
use domain::field::Field;
use domain::language::Language;
use domain::time::Timestamp;
use leptos::prelude::*;

use crate::preferences::language;
use crate::text::{overview as words, words as common};
use crate::ui::{Ago, Icon};
use crate::words::action_text;

/// The most characters of a value that a line shows.
const SHORT: usize = 60;

/// Who did what, newest first.
pub(super) fn recent(now: Timestamp, entries: &[Entry]) -> AnyView {
    let language = language();
    let lines: Vec<AnyView> = entries.iter().map(|entry| line(now, entry, language)).collect();
    view! {
        <section class="card" aria-labelledby="recent">
            <div class="card-head"><h2 id="recent">{words::recent(language)}</h2></div>
            <ul class="events">{lines}</ul>
        </section>
    }
    .into_any()
}

fn line(now: Timestamp, entry: &Entry, language: Language) -> AnyView {
    let icon = match entry.action {
        Action::ApplicationCreated => "plus",
        Action::ApplicationEdited => "edit",
        Action::ApplicationDisabled | Action::ApplicationEnabled => "power",
        Action::ApplicationDeleted => "trash",
        Action::KeyShown => "eye",
        _ => "info",
    };
    let edited = entry.action == Action::ApplicationEdited;
    // What was edited is in the line already where it is one value.
    let texts: Vec<String> = match entry.changes.as_slice() {
        [Change { before, after, .. }] if edited && !before.is_empty() && !after.is_empty() => {
            vec![words::became(language, &short(before), &short(after))]
        }
        changes if edited => changes.iter().map(|change| change_text(language, change)).collect(),
        _ => Vec::new(),
    };
    let changes: Vec<AnyView> =
        texts.into_iter().map(|text| view! { <small class="change">{text}</small> }.into_any()).collect();
    view! {
        <li>
            <Icon name=icon/>
            <span>
                {action_text(language, entry)}" "<span class="faint">{words::by(language, &entry.who)}</span>
                {changes}
            </span>
            <Ago now at=entry.at/>
        </li>
    }
    .into_any()
}

/// One value that became another, in a sentence.
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
        (true, _) => words::set_to(language, field, &after),
        (false, true) => words::emptied(language, field, &before),
        (false, false) => words::before_after(language, field, &before, &after),
    }
}

fn short(text: &str) -> String {
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
