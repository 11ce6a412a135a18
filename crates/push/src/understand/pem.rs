//! Blocks of PEM (RFC 7468).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::certificate::Wrong;
use zeroize::Zeroizing;

use crate::credential::Secret;

const LINE: usize = 64;

/// The label and the bytes of the first block in `text`. Line breaks may also stand as `\n`, as in a JSON
/// that was escaped twice.
pub(super) fn first(text: &str) -> Result<(&str, Zeroizing<Vec<u8>>), Wrong> {
    let (_, after) = text.split_once("-----BEGIN ").ok_or(Wrong::NotAKey)?;
    let (label, body) = after.split_once("-----").ok_or(Wrong::Truncated)?;
    let (body, end) = body.split_once("-----END ").ok_or(Wrong::Truncated)?;
    if !end.starts_with(label) {
        return Err(Wrong::Malformed);
    }
    if body.contains("ENCRYPTED") {
        return Err(Wrong::EncryptedKey);
    }
    let mut base64 = Zeroizing::new(String::with_capacity(body.len()));
    for part in body.split("\\n").flat_map(|part| part.split("\\r")) {
        base64.extend(part.chars().filter(|char| !char.is_ascii_whitespace()));
    }
    let der = STANDARD.decode(&*base64).map_err(|_| Wrong::Malformed)?;
    Ok((label, Zeroizing::new(der)))
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
