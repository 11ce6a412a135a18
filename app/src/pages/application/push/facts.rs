//! The facts read from a credential, line by line.

use std::time::Duration;

use domain::account::language::Language;
use domain::certificate::{ApnsCertificateFacts, Facts, FileFacts, GoogleAccountFacts, HuaweiAccountFacts};
use domain::field::Field;
use domain::time::Timestamp;

use super::words::{choice_text, environment_text};
use crate::i18n::certificate::certificate_field;
use crate::i18n::text::{file, push as words};

const DAY: Duration = Duration::from_hours(24);

/// The label and the value.
type Line = (&'static str, String);

/// Label and value of each fact.
pub(super) fn lines(facts: &Facts, language: Language) -> Vec<Line> {
    match facts {
        Facts::ApnsCertificate(facts) => certificate_lines(facts, language),
        Facts::ApnsKey(facts) => vec![
            (words::key_id(language), facts.key_id.to_string()),
            (words::team_id(language), facts.team_id.to_string()),
            (words::bundle(language), facts.bundle_id.to_string()),
            (words::environment(language), environment_text(language, facts.environment).to_owned()),
            (words::private_key(language), words::curve_present(language, &facts.curve)),
        ],
        Facts::GoogleAccount(facts) => google_lines(facts, language),
        Facts::HuaweiAccount(facts) => huawei_lines(facts, language),
        Facts::Plain(facts) => {
            let secret = facts
                .last_four
                .as_ref()
                .map_or_else(|| words::hidden(language).to_owned(), |last| words::ends_in(language, last));
            let fields = facts.fields.iter();
            let mut lines: Vec<_> = fields
                .map(|(field, text)| (label(language, *field), shown(language, *field, text)))
                .collect();
            lines.push((words::secret(language), secret));
            lines
        }
    }
}

/// The facts of a file alone, as of `now`.
pub(super) fn file_lines(facts: &FileFacts, now: Timestamp, language: Language) -> Vec<Line> {
    match facts {
        FileFacts::ApnsCertificate(facts) => {
            let mut lines = certificate_lines(facts, language);
            // A certificate issued hours ago may not be valid yet for a server whose clock is slow.
            if now.since(facts.not_before) < DAY {
                let from = file::utc(language, &facts.not_before.date_and_minute());
                let place = lines.iter().position(|(name, _)| *name == words::valid_until(language));
                lines.insert(place.unwrap_or(lines.len()), (file::valid_from(language), from));
            }
            lines
        }
        FileFacts::ApnsKey { key_id, curve } => {
            let key_id = key_id.iter().map(|id| (words::key_id(language), id.to_string()));
            key_id.chain([(words::private_key(language), words::curve_present(language, curve))]).collect()
        }
        FileFacts::GoogleAccount(facts) => google_lines(facts, language),
        FileFacts::HuaweiAccount(facts) => huawei_lines(facts, language),
    }
}

fn certificate_lines(facts: &ApnsCertificateFacts, language: Language) -> Vec<Line> {
    let environments: Vec<_> =
        facts.environments.iter().map(|one| environment_text(language, *one)).collect();
    let topics: Vec<_> = facts.topics.iter().map(|topic| topic.name.as_str()).collect();
    let kind = if facts.voip { words::voip(language) } else { words::regular(language) };
    let mut lines = vec![
        (words::subject(language), facts.subject.clone()),
        (words::bundle(language), facts.bundle_id.to_string()),
        (words::environment(language), environment_text(language, facts.environment).to_owned()),
        (words::serves(language), environments.join(", ")),
        (certificate_field(language, Field::PushKind), kind.to_owned()),
        (words::valid_until(language), facts.expires_at.date()),
        (words::private_key(language), words::key_present(language, facts.key_bits)),
        (words::issuer(language), facts.issuer.clone()),
    ];
    if !facts.unused.is_empty() {
        lines.push((file::unused(language), facts.unused.join(", ")));
    }
    if !topics.is_empty() {
        lines.insert(5, (words::topics(language), topics.join(", ")));
    }
    lines
}

fn google_lines(facts: &GoogleAccountFacts, language: Language) -> Vec<Line> {
    vec![
        (words::project(language), facts.project_id.clone()),
        (words::client_email(language), facts.client_email.clone()),
        (words::key_id(language), facts.key_id.clone()),
        (words::private_key(language), words::key_present(language, facts.key_bits)),
    ]
}

fn huawei_lines(facts: &HuaweiAccountFacts, language: Language) -> Vec<Line> {
    vec![
        (words::project(language), facts.project_id.clone()),
        (words::account(language), facts.sub_account.clone()),
        (words::key_id(language), facts.key_id.clone()),
        (words::private_key(language), words::key_present(language, facts.key_bits)),
    ]
}

fn shown(language: Language, field: Field, text: &str) -> String {
    choice_text(language, field, text).unwrap_or(text).to_owned()
}

fn label(language: Language, field: Field) -> &'static str {
    match field {
        Field::Region => crate::i18n::text::words::field_region(language),
        field => certificate_field(language, field),
    }
}
