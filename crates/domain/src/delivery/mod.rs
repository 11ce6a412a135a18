//! Delivery of pushes: the devices that they are sent to.

pub mod device;
