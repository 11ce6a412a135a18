//! Base64 of UserSigs: `*` instead of `+`, `-` instead of `/` and `_` instead of the padding `=`
//! (docs/facts/usersig.md#hmac-sha256). This is not the base64url of RFC 4648.

use base64::Engine as _;
use base64::alphabet::Alphabet;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD};

const TENCENT: Alphabet =
    match Alphabet::new("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*-") {
        Ok(alphabet) => alphabet,
        Err(_) => panic!("64 different characters"),
    };
/// Padding is written and checked here, because the library supports only `=`.
const ENGINE: GeneralPurpose = GeneralPurpose::new(&TENCENT, NO_PAD);
const PADDING: u8 = b'_';

/// Encodes `bytes` with padding.
pub(crate) fn encode(bytes: &[u8]) -> String {
    // The engine writes no padding, so the bytes that it leaves unchanged are the padding.
    let mut text = vec![PADDING; bytes.len().div_ceil(3) * 4];
    ENGINE.encode_slice(bytes, &mut text).expect("four characters for every three bytes");
    String::from_utf8(text).expect("the alphabet is ASCII")
}

/// Decodes strictly, so that every byte sequence has exactly one encoding: padding must be complete, unused bits
/// must be zero, and any other character, including `+`, `/` and `=`, is an error.
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
