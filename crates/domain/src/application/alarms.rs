//! How many certificates of an application need somebody: what the client knows of certificates.

use serde::{Deserialize, Serialize};

/// Counts by `certificate::Attention`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alarms {
    /// Those with which no push arrives.
    pub failing: u32,
    /// Those that work and end soon.
    pub expiring: u32,
}
