//! PEM blocks (RFC 7468), parsed leniently, since they are pasted, and written as by OpenSSL.

use std::iter;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use pem_rfc7468::LineEnding;
use zeroize::Zeroizing;

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";

/// A PEM block.
pub struct Block<'a> {
    /// Label, e.g. `PRIVATE KEY`.
    pub label: &'a str,
    /// Whether it has RFC 1421 headers, which announce encryption.
    pub encrypted: bool,
    der: Result<Zeroizing<Vec<u8>>, PemError>,
}

impl Block<'_> {
    /// The DER content of the block.
    pub fn der(&self) -> Result<&[u8], PemError> {
        self.der.as_ref().map(|der| der.as_slice()).map_err(|error| *error)
    }
}

/// Why a block cannot be decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PemError {
    /// The end of the block is missing.
    Truncated,
    /// It is not base64, or its end has another label.
    Malformed,
}

/// The blocks of `text`, in order; text between them is ignored. A block with a cut-off label is the last.
pub fn blocks(text: &str) -> impl Iterator<Item = Result<Block<'_>, PemError>> {
    let mut rest = text;
    iter::from_fn(move || {
        let (_, after) = rest.split_once(BEGIN)?;
        let Some((label, after)) = after.split_once(DASHES) else {
            rest = "";
            return Some(Err(PemError::Truncated));
        };
        let (body, end) = after.split_at(after.find(DASHES).unwrap_or(after.len()));
        rest = end;
        let der = match end.strip_prefix(END) {
            Some(end) if end.strip_prefix(label).is_some_and(|end| end.starts_with(DASHES)) => decode(body),
            Some(_) => Err(PemError::Malformed),
            None if end.contains(END) => Err(PemError::Malformed),
            None => Err(PemError::Truncated),
        };
        Some(Ok(Block { label, encrypted: body.contains("ENCRYPTED"), der }))
    })
}

/// Decodes the base64 of a block. Line breaks may also be escaped as `\n` and `\r`, as in source code.
fn decode(body: &str) -> Result<Zeroizing<Vec<u8>>, PemError> {
    let mut base64 = Zeroizing::new(Vec::with_capacity(body.len()));
    let mut bytes = body.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' if matches!(bytes.next(), Some(b'n' | b'r')) => {}
            byte if byte.is_ascii_whitespace() => {}
            byte => base64.push(byte),
        }
    }
    STANDARD.decode(&*base64).map(Zeroizing::new).map_err(|_| PemError::Malformed)
}

/// Encodes `der` as a PEM block with lines of 64 characters and a final line feed.
pub fn write(label: &str, der: &[u8]) -> Zeroizing<String> {
    let pem = pem_rfc7468::encode_string(label, LineEnding::LF, der);
    Zeroizing::new(pem.unwrap_or_else(|_| unreachable!("{label} is a label, and memory holds the block")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_found_between_other_text() {
        let text =
            "Bag\n-----BEGIN A-----\nAQ\\nI=\n-----END A-----\nx -----BEGIN B C-----AwQ=-----END B C-----";
        let found: Vec<_> = blocks(text).map(Result::unwrap).collect();
        let all: Vec<_> = found.iter().map(|block| (block.label, block.der().unwrap())).collect();
        assert_eq!(all, [("A", &[1, 2][..]), ("B C", &[3, 4][..])]);
    }

    #[test]
    fn what_is_cut_off_is_told_from_what_is_damaged() {
        for (text, wrong) in [
            ("-----BEGIN A-----\nAQI=\n", PemError::Truncated),
            ("-----BEGIN A-----\nAQI=\n-----E", PemError::Truncated),
            ("-----BEGIN A-----\nAQI=\n-----END B-----", PemError::Malformed),
            ("-----BEGIN A-----\n?\n-----END A-----", PemError::Malformed),
            ("-----BEGIN A-----\nAQI=\n-----BEGIN B-----\nAQI=\n-----END B-----", PemError::Malformed),
        ] {
            assert_eq!(blocks(text).next().unwrap().unwrap().der(), Err(wrong), "{text}");
        }
        assert_eq!(blocks("-----BEGIN A").next().unwrap().err(), Some(PemError::Truncated));
        assert!(blocks("no block").next().is_none());
    }

    #[test]
    fn what_is_written_is_read() {
        let der: Vec<u8> = (0..=255).collect();
        let pem = write("PRIVATE KEY", &der);
        assert!(pem.lines().all(|line| line.len() <= 64) && pem.ends_with("-----END PRIVATE KEY-----\n"));
        assert_eq!(blocks(&pem).next().unwrap().unwrap().der(), Ok(&der[..]));
    }
}
