//! Delivery of pushes: the devices that they are sent to, accepting and sending.

mod accept;
pub(crate) mod acceptor;
pub(crate) mod counts;
pub(crate) mod devices;
pub(crate) mod engine;
pub(crate) mod new_pushes;
pub(crate) mod purge;
pub(crate) mod push_rate;
pub(crate) mod records;
