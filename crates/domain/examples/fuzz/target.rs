//! What reads from outside, and what must hold whatever it reads.

use std::time::Duration;

use domain::key::{Algorithm, Key};
use domain::usersig::diagnosis::{CheckName, CheckOutcome, diagnose};
use domain::usersig::private_map_key::PrivateMapKey;
use domain::usersig::service_code::ServiceCode;
use domain::usersig::{MAX_TOKEN_BYTES, Token, verify};

use crate::corpus::{Corpus, EXPIRE, TIME, USER, app, now, token};
use crate::mutate::{Random, mutate};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    UserSig,
    Userbuf,
    Pem,
    Diagnosis,
}

impl Target {
    pub const ALL: [Self; 4] = [Self::UserSig, Self::Userbuf, Self::Pem, Self::Diagnosis];

    pub const fn name(self) -> &'static str {
        match self {
            Self::UserSig => "usersig",
            Self::Userbuf => "userbuf",
            Self::Pem => "pem",
            Self::Diagnosis => "diagnosis",
        }
    }

    /// How many of ten inputs are its.
    pub const fn share(self) -> u64 {
        match self {
            Self::UserSig => 4,
            Self::Userbuf | Self::Pem | Self::Diagnosis => 2,
        }
    }

    /// The most bytes of memory that one step may take. A token is limited to 8 KiB and its JSON to 16 KiB;
    /// a diagnosis reads JSON as a tree and pasted texts of up to 64 KiB.
    pub const fn memory(self) -> usize {
        match self {
            Self::UserSig => 128 * 1024,
            Self::Pem => 64 * 1024,
            Self::Userbuf => 160 * 1024,
            Self::Diagnosis => 1024 * 1024,
        }
    }

    /// The most time that one step may take, without optimisation and on a busy machine too: what runs away takes
    /// seconds. A diagnosis tries hundreds of texts with each key.
    pub const fn slowest(self) -> Duration {
        match self {
            Self::Diagnosis => Duration::from_millis(250),
            _ => Duration::from_millis(50),
        }
    }

    /// The next input.
    pub fn input(self, random: &mut Random, corpus: &Corpus) -> Vec<u8> {
        let (base, most) = match self {
            Self::UserSig | Self::Diagnosis => {
                // A part of them are whole tokens around damaged JSON.
                if random.below(4) == 0 {
                    let mut json = random.pick(&corpus.jsons).clone();
                    mutate(random, &mut json, &corpus.jsons, 40_000);
                    return token(&json, [0, 1, 6][random.below(3)]);
                }
                (&corpus.tokens, 70_000)
            }
            Self::Userbuf => (&corpus.userbufs, 70_000),
            Self::Pem => (&corpus.pems, 9_000),
        };
        let mut input = random.pick(base).clone();
        mutate(random, &mut input, base, most);
        input
    }

    /// One step over an input and its text; `Err` says what did not hold. The answer is whether the input was
    /// accepted.
    pub fn step(self, input: &[u8], text: &str, corpus: &Corpus) -> Result<bool, &'static str> {
        match self {
            Self::UserSig => usersig(text, corpus),
            Self::Userbuf => match PrivateMapKey::decode(input) {
                Ok(key) if key.encode() != input => Err("a PrivateMapKey that says less than was read"),
                read => Ok(read.is_ok()),
            },
            Self::Pem => match Key::parse(Algorithm::EcdsaSha256, text) {
                Ok(key) if Key::parse(Algorithm::EcdsaSha256, &key.expose()) != Ok(key.clone()) => {
                    Err("a key that is not read back")
                }
                read => Ok(read.is_ok()),
            },
            Self::Diagnosis => diagnosis(text, corpus),
        }
    }
}

fn usersig(text: &str, corpus: &Corpus) -> Result<bool, &'static str> {
    let [ring, _] = &corpus.rings;
    let verified = verify(text, app(), USER, &ring.accepted, now());
    match verified {
        Ok(verified) if (verified.time, verified.expire) != (TIME.unsigned_abs(), EXPIRE) => {
            Err("values that nobody has signed")
        }
        Ok(_) if text.len() > MAX_TOKEN_BYTES => Err("a token over the limit"),
        verified => Ok(verified.is_ok()),
    }
}

fn diagnosis(text: &str, corpus: &Corpus) -> Result<bool, &'static str> {
    let [ring, other] = &corpus.rings;
    let diagnosis = diagnose(text, Some(USER), ring, [other], now());
    let verified = verify(text, app(), USER, &ring.accepted, now());
    let code = verified.map_or_else(ServiceCode::from, |_| ServiceCode::Ok);
    if diagnosis.code != code {
        return Err("another answer than the service's");
    }
    let suspicious = |outcome| matches!(outcome, CheckOutcome::Fails | CheckOutcome::Doubtful);
    let suspicious = diagnosis.checks.iter().any(|check| suspicious(check.outcome));
    if diagnosis.advice.is_empty() != (code == ServiceCode::Ok && !suspicious) {
        return Err("advice and checks do not agree");
    }
    let readable = Token::open(text).is_ok_and(|token| token.claims().is_ok());
    let decoded = diagnosis.check(CheckName::Decoded).map(|check| check.outcome);
    if readable != (decoded == Some(CheckOutcome::Holds)) {
        return Err("readable, and yet not");
    }
    Ok(code == ServiceCode::Ok)
}
