//! A password, in the encodings that programs have used for it.

use domain::certificate::SecretText;
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

type Bytes = Zeroizing<Vec<u8>>;

/// One way of taking a password.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::understand) struct Password {
    /// For the derivation of PKCS#12 itself: UTF-16 with the high byte first and two zeros at the end
    /// (RFC 7292 B.1).
    pub bmp: Bytes,
    /// For PBKDF2: UTF-8 (RFC 8018).
    pub utf8: Bytes,
}

impl Password {
    /// The ways to try, the likeliest first.
    ///
    /// Without a password there are two: some programs write the two zeros at the end of nothing, others nothing
    /// at all. One beyond ASCII was typed composed or decomposed (Unicode NFC, NFD); OpenSSL up to 1.0.2 widened
    /// each of its bytes to two instead of decoding them, and where the terminal was Latin-1 it gave those bytes
    /// to PBKDF2.
    pub fn ways(given: Option<&SecretText>) -> Vec<Self> {
        let typed = given.map_or("", SecretText::expose);
        let mut ways = Vec::new();
        for text in texts(typed) {
            let utf8 = Zeroizing::new(text.as_bytes().to_vec());
            let bmps = [terminated(text.encode_utf16()), terminated(text.bytes().map(u16::from))];
            for bmp in bmps {
                for utf8 in [Some(utf8.clone()), latin1(&text)].into_iter().flatten() {
                    let way = Self { bmp: bmp.clone(), utf8 };
                    if !ways.contains(&way) {
                        ways.push(way);
                    }
                }
            }
        }
        if typed.is_empty() {
            ways.push(Self { bmp: Bytes::default(), utf8: Bytes::default() });
        }
        ways
    }
}

/// The text as it was typed, composed and decomposed; each once.
fn texts(typed: &str) -> Vec<Zeroizing<String>> {
    let mut texts = vec![Zeroizing::new(typed.to_owned())];
    if !typed.is_ascii() {
        for text in [typed.nfc().collect(), typed.nfd().collect()].map(Zeroizing::<String>::new) {
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
    }
    texts
}

fn terminated(units: impl Iterator<Item = u16>) -> Bytes {
    Zeroizing::new(units.chain([0]).flat_map(u16::to_be_bytes).collect())
}

/// One byte for each character, where they have room in it.
fn latin1(text: &str) -> Option<Bytes> {
    text.chars()
        .map(|char| u8::try_from(u32::from(char)).ok())
        .collect::<Option<Vec<u8>>>()
        .map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ways(text: &str) -> Vec<Password> {
        Password::ways(SecretText::password(text).unwrap().as_ref())
    }

    #[test]
    fn a_plain_password_is_tried_once() {
        assert_eq!(ways("pass").len(), 1);
        assert_eq!(*ways("ab")[0].bmp, [0, b'a', 0, b'b', 0, 0]);
        assert_eq!(*ways("ab")[0].utf8, *b"ab");
        assert_eq!(ways("").len(), 2);
    }

    #[test]
    fn others_are_tried_in_every_encoding() {
        let tried = ways("\u{e4}");
        assert_eq!(*tried[0].bmp, [0, 0xe4, 0, 0], "as the standard has it, first");
        let has = |bmp: &[u8], utf8: &[u8]| tried.iter().any(|way| *way.bmp == bmp && *way.utf8 == utf8);
        assert!(has(&[0, 0xe4, 0, 0], &[0xe4]), "OpenSSL in a Latin-1 terminal");
        assert!(has(&[0, 0xc3, 0, 0xa4, 0, 0], &[0xc3, 0xa4]), "OpenSSL 1.0.2 in a UTF-8 terminal");
        assert!(has(&[0, b'a', 3, 8, 0, 0], "a\u{308}".as_bytes()), "decomposed");
        let decomposed = ways("a\u{308}");
        assert!(decomposed.iter().any(|way| way == &tried[0]), "composed");
        assert!(ways("\u{be44}\u{bc00}").len() <= 4);
    }
}
