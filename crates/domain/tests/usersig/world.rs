//! A small account for the diagnosis: applications with their keys, and tokens made to order.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::application::sdkappid::Sdkappid;
use domain::key::{Curve, EcdsaPair, Key, SecretKey};
use domain::time::Timestamp;
use domain::usersig::diagnosis::{Diagnosis, KeyRing, diagnose};
use domain::usersig::sign_with;
use hmac::{Hmac, KeyInit, Mac as _};
use sha2::Sha256;

use crate::support;

pub const NOW: i64 = 1_763_900_000;
pub const SIGNED: u64 = 1_763_899_958;
pub const STAGING: u32 = 1_400_517_311;
pub const ORBIT: u32 = 1_400_517_204;
pub const COURIER: u32 = 1_400_488_162;
pub const WARD: u32 = 1_400_460_095;
pub const NIGHT: u32 = 1_400_431_730;
pub const FOREIGN: u32 = 1_400_000_007;

pub fn hmac(seed: u8) -> SecretKey {
    // Hexadecimal letters are needed in a key for its upper case to differ.
    SecretKey::from_random(&[0xa0 | (seed & 15); 32])
}

pub fn pair(curve: Curve, seed: u8) -> EcdsaPair {
    EcdsaPair::from_bytes(curve, &[seed; 32]).unwrap()
}

pub fn id(number: u32) -> Sdkappid {
    number.try_into().unwrap()
}

fn ring(number: u32, name: &str, accepted: Vec<(i64, Key)>, retired: Vec<(i64, Key)>) -> KeyRing {
    KeyRing { sdkappid: id(number), name: name.into(), accepted, retired, unavailable: None }
}

/// The applications of the account.
pub fn account() -> Vec<KeyRing> {
    vec![
        ring(
            STAGING,
            "Orbit Messenger Staging",
            vec![(3, hmac(3).into()), (2, hmac(2).into())],
            vec![(1, hmac(1).into())],
        ),
        ring(ORBIT, "Orbit Messenger", vec![(5, hmac(5).into())], vec![(4, hmac(4).into())]),
        ring(COURIER, "Courier Dispatch", vec![(1, Key::EcdsaPair(pair(Curve::P256, 7)))], vec![]),
        ring(WARD, "Ward Rounds", vec![(1, Key::EcdsaPublic(pair(Curve::Secp256k1, 8).public()))], vec![]),
        ring(
            NIGHT,
            "Night Market Live",
            vec![(2, hmac(9).into())],
            vec![(1, Key::EcdsaPair(pair(Curve::Secp256k1, 9)))],
        ),
    ]
}

/// What a token of the current scheme is made of; anything may be wrong.
#[derive(Clone)]
pub struct Made {
    pub user: String,
    pub sdkappid: u32,
    pub time: u64,
    pub expire: u64,
    pub userbuf: Option<String>,
    pub key: Vec<u8>,
}

impl Default for Made {
    fn default() -> Self {
        Self {
            user: "minsu".into(),
            sdkappid: STAGING,
            time: SIGNED,
            expire: 15_552_000,
            userbuf: None,
            key: hmac(3).expose().into(),
        }
    }
}

impl Made {
    pub fn sig(&self) -> String {
        let Self { user, sdkappid, time, expire, userbuf, key } = self;
        let mut lines =
            format!("TLS.identifier:{user}\nTLS.sdkappid:{sdkappid}\nTLS.time:{time}\nTLS.expire:{expire}\n");
        if let Some(userbuf) = userbuf {
            lines.extend(["TLS.userbuf:", userbuf, "\n"]);
        }
        let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).unwrap();
        mac.update(lines.as_bytes());
        STANDARD.encode(mac.finalize().into_bytes())
    }

    pub fn json(&self) -> String {
        let mut json = serde_json::json!({
            "TLS.ver": "2.0",
            "TLS.identifier": self.user,
            "TLS.sdkappid": self.sdkappid,
            "TLS.expire": self.expire,
            "TLS.time": self.time,
            "TLS.sig": self.sig(),
        });
        if let Some(userbuf) = &self.userbuf {
            json["TLS.userbuf"] = userbuf.as_str().into();
        }
        json.to_string()
    }

    pub fn token(&self) -> String {
        support::token(&self.json())
    }
}

/// A legacy token, signed now for `sdkappid`.
pub fn legacy(sdkappid: u32, key: &EcdsaPair, expire: u64) -> String {
    let now = Timestamp::from_unix_seconds(SIGNED.try_into().unwrap());
    let key = Key::EcdsaPair(key.clone());
    let token = sign_with(id(sdkappid), &key, &"minsu".parse().unwrap(), now, expire, None).unwrap();
    support::token(&support::opened(&token))
}

/// Diagnoses `pasted` for one of the account's applications.
pub fn diagnosed(pasted: &str, user: Option<&str>, sdkappid: u32) -> Diagnosis {
    let account = account();
    let (this, others): (Vec<_>, Vec<_>) =
        account.into_iter().partition(|ring| ring.sdkappid.number() == sdkappid);
    diagnose(pasted, user, &this[0], &others, Timestamp::from_unix_seconds(NOW))
}
