//! Blocks of PEM in files that people give.

use domain::certificate::Wrong;
use domain::pem::{self, Block, PemError};

use crate::credential::Secret;

/// The first block in `text`.
pub(super) fn first(text: &str) -> Result<Block<'_>, Wrong> {
    pem::blocks(text).next().map_or(Err(Wrong::NotAKey), whole)
}

/// The blocks in `text`, in order; whatever stands between them is passed over.
pub(super) fn blocks(text: &str) -> Result<Vec<Block<'_>>, Wrong> {
    pem::blocks(text).map(whole).collect()
}

/// A file that was cut off is refused for that, whatever the block is.
fn whole(block: Result<Block<'_>, PemError>) -> Result<Block<'_>, Wrong> {
    let block = block?;
    if block.der() == Err(PemError::Truncated) { Err(Wrong::Truncated) } else { Ok(block) }
}

/// `der` as a `PRIVATE KEY`.
pub(super) fn private_key(der: &[u8]) -> Secret {
    Secret::new(std::mem::take(&mut *pem::write("PRIVATE KEY", der)))
}
