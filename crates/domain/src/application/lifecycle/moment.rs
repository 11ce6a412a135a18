//! What else decides a status: the clock, the account's arrears, and the policy.

use serde::{Deserialize, Serialize};

use crate::billing::catalogue::Policy;
use crate::time::Timestamp;

/// An instant in the life of an account. [`Standing::at`](crate::billing::standing::Standing::at) makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// When.
    pub now: Timestamp,
    /// Since when the account has been in arrears, if it is.
    pub arrears_since: Option<Timestamp>,
    /// Deadlines and permissions.
    pub policy: Policy,
}

/// An account that owes nothing, under the default policy.
#[cfg(test)]
impl From<Timestamp> for Moment {
    fn from(now: Timestamp) -> Self {
        Self { now, arrears_since: None, policy: Policy::DEFAULT }
    }
}

impl Moment {
    /// From which instant the account's arrears disable its paid applications, if nothing is paid.
    pub fn arrears_disable_at(&self) -> Option<Timestamp> {
        self.arrears_since.map(|since| since.plus(self.policy.arrears()))
    }
}
