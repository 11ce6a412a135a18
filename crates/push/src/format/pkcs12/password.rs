//! The password encodings that programs have used in `.p12` files.

use domain::certificate::SecretText;
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

type Bytes = Zeroizing<Vec<u8>>;

/// One encoding of a password.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Password {
    /// For PKCS#12 key derivation: UTF-16, big-endian, terminated by two zero bytes (RFC 7292 B.1).
    pub bmp: Bytes,
    /// For PBKDF2: UTF-8 (RFC 8018).
    pub utf8: Bytes,
}

impl Password {
    /// The encodings to try, the likeliest first.
    ///
    /// An empty password has two, with and without the terminator. A non-ASCII password may be composed or decomposed
    /// (Unicode NFC, NFD); OpenSSL up to 1.0.2 widened each of its bytes instead of decoding them, and in a Latin-1
    /// terminal passed Latin-1 to PBKDF2.
    pub fn encodings(given: Option<&SecretText>) -> Vec<Self> {
        let typed = given.map_or("", SecretText::expose);
        let mut encodings = Vec::new();
        for text in normal_forms(typed) {
            let utf8 = Zeroizing::new(text.as_bytes().to_vec());
            let bmps = [terminated(text.encode_utf16()), terminated(text.bytes().map(u16::from))];
            for bmp in bmps {
                for utf8 in [Some(utf8.clone()), latin1(&text)].into_iter().flatten() {
                    let encoding = Self { bmp: bmp.clone(), utf8 };
                    if !encodings.contains(&encoding) {
                        encodings.push(encoding);
                    }
                }
            }
        }
        if typed.is_empty() {
            encodings.push(Self { bmp: Bytes::default(), utf8: Bytes::default() });
        }
        encodings
    }
}

/// The text as typed, composed and decomposed, without duplicates.
fn normal_forms(typed: &str) -> Vec<Zeroizing<String>> {
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

/// Encodes `text` as Latin-1; `None` if it contains other characters.
fn latin1(text: &str) -> Option<Bytes> {
    text.chars()
        .map(|char| u8::try_from(u32::from(char)).ok())
        .collect::<Option<Vec<u8>>>()
        .map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encodings(text: &str) -> Vec<Password> {
        Password::encodings(SecretText::password(text).unwrap().as_ref())
    }

    #[test]
    fn a_plain_password_is_tried_once() {
        assert_eq!(encodings("pass").len(), 1);
        assert_eq!(*encodings("ab")[0].bmp, [0, b'a', 0, b'b', 0, 0]);
        assert_eq!(*encodings("ab")[0].utf8, *b"ab");
        assert_eq!(encodings("").len(), 2);
    }

    #[test]
    fn others_are_tried_in_every_encoding() {
        let tried = encodings("\u{e4}");
        assert_eq!(*tried[0].bmp, [0, 0xe4, 0, 0], "as the standard has it, first");
        let has = |bmp: &[u8], utf8: &[u8]| {
            tried.iter().any(|encoding| *encoding.bmp == bmp && *encoding.utf8 == utf8)
        };
        assert!(has(&[0, 0xe4, 0, 0], &[0xe4]), "OpenSSL in a Latin-1 terminal");
        assert!(has(&[0, 0xc3, 0, 0xa4, 0, 0], &[0xc3, 0xa4]), "OpenSSL 1.0.2 in a UTF-8 terminal");
        assert!(has(&[0, b'a', 3, 8, 0, 0], "a\u{308}".as_bytes()), "decomposed");
        let decomposed = encodings("a\u{308}");
        assert!(decomposed.iter().any(|encoding| encoding == &tried[0]), "composed");
        assert!(encodings("\u{be44}\u{bc00}").len() <= 4);
    }
}
