//! All lifecycle steps of an application.

use super::Event;
use crate::billing::edition::Edition;

/// One lifecycle step. Permissions are checked elsewhere: a person takes the steps with a bold name, an
/// operator refunds and settles requests, and the console itself renews and shreds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// **Disable**: an enabled trial.
    Disable,
    /// **Enable**: a disabled trial whose term has not ended.
    Enable,
    /// **Apply for Extension**: one calendar month from the end of the trial, or from now if it is over. An
    /// application that a person disabled stays disabled.
    Extend,
    /// A confirmed order: a new package whose term begins now. Refunding the unused part of the old package is
    /// the order's task. Puts the application into service, unless the account's arrears prevent that.
    Order {
        /// A paid edition; while a paid package lasts, not a lower one.
        edition: Edition,
        /// 1 to 24 calendar months.
        months: u32,
        /// Whether it is renewed automatically.
        auto_renew: bool,
    },
    /// Extends the paid package from its end, or from now if it was refunded or has lapsed: time out of service
    /// is not charged.
    Renew {
        /// 1 to 24 calendar months.
        months: u32,
    },
    /// Switches automatic renewal on for a paid package that has not ended.
    RenewByItself,
    /// Switches automatic renewal off.
    NoLongerRenewByItself,
    /// Refunds the paid package and disables the application at once.
    Refund,
    /// **Delete** on a paid application: the owner requests deletion.
    RequestDeletion,
    /// Closes the deletion request without deleting: declined or withdrawn.
    DismissRequest,
    /// **Delete**: a disabled trial.
    Delete,
    /// An operator settles the owner's request and deletes a disabled paid application.
    DeleteOnRequest,
    /// **Restore**: within the grace period. The previous state returns; its term was not paused.
    Restore,
    /// Destroys its secrets after the grace period.
    Shred,
}

impl From<Event> for Step {
    fn from(event: Event) -> Self {
        match event {
            Event::Disable => Self::Disable,
            Event::Enable => Self::Enable,
            Event::Delete => Self::Delete,
        }
    }
}
