//! What is due, and the mails about it.

pub(crate) mod due;
pub(crate) mod mail;
