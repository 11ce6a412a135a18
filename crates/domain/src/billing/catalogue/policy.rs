//! Deadlines and permissions that hold for every application.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// The operator's settings. A key missing from the file has its default value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Policy {
    /// Hours that an account may be in arrears before its paid applications are disabled; 0 to 8760.
    pub arrears_hours: u32,
    /// Number of times a trial may be extended; `None` means without limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trial_extensions: Option<u32>,
    /// Days during which a deleted application can be restored; 0 to 365.
    pub deletion_grace_days: u32,
    /// Number of days before the end of a term from which it is announced; 0 to 365.
    pub notice_days_before: u32,
    /// Number of days after the end of a term until which it is announced; 0 to 365.
    pub notice_days_after: u32,
    /// Whether an order may make the balance negative, and so put the account into arrears.
    pub orders_below_zero: bool,
}

/// Arrears and notices follow docs/facts/packages.md#arrears-and-notices; the deletion grace is this product's own.
impl Default for Policy {
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl Policy {
    /// See [`Policy::default`].
    pub const DEFAULT: Self = Self {
        arrears_hours: 24,
        trial_extensions: None,
        deletion_grace_days: 7,
        notice_days_before: 7,
        notice_days_after: 7,
        orders_below_zero: false,
    };

    /// How long an account may be in arrears.
    pub const fn arrears(&self) -> Duration {
        Duration::from_secs(self.arrears_hours as u64 * 3_600)
    }

    /// How long a deleted application can be restored.
    pub const fn deletion_grace(&self) -> Duration {
        days(self.deletion_grace_days)
    }

    /// How long before the end of a term it is announced.
    pub const fn notice_before(&self) -> Duration {
        days(self.notice_days_before)
    }

    /// How long after the end of a term it is announced.
    pub const fn notice_after(&self) -> Duration {
        days(self.notice_days_after)
    }
}

const fn days(count: u32) -> Duration {
    Duration::from_secs(count as u64 * 86_400)
}
