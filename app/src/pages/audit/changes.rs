//! Changed values: their names, and each as a sentence.

use domain::account::language::Language;
use domain::audit::Change;
use domain::field::Field;

use crate::i18n::labels::field_label;
#[cfg(feature = "ssr")]
use crate::i18n::text::trail_columns;
use crate::i18n::text::{members, overview, trail, webhooks};

/// One changed value, as a sentence.
pub(super) fn change_sentence(language: Language, change: &Change) -> String {
    let field = change_field(language, &change.field);
    match (change.before.is_empty(), change.after.is_empty()) {
        (true, _) => overview::set_to(language, field, &change.after),
        (false, true) => overview::emptied(language, field, &change.before),
        (false, false) => overview::before_after(language, field, &change.before, &change.after),
    }
}

/// The name of a changed value; as it is stored if it has no other.
pub fn change_field(language: Language, name: &str) -> &str {
    match name {
        "add_ons" => trail::add_ons(language),
        "address" => trail::address(language),
        "administrator" => trail::administrator(language),
        "algorithm" => trail::algorithm(language),
        "auto_renew" => trail::auto_renew(language),
        "balance" => trail::balance(language),
        "certificate" => trail::certificate(language),
        "certificates" => trail::certificates(language),
        "code" => trail::code(language),
        "currency" => trail::currency(language),
        "edition" => trail::edition(language),
        "entries" => trail::audit_entries(language),
        "expires" => trail::expires(language),
        "filter" => trail::filter(language),
        "fingerprint" => trail::fingerprint(language),
        "health" => trail::health(language),
        "identity" => trail::identity(language),
        "language" => trail::language_field(language),
        "other_sessions" => trail::other_sessions(language),
        "invited_by" => members::invited_by(language),
        "member" => members::person(language),
        "outcome" => trail::outcome(language),
        "platform" => trail::platform(language),
        "provider" => trail::provider(language),
        "session" => trail::session(language),
        "sessions" => trail::sessions(language),
        "state" => trail::state(language),
        "status" => trail::status(language),
        "task_id" => "TaskID",
        "theme" => trail::theme(language),
        "waiting" => trail::waiting(language),
        "webhook" => webhooks::title(language),
        name => Field::try_from(name.to_owned()).map_or(name, |field| field_label(language, field)),
    }
}

/// The columns of the export.
#[cfg(feature = "ssr")]
pub fn audit_columns(language: Language) -> [&'static str; 8] {
    [
        trail::number(language),
        trail::time(language),
        trail::person(language),
        trail::action(language),
        trail::application(language),
        trail_columns::field(language),
        trail_columns::before(language),
        trail_columns::after(language),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_became_what() {
        let says = |field: &str, before: &str, after: &str| {
            let change = Change { field: field.into(), before: before.into(), after: after.into() };
            change_sentence(Language::English, &change)
        };
        assert_eq!(says("name", "Orbit", "Comet"), "Application Name: “Orbit” became “Comet”");
        assert_eq!(says("address", "", "192.0.2.1"), "Address: set to “192.0.2.1”");
        assert_eq!(says("something", "x", ""), "something: “x” was removed");
    }
}
