//! Forms that were sent or refused, and the answers to them.

pub(crate) mod answers;
pub(crate) mod drafts;
pub(crate) mod submissions;
