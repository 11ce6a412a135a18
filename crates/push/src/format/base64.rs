//! Files in base64, as secret stores and build systems keep them: `base64 AuthKey_ABC1234567.p8`.

use base64::Engine as _;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use domain::certificate::text_of;
use zeroize::Zeroizing;

const EITHER_PADDING: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const ENGINES: [GeneralPurpose; 2] =
    [GeneralPurpose::new(&STANDARD, EITHER_PADDING), GeneralPurpose::new(&URL_SAFE, EITHER_PADDING)];
/// What stands between the kind of a `data:` URL (RFC 2397) and its content.
const DATA_URL: &str = ";base64,";
/// Minimum size of a decoded file in bytes; a private key on P-256 without anything else has more.
const LEAST: usize = 48;

/// The file that is encoded in `bytes`, without PEM lines around it; `None` if the content of a key, certificate or
/// JSON file is not what they encode.
pub(crate) fn decoded(bytes: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let text = text_of(bytes)?;
    let text = text.trim();
    let body = match text.split_once(DATA_URL) {
        Some((kind, body)) if kind.starts_with("data:") => body,
        _ => text,
    };
    let solid: Zeroizing<Vec<u8>> =
        Zeroizing::new(body.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect());
    let decoded = ENGINES.iter().find_map(|engine| engine.decode(&*solid).ok()).map(Zeroizing::new)?;
    (decoded.len() >= LEAST && is_known(&decoded)).then_some(decoded)
}

/// Whether `bytes` begin as DER with a length of its own, PEM or JSON does.
fn is_known(bytes: &[u8]) -> bool {
    if let [0x30, length, ..] = bytes {
        return *length >= 0x80 || usize::from(*length) + 2 == bytes.len();
    }
    text_of(bytes).is_some_and(|text| text.contains("-----BEGIN ") || text.trim_start().starts_with('{'))
}
