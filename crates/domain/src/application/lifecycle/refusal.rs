//! Reasons why a lifecycle step is refused.

use serde::{Deserialize, Serialize};

/// Why a step is refused: shown beside the disabled button, and returned by the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    AlreadyDisabled,
    AlreadyEnabled,
    /// Only an enabled application can be disabled; a suspended one is out of service already.
    SuspendedAlready,
    /// The trial is over; it must be extended first.
    TrialOver,
    /// Only a disabled application can be deleted.
    DisableFirst,
    /// A suspended application must be extended and disabled before it can be deleted.
    SuspendedNotDisabled,
    /// A paid application "is disabled automatically after 24 hours in arrears or after a refund".
    PaidDisablesItself,
    /// A paid application is enabled when the arrears are settled or the package is renewed.
    PaidEnablesItself,
    /// A paid application: "please contact us to delete this application".
    PaidDeletedOnRequest,
    /// It is deleted; no further step is possible.
    Deleted,
    /// It has changed since the page was shown.
    Meanwhile,
    /// The opened file is no longer stored; it must be chosen again.
    FileNotKept,
    /// Only a trial can be extended; a paid package is renewed.
    OnlyTrialsExtend,
    /// The policy allows no further extension.
    ExtensionsUsedUp,
    /// A trial is free: there is nothing to renew or refund. A paid edition can be ordered instead.
    NothingPaid,
    /// Trial Edition cannot be ordered: only a new application has it, and a paid one never returns to it.
    NeverBackToTrial,
    /// For a lower edition, the current package must be refunded first; then the lower one can be ordered.
    DowngradeIsRefund,
    /// The term is not within 1 to 24 calendar months.
    NotATerm,
    /// The package has been refunded already.
    AlreadyRefunded,
    /// The package is over and can be neither refunded nor renewed automatically. Renew it or order another one.
    PackageOver,
    /// A trial is deleted directly, without a request.
    TrialDeletedByHand,
    /// The owner has already requested deletion, and the request is open.
    AlreadyRequested,
    /// The owner has not requested deletion.
    NotRequested,
    NotDeleted,
    /// The period in which it could be restored is over.
    GraceOver,
    /// It can still be restored, so its secrets must not be destroyed yet.
    GraceRuns,
    /// Its secrets have been destroyed already.
    AlreadyShredded,
}
