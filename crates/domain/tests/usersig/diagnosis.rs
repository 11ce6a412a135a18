//! The diagnosis: its truth table, and what holds for every token.

use std::path::Path;
use std::{env, fs};

use domain::time::Timestamp;
use domain::usersig::diagnosis::{
    Advice as R, CheckName, CheckOutcome, Diagnosis, Finding, Joint, JsonType, LineFault, diagnose,
};
use domain::usersig::service_code::ServiceCode as C;
use domain::usersig::user_id::UserId;
use domain::usersig::verifier::Unavailable;
use domain::usersig::{self, Token};
use serde::Serialize;
use serde_json::{Value, json};

use crate::support::{Random, token};
use crate::table::{Row, again, found, lines, special, table};
use crate::world::{COURIER, Made, NOW, STAGING, account, diagnosed, hmac, id};

fn of(diagnosis: &Diagnosis, outcome: CheckOutcome) -> Vec<CheckName> {
    diagnosis.checks.iter().filter(|check| check.outcome == outcome).map(|check| check.name).collect()
}

#[test]
fn every_token_gets_its_diagnosis() {
    let table = table();
    assert!(table.iter().filter(|row| row.code != C::Ok || !row.advice.is_empty()).count() >= 45);
    for row in &table {
        let Row { name, pasted, user, sdkappid, .. } = row;
        let diagnosis = diagnosed(pasted, *user, *sdkappid);
        assert_eq!(diagnosis.code, row.code, "code of {name}: {diagnosis:#?}");
        assert_eq!(of(&diagnosis, CheckOutcome::Fails), row.fails, "failing in {name}: {diagnosis:#?}");
        assert_eq!(
            of(&diagnosis, CheckOutcome::Doubtful),
            row.doubtful,
            "doubtful in {name}: {diagnosis:#?}"
        );
        assert_eq!(diagnosis.advice, row.advice, "advice of {name}: {diagnosis:#?}");
        sound(&diagnosis, pasted, *user, *sdkappid);
    }
}

/// What holds for every diagnosis.
fn sound(diagnosis: &Diagnosis, pasted: &str, user: Option<&str>, sdkappid: u32) {
    let names: Vec<_> = diagnosis.checks.iter().map(|check| check.name).collect();
    assert_eq!(names, CheckName::ALL);
    let ring = account().into_iter().find(|ring| ring.sdkappid.number() == sdkappid).unwrap();
    let opened = Token::open(pasted);
    let own = opened.as_ref().ok().and_then(|token| token.claims().ok()).map(|claims| claims.identifier);
    let user = user.or(own.as_deref()).unwrap_or_default();
    let now = Timestamp::from_unix_seconds(NOW);
    let verified = usersig::verify(pasted, ring.sdkappid, user, &ring.accepted, now);
    let code = verified.map_or_else(C::from, |_| C::Ok);
    let names_a_user = user.parse::<UserId>().is_ok() || (user.is_empty() && own.is_none());
    assert_eq!(diagnosis.code, if names_a_user { code } else { C::BadParameter }, "{pasted}");
    let wrong = [CheckOutcome::Fails, CheckOutcome::Doubtful];
    let suspicious = diagnosis.checks.iter().any(|check| wrong.contains(&check.outcome));
    assert_eq!(diagnosis.advice.is_empty(), diagnosis.code == C::Ok && !suspicious, "{diagnosis:#?}");
    let json = serde_json::to_string(diagnosis).unwrap();
    assert_eq!(&serde_json::from_str::<Diagnosis>(&json).unwrap(), diagnosis);
    let secrets = [hmac(1), hmac(2), hmac(3)];
    assert!(secrets.iter().all(|key| !json.contains(&key.expose()[..32])));
    if pasted.is_ascii() && pasted.len() > 40 {
        assert!(!json.contains(&pasted[..40]), "the token itself: {json}");
    }
}

#[test]
fn the_token_is_found_in_what_was_pasted() {
    for made in [Made::default().token(), special()] {
        for text in found::texts(&made) {
            let diagnosis = diagnosed(&text, Some("minsu"), STAGING);
            assert_eq!((diagnosis.code, diagnosis.repaired), (C::Unreadable, Some(C::Ok)), "{text}");
            let decoded = diagnosis.check(CheckName::Decoded).unwrap();
            assert_eq!(decoded.outcome, CheckOutcome::Fails);
            assert!(!decoded.findings.is_empty(), "{text}");
            let signature = diagnosis.check(CheckName::Signature).unwrap();
            assert_eq!(signature.outcome, CheckOutcome::Holds, "{text}: {diagnosis:#?}");
            sound(&diagnosis, &text, Some("minsu"), STAGING);
        }
    }
}

#[test]
fn every_wrong_joint_is_found() {
    for joint in Joint::ALL {
        for end in [joint.text(), "", "\n"] {
            let pasted = lines::signed(&(lines::lines().join(joint.text()) + end));
            let diagnosis = diagnosed(&pasted, Some("minsu"), STAGING);
            let signature = diagnosis.check(CheckName::Signature).unwrap();
            let found = [Finding::ByKey { version: 3 }, Finding::Lines(LineFault::Joint(joint))];
            assert_eq!(signature.findings, found, "{joint:?} {end:?}");
        }
    }
}

#[test]
fn every_wrong_type_is_named() {
    let json: Value = serde_json::from_str(&Made::default().json()).unwrap();
    for field in json.as_object().unwrap().keys() {
        for (value, found) in [
            (json!(null), JsonType::Null),
            (json!(true), JsonType::Boolean),
            (json!(2), JsonType::Number),
            (json!("2"), JsonType::Text),
            (json!([2]), JsonType::Array),
            (json!({}), JsonType::Object),
        ] {
            let is_number = json[field].is_number();
            if matches!(found, JsonType::Number) == is_number
                && matches!(found, JsonType::Number | JsonType::Text)
            {
                continue;
            }
            let mut changed = json.clone();
            changed[field] = value;
            let diagnosis = diagnosed(&token(&changed.to_string()), Some("minsu"), STAGING);
            assert_eq!(diagnosis.code, C::Unreadable, "{field} {found:?}");
            let decoded = diagnosis.check(CheckName::Decoded).unwrap();
            let wanted = if is_number { JsonType::Number } else { JsonType::Text };
            let named = |finding: &Finding| {
                matches!(finding, Finding::WrongType { field: own, found: type_, wanted: right }
                    if own.name() == field && *type_ == found && *right == wanted)
            };
            assert!(decoded.findings.iter().any(named), "{field} {found:?}: {diagnosis:#?}");
        }
    }
}

#[test]
fn an_application_out_of_service_is_said_to_be() {
    for (unavailable, code) in [
        (Unavailable::Disabled, C::OutOfService),
        (Unavailable::Suspended, C::OutOfService),
        (Unavailable::SealedKey, C::Internal),
    ] {
        let mut ring = account().remove(0);
        ring.unavailable = Some(unavailable);
        let now = Timestamp::from_unix_seconds(NOW);
        for pasted in [Made::default().token(), "hello".into(), String::new()] {
            let diagnosis = diagnose(&pasted, Some("minsu"), &ring, &account()[1..], now);
            assert_eq!(diagnosis.code, code);
            assert_eq!(of(&diagnosis, CheckOutcome::Fails)[0], CheckName::Service);
            assert!(!diagnosis.advice.is_empty());
        }
    }
}

#[test]
fn mutations_are_answered_as_the_service_answers() {
    let table = table();
    let mut random = Random(3);
    let characters = b"ABCxyz019*-_+/= \n\"%{";
    for _ in 0..4_000 {
        let row = &table[random.below(table.len())];
        let mut pasted: Vec<char> = row.pasted.chars().take(2_000).collect();
        for _ in 0..=random.below(2) {
            if pasted.is_empty() {
                break;
            }
            let place = random.below(pasted.len());
            let character = char::from(characters[random.below(characters.len())]);
            match random.below(4) {
                0 => pasted.truncate(place),
                1 => pasted.insert(place, character),
                2 => drop(pasted.remove(place)),
                _ => pasted[place] = character,
            }
        }
        let pasted: String = pasted.into_iter().collect();
        let user = [row.user, None, Some("other")][random.below(3)];
        let sdkappid = [row.sdkappid, row.sdkappid, COURIER][random.below(3)];
        sound(&diagnosed(&pasted, user, sdkappid), &pasted, user, sdkappid);
    }
}

#[test]
fn an_application_without_keys_is_told_to_make_one() {
    let mut ring = account().remove(0);
    ring.accepted.clear();
    ring.retired.clear();
    let now = Timestamp::from_unix_seconds(NOW);
    let diagnosis = diagnose(&Made::default().token(), None, &ring, &account()[1..], now);
    assert_eq!(diagnosis.code, C::WrongKey);
    assert_eq!(diagnosis.advice, [R::MakeKey { sdkappid: id(STAGING) }, again()]);
}

/// The table as JSON beside this test, for those who put it into words. `UPDATE_TABLE=1` writes it anew.
#[test]
fn the_table_is_written_down() {
    #[derive(Serialize)]
    struct Written {
        name: &'static str,
        diagnosis: Diagnosis,
    }
    let rows: Vec<_> = table()
        .into_iter()
        .map(|row| Written { name: row.name, diagnosis: diagnosed(&row.pasted, row.user, row.sdkappid) })
        .collect();
    let lines: Vec<_> = rows.iter().map(|row| serde_json::to_string(row).unwrap()).collect();
    let json = format!("[\n{}\n]\n", lines.join(",\n"));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/usersig/diagnosis.json");
    if env::var_os("UPDATE_TABLE").is_some() {
        fs::write(&path, &json).unwrap();
    }
    assert!(fs::read_to_string(path).unwrap() == json, "diagnosis.json is out of date: UPDATE_TABLE=1");
}
