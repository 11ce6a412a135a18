//! PEM blocks in files that people upload.

use domain::certificate::{CredentialError, text_of};
use domain::key::pem::{self, Block, PemError};
use zeroize::Zeroizing;

use crate::credential::Secret;

/// Decodes a file that contains PEM blocks, in any text encoding; `None` if it contains none.
pub(crate) fn text(bytes: &[u8]) -> Option<Zeroizing<String>> {
    let text = text_of(bytes).unwrap_or_else(|| Zeroizing::new(String::from_utf8_lossy(bytes).into_owned()));
    text.contains("-----BEGIN ").then_some(text)
}

/// The first block; [`CredentialError::NotAKey`] if there is none.
pub(crate) fn first(text: &str) -> Result<Block<'_>, CredentialError> {
    pem::blocks(text).next().map_or(Err(CredentialError::NotAKey), complete)
}

/// All blocks; text between them is skipped.
pub(crate) fn blocks(text: &str) -> Result<Vec<Block<'_>>, CredentialError> {
    pem::blocks(text).map(complete).collect()
}

/// Checks that a block is complete; a truncated file is refused whatever the block contains.
fn complete(block: Result<Block<'_>, PemError>) -> Result<Block<'_>, CredentialError> {
    let block = block?;
    if block.der() == Err(PemError::Truncated) { Err(CredentialError::Truncated) } else { Ok(block) }
}

/// Encodes `der` as a `PRIVATE KEY` block.
pub(crate) fn private_key(der: &[u8]) -> Secret {
    Secret::new(std::mem::take(&mut *pem::write("PRIVATE KEY", der)))
}
