//! Delivery of pushes: devices, accepted pushes, and the queues in which they wait.

pub(crate) mod backlog;
pub(crate) mod batches;
pub(crate) mod dead_tokens;
pub(crate) mod devices;
pub(crate) mod pushes;
pub(crate) mod queue_states;
pub(crate) mod queues;
pub(crate) mod records;
pub(crate) mod repeats;
mod retention;
pub(crate) mod settle;
pub(crate) mod targets;
mod test_pushes;
