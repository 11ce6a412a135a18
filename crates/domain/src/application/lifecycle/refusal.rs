//! Why something cannot be done now.

use serde::{Deserialize, Serialize};

/// Why something cannot be done now: shown beside the disabled button, and answered by the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// It is in that state already.
    AlreadyDisabled,
    /// It is in that state already.
    AlreadyEnabled,
    /// A suspended application is out of service as it is; only an enabled one can be disabled.
    SuspendedAlready,
    /// The trial is over: it must be extended first.
    TrialOver,
    /// Only a disabled application can be deleted.
    DisableFirst,
    /// A suspended application has to be extended and disabled before it can be deleted.
    SuspendedNotDisabled,
    /// A paid application "is disabled automatically after 24 hours in arrears or after a refund".
    PaidDisablesItself,
    /// A paid application is enabled when the arrears are settled or the package is renewed.
    PaidEnablesItself,
    /// A paid application: "please contact us to delete this application".
    PaidDeletedOnRequest,
    /// There is nothing left to act on.
    Deleted,
    /// It is not as it was when the page was shown.
    Meanwhile,
    /// The file that was opened is not kept any longer; it has to be chosen again.
    FileNotKept,
    /// Only a trial is extended; a paid package is renewed.
    OnlyTrialsExtend,
    /// It has been extended as often as the policy allows.
    ExtensionsUsedUp,
    /// A trial is free: there is nothing to renew or to refund. A paid edition can be ordered.
    NothingPaid,
    /// Trial Edition is not ordered, and no paid application goes back to it; a new application starts with it.
    NeverBackToTrial,
    /// A lower edition: the current package is refunded first, and the lower one ordered then.
    DowngradeIsRefund,
    /// A term is 1 to 24 calendar months.
    NotATerm,
    /// The package was refunded before.
    AlreadyRefunded,
    /// The package is over: there is nothing to refund or to renew by itself. Renew it, or order another one.
    PackageOver,
    /// A trial is deleted by hand, without a request.
    TrialDeletedByHand,
    /// The owner has asked for it before, and the request is open.
    AlreadyRequested,
    /// The owner has not asked for it to be deleted.
    NotRequested,
    /// It is not deleted.
    NotDeleted,
    /// The time in which it could be restored is over.
    GraceOver,
    /// It can still be restored.
    GraceRuns,
    /// Its secrets are destroyed already.
    AlreadyShredded,
}
