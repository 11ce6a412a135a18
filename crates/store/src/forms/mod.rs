//! Forms that were sent or refused, and the answers to them.

mod answers;
mod drafts;
pub(crate) mod submissions;
