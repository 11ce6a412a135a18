//! `/applications/{sdkappid}/usersig`: generates UserSigs, and diagnoses one.

mod api;
mod code;
mod generate;
mod page;
mod room;
mod verify;

pub(crate) use page::UserSigPage;
