//! Delivery of pushes: the devices that they are sent to.

mod devices;
pub(crate) mod purge;
