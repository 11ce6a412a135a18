//! Delivery of pushes: devices.

pub(crate) mod devices;
