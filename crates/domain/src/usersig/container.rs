//! The encoding of a UserSig: JSON in a zlib container in base64.

use super::proof::push_digits;
use super::{MAX_TOKEN_BYTES, VerifyError, alphabet};
use crate::usersig::inflate::{adler32, inflate_zlib};

/// Maximum size of the unpacked JSON, in bytes.
pub(crate) const MAX_JSON_BYTES: usize = 16 * 1024;

/// The content of a token.
pub(super) struct Opened {
    /// The JSON, not yet parsed.
    pub json: Vec<u8>,
    /// Whether the base64 contained white space.
    pub spaced: bool,
}

/// Decodes and unpacks `token`. White space is ignored and reported: some legacy generators wrap their base64
/// (docs/facts/usersig.md#ecdsa-sha256), and the caller must refuse every other token that contains it.
pub(super) fn open(token: &str) -> Result<Opened, VerifyError> {
    if token.is_empty() {
        return Err(VerifyError::Empty);
    }
    if token.len() > MAX_TOKEN_BYTES {
        return Err(VerifyError::Unreadable);
    }
    let (container, spaced) = match alphabet::decode(token.as_bytes()) {
        Some(container) => (container, false),
        None => (spaced(token.as_bytes()).ok_or(VerifyError::Unreadable)?, true),
    };
    let json = inflate_zlib(&container, MAX_JSON_BYTES).map_err(|_| VerifyError::Unreadable)?;
    Ok(Opened { json, spaced })
}

/// Decodes base64 that contains white space; `None` if there is none.
fn spaced(token: &[u8]) -> Option<Vec<u8>> {
    let body: Vec<u8> = token.iter().copied().filter(|byte| !is_space(*byte)).collect();
    if body.len() == token.len() { None } else { alphabet::decode(&body) }
}

/// White space that some generators put into base64.
pub(super) const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// Writes a token: JSON in a zlib container of one stored block, like the Go library. The JSON is an object
/// without spaces, with its fields in call order.
pub(super) struct Writer(Vec<u8>);

impl Writer {
    /// The header of zlib (RFC 1950 2.2) and that of the block (RFC 1951 3.2.4), whose length is not yet known.
    const HEAD: [u8; 7] = [0x78, 0x01, 0x01, 0, 0, 0, 0];

    pub(super) fn new() -> Self {
        let mut container = Vec::with_capacity(512);
        container.extend_from_slice(&Self::HEAD);
        Self(container)
    }

    /// Adds a string field, escaped for JSON.
    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.name(name);
        serde_json::to_writer(&mut self.0, value).expect("a text has a form in JSON, and a vector takes it");
    }

    /// Adds a string field that needs no escapes: digits or base64.
    pub(super) fn plain(&mut self, name: &str, value: &str) {
        self.name(name);
        self.0.push(b'"');
        self.0.extend_from_slice(value.as_bytes());
        self.0.push(b'"');
    }

    pub(super) fn number(&mut self, name: &str, value: u64) {
        self.name(name);
        push_digits(&mut self.0, value);
    }

    fn name(&mut self, name: &str) {
        self.0.push(if self.0.len() == Self::HEAD.len() { b'{' } else { b',' });
        self.0.push(b'"');
        self.0.extend_from_slice(name.as_bytes());
        self.0.extend_from_slice(b"\":");
    }

    /// Returns the token. Its content is far below the 65 535 bytes that a stored block can hold.
    pub(super) fn finish(self) -> String {
        let Self(mut container) = self;
        container.push(b'}');
        let json = &container[Self::HEAD.len()..];
        let length = u16::try_from(json.len()).expect("the size of a userbuf is limited");
        let sum = adler32(json);
        container[3..5].copy_from_slice(&length.to_le_bytes());
        container[5..7].copy_from_slice(&(!length).to_le_bytes());
        container.extend_from_slice(&sum.to_be_bytes());
        alphabet::encode(&container)
    }
}
