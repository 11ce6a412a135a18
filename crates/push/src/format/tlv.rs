//! ASN.1 tags and lengths (X.690) in BER: programs that write `.p12` files use indefinite lengths, constructed strings
//! and unsorted sets, all of which DER forbids.

use std::borrow::Cow;

use domain::certificate::CredentialError;

pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const NULL: u8 = 0x05;
pub(crate) const OID: u8 = 0x06;
pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;
/// Context-specific tag 0, constructed.
pub(crate) const CONTEXT_0: u8 = 0xa0;
/// Context-specific tag 0, primitive.
pub(crate) const CONTEXT_0_PRIMITIVE: u8 = 0x80;

const CONSTRUCTED: u8 = 0x20;
/// Maximum nesting depth of indefinite lengths; a `.p12` has about ten.
const MAX_DEPTH: usize = 24;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Element<'a> {
    pub tag: u8,
    pub content: &'a [u8],
}

/// Reads consecutive values from bytes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The next value; [`CredentialError::Truncated`] if the bytes end within it.
    pub fn next(&mut self) -> Result<Element<'a>, CredentialError> {
        self.next_at(0)
    }

    /// The next value, which must have `tag`.
    pub fn expect(&mut self, tag: u8) -> Result<Element<'a>, CredentialError> {
        match self.next()? {
            element if element.tag == tag => Ok(element),
            _ => Err(CredentialError::Malformed),
        }
    }

    /// The next value if it has `tag`; otherwise nothing is consumed.
    pub fn take(&mut self, tag: u8) -> Result<Option<Element<'a>>, CredentialError> {
        if self.0.first() == Some(&tag) { self.next().map(Some) } else { Ok(None) }
    }

    /// The contents of the next value, a SEQUENCE.
    pub fn sequence(&mut self) -> Result<Self, CredentialError> {
        self.expect(SEQUENCE).map(Element::inside)
    }

    /// The next value, an INTEGER from 0 to 2³² - 1.
    pub fn number(&mut self) -> Result<u32, CredentialError> {
        let content = self.expect(INTEGER)?.content;
        let digits = content.strip_prefix(&[0]).unwrap_or(content);
        if content.is_empty() || content[0] & 0x80 != 0 || digits.len() > 4 {
            return Err(CredentialError::Malformed);
        }
        Ok(digits.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
    }

    fn next_at(&mut self, depth: usize) -> Result<Element<'a>, CredentialError> {
        let [tag, length, rest @ ..] = self.0 else { return Err(CredentialError::Truncated) };
        // Tag numbers above 30 take several bytes; none of the formats uses them.
        if tag & 0x1f == 0x1f || depth > MAX_DEPTH {
            return Err(CredentialError::Malformed);
        }
        if *length == 0x80 {
            return self.indefinite(*tag, rest, depth);
        }
        let (length, rest) = if length & 0x80 == 0 {
            (usize::from(*length), rest)
        } else {
            let count = usize::from(length & 0x7f);
            if count > 4 {
                return Err(CredentialError::Malformed);
            }
            let (digits, rest) = rest.split_at_checked(count).ok_or(CredentialError::Truncated)?;
            (digits.iter().fold(0, |length, digit| length << 8 | usize::from(*digit)), rest)
        };
        let (content, rest) = rest.split_at_checked(length).ok_or(CredentialError::Truncated)?;
        self.0 = rest;
        Ok(Element { tag: *tag, content })
    }

    /// A value of indefinite length, terminated by two zero bytes.
    fn indefinite(
        &mut self,
        tag: u8,
        content: &'a [u8],
        depth: usize,
    ) -> Result<Element<'a>, CredentialError> {
        if tag & CONSTRUCTED == 0 {
            return Err(CredentialError::Malformed);
        }
        let mut inside = Self(content);
        loop {
            if let Some(rest) = inside.0.strip_prefix(&[0, 0]) {
                let content = &content[..content.len() - inside.0.len()];
                self.0 = rest;
                return Ok(Element { tag, content });
            }
            inside.next_at(depth + 1)?;
        }
    }
}

impl<'a> Element<'a> {
    /// A reader for the nested values.
    pub const fn inside(self) -> Reader<'a> {
        Reader::new(self.content)
    }

    /// The bytes of a primitive or constructed string. Only for string tags.
    pub fn octets(self) -> Result<Cow<'a, [u8]>, CredentialError> {
        if self.tag & CONSTRUCTED == 0 {
            return Ok(Cow::Borrowed(self.content));
        }
        let mut whole = Vec::new();
        let mut pieces = self.inside();
        while !pieces.is_empty() {
            let piece = pieces.next()?;
            // Nested constructed strings are allowed, but no program writes them.
            if piece.tag != OCTET_STRING {
                return Err(CredentialError::Malformed);
            }
            whole.extend_from_slice(piece.content);
        }
        Ok(Cow::Owned(whole))
    }

    /// Whether it is an OCTET STRING, primitive or constructed.
    pub const fn is_octets(self) -> bool {
        self.tag & !CONSTRUCTED == OCTET_STRING
    }
}

/// Encodes a value as DER.
pub(crate) fn write(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len().to_be_bytes();
    let digits = &length[length.iter().position(|digit| *digit != 0).unwrap_or(length.len() - 1)..];
    let mut whole = Vec::with_capacity(content.len() + 6);
    whole.push(tag);
    if content.len() >= 0x80 {
        whole.push(0x80 | u8::try_from(digits.len()).unwrap_or(u8::MAX));
    }
    whole.extend_from_slice(digits);
    whole.extend_from_slice(content);
    whole
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_definite_and_indefinite_lengths() {
        let marked = [0x30, 0x80, 0x24, 0x80, 0x04, 1, b'a', 0x04, 1, b'b', 0, 0, 0x02, 1, 7, 0, 0, 0x05, 0];
        let mut reader = Reader::new(&marked);
        let mut inside = reader.sequence().unwrap();
        let string = inside.next().unwrap();
        assert!(string.is_octets());
        assert_eq!(&*string.octets().unwrap(), b"ab");
        assert_eq!(inside.number(), Ok(7));
        assert!(inside.is_empty());
        assert_eq!(reader.next().unwrap().tag, NULL);
        assert!(reader.is_empty());
    }

    #[test]
    fn reports_truncation() {
        let whole = write(SEQUENCE, &write(OCTET_STRING, &[7; 300]));
        for end in 0..whole.len() {
            assert_eq!(Reader::new(&whole[..end]).next().err(), Some(CredentialError::Truncated), "{end}");
        }
        assert!(Reader::new(&whole).next().is_ok());
    }

    #[test]
    fn limits_the_nesting() {
        let deep = [0x30, 0x80].repeat(10_000);
        assert_eq!(Reader::new(&deep).next().err(), Some(CredentialError::Malformed));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(tag in 0..0x1e_u8, content: Vec<u8>) {
            let whole = write(tag, &content);
            let mut reader = Reader::new(&whole);
            let element = reader.next().unwrap();
            prop_assert_eq!((element.tag, element.content), (tag, &*content));
            prop_assert!(reader.is_empty());
        }

        #[test]
        fn any_bytes_are_judged(bytes: Vec<u8>) {
            let mut reader = Reader::new(&bytes);
            while !reader.is_empty() {
                if reader.next().is_err() {
                    break;
                }
            }
        }
    }
}
