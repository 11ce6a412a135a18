//! Pushes: accepted, sent to the simulated vendors, and written down.

mod accepting;
mod refusals;
mod retries;
mod servers;
mod station;
mod stopping;
