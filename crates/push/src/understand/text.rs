//! Files as text.

use domain::certificate::text_of;
use zeroize::Zeroizing;

/// The text of a file with blocks of PEM; what stands around them may be in any encoding. `None` where there are
/// none.
pub(super) fn with_pem(bytes: &[u8]) -> Option<Zeroizing<String>> {
    let text = text_of(bytes).unwrap_or_else(|| Zeroizing::new(String::from_utf8_lossy(bytes).into_owned()));
    text.contains("-----BEGIN ").then_some(text)
}
