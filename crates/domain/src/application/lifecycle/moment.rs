//! Everything outside an application that determines its status: the clock, the account's arrears and the policy.

use serde::{Deserialize, Serialize};

use crate::billing::catalogue::Policy;
use crate::time::Timestamp;

/// An instant in the life of an account. [`AccountBalance::at`](crate::billing::account_balance::AccountBalance::at) makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// Current time.
    pub now: Timestamp,
    /// When the account fell into arrears; `None` if it is not in arrears.
    pub arrears_since: Option<Timestamp>,
    /// Deadlines and permissions.
    pub policy: Policy,
}

/// A moment of an account without arrears, under the default policy.
#[cfg(test)]
impl From<Timestamp> for Moment {
    fn from(now: Timestamp) -> Self {
        Self { now, arrears_since: None, policy: Policy::DEFAULT }
    }
}

impl Moment {
    /// When the account's arrears disable its paid applications, if they are not settled.
    pub fn arrears_disable_at(&self) -> Option<Timestamp> {
        self.arrears_since.map(|since| since.plus(self.policy.arrears()))
    }
}
