//! The facts read from a credential, line by line.

use std::time::Duration;

use domain::account::language::Language;
use domain::certificate::{ApnsCertificateFacts, Facts, FileFacts, GoogleAccountFacts, HuaweiAccountFacts};
use domain::field::Field;
use domain::time::Timestamp;

use super::labels::{choice_text, environment_text};
use crate::i18n::certificate::certificate_field;
use crate::i18n::text::{file, push};

const DAY: Duration = Duration::from_hours(24);

/// The label and the value.
type Line = (&'static str, String);

/// Label and value of each fact.
pub(super) fn lines(facts: &Facts, language: Language) -> Vec<Line> {
    match facts {
        Facts::ApnsCertificate(facts) => certificate_lines(facts, language),
        Facts::ApnsKey(facts) => vec![
            (push::key_id(language), facts.key_id.to_string()),
            (push::team_id(language), facts.team_id.to_string()),
            (push::bundle(language), facts.bundle_id.to_string()),
            (push::environment(language), environment_text(language, facts.environment).to_owned()),
            (push::private_key(language), push::curve_present(language, &facts.curve)),
        ],
        Facts::GoogleAccount(facts) => google_lines(facts, language),
        Facts::HuaweiAccount(facts) => huawei_lines(facts, language),
        Facts::Plain(facts) => {
            let secret = facts
                .last_four
                .as_ref()
                .map_or_else(|| push::hidden(language).to_owned(), |last| push::ends_in(language, last));
            let fields = facts.fields.iter();
            let mut lines: Vec<_> = fields
                .map(|(field, text)| (label(language, *field), shown(language, *field, text)))
                .collect();
            lines.push((push::secret(language), secret));
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
                let place = lines.iter().position(|(name, _)| *name == push::valid_until(language));
                lines.insert(place.unwrap_or(lines.len()), (file::valid_from(language), from));
            }
            lines
        }
        FileFacts::ApnsKey { key_id, curve } => {
            let key_id = key_id.iter().map(|id| (push::key_id(language), id.to_string()));
            key_id.chain([(push::private_key(language), push::curve_present(language, curve))]).collect()
        }
        FileFacts::GoogleAccount(facts) => google_lines(facts, language),
        FileFacts::HuaweiAccount(facts) => huawei_lines(facts, language),
    }
}

fn certificate_lines(facts: &ApnsCertificateFacts, language: Language) -> Vec<Line> {
    let environments: Vec<_> =
        facts.environments.iter().map(|one| environment_text(language, *one)).collect();
    let topics: Vec<_> = facts.topics.iter().map(|topic| topic.name.as_str()).collect();
    let kind = if facts.voip { push::voip(language) } else { push::regular(language) };
    let mut lines = vec![
        (push::subject(language), facts.subject.clone()),
        (push::bundle(language), facts.bundle_id.to_string()),
        (push::environment(language), environment_text(language, facts.environment).to_owned()),
        (push::serves(language), environments.join(", ")),
        (certificate_field(language, Field::PushKind), kind.to_owned()),
        (push::valid_until(language), facts.expires_at.date()),
        (push::private_key(language), push::key_present(language, facts.key_bits)),
        (push::issuer(language), facts.issuer.clone()),
    ];
    if !facts.unused.is_empty() {
        lines.push((file::unused(language), facts.unused.join(", ")));
    }
    if !topics.is_empty() {
        lines.insert(5, (push::topics(language), topics.join(", ")));
    }
    lines
}

fn google_lines(facts: &GoogleAccountFacts, language: Language) -> Vec<Line> {
    vec![
        (push::project(language), facts.project_id.clone()),
        (push::client_email(language), facts.client_email.clone()),
        (push::key_id(language), facts.key_id.clone()),
        (push::private_key(language), push::key_present(language, facts.key_bits)),
    ]
}

fn huawei_lines(facts: &HuaweiAccountFacts, language: Language) -> Vec<Line> {
    vec![
        (push::project(language), facts.project_id.clone()),
        (push::account(language), facts.sub_account.clone()),
        (push::key_id(language), facts.key_id.clone()),
        (push::private_key(language), push::key_present(language, facts.key_bits)),
    ]
}

fn shown(language: Language, field: Field, text: &str) -> String {
    choice_text(language, field, text).unwrap_or(text).to_owned()
}

fn label(language: Language, field: Field) -> &'static str {
    match field {
        Field::Region => crate::i18n::text::common::field_region(language),
        field => certificate_field(language, field),
    }
}
