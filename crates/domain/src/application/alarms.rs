//! Counts of an application's certificates that need attention, as sent to the client.

use serde::{Deserialize, Serialize};

/// Number of certificates by `certificate::Attention`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alarms {
    /// Certificates that cannot deliver pushes.
    pub failing: u32,
    /// Certificates that work but expire soon.
    pub expiring: u32,
}
