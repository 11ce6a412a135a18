//! Blocks of PEM (RFC 7468).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::certificate::Wrong;
use zeroize::Zeroizing;

use crate::credential::Secret;

const BEGIN: &str = "-----BEGIN ";
const LINE: usize = 64;

/// One block: what it says it is, and its bytes.
pub(super) struct Block<'a> {
    pub label: &'a str,
    der: Result<Zeroizing<Vec<u8>>, Wrong>,
    /// It has headers of RFC 1421, which announce encryption.
    pub encrypted: bool,
}

impl Block<'_> {
    /// Its bytes; why there are none.
    pub fn der(&self) -> Result<&[u8], Wrong> {
        self.der.as_ref().map(|der| der.as_slice()).map_err(|wrong| *wrong)
    }
}

/// The first block in `text`.
pub(super) fn first(text: &str) -> Result<Block<'_>, Wrong> {
    let (_, after) = text.split_once(BEGIN).ok_or(Wrong::NotAKey)?;
    block(after).map(|(block, _)| block)
}

/// The blocks in `text`, in order; whatever stands between them is passed over.
pub(super) fn blocks(text: &str) -> Result<Vec<Block<'_>>, Wrong> {
    let mut blocks = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(BEGIN) {
        let (block, after) = block(after)?;
        blocks.push(block);
        rest = after;
    }
    Ok(blocks)
}

/// The block that goes on with `after` its beginning, and what follows it.
fn block(after: &str) -> Result<(Block<'_>, &str), Wrong> {
    let (label, body) = after.split_once("-----").ok_or(Wrong::Truncated)?;
    let (body, after) = body.split_once("-----END ").ok_or(Wrong::Truncated)?;
    let encrypted = body.contains("ENCRYPTED");
    let der = if after.starts_with(label) { decode(body) } else { Err(Wrong::Malformed) };
    Ok((Block { label, der, encrypted }, after))
}

/// The bytes of a body. Line breaks may also stand as `\n`, as in a JSON that was escaped twice.
fn decode(body: &str) -> Result<Zeroizing<Vec<u8>>, Wrong> {
    let mut base64 = Zeroizing::new(String::with_capacity(body.len()));
    for part in body.split("\\n").flat_map(|part| part.split("\\r")) {
        base64.extend(part.chars().filter(|char| !char.is_ascii_whitespace()));
    }
    STANDARD.decode(&*base64).map(Zeroizing::new).map_err(|_| Wrong::Malformed)
}

/// `der` as a `PRIVATE KEY`, with lines of 64 characters.
pub(super) fn private_key(der: &[u8]) -> Secret {
    let base64 = Zeroizing::new(STANDARD.encode(der));
    // All of it at once: a string that grows leaves copies behind.
    let mut pem = String::with_capacity(base64.len() + base64.len() / LINE + 64);
    pem.push_str("-----BEGIN PRIVATE KEY-----\n");
    let mut rest = base64.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at(rest.len().min(LINE));
        pem.push_str(line);
        pem.push('\n');
        rest = after;
    }
    pem.push_str("-----END PRIVATE KEY-----\n");
    Secret::new(pem)
}
