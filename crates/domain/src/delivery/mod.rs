//! Delivery of pushes: the devices that they are sent to, and what becomes of them.

pub mod backoff;
pub mod device;
pub mod outcome;
