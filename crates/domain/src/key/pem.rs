//! Blocks of PEM (RFC 7468), read as leniently as they are pasted and written as OpenSSL writes them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::Unusable;

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";
const LINE: usize = 64;

/// One block: what it says it is, and its bytes.
pub(super) struct Block<'a> {
    pub label: &'a str,
    /// `None`: it is not base64, or it is cut off.
    pub der: Option<Zeroizing<Vec<u8>>>,
    /// It has headers of RFC 1421, which announce encryption.
    pub encrypted: bool,
}

/// The blocks of `text`, in order; whatever stands between them is passed over.
pub(super) fn blocks(text: &str) -> Result<Vec<Block<'_>>, Unusable> {
    let mut blocks = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(BEGIN) {
        let (label, after) = after.split_once(DASHES).ok_or(Unusable::Malformed)?;
        let body = &after[..after.find(DASHES).unwrap_or(after.len())];
        let closed = after[body.len()..].strip_prefix(END).and_then(|end| end.strip_prefix(label));
        let closed = closed.is_some_and(|end| end.starts_with(DASHES));
        blocks.push(Block {
            label,
            der: if closed { decode(body) } else { None },
            encrypted: body.contains("ENCRYPTED"),
        });
        rest = &after[body.len()..];
    }
    if blocks.is_empty() { Err(Unusable::NotPem) } else { Ok(blocks) }
}

/// The bytes of a body. Line breaks may also stand as `\n` and `\r`, as in a string of source code.
fn decode(body: &str) -> Option<Zeroizing<Vec<u8>>> {
    let mut base64 = Zeroizing::new(Vec::with_capacity(body.len()));
    let mut bytes = body.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' if matches!(bytes.next(), Some(b'n' | b'r')) => {}
            b' ' | b'\t' | b'\r' | b'\n' => {}
            byte => base64.push(byte),
        }
    }
    STANDARD.decode(&*base64).ok().map(Zeroizing::new)
}

/// `der` as a block with lines of 64 characters; it ends with a line feed.
pub(super) fn write(label: &str, der: &[u8]) -> Zeroizing<String> {
    let base64 = Zeroizing::new(STANDARD.encode(der));
    // All of it at once: a string that grows leaves copies behind.
    let mut pem = Zeroizing::new(String::with_capacity(base64.len() * 66 / LINE + 2 * label.len() + 64));
    pem.push_str(BEGIN);
    pem.push_str(label);
    pem.push_str("-----\n");
    let mut rest = base64.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at(rest.len().min(LINE));
        pem.push_str(line);
        pem.push('\n');
        rest = after;
    }
    pem.push_str(END);
    pem.push_str(label);
    pem.push_str("-----\n");
    pem
}
