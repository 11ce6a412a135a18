//! What forms leave behind: that they were sent, what was typed into refused ones, and what the next page answers.

pub(crate) mod drafts;
pub(crate) mod flash;
pub(crate) mod submissions;
