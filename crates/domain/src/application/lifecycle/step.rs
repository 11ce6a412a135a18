//! Everything that can happen to an application.

use super::Event;
use crate::billing::edition::Edition;

/// One thing that happens to an application. Who may let it happen is not decided here: a person does what
/// has a bold name, an operator refunds and settles requests, the console itself renews and shreds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// **Disable**: an enabled trial.
    Disable,
    /// **Enable**: a disabled trial whose term has not ended.
    Enable,
    /// **Apply for Extension**: one calendar month from the end of the trial, or from now if it is over. One
    /// that was disabled by hand stays so.
    Extend,
    /// An order is confirmed: a new package whose term begins now. What was unused of the old one is the
    /// order's to give back. Brings the application into service, unless the account's arrears keep it out.
    Order {
        /// A paid edition; while a paid package lasts, not a lower one.
        edition: Edition,
        /// 1 to 24 calendar months.
        months: u32,
        /// Whether it is to be renewed by itself.
        auto_renew: bool,
    },
    /// The paid package goes on: from its end, or from now once it was refunded or has lapsed. Nobody pays for
    /// a time out of service.
    Renew {
        /// 1 to 24 calendar months.
        months: u32,
    },
    /// A paid package that lasts is to be renewed by itself from now on.
    RenewByItself,
    /// The package is not to be renewed by itself any longer.
    NoLongerRenewByItself,
    /// The paid package is given back. Disabled at once.
    Refund,
    /// **Delete** on a paid application: the owner asks for it.
    RequestDeletion,
    /// The request is answered without deleting, or taken back.
    DismissRequest,
    /// **Delete**: a disabled trial.
    Delete,
    /// An operator settles the owner's request: a disabled paid application.
    DeleteOnRequest,
    /// **Restore**: within the grace. It is again what it was, and its term has gone on.
    Restore,
    /// Its secrets are destroyed: after the grace.
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
