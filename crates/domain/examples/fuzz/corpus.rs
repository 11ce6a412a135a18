//! The inputs that all others are made from: published vectors, and one of each kind of our own.

use std::io::{Read as _, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::application::sdkappid::Sdkappid;
use domain::key::{Curve, EcdsaPair, Key, SecretKey};
use domain::time::Timestamp;
use domain::usersig::diagnosis::KeyRing;
use domain::usersig::private_map_key::{PrivateMapKey, Privileges, Room};
use domain::usersig::sign_with;
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

/// Published tokens (docs/facts/usersig.md#test-vectors): deflated, with a room, and both curves.
const PUBLISHED: [&str; 4] = [
    "eJyrVgrxCdYrSy1SslIy0jNQ0gHzM1NS80oy0zLBwhWZiflZpXlQqeKU7MSCgswUJStDEwMogMikVhRkFqUCxU1NTY3goiWZuSAxc1S1xZnpQJN9yhzNU-Q9y83Tg4vzirPLwqqcXAL8nZ1dkkr9nMtN3D3KQ5wNkjILtJ1MbJVqAa3HMfI_",
    "eAEB5AAb-3siVExTLnZlciI6IjIuMCIsIlRMUy5pZGVudGlmaWVyIjoieGlhb2p1biIsIlRMUy5zZGthcHBpZCI6MTQwMDAwMDAwMCwiVExTLmV4cGlyZSI6MTU1NTIwMDAsIlRMUy50aW1lIjoxNzAwMDAwMDAwLCJUTFMudXNlcmJ1ZiI6IkFBQUhlR2xoYjJwMWJsTnlUZ0FBQUNjUVprRS9BQUFBQVA4QUFBQUEiLCJUTFMuc2lnIjoieTlBdmI1eHdIZ0lnb0FCYkdha0xhRTB4cyt2L2RMY0lQZWdiV2ZjYlJMST0ifaubQ7k_",
    "eJxlz11PgzAYBeB7fkXDLUZbSqPd3dyHw4HJMoiZN01DO2mmUEsHlsX-bmQmI9nt*5ycN*fkAQD8LNne8qKoj5Vl1mnpgwnwoX9zQa2VYNwybMQVym*tjGR8b6UZMCQ0hHAcUUJWVu3VfwCNqBEHNtRfi3ofbuliN4s386WrVzOS9228Cnpxl96-LfkLdfN*lzwZXXYugjzLzEfjpnE5feavMv2iQbsVBG-WCeWHI4R5UYpcarVYl-hRo0x1gelGL636PI9HBOMQRQ8oGmkrTaPq6rwRIoJCSOHfUO-H*wVAW1nJ",
    "eJxN0E9vgjAUAPA7n6LhumVrC7ixxAOKA4OLM*K2W9NIdS8IQqlSWfbd59Bsfcf3e--yviyEkJ3Olnd8vd4fSsXUqRI2ekL2wL79x6qCjHHFHJn1SKhjsNAVSMH4Rgl56cWGQiZKBRu42rnV9Qxuspz18--URNj26ZfJYjyNOD4UcuE*y9Eu1asd0a1Q969JNK-jMP4I4ebkbsMw149BAEG7jGs-J8kn6VLqRNPG180xGby-ibbl44IC7UYR1JNuFgyHxkoFxeUBxKPkgWDim584CtnAvuwLKCbe*V78G7b1bf0AYUhaRQ__",
];
const KEY: &str = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
pub const TIME: i64 = 1_700_000_000;
pub const EXPIRE: u64 = 15_552_000;
pub const USER: &str = "xiaojun";

pub struct Corpus {
    pub rings: [KeyRing; 2],
    pub tokens: Vec<Vec<u8>>,
    /// The JSON inside those tokens.
    pub jsons: Vec<Vec<u8>>,
    pub userbufs: Vec<Vec<u8>>,
    pub pems: Vec<Vec<u8>>,
}

pub fn app() -> Sdkappid {
    1_400_000_000.try_into().expect("an SDKAppID")
}

pub fn now() -> Timestamp {
    Timestamp::from_unix_seconds(TIME)
}

/// The token of any bytes, packed at `level`.
pub fn token(json: &[u8], level: u32) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(level));
    encoder.write_all(json).expect("a vector takes it");
    let container = encoder.finish().expect("a vector takes it");
    STANDARD.encode(container).replace('+', "*").replace('/', "-").replace('=', "_").into_bytes()
}

fn opened(token: &str) -> Vec<u8> {
    let container =
        STANDARD.decode(token.replace('*', "+").replace('-', "/").replace('_', "=")).expect("base64");
    let mut json = Vec::new();
    ZlibDecoder::new(&*container).read_to_end(&mut json).expect("zlib");
    json
}

impl Corpus {
    pub fn new() -> Self {
        let secret: SecretKey = KEY.parse().expect("a key");
        let pairs = [Curve::P256, Curve::Secp256k1]
            .map(|curve| EcdsaPair::from_bytes(curve, &[7; 32]).expect("a private number"));
        let user = USER.parse().expect("a UserID");
        let userbufs: Vec<_> = ["room one", "r"]
            .map(|name| Room::Name(name.parse().expect("a room")))
            .into_iter()
            .chain([Room::Number(10_000), Room::Number(u32::MAX)])
            .map(|room| PrivateMapKey::new(app(), &user, room, Privileges::ALL, now(), EXPIRE).encode())
            .collect();
        let mut tokens: Vec<String> = PUBLISHED.map(str::to_owned).into();
        for key in [secret.clone().into(), Key::EcdsaPair(pairs[0].clone()), Key::EcdsaPair(pairs[1].clone())]
        {
            for userbuf in [None, Some(&userbufs[0]), Some(&userbufs[2])] {
                let sign = sign_with(app(), &key, &user, now(), EXPIRE, userbuf.map(Vec::as_slice));
                tokens.push(sign.expect("the key signs"));
            }
        }
        let pems = pairs
            .iter()
            .flat_map(|pair| {
                let (private, public) = (pair.expose().to_string(), pair.public().to_pem());
                [format!("{private}{public}"), private.replace('\n', "\r\n"), public]
            })
            .map(String::into_bytes)
            .collect();
        let ring = |name: &str, accepted, retired| KeyRing {
            sdkappid: app(),
            name: name.into(),
            accepted,
            retired,
            unavailable: None,
        };
        let mut other = ring("Orbit", vec![(1, Key::EcdsaPublic(pairs[1].public()))], vec![]);
        other.sdkappid = 1_400_000_001.try_into().expect("an SDKAppID");
        Self {
            rings: [
                ring("Staging", vec![(2, secret.into()), (1, Key::EcdsaPair(pairs[0].clone()))], vec![]),
                other,
            ],
            jsons: tokens.iter().map(|token| opened(token)).collect(),
            tokens: tokens.into_iter().map(String::into_bytes).collect(),
            userbufs,
            pems,
        }
    }
}
