//! Push calls, parsed into typed values (docs/facts/push-calls.md#calls).
//!
//! In all of them `null` means the same as a missing member, as does an empty string. Of duplicate members the last
//! one counts, and unknown ones are ignored.

pub mod batch_call;
mod data_id;
pub mod info;
mod target;
#[cfg(test)]
mod tests;

pub use data_id::{DataId, ParseDataIdError};
pub use target::{ParseTargetError, Target};
