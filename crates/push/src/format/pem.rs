//! PEM (RFC 7468).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::certificate::{CredentialError, text_of};
use zeroize::Zeroizing;

use crate::credential::Secret;

const BEGIN: &str = "-----BEGIN ";
/// Characters of a line.
const LINE: usize = 64;

pub(crate) struct Block<'a> {
    pub label: &'a str,
    der: Result<Zeroizing<Vec<u8>>, CredentialError>,
    /// Whether RFC 1421 headers announce encryption.
    pub encrypted: bool,
}

impl Block<'_> {
    pub fn der(&self) -> Result<&[u8], CredentialError> {
        self.der.as_ref().map(|der| der.as_slice()).map_err(|wrong| *wrong)
    }
}

/// The text of a file that contains PEM blocks, in any encoding; `None` if there are none.
pub(crate) fn text(bytes: &[u8]) -> Option<Zeroizing<String>> {
    let text = text_of(bytes).unwrap_or_else(|| Zeroizing::new(String::from_utf8_lossy(bytes).into_owned()));
    text.contains(BEGIN).then_some(text)
}

/// The first block; [`CredentialError::NotAKey`] if there is none.
pub(crate) fn first(text: &str) -> Result<Block<'_>, CredentialError> {
    let (_, after) = text.split_once(BEGIN).ok_or(CredentialError::NotAKey)?;
    block(after).map(|(block, _)| block)
}

/// All blocks; text between them is skipped.
pub(crate) fn blocks(text: &str) -> Result<Vec<Block<'_>>, CredentialError> {
    let mut blocks = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(BEGIN) {
        let (block, after) = block(after)?;
        blocks.push(block);
        rest = after;
    }
    Ok(blocks)
}

/// The block whose `-----BEGIN ` is followed by `after`, and the rest of the text.
fn block(after: &str) -> Result<(Block<'_>, &str), CredentialError> {
    let (label, body) = after.split_once("-----").ok_or(CredentialError::Truncated)?;
    let (body, after) = body.split_once("-----END ").ok_or(CredentialError::Truncated)?;
    let encrypted = body.contains("ENCRYPTED");
    let der = if after.starts_with(label) { decode(body) } else { Err(CredentialError::Malformed) };
    Ok((Block { label, der, encrypted }, after))
}

/// Decodes the body of a block. Line breaks may be literal `\n`, as in JSON that was escaped twice.
fn decode(body: &str) -> Result<Zeroizing<Vec<u8>>, CredentialError> {
    let mut base64 = Zeroizing::new(String::with_capacity(body.len()));
    for part in body.split("\\n").flat_map(|part| part.split("\\r")) {
        base64.extend(part.chars().filter(|char| !char.is_ascii_whitespace()));
    }
    STANDARD.decode(&*base64).map(Zeroizing::new).map_err(|_| CredentialError::Malformed)
}

/// Encodes `der` as a `PRIVATE KEY` block.
pub(crate) fn private_key(der: &[u8]) -> Secret {
    let base64 = Zeroizing::new(STANDARD.encode(der));
    // Allocated once: a string that grows would leave copies behind.
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
