//! Digests in lower-case hexadecimal. Implemented independently of the client's, so that each checks the other.

use md5::Md5;
use sha2::{Digest as _, Sha256};

pub(crate) fn sha256_hex(text: &str) -> String {
    base16ct::lower::encode_string(&Sha256::digest(text))
}

pub(crate) fn md5_hex(text: &str) -> String {
    base16ct::lower::encode_string(&Md5::digest(text))
}
