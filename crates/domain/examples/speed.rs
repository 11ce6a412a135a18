//! How many UserSigs one core signs and verifies in a second, beside loops of the bare primitives.
//!
//! `speed [TOKENS]`: a file with one token of the current scheme a line, to verify those instead of its own.
//! Prints one `name: value unit` a line.

use std::hint::black_box;
use std::time::{Duration, Instant};
use std::{env, fs};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::application::sdkappid::Sdkappid;
use domain::key::{Algorithm, Curve, EcdsaPair, Key, SecretKey};
use domain::time::Timestamp;
use domain::usersig::private_map_key::{PrivateMapKey, Privileges, Room};
use domain::usersig::user_id::UserId;
use domain::usersig::{DEFAULT_EXPIRE, Token, sign, sign_with, verify};
use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress};
use hmac::{Hmac, KeyInit, Mac as _};
use sha2::Sha256;

const KEY: &str = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
const TIME: i64 = 1_700_000_000;
const TOKENS: usize = 256;
/// How long one measurement takes, and how many there are; the best one counts, as the others were disturbed.
const ROUND: Duration = Duration::from_millis(200);
const ROUNDS: usize = 7;

/// Runs `work` over and over; the times a second of the best round.
#[expect(clippy::disallowed_methods, reason = "this is what measures")]
fn per_second(mut work: impl FnMut(usize)) -> f64 {
    let mut best = 0.0_f64;
    for _ in 0..ROUNDS {
        let (start, mut done) = (Instant::now(), 0_usize);
        while start.elapsed() < ROUND {
            for _ in 0..64 {
                work(done);
                done += 1;
            }
        }
        let done = u32::try_from(done).unwrap_or(u32::MAX);
        best = best.max(f64::from(done) / start.elapsed().as_secs_f64());
    }
    best
}

fn report(name: &str, value: f64, unit: &str) {
    println!("{name}: {value:.0} {unit}");
}

/// A token as most libraries pack it, from one whose container is stored.
fn deflated(token: &str) -> String {
    let json = json(token);
    let mut container = Vec::with_capacity(json.len() + 64);
    Compress::new(Compression::default(), true)
        .compress_vec(&json, &mut container, FlushCompress::Finish)
        .expect("a vector has room");
    STANDARD.encode(container).replace('+', "*").replace('/', "-").replace('=', "_")
}

fn container(token: &str) -> Vec<u8> {
    STANDARD.decode(token.replace('*', "+").replace('-', "/").replace('_', "=")).expect("a token is base64")
}

fn json(token: &str) -> Vec<u8> {
    let mut json = Vec::with_capacity(4_096);
    Decompress::new(true)
        .decompress_vec(&container(token), &mut json, FlushDecompress::Finish)
        .expect("a token is zlib");
    json
}

struct World {
    app: Sdkappid,
    secret: SecretKey,
    users: Vec<UserId>,
    now: Timestamp,
}

impl World {
    fn new() -> Self {
        Self {
            app: Sdkappid::try_from(1_400_000_000).expect("an SDKAppID"),
            secret: KEY.parse().expect("a key"),
            users: (0..TOKENS).map(|user| format!("user_{user}").parse().expect("a UserID")).collect(),
            now: Timestamp::from_unix_seconds(TIME),
        }
    }

    fn room(&self, user: &UserId) -> Vec<u8> {
        let room = Room::number("10000").expect("a room");
        PrivateMapKey::new(self.app, user, room, Privileges::ALL, self.now, DEFAULT_EXPIRE).encode()
    }

    fn sign(&self, name: &str, key: &Key, with_room: bool) -> Vec<String> {
        let sign = |user: &UserId| {
            let room = with_room.then(|| self.room(user));
            sign_with(self.app, key, user, self.now, DEFAULT_EXPIRE, room.as_deref()).expect("the key signs")
        };
        let speed = per_second(|turn| {
            black_box(sign(&self.users[turn % TOKENS]));
        });
        report(&format!("usersig_sign_{name}"), speed, "signs/s");
        self.users.iter().map(sign).collect()
    }

    fn verify(&self, name: &str, key: &Key, tokens: &[String]) -> f64 {
        let keys = [(1, key.clone())];
        let users: Vec<String> = tokens
            .iter()
            .map(|token| Token::open(token).and_then(|token| Ok(token.claims()?.identifier.into_owned())))
            .collect::<Result<_, _>>()
            .expect("the tokens can be read");
        let speed = per_second(|turn| {
            let turn = turn % tokens.len();
            let verified = verify(&tokens[turn], self.app, &users[turn], &keys, self.now);
            assert!(black_box(verified).is_ok());
        });
        report(&format!("usersig_verify_{name}"), speed, "verifications/s");
        speed
    }
}

fn lines() -> String {
    format!("TLS.identifier:user_100\nTLS.sdkappid:1400000000\nTLS.time:{TIME}\nTLS.expire:15552000\n")
}

fn hash(lines: &str) -> [u8; 32] {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(KEY.as_bytes()).expect("a key");
    mac.update(black_box(lines).as_bytes());
    mac.finalize().into_bytes().into()
}

/// No more than the keyed hash and the base64 of as many bytes as a container has.
fn bare_sign(token: &str) -> f64 {
    let (container, lines) = (container(token), lines());
    per_second(|_| {
        black_box(hash(&lines));
        black_box(STANDARD.encode(black_box(&container)));
    })
}

/// No more than the keyed hash and unpacking the container.
fn bare_verify(tokens: &[String]) -> f64 {
    let containers: Vec<_> = tokens.iter().map(|token| container(token)).collect();
    let lines = lines();
    let mut inflate = Decompress::new(true);
    let mut out = vec![0; 4_096];
    per_second(|turn| {
        inflate.reset(true);
        let container = black_box(&containers[turn % containers.len()]);
        inflate.decompress(container, &mut out, FlushDecompress::Finish).expect("a token is zlib");
        black_box(&out);
        black_box(hash(&lines));
    })
}

fn main() {
    let world = World::new();
    let hmac = Key::Hmac(world.secret.clone());
    let stored = world.sign("hmac", &hmac, false);
    black_box(sign(world.app, &world.secret, &world.users[0], world.now, DEFAULT_EXPIRE));
    let bare = bare_sign(&stored[0]);
    report("usersig_bare_sign", bare, "signs/s");
    let packed: Vec<_> = match env::args().nth(1) {
        Some(path) => {
            fs::read_to_string(path).expect("the file of tokens").lines().map(str::to_owned).collect()
        }
        None => stored.iter().map(|token| deflated(token)).collect(),
    };
    world.verify("hmac", &hmac, &packed);
    report("usersig_bare_verify", bare_verify(&packed), "verifications/s");
    world.verify("hmac_stored", &hmac, &stored);
    let rooms = world.sign("hmac_userbuf", &hmac, true);
    let rooms: Vec<_> = rooms.iter().map(|token| deflated(token)).collect();
    world.verify("hmac_userbuf", &hmac, &rooms);
    for (name, curve) in [("p256", Curve::P256), ("secp256k1", Curve::Secp256k1)] {
        let pair = EcdsaPair::from_bytes(curve, &[7; 32]).expect("a private number");
        let public = Key::EcdsaPublic(pair.public());
        let (private, spki) = (pair.expose(), public.expose());
        let tokens = world.sign(&format!("ecdsa_{name}"), &Key::EcdsaPair(pair), false);
        let tokens: Vec<_> = tokens.iter().map(|token| deflated(token)).collect();
        world.verify(&format!("ecdsa_{name}"), &public, &tokens);
        for (kind, pem) in [("pair", private), ("public", spki)] {
            let read = per_second(|_| drop(black_box(Key::parse(Algorithm::EcdsaSha256, &pem))));
            report(&format!("usersig_read_{kind}_{name}"), read, "keys/s");
        }
    }
}
