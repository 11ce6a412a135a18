//! Reads the tags and lengths of ASN.1 (X.690), in the lenient form: programs that write `.p12` files use
//! indefinite lengths, strings in pieces and unsorted sets, all of which DER forbids.

use std::borrow::Cow;

use domain::certificate::Wrong;

pub(super) const INTEGER: u8 = 0x02;
pub(super) const BIT_STRING: u8 = 0x03;
pub(super) const OCTET_STRING: u8 = 0x04;
pub(super) const NULL: u8 = 0x05;
pub(super) const OID: u8 = 0x06;
pub(super) const SEQUENCE: u8 = 0x30;
pub(super) const SET: u8 = 0x31;
/// `[0]`, constructed.
pub(super) const CONTEXT_0: u8 = 0xa0;
/// `[0]`, primitive.
pub(super) const CONTEXT_0_PRIMITIVE: u8 = 0x80;

const CONSTRUCTED: u8 = 0x20;
/// Indefinite lengths inside of each other: a `.p12` has about ten.
const DEEPEST: usize = 24;

/// One value.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element<'a> {
    pub tag: u8,
    pub content: &'a [u8],
}

/// The values of some bytes, one after the other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The next value. [`Wrong::Truncated`] where the bytes end before it does.
    pub fn next(&mut self) -> Result<Element<'a>, Wrong> {
        self.next_at(0)
    }

    /// The next value, which is a `tag`.
    pub fn expect(&mut self, tag: u8) -> Result<Element<'a>, Wrong> {
        match self.next()? {
            element if element.tag == tag => Ok(element),
            _ => Err(Wrong::Malformed),
        }
    }

    /// The next value if it is a `tag`; otherwise it stays.
    pub fn take(&mut self, tag: u8) -> Result<Option<Element<'a>>, Wrong> {
        if self.0.first() == Some(&tag) { self.next().map(Some) } else { Ok(None) }
    }

    /// What is inside of the next value, a sequence.
    pub fn sequence(&mut self) -> Result<Self, Wrong> {
        self.expect(SEQUENCE).map(Element::inside)
    }

    /// A small number that is not negative.
    pub fn number(&mut self) -> Result<u32, Wrong> {
        let content = self.expect(INTEGER)?.content;
        let digits = content.strip_prefix(&[0]).unwrap_or(content);
        if content.is_empty() || content[0] & 0x80 != 0 || digits.len() > 4 {
            return Err(Wrong::Malformed);
        }
        Ok(digits.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
    }

    fn next_at(&mut self, depth: usize) -> Result<Element<'a>, Wrong> {
        let [tag, length, rest @ ..] = self.0 else { return Err(Wrong::Truncated) };
        // Tags above 30 take more bytes; none of our formats has one.
        if tag & 0x1f == 0x1f || depth > DEEPEST {
            return Err(Wrong::Malformed);
        }
        if *length == 0x80 {
            return self.indefinite(*tag, rest, depth);
        }
        let (length, rest) = if length & 0x80 == 0 {
            (usize::from(*length), rest)
        } else {
            let count = usize::from(length & 0x7f);
            if count > 4 {
                return Err(Wrong::Malformed);
            }
            let (digits, rest) = rest.split_at_checked(count).ok_or(Wrong::Truncated)?;
            (digits.iter().fold(0, |length, digit| length << 8 | usize::from(*digit)), rest)
        };
        let (content, rest) = rest.split_at_checked(length).ok_or(Wrong::Truncated)?;
        self.0 = rest;
        Ok(Element { tag: *tag, content })
    }

    /// A value whose end is marked by two zeros instead of being counted.
    fn indefinite(&mut self, tag: u8, content: &'a [u8], depth: usize) -> Result<Element<'a>, Wrong> {
        if tag & CONSTRUCTED == 0 {
            return Err(Wrong::Malformed);
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
    /// Its values.
    pub const fn inside(self) -> Reader<'a> {
        Reader::new(self.content)
    }

    /// The bytes of a string: of all its pieces, where it has some. Only of tags that are strings.
    pub fn octets(self) -> Result<Cow<'a, [u8]>, Wrong> {
        if self.tag & CONSTRUCTED == 0 {
            return Ok(Cow::Borrowed(self.content));
        }
        let mut whole = Vec::new();
        let mut pieces = self.inside();
        while !pieces.is_empty() {
            let piece = pieces.next()?;
            // Pieces of pieces are allowed, and nobody writes them.
            if piece.tag != OCTET_STRING {
                return Err(Wrong::Malformed);
            }
            whole.extend_from_slice(piece.content);
        }
        Ok(Cow::Owned(whole))
    }

    /// Whether it is a string of octets, in one piece or in several.
    pub const fn is_octets(self) -> bool {
        self.tag & !CONSTRUCTED == OCTET_STRING
    }
}

/// A value with its tag and length, as DER writes it.
pub(super) fn write(tag: u8, content: &[u8]) -> Vec<u8> {
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
    fn reads_counted_and_marked_lengths() {
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
    fn names_what_ends_too_early() {
        let whole = write(SEQUENCE, &write(OCTET_STRING, &[7; 300]));
        for end in 0..whole.len() {
            assert_eq!(Reader::new(&whole[..end]).next().err(), Some(Wrong::Truncated), "{end}");
        }
        assert!(Reader::new(&whole).next().is_ok());
    }

    #[test]
    fn does_not_follow_lengths_into_the_depth() {
        let deep = [0x30, 0x80].repeat(10_000);
        assert_eq!(Reader::new(&deep).next().err(), Some(Wrong::Malformed));
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
