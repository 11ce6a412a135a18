//! The diagnosis: its truth table, and what holds for every token.

use std::path::Path;
use std::{env, fs};

use domain::diagnosis::{CheckName, Diagnosis, Outcome, Remedy as R, diagnose};
use domain::service_code::ServiceCode as C;
use domain::time::Timestamp;
use domain::usersig::{self, Token};
use serde::Serialize;

use crate::support::Random;
use crate::table::{Row, again, table};
use crate::world::{COURIER, Made, NOW, STAGING, account, diagnosed, hmac, id};

fn of(diagnosis: &Diagnosis, outcome: Outcome) -> Vec<CheckName> {
    diagnosis.checks.iter().filter(|check| check.outcome == outcome).map(|check| check.name).collect()
}

#[test]
fn every_token_gets_its_diagnosis() {
    let table = table();
    assert!(table.iter().filter(|row| row.code != C::Ok || !row.remedies.is_empty()).count() >= 45);
    for row in &table {
        let Row { name, pasted, user, sdkappid, .. } = row;
        let diagnosis = diagnosed(pasted, *user, *sdkappid);
        assert_eq!(diagnosis.code, row.code, "code of {name}: {diagnosis:#?}");
        assert_eq!(of(&diagnosis, Outcome::Fails), row.fails, "failing in {name}: {diagnosis:#?}");
        assert_eq!(of(&diagnosis, Outcome::Doubtful), row.doubtful, "doubtful in {name}: {diagnosis:#?}");
        assert_eq!(diagnosis.remedies, row.remedies, "remedies of {name}: {diagnosis:#?}");
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
    assert_eq!(diagnosis.code, verified.map_or_else(C::from, |_| C::Ok), "{pasted}");
    let wrong = [Outcome::Fails, Outcome::Doubtful];
    let suspicious = diagnosis.checks.iter().any(|check| wrong.contains(&check.outcome));
    assert_eq!(diagnosis.remedies.is_empty(), diagnosis.code == C::Ok && !suspicious, "{diagnosis:#?}");
    let json = serde_json::to_string(diagnosis).unwrap();
    assert_eq!(&serde_json::from_str::<Diagnosis>(&json).unwrap(), diagnosis);
    let secrets = [hmac(1), hmac(2), hmac(3)];
    assert!(secrets.iter().all(|key| !json.contains(&key.expose()[..32])));
    if pasted.is_ascii() && pasted.len() > 40 {
        assert!(!json.contains(&pasted[..40]), "the token itself: {json}");
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
    assert_eq!(diagnosis.remedies, [R::MakeKey { sdkappid: id(STAGING) }, again()]);
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
