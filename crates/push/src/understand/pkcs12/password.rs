//! A password, in the forms that a `.p12` uses it in.

use domain::certificate::SecretText;
use zeroize::Zeroizing;

/// One way of taking a password.
pub(super) struct Password {
    /// UTF-16 with the high byte first and two zeros at the end (RFC 7292 B.1).
    pub bmp: Zeroizing<Vec<u8>>,
    /// UTF-8 (RFC 8018).
    pub utf8: Zeroizing<Vec<u8>>,
}

impl Password {
    /// The ways to try. Without a password there are two: some programs write the two zeros at the end of
    /// nothing, others nothing at all.
    pub fn ways(given: Option<&SecretText>) -> Vec<Self> {
        let text = given.map_or("", SecretText::expose);
        let mut bmp = Zeroizing::new(Vec::with_capacity(text.len() * 2 + 2));
        bmp.extend(text.encode_utf16().chain([0]).flat_map(u16::to_be_bytes));
        let utf8 = Zeroizing::new(text.as_bytes().to_vec());
        let mut ways = vec![Self { bmp, utf8: utf8.clone() }];
        if text.is_empty() {
            ways.push(Self { bmp: Zeroizing::default(), utf8 });
        }
        ways
    }
}
