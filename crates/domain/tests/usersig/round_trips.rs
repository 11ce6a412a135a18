//! Ten thousand random cases for each scheme, curve and variant: what is signed verifies, and nothing else.

use domain::application::sdkappid::Sdkappid;
use domain::key::{Curve, EcdsaPair, Key, SecretKey};
use domain::time::Timestamp;
use domain::usersig::private_map_key::{PrivateMapKey, Privileges, Room};
use domain::usersig::user_id::UserId;
use domain::usersig::{Scheme, Token, Verified, VerifyError, sign_with, verify};

use crate::support::{Random, opened, token};

const CASES: usize = 10_000;

/// A UserID of 1 to 32 bytes, in scripts of one, two, three and four bytes.
fn user(random: &mut Random) -> UserId {
    const CHARACTERS: [char; 16] =
        ['a', 'Z', '0', '_', '-', ' ', '"', '\\', '/', '<', '&', 'é', '한', '中', '\u{2028}', '😀'];
    let most = 1 + random.below(UserId::MAX_BYTES);
    let mut user = String::new();
    loop {
        let character = CHARACTERS[random.below(CHARACTERS.len())];
        if user.len() + character.len_utf8() > most {
            break;
        }
        user.push(character);
    }
    if user.is_empty() { "u".parse() } else { user.parse() }.unwrap()
}

fn room(
    random: &mut Random,
    sdkappid: Sdkappid,
    user: &UserId,
    now: Timestamp,
    expire: u64,
    named: bool,
) -> Vec<u8> {
    let room = if named {
        Room::Name(format!("room {}", random.next()).parse().unwrap())
    } else {
        Room::Number(u32::from_le_bytes(random.bytes()))
    };
    let privileges = Privileges::from_bits(u32::from_le_bytes(random.bytes()));
    PrivateMapKey::new(sdkappid, user, room, privileges, now, expire).encode()
}

/// What is signed too.
#[derive(Clone, Copy)]
enum Variant {
    Plain,
    NumericRoom,
    NamedRoom,
}

fn round_trips(seed: u64, scheme: Scheme, variant: Variant, mut key: impl FnMut(&mut Random) -> Key) {
    let mut random = Random(seed);
    let (mut signer, mut other) = (key(&mut random), key(&mut random));
    for case in 0..CASES {
        // Making a pair takes longer than signing; so each signs a hundred times.
        if case % 100 == 0 {
            other = std::mem::replace(&mut signer, key(&mut random));
        }
        let sdkappid = Sdkappid::from_random(random.next());
        let user = user(&mut random);
        let time = random.next() >> 32;
        let expire = random.next() >> random.below(64);
        let now = Timestamp::from_unix_seconds(time.try_into().unwrap());
        let userbuf = match variant {
            Variant::Plain => None,
            Variant::NumericRoom => Some(room(&mut random, sdkappid, &user, now, expire, false)),
            Variant::NamedRoom => Some(room(&mut random, sdkappid, &user, now, expire, true)),
        };
        let stored = sign_with(sdkappid, &signer, &user, now, expire, userbuf.as_deref()).unwrap();
        // Every second one as other libraries pack it.
        let text = if case % 2 == 0 { stored } else { token(&opened(&stored)) };
        let keys = [(2, signer.clone())];
        let verified = Verified { time, expire, key_version: 2, scheme };
        assert_eq!(verify(&text, sdkappid, user.as_str(), &keys, now), Ok(verified), "case {case}");
        let end = Timestamp::from_unix_seconds(
            i64::try_from(time.saturating_add(expire).saturating_add(1)).unwrap_or(0).min(1 << 40),
        );
        if end > now && end.unix_seconds() < 1 << 40 {
            assert_eq!(verify(&text, sdkappid, user.as_str(), &keys, end), Err(VerifyError::Expired));
        }
        if case % 10 == 0 {
            let others = [(1, other.clone())];
            assert_eq!(verify(&text, sdkappid, user.as_str(), &others, now), Err(VerifyError::WrongKey));
            let opened = Token::open(&text).unwrap();
            let claims = opened.claims().unwrap();
            assert_eq!(claims.userbuf.is_some(), userbuf.is_some());
        }
    }
}

fn hmac(random: &mut Random) -> Key {
    Key::Hmac(SecretKey::from_random(&random.bytes()))
}

fn pair(curve: Curve) -> impl FnMut(&mut Random) -> Key {
    move |random| Key::EcdsaPair(EcdsaPair::from_bytes(curve, &random.bytes()).unwrap())
}

#[test]
fn current() {
    round_trips(1, Scheme::V2, Variant::Plain, hmac);
}

#[test]
fn current_with_a_numeric_room() {
    round_trips(2, Scheme::V2, Variant::NumericRoom, hmac);
}

#[test]
fn current_with_a_named_room() {
    round_trips(3, Scheme::V2, Variant::NamedRoom, hmac);
}

#[test]
fn legacy_on_p256() {
    round_trips(4, Scheme::Legacy, Variant::Plain, pair(Curve::P256));
}

#[test]
fn legacy_on_p256_with_a_room() {
    round_trips(5, Scheme::Legacy, Variant::NumericRoom, pair(Curve::P256));
}

#[test]
fn legacy_on_secp256k1() {
    round_trips(6, Scheme::Legacy, Variant::Plain, pair(Curve::Secp256k1));
}

#[test]
fn legacy_on_secp256k1_with_a_room() {
    round_trips(7, Scheme::Legacy, Variant::NamedRoom, pair(Curve::Secp256k1));
}
