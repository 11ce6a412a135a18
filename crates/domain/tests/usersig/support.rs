//! What the tests of UserSigs share.

use std::io::{Read as _, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

/// Numbers that look random and are the same at every run (`SplitMix64`).
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    pub fn bytes<const COUNT: usize>(&mut self) -> [u8; COUNT] {
        std::array::from_fn(|_| self.next().to_le_bytes()[0])
    }
}

/// A token around `json`, packed as most libraries pack it.
pub fn token(json: &str) -> String {
    token_at(json, Compression::default())
}

pub fn token_at(json: &str, level: Compression) -> String {
    tencent(&zlib(json.as_bytes(), level))
}

pub fn zlib(bytes: &[u8], level: Compression) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), level);
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub fn tencent(bytes: &[u8]) -> String {
    STANDARD.encode(bytes).replace('+', "*").replace('/', "-").replace('=', "_")
}

/// The JSON inside a token.
pub fn opened(token: &str) -> String {
    let container = STANDARD.decode(token.replace('*', "+").replace('-', "/").replace('_', "=")).unwrap();
    let mut json = String::new();
    ZlibDecoder::new(&*container).read_to_string(&mut json).unwrap();
    json
}
