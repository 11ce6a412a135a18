//! The base64 of UserSigs: `*` for `+`, `-` for `/` and `_` for the padding `=` (`facts` 2.1). This is not
//! the base64url of RFC 4648.

use base64::Engine as _;
use base64::alphabet::Alphabet;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD};

const TENCENT: Alphabet =
    match Alphabet::new("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*-") {
        Ok(alphabet) => alphabet,
        Err(_) => panic!("64 different characters"),
    };
/// The padding is ours to write and to check: the library knows no other than `=`.
const ENGINE: GeneralPurpose = GeneralPurpose::new(&TENCENT, NO_PAD);
const PADDING: u8 = b'_';

/// `bytes` in that alphabet, with padding.
pub(crate) fn encode(bytes: &[u8]) -> String {
    // The library writes no padding, so what it leaves is padding already.
    let mut text = vec![PADDING; bytes.len().div_ceil(3) * 4];
    ENGINE.encode_slice(bytes, &mut text).expect("four characters for every three bytes");
    String::from_utf8(text).expect("the alphabet is ASCII")
}

/// The way back. A text has one form: padding must be complete, bits that carry nothing must be zero, and
/// any other character, standard base64's own three too, is refused.
pub(super) fn decode(text: &[u8]) -> Option<Vec<u8>> {
    let body = text.strip_suffix(&[PADDING]).unwrap_or(text);
    let body = body.strip_suffix(&[PADDING]).unwrap_or(body);
    if !text.len().is_multiple_of(4) {
        return None;
    }
    ENGINE.decode(body).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn has_one_form_for_each_text() {
        for (bytes, text) in
            [(&b""[..], ""), (b"\xfb", "*w__"), (b"\xff\xff", "--8_"), (b"\xff\xff\xfe", "---*")]
        {
            assert_eq!(encode(bytes), text);
            assert_eq!(decode(text.as_bytes()).unwrap(), bytes);
        }
        for wrong in
            ["*x__", "*w_", "*w", "*w==", "+w__", "_", "__", "____", "*___", "*w__\n", "--9_", "A_A_", "//8_"]
        {
            assert_eq!(decode(wrong.as_bytes()), None, "{wrong}");
        }
    }
}
