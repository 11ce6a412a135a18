//! Delivery of pushes: the calls of back ends, parsed into typed values (docs/facts/push-calls.md#calls), the devices that
//! pushes are sent to, and what becomes of them.
//!
//! In all calls `null` means the same as a missing member, as does an empty string. Of duplicate members the last one
//! counts, and unknown ones are ignored.

pub mod backoff;
pub mod batch_call;
mod data_id;
pub mod device;
pub mod info;
pub mod outcome;
pub mod record;
mod target;
#[cfg(test)]
mod tests;

pub use data_id::{DataId, ParseDataIdError};
pub use target::{ParseTargetError, Target};
