//! The HMAC vectors (docs/facts/usersig.md#test-vectors) and the codes of invalid tokens.

use domain::application::sdkappid::Sdkappid;
use domain::key::{Key, SecretKey};
use domain::time::Timestamp;
use domain::usersig::private_map_key::{PrivateMapKey, Privileges, Room};
use domain::usersig::user_id::UserId;
use domain::usersig::{
    DEFAULT_EXPIRE, MAX_TOKEN_BYTES, MAX_USERBUF_BYTES, Scheme, SignError, Verified, VerifyError, sign,
    sign_with, verify,
};
use proptest::prelude::*;

use crate::support::{opened, token};
use crate::world::Made;

const KEY: &str = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
const TIME: i64 = 1_700_000_000;
pub const PLAIN_STORED: &str = "eAEBqwBU-3siVExTLnZlciI6IjIuMCIsIlRMUy5pZGVudGlmaWVyIjoieGlhb2p1biIsIlRMUy5zZGthcHBpZCI6MTQwMDAwMDAwMCwiVExTLmV4cGlyZSI6MTU1NTIwMDAsIlRMUy50aW1lIjoxNzAwMDAwMDAwLCJUTFMuc2lnIjoiTHZBN2QvSXc3Z1NzbnNrdlZ6QkRQT0NDRGJ1TkN3NEdId1RDMGJpcCtCND0ifa3HMfI_";
const PLAIN_DEFLATED: &str = "eJyrVgrxCdYrSy1SslIy0jNQ0gHzM1NS80oy0zLBwhWZiflZpXlQqeKU7MSCgswUJStDEwMogMikVhRkFqUCxU1NTY3goiWZuSAxc1S1xZnpQJN9yhzNU-Q9y83Tg4vzirPLwqqcXAL8nZ1dkkr9nMtN3D3KQ5wNkjILtJ1MbJVqAa3HMfI_";
const ROOM: &str = "eAEB5AAb-3siVExTLnZlciI6IjIuMCIsIlRMUy5pZGVudGlmaWVyIjoieGlhb2p1biIsIlRMUy5zZGthcHBpZCI6MTQwMDAwMDAwMCwiVExTLmV4cGlyZSI6MTU1NTIwMDAsIlRMUy50aW1lIjoxNzAwMDAwMDAwLCJUTFMudXNlcmJ1ZiI6IkFBQUhlR2xoYjJwMWJsTnlUZ0FBQUNjUVprRS9BQUFBQVA4QUFBQUEiLCJUTFMuc2lnIjoieTlBdmI1eHdIZ0lnb0FCYkdha0xhRTB4cyt2L2RMY0lQZWdiV2ZjYlJMST0ifaubQ7k_";

fn key() -> SecretKey {
    KEY.parse().unwrap()
}

fn app() -> Sdkappid {
    "1400000000".parse().unwrap()
}

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_unix_seconds(seconds)
}

fn judge(token: &str) -> Result<Verified, VerifyError> {
    verify(token, app(), "xiaojun", &[(1, key().into())], at(TIME))
}

#[test]
fn signs_the_plain_vector_to_the_byte() {
    let user: UserId = "xiaojun".parse().unwrap();
    assert_eq!(sign(app(), &key(), &user, at(TIME), DEFAULT_EXPIRE), PLAIN_STORED);
}

#[test]
fn signs_the_vector_with_a_room_to_the_byte() {
    let user: UserId = "xiaojun".parse().unwrap();
    let room = Room::number("10000").unwrap();
    let room = PrivateMapKey::new(app(), &user, room, Privileges::ALL, at(TIME), DEFAULT_EXPIRE).encode();
    let token = sign_with(app(), &key().into(), &user, at(TIME), DEFAULT_EXPIRE, Some(&room));
    assert_eq!(token.as_deref(), Ok(ROOM));
}

#[test]
fn the_largest_userbuf_still_makes_a_token() {
    let user: UserId = "\"".repeat(32).parse().unwrap();
    let sign = |bytes: &[u8]| sign_with(app(), &key().into(), &user, at(TIME), u64::MAX, Some(bytes));
    let token = sign(&[255; MAX_USERBUF_BYTES]).unwrap();
    assert!(token.len() <= MAX_TOKEN_BYTES);
    assert!(verify(&token, app(), user.as_str(), &[(1, key().into())], at(TIME)).is_ok());
    assert_eq!(sign(&[255; MAX_USERBUF_BYTES + 1]), Err(SignError::UserbufTooLarge));
}

#[test]
fn verifies_every_vector() {
    let verified =
        Verified { time: 1_700_000_000, expire: DEFAULT_EXPIRE, key_version: 1, scheme: Scheme::V2 };
    for token in [PLAIN_STORED, PLAIN_DEFLATED, ROOM] {
        assert_eq!(judge(token), Ok(verified));
    }
}

#[test]
fn each_wrong_thing_has_its_own_answer() {
    let other_app = "1400000001".parse().unwrap();
    let other_key = SecretKey::from_random(&[1; 32]);
    let end = TIME + 15_552_000;
    let keys = [(1, Key::Hmac(key()))];
    assert_eq!(judge(""), Err(VerifyError::Empty));
    assert_eq!(
        verify(PLAIN_STORED, other_app, "xiaojun", &keys, at(TIME)),
        Err(VerifyError::OtherApplication)
    );
    assert_eq!(verify(PLAIN_STORED, app(), "Xiaojun", &keys, at(TIME)), Err(VerifyError::OtherUser));
    assert_eq!(
        verify(PLAIN_STORED, app(), "xiaojun", &[(1, other_key.into())], at(TIME)),
        Err(VerifyError::WrongKey)
    );
    assert_eq!(verify(PLAIN_STORED, app(), "xiaojun", &[], at(TIME)), Err(VerifyError::WrongKey));
    assert!(verify(PLAIN_STORED, app(), "xiaojun", &keys, at(end)).is_ok());
    assert_eq!(verify(PLAIN_STORED, app(), "xiaojun", &keys, at(end + 1)), Err(VerifyError::Expired));
}

#[test]
fn a_truncated_or_altered_token_is_never_taken() {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*-_";
    for token in [PLAIN_STORED, PLAIN_DEFLATED, ROOM] {
        for length in 1..token.len() {
            assert_eq!(judge(&token[..length]), Err(VerifyError::Unreadable), "cut at {length}");
        }
        for place in 0..token.len() {
            for other in ALPHABET {
                let mut altered = token.as_bytes().to_vec();
                if altered[place] != *other {
                    altered[place] = *other;
                    assert!(judge(std::str::from_utf8(&altered).unwrap()).is_err(), "altered at {place}");
                }
            }
        }
    }
}

#[test]
fn the_newest_key_that_fits_is_named() {
    let other = SecretKey::from_random(&[1; 32]);
    assert_eq!(
        verify(PLAIN_STORED, app(), "xiaojun", &[(2, other.into()), (1, key().into())], at(TIME))
            .unwrap()
            .key_version,
        1
    );
}

#[test]
fn what_has_two_meanings_cannot_be_read() {
    let json = opened(PLAIN_STORED);
    assert!(judge(&token(&json)).is_ok());
    for (from, to) in [
        (":15552000", ":015552000"),
        (":15552000", ":-15552000"),
        (":15552000", ":+15552000"),
        (":15552000", ":15552000.0"),
        (":15552000", ":1.5552e7"),
        (":15552000", ":\"15552000\""),
        (":15552000", ":18446744073709551616"),
        (":15552000", ":null"),
        (":15552000", ":15552000,\"TLS.expire\":15552000"),
        (":1400000000", ":\"1400000000\""),
        ("\"xiaojun\"", "[\"xiaojun\"]"),
        ("\"2.0\"", "2.0"),
        ("\"2.0\"", "\"2.00\""),
        ("\"2.0\"", "\"2.0\\n\""),
        ("\"TLS.ver\":\"2.0\",", ""),
        ("=\"}", "=\"}}"),
        ("=\"}", "=\"}{}"),
        ("=\"}", "\"}"),
        ("=\"}", "=\\n\"}"),
    ] {
        let changed = json.replace(from, to);
        assert_ne!(changed, json, "{from}");
        assert_eq!(judge(&token(&changed)), Err(VerifyError::Unreadable), "{to}");
    }
}

#[test]
fn how_it_is_written_does_not_matter() {
    let json = opened(PLAIN_STORED);
    for (from, to) in [
        (",", ", "),
        (":", " : "),
        ("}", "}\n"),
        ("xiaojun", "\\u0078iaojun"),
        ("{", "{\"TLS.other\":[1.5,null,{}],"),
    ] {
        assert!(judge(&token(&json.replace(from, to))).is_ok(), "{to}");
    }
}

#[test]
fn other_encodings_and_a_decoded_key_are_refused() {
    let base64 = ROOM.replace('*', "+").replace('-', "/").replace('_', "=");
    let base64url = base64.replace('+', "-").replace('/', "_");
    for text in [&base64, &base64url, &base64url.replace('=', "")] {
        assert_eq!(judge(text), Err(VerifyError::Unreadable));
    }
    let decoded: Vec<u8> =
        (0..KEY.len()).step_by(2).map(|at| u8::from_str_radix(&KEY[at..at + 2], 16).unwrap()).collect();
    let decoded = Made {
        user: "xiaojun".into(),
        sdkappid: 1_400_000_000,
        time: 1_700_000_000,
        key: decoded,
        ..Made::default()
    };
    assert_eq!(judge(&decoded.token()), Err(VerifyError::WrongKey));
    let text = Made { key: KEY.into(), ..decoded };
    assert!(judge(&text.token()).is_ok());
}

proptest! {
    #[test]
    fn what_is_signed_verifies(user in "[ -~가-힣一-龥]{1,10}", number: u64, random: [u8; 32], time in 0_i64..9_000_000_000, expire in 0_u64..1_000_000_000) {
        let (user, key, app) = (user.parse::<UserId>().unwrap(), SecretKey::from_random(&random), Sdkappid::from_random(number));
        let token = sign(app, &key, &user, at(time), expire);
        let verified = verify(&token, app, user.as_str(), &[(7, key.into())], at(time));
        prop_assert_eq!(verified, Ok(Verified { time: time.unsigned_abs(), expire, key_version: 7, scheme: Scheme::V2 }));
    }

    #[test]
    fn any_text_is_judged(token: String) {
        prop_assert!(judge(&token).is_err());
    }
}
