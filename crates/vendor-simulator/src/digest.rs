//! Digests in lower-case hexadecimal. Written apart from the client's, so that one checks the other.

use md5::Md5;
use sha2::{Digest as _, Sha256};

pub(crate) fn sha256_hex(text: &str) -> String {
    hex(&Sha256::digest(text))
}

pub(crate) fn md5_hex(text: &str) -> String {
    hex(&Md5::digest(text))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a `String` never fails.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
