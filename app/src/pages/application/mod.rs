//! The pages of one application, and the parts of its overview.

pub(crate) mod administrators;
pub(crate) mod editions;
pub(crate) mod extension;
pub(crate) mod keys;
pub(crate) mod overview;
pub(crate) mod package;
pub(crate) mod push;
pub(crate) mod records;
pub(crate) mod upgrade;
pub(crate) mod usersig;
