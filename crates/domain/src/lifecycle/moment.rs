//! What else decides a status: the clock, the account's arrears, and the policy.

use serde::{Deserialize, Serialize};

use crate::catalogue::Policy;
use crate::time::Timestamp;

/// An instant in the life of an account. [`Standing::at`](crate::standing::Standing::at) makes one.
///
/// Of the policy only the hours in arrears and the days of grace are sent: no browser speaks of the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Sent", into = "Sent")]
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

type Sent = (Timestamp, Option<Timestamp>, u32, u32);

impl Moment {
    /// From which instant the account's arrears disable its paid applications, if nothing is paid.
    pub fn arrears_disable_at(&self) -> Option<Timestamp> {
        self.arrears_since.map(|since| since.plus(self.policy.arrears()))
    }
}

impl From<Sent> for Moment {
    fn from((now, arrears_since, arrears_hours, deletion_grace_days): Sent) -> Self {
        let policy = Policy { arrears_hours, deletion_grace_days, ..Policy::DEFAULT };
        Self { now, arrears_since, policy }
    }
}

impl From<Moment> for Sent {
    fn from(moment: Moment) -> Self {
        let Policy { arrears_hours, deletion_grace_days, .. } = moment.policy;
        (moment.now, moment.arrears_since, arrears_hours, deletion_grace_days)
    }
}
