//! The audit trail: who did what, when, and what it was before and after.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// Something that was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// The first owner was created.
    OwnerCreated,
    /// Somebody signed in.
    SignedIn,
    /// A sign-in failed.
    SignInFailed,
    /// Somebody signed out.
    SignedOut,
    /// A signed-in browser was signed out from elsewhere.
    SessionRevoked,
    /// A password was changed.
    PasswordChanged,
    /// A password was set by the operator from the command line.
    PasswordReset,
    /// Language or theme changed.
    PreferencesChanged,
    /// An application was created.
    ApplicationCreated,
    /// Its name or description changed.
    ApplicationEdited,
    /// It was disabled.
    ApplicationDisabled,
    /// It was enabled.
    ApplicationEnabled,
    /// It was deleted.
    ApplicationDeleted,
    /// Its key was shown.
    KeyShown,
    /// It was imported with a key of its own.
    ApplicationImported,
    /// It has a new key.
    KeyRotated,
    /// It went back to the key before.
    KeyRotationUndone,
    /// An old key was ended before its time.
    KeyRetired,
    /// A UserSig was made by hand.
    UserSigGenerated,
    /// A UserSig was looked into.
    UserSigVerified,
    /// A UserID may call `/v4`.
    AdministratorAdded,
    /// A UserID may no longer call `/v4`.
    AdministratorRemoved,
    /// Its trial lasts a month longer.
    TrialExtended,
    /// A package was ordered.
    PackageOrdered,
    /// A package went on.
    PackageRenewed,
    /// A package was given back.
    PackageRefunded,
    /// Whether it is renewed by itself was changed.
    RenewalSwitched,
    /// What was used beyond a limit was charged.
    OverageCharged,
    /// An operator received money.
    ToppedUp,
    /// An operator put the balance right.
    BalanceCorrected,
    /// An operator chose the currency of an account.
    CurrencyChosen,
    /// The owner asked for a paid application to be deleted.
    DeletionRequested,
    /// That request was answered otherwise, or taken back.
    DeletionDismissed,
    /// A request was filed with technical support.
    RequestFiled,
    /// Something was written in a request.
    RequestAnswered,
    /// A request was settled.
    RequestSettled,
    /// A request was taken back.
    RequestWithdrawn,
    /// A deleted application was restored.
    ApplicationRestored,
    /// The secrets of a deleted application were destroyed.
    ApplicationShredded,
    /// A push certificate was added.
    CertificateAdded,
    /// A push certificate was changed.
    CertificateEdited,
    /// A push certificate was deleted.
    CertificateDeleted,
    /// Pushes go by another push certificate.
    CertificateMadeDefault,
    /// A vendor was asked about a push certificate.
    CertificateChecked,
    /// All push certificates were exported.
    CertificatesExported,
    /// Push certificates were imported.
    CertificatesImported,
    /// A test push was sent.
    TestPushSent,
}

impl Action {
    /// All of them.
    pub const ALL: [Self; 47] = [
        Self::OwnerCreated,
        Self::SignedIn,
        Self::SignInFailed,
        Self::SignedOut,
        Self::SessionRevoked,
        Self::PasswordChanged,
        Self::PasswordReset,
        Self::PreferencesChanged,
        Self::ApplicationCreated,
        Self::ApplicationEdited,
        Self::ApplicationDisabled,
        Self::ApplicationEnabled,
        Self::ApplicationDeleted,
        Self::KeyShown,
        Self::ApplicationImported,
        Self::KeyRotated,
        Self::KeyRotationUndone,
        Self::KeyRetired,
        Self::UserSigGenerated,
        Self::UserSigVerified,
        Self::AdministratorAdded,
        Self::AdministratorRemoved,
        Self::TrialExtended,
        Self::PackageOrdered,
        Self::PackageRenewed,
        Self::PackageRefunded,
        Self::RenewalSwitched,
        Self::OverageCharged,
        Self::ToppedUp,
        Self::BalanceCorrected,
        Self::CurrencyChosen,
        Self::DeletionRequested,
        Self::DeletionDismissed,
        Self::RequestFiled,
        Self::RequestAnswered,
        Self::RequestSettled,
        Self::RequestWithdrawn,
        Self::ApplicationRestored,
        Self::ApplicationShredded,
        Self::CertificateAdded,
        Self::CertificateEdited,
        Self::CertificateDeleted,
        Self::CertificateMadeDefault,
        Self::CertificateChecked,
        Self::CertificatesExported,
        Self::CertificatesImported,
        Self::TestPushSent,
    ];

    /// What is done often and changes nothing. A list of changes counts these instead of repeating them.
    pub const ROUTINE: [Self; 4] =
        [Self::UserSigGenerated, Self::UserSigVerified, Self::CertificateChecked, Self::TestPushSent];

    /// The short name in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OwnerCreated => "owner_created",
            Self::SignedIn => "signed_in",
            Self::SignInFailed => "sign_in_failed",
            Self::SignedOut => "signed_out",
            Self::SessionRevoked => "session_revoked",
            Self::PasswordChanged => "password_changed",
            Self::PasswordReset => "password_reset",
            Self::PreferencesChanged => "preferences_changed",
            Self::ApplicationCreated => "application_created",
            Self::ApplicationEdited => "application_edited",
            Self::ApplicationDisabled => "application_disabled",
            Self::ApplicationEnabled => "application_enabled",
            Self::ApplicationDeleted => "application_deleted",
            Self::KeyShown => "key_shown",
            Self::ApplicationImported => "application_imported",
            Self::KeyRotated => "key_rotated",
            Self::KeyRotationUndone => "key_rotation_undone",
            Self::KeyRetired => "key_retired",
            Self::UserSigGenerated => "usersig_generated",
            Self::UserSigVerified => "usersig_verified",
            Self::AdministratorAdded => "administrator_added",
            Self::AdministratorRemoved => "administrator_removed",
            Self::TrialExtended => "trial_extended",
            Self::PackageOrdered => "package_ordered",
            Self::PackageRenewed => "package_renewed",
            Self::PackageRefunded => "package_refunded",
            Self::RenewalSwitched => "renewal_switched",
            Self::OverageCharged => "overage_charged",
            Self::ToppedUp => "topped_up",
            Self::BalanceCorrected => "balance_corrected",
            Self::CurrencyChosen => "currency_chosen",
            Self::DeletionRequested => "deletion_requested",
            Self::DeletionDismissed => "deletion_dismissed",
            Self::RequestFiled => "request_filed",
            Self::RequestAnswered => "request_answered",
            Self::RequestSettled => "request_settled",
            Self::RequestWithdrawn => "request_withdrawn",
            Self::ApplicationRestored => "application_restored",
            Self::ApplicationShredded => "application_shredded",
            Self::CertificateAdded => "certificate_added",
            Self::CertificateEdited => "certificate_edited",
            Self::CertificateDeleted => "certificate_deleted",
            Self::CertificateMadeDefault => "certificate_made_default",
            Self::CertificateChecked => "certificate_checked",
            Self::CertificatesExported => "certificates_exported",
            Self::CertificatesImported => "certificates_imported",
            Self::TestPushSent => "test_push_sent",
        }
    }

    /// The action of that short name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.code() == code)
    }
}

/// One value that became another. Secrets never get here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Which value: the name of a form field or of a column.
    pub field: String,
    /// What it was; empty where there was nothing.
    pub before: String,
    /// What it became; empty where there is nothing.
    pub after: String,
}

impl Change {
    /// The change of `field`, if it is one.
    pub fn between(field: &str, before: &str, after: &str) -> Option<Self> {
        (before != after).then(|| Self { field: field.into(), before: before.into(), after: after.into() })
    }
}

/// One line of the trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When.
    pub at: Timestamp,
    /// Who: an e-mail address, or the name of a part of the console.
    pub who: String,
    /// What.
    pub action: Action,
    /// Before and after.
    pub changes: Vec<Change>,
}

/// Something that was done lately, perhaps several times.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recent {
    /// The last time.
    pub entry: Entry,
    /// How often the person did it.
    pub times: u64,
}
