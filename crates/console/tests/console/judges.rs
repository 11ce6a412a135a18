//! The UserSig tool and `/v4` give the same answer to every UserSig, for every UserID, of every application.

use std::time::Duration;

use domain::application::ImportedApplication;
use domain::application::lifecycle::Event;
use domain::application::sdkappid::Sdkappid;
use domain::key::{Curve, EcdsaPair, Key, SecretKey};
use domain::usersig::service_code::ServiceCode;
use domain::usersig::tool::ToolResult;
use domain::usersig::user_id::UserId;
use domain::usersig::{self, Token};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

use crate::back_end::{BackEnd, body, call};
use crate::common::{self, *};
use crate::on_both;

const CASES: usize = 250;
const DAY: Duration = Duration::from_hours(24);
const LEGACY: &str = "1400000777";

/// A UserSig to be made, what happens to it on the way, and the UserID that comes with it.
#[derive(Debug, Clone)]
struct Case {
    signed_for: Index,
    verified_by: Index,
    key: Index,
    user: String,
    /// Seconds from now to the signing.
    age: i64,
    expire: u64,
    damage: Vec<Damage>,
    given: Given,
}

#[derive(Debug, Clone)]
enum Damage {
    Cut(Index),
    Change(Index, char),
    Insert(Index, char),
    Around(&'static str, &'static str),
    Base64,
    Instead(String),
}

#[derive(Debug, Clone)]
enum Given {
    Nothing,
    Same,
    Around(&'static str, &'static str),
    UpperCase,
    Other(String),
}

fn cases() -> impl Strategy<Value = Case> {
    let place = any::<Index>;
    let char = select("AZaz09*-_+/=% \n\t\"\u{200b}é".chars().collect::<Vec<_>>());
    let damage = prop_oneof![
        place().prop_map(Damage::Cut),
        (place(), char.clone()).prop_map(|(place, char)| Damage::Change(place, char)),
        (place(), char).prop_map(|(place, char)| Damage::Insert(place, char)),
        select(vec![
            ("\"", "\""),
            ("", "\n"),
            (" ", ""),
            ("usersig=", "&contenttype=json"),
            ("Bearer ", ""),
            ("{\"UserSig\":\"", "\"}"),
            ("\u{feff}", ""),
        ])
        .prop_map(|(before, after)| Damage::Around(before, after)),
        Just(Damage::Base64),
        prop_oneof![".{0,80}", "eJ[a-zA-Z0-9*_-]{0,200}", Just(String::new())].prop_map(Damage::Instead),
    ];
    let damages = prop_oneof![3 => Just(Vec::new()), 3 => vec(damage, 1..3)];
    let given = prop_oneof![
        2 => Just(Given::Nothing),
        6 => Just(Given::Same),
        2 => select(vec![("", " "), (" ", ""), ("", "\n"), ("\u{200b}", ""), ("\"", "\""), ("", "\u{301}")])
            .prop_map(|(before, after)| Given::Around(before, after)),
        1 => Just(Given::UpperCase),
        2 => prop_oneof![".{1,40}", "[a-z]{31,34}", "[가-힣]{10,11}", "[\\x00-\\x20]{1,3}"].prop_map(Given::Other),
    ];
    let user = prop_oneof![4 => Just("jo".to_owned()), 1 => "[ -~]{1,32}", 1 => "[가-힣]{1,10}"];
    let life = (
        prop_oneof![Just(0_i64), Just(59), Just(60), Just(61), -100_000_i64..100_000],
        select(vec![0, 60, 3_600, u64::MAX]),
    );
    (place(), place(), place(), user, life, damages, given, any::<bool>()).prop_map(
        |(signed_for, other, key, user, (age, expire), damage, given, is_other)| Case {
            signed_for,
            verified_by: if is_other { other } else { signed_for },
            key,
            user,
            age,
            expire,
            damage,
            given,
        },
    )
}

fn damaged(mut token: String, damage: &[Damage]) -> String {
    for damage in damage {
        let mut chars: Vec<char> = token.chars().collect();
        match damage {
            Damage::Instead(text) => chars = text.chars().collect(),
            Damage::Around(before, after) => {
                token = [before, token.as_str(), after].concat();
                continue;
            }
            Damage::Base64 => {
                token = token.replace('*', "+").replace('-', "/").replace('_', "=");
                continue;
            }
            Damage::Cut(place) if !chars.is_empty() => chars.truncate(place.index(chars.len())),
            Damage::Change(place, char) if !chars.is_empty() => {
                let place = place.index(chars.len());
                chars[place] = *char;
            }
            Damage::Insert(place, char) => chars.insert(place.index(chars.len() + 1), *char),
            _ => {}
        }
        token = chars.into_iter().collect();
    }
    token
}

/// An application of the sweep with all keys that it has or had.
struct Known {
    sdkappid: Sdkappid,
    keys: Vec<Key>,
    /// The UserSig of a caller that is let in, if anybody is.
    caller: String,
}

async fn known(world: &World<'_>, owner: &console::Actor) -> Vec<Known> {
    let acting = world.console.acting_as(owner);
    let keys = acting.keys();
    let rotated = BackEnd::of(world, owner, "Rotated").await;
    let id = rotated.sdkappid;
    keys.rotate(id, 1, "0".parse().unwrap(), &id.to_string()).await.unwrap();
    let second = BackEnd::with_current_key(world, owner, id).await;
    keys.rotate(id, 2, "7".parse().unwrap(), "").await.unwrap();
    let third = BackEnd::with_current_key(world, owner, id).await;

    let plain = BackEnd::of(world, owner, "Plain").await;
    let disabled = BackEnd::of(world, owner, "Disabled").await;
    acting.applications().change(disabled.sdkappid, Event::Disable).await.unwrap();

    let pair = EcdsaPair::from_bytes(Curve::P256, &[7; 32]).unwrap();
    let imported = ImportedApplication::parse(LEGACY, "Legacy", "", "kr", &pair.expose()).unwrap();
    let legacy = acting.applications().import(imported).await.unwrap();
    let legacy = BackEnd { sdkappid: legacy, key: Key::EcdsaPair(pair) };

    // One whose key is sealed for another application.
    let broken = BackEnd::of(world, owner, "Broken").await;
    let console::Actor::Person(person) = owner else { panic!() };
    let theirs = world.fresh.store.keys(person.account, plain.sdkappid).await.unwrap();
    let mut tx = world.fresh.store.begin().await.unwrap();
    tx.delete_keys(person.account, broken.sdkappid).await.unwrap();
    tx.insert_key(person.account, broken.sdkappid, &theirs[0]).await.unwrap();
    tx.commit().await.unwrap();

    let stranger = Key::Hmac(SecretKey::from_random(&[9; 32]));
    let app = |back_end: &BackEnd, others: Vec<Key>| Known {
        sdkappid: back_end.sdkappid,
        caller: back_end.sign_for(world, "administrator", 100 * 86_400),
        keys: std::iter::once(back_end.key.clone()).chain(others).chain([stranger.clone()]).collect(),
    };
    vec![
        app(&third, vec![second.key, rotated.key]),
        app(&plain, vec![]),
        app(&disabled, vec![]),
        app(&legacy, vec![]),
        app(&broken, vec![]),
    ]
}

on_both!(the_tool_and_the_service_judge_alike, |fresh| {
    let policy = console::Policy { verify_failures_per_minute: u32::MAX, ..policy() };
    let world = open(fresh, policy, 1, master_key(1)).await.unwrap();
    let owner = world.owner().await;
    let suspended = BackEnd::of(&world, &owner, "Suspended").await;
    world.advance(DAY * 32);
    let owner = world.sign_in(OWNER, PASSWORD, HOME).await.unwrap();
    let mut known = known(&world, &owner).await;
    known.push(Known {
        sdkappid: suspended.sdkappid,
        caller: suspended.sign(&world, "administrator"),
        keys: vec![suspended.key],
    });
    let tool = world.console.acting_as(&owner).usersigs();
    let (mut runner, cases) = (TestRunner::deterministic(), cases());
    let mut seen = std::collections::BTreeMap::<u32, usize>::new();
    for _ in 0..CASES {
        let case = cases.new_tree(&mut runner).unwrap().current();
        let (signed_for, verified_by) = (case.signed_for.get(&known), case.verified_by.get(&known));
        let key = case.key.get(&signed_for.keys);
        let Ok(user) = case.user.parse::<UserId>() else { continue };
        let at = world.console.now().unix_seconds() - case.age;
        let at = domain::time::Timestamp::from_unix_seconds(at);
        let signed = usersig::sign_with(signed_for.sdkappid, key, &user, at, case.expire, None).unwrap();
        let pasted = damaged(signed, &case.damage);
        let given = match &case.given {
            Given::Nothing => String::new(),
            Given::Same => case.user.clone(),
            Given::Around(before, after) => [before, case.user.as_str(), after].concat(),
            Given::UpperCase => case.user.to_uppercase(),
            Given::Other(user) => user.clone(),
        };
        let token = tool.diagnose(verified_by.sdkappid, &pasted, &given).await.unwrap();
        let answer = tool.page(verified_by.sdkappid, &token).await.unwrap().answer;
        let Some(ToolResult::Diagnosed(diagnosed)) = answer else { panic!("{answer:?}") };
        assert_eq!((diagnosed.pasted.as_str(), diagnosed.user.as_str()), (pasted.as_str(), given.as_str()));

        // Without a UserID the tool asks for the user that the token names.
        let opened = Token::open(&pasted);
        let named = opened.as_ref().ok().and_then(|token| token.claims().ok());
        let asked = match named {
            Some(claims) if given.is_empty() => claims.identifier.into_owned(),
            _ if given.is_empty() => "anybody".into(),
            _ => given.clone(),
        };
        let sdkappid = verified_by.sdkappid.to_string();
        let said =
            call(&world, &sdkappid, "administrator", &verified_by.caller, &body(&asked, &pasted)).await;
        let said = said.err().unwrap_or(ServiceCode::Ok);
        assert_eq!(diagnosed.diagnosis.code, said, "{case:?}\n{pasted:?} for {asked:?}");
        *seen.entry(said.number()).or_default() += 1;
    }
    for code in [0, 60016, 70001, 70002, 70003, 70009, 70013, 70014, 70402, 70500] {
        assert!(seen.contains_key(&code), "{code} was never seen: {seen:?}");
    }
});
