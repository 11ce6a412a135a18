//! `/applications/{sdkappid}/usersig`: makes UserSigs, and finds out what is wrong with one.

mod api;
mod code;
mod generate;
mod page;
mod room;
mod verify;

pub(crate) use page::UserSigPage;
