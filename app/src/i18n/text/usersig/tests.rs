//! Every row of the diagnosis's truth table in every language.

use std::collections::HashSet;

use domain::account::language::Language;
use domain::usersig::diagnosis::{
    Advice, CheckName, Diagnosis, Field, Finding, Joint, JsonType, LineFault, SignatureEncoding,
};
use domain::usersig::verifier::Unavailable;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{check_title, finding};

#[derive(Deserialize)]
struct Row {
    name: String,
    diagnosis: Diagnosis,
}

fn table() -> Vec<Row> {
    let table: Vec<Row> =
        serde_json::from_str(include_str!("../../../../../crates/domain/tests/usersig/diagnosis.json"))
            .unwrap();
    assert!(table.len() >= 45);
    table
}

/// Asserts that the text exists in all three languages, differs between them, and contains every name and number of
/// `data`.
fn told(data: &impl Serialize, say: impl Fn(Language) -> String) {
    let texts = Language::ALL.map(say);
    let data = serde_json::to_value(data).unwrap();
    assert_eq!(texts.iter().collect::<HashSet<_>>().len(), 3, "{texts:?}");
    for text in texts {
        assert!(!text.is_empty() && text.trim() == text && !text.contains('{'), "{data}: {text:?}");
        for part in parts(&data) {
            assert!(text.contains(&part), "{data}: {part:?} is not in {text:?}");
        }
    }
}

/// The names and numbers in `data` that appear verbatim in the text.
fn parts(data: &Value) -> Vec<String> {
    let Some(fields) =
        data.as_object().and_then(|variant| variant.values().next()).and_then(Value::as_object)
    else {
        return Vec::new();
    };
    let said = |name: &str| {
        !matches!(
            name,
            "signed_at"
                | "until"
                | "since"
                | "lifetime"
                | "ago"
                | "ahead"
                | "privileges"
                | "scheme"
                | "misuse"
                | "retired"
                | "room"
                | "field"
                | "found"
                | "wanted"
                | "joint"
                | "other_value"
        )
    };
    let as_text = |value: &Value| match value {
        Value::String(text) => vec![text.clone()],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(values) => values.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    };
    fields.iter().filter(|(name, _)| said(name)).flat_map(|(_, value)| as_text(value)).collect()
}

#[test]
fn every_row_of_the_table_is_put_into_words() {
    for Row { name, diagnosis } in table() {
        for check in &diagnosis.checks {
            for found in &check.findings {
                told(found, |language| finding(language, found));
            }
        }
        for advice in &diagnosis.advice {
            told(advice, |language| super::advice(language, advice));
        }
        assert!(!name.is_empty());
    }
}

#[test]
fn what_signing_programs_do_wrong_is_put_into_words() {
    let fields = Field::ALL.map(LineFault::OtherValue);
    let joints = Joint::ALL.map(LineFault::Joint);
    let plain = [
        LineFault::NoLastBreak,
        LineFault::ExtraBreak,
        LineFault::Separator,
        LineFault::Order,
        LineFault::Names,
        LineFault::QuotedValues,
        LineFault::VersionLine,
        LineFault::NoUserbuf,
        LineFault::RawUserbuf,
    ];
    let mut english = HashSet::new();
    for fault in fields.into_iter().chain(joints).chain(plain) {
        told(&(), |language| finding(language, &Finding::Lines(fault)));
        told(&(), |language| super::advice(language, &Advice::SignLines(fault)));
        let text = finding(Language::English, &Finding::Lines(fault));
        assert!(english.insert(text.clone()), "{text} is said of two faults");
    }
    for encoding in SignatureEncoding::ALL {
        told(&(), |language| finding(language, &Finding::SignatureEncoded(encoding)));
        told(&(), |language| super::advice(language, &Advice::EncodeSignature(encoding)));
    }
    let wrong = |field, found| Finding::WrongType { field, found, wanted: JsonType::Array };
    for field in Field::ALL {
        for found in JsonType::ALL {
            told(&(), |language| finding(language, &wrong(field, found)));
        }
    }
    let text = finding(
        Language::English,
        &Finding::WrongType { field: Field::Ver, found: JsonType::Number, wanted: JsonType::Text },
    );
    assert_eq!(text, "TLS.ver is a number; it must be a string.");
}

#[test]
fn an_application_that_answers_no_call_is_put_into_words() {
    for unavailable in
        [Unavailable::Disabled, Unavailable::Suspended, Unavailable::Deleted, Unavailable::SealedKey]
    {
        told(&(), |language| finding(language, &Finding::Unavailable(unavailable)));
    }
    told(&(), |language| finding(language, &Finding::TooManyUsers));
    for advice in
        [Advice::EnableApplication, Advice::ExtendTrial, Advice::CheckMasterKey, Advice::RaiseUserLimit]
    {
        told(&(), |language| super::advice(language, &advice));
    }
}

#[test]
fn every_check_has_a_title() {
    for name in CheckName::ALL {
        told(&(), |language| check_title(language, name).to_owned());
    }
}

#[test]
fn durations_are_told_in_their_unit() {
    for (seconds, english) in [
        (0, "0 s"),
        (119, "119 s"),
        (120, "2 min"),
        (7_200, "2 h"),
        (86_400, "24 h"),
        (15_552_000, "180 days"),
        (63_072_000, "2 years"),
    ] {
        assert_eq!(super::duration(Language::English, seconds), english);
    }
}
