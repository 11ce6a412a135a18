//! UserSigs: the tool that makes and checks them, and what back ends ask `/v4` about them.

pub(crate) mod active_users;
pub(crate) mod admission;
pub(crate) mod service;
pub(crate) mod tool;
pub(crate) mod verify_limit;
