//! The audit trail: who did what and when, with the values before and after.

pub mod chain;
pub mod checkpoint;
pub mod listing;
pub mod verify;

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// An audited action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// The first owner was created.
    OwnerCreated,
    /// A person signed in.
    SignedIn,
    SignInFailed,
    /// A person signed out.
    SignedOut,
    /// A session was revoked from another browser.
    SessionRevoked,
    PasswordChanged,
    /// An operator reset a password from the command line.
    PasswordReset,
    /// Language or theme changed.
    PreferencesChanged,
    ApplicationCreated,
    /// The name or description of an application was changed.
    ApplicationEdited,
    ApplicationDisabled,
    ApplicationEnabled,
    ApplicationDeleted,
    KeyShown,
    /// An application was imported with its own key.
    ApplicationImported,
    /// A key was replaced by a new one.
    KeyRotated,
    /// A rotation was undone: the previous key signs again.
    KeyRotationUndone,
    /// An old key was retired before its end.
    KeyRetired,
    /// A UserSig was generated in the console.
    UserSigGenerated,
    /// A UserSig was verified in the console.
    UserSigVerified,
    /// A UserID was allowed to call `/v4`.
    AdministratorAdded,
    /// A UserID was no longer allowed to call `/v4`.
    AdministratorRemoved,
    /// A trial was extended by a month.
    TrialExtended,
    PackageOrdered,
    PackageRenewed,
    PackageRefunded,
    /// Automatic renewal was switched on or off.
    RenewalSwitched,
    /// Usage beyond a limit was charged.
    OverageCharged,
    /// An operator recorded a payment.
    ToppedUp,
    /// An operator corrected the balance.
    BalanceCorrected,
    /// An operator set the currency of an account.
    CurrencyChosen,
    /// The owner requested the deletion of a paid application.
    DeletionRequested,
    /// A deletion request was declined or withdrawn.
    DeletionDismissed,
    /// A support request was filed.
    RequestFiled,
    /// A message was added to a support request.
    RequestAnswered,
    /// A support request was settled.
    RequestSettled,
    /// A support request was withdrawn.
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
    /// Another push certificate became the default.
    CertificateMadeDefault,
    /// A push certificate was checked with its vendor.
    CertificateChecked,
    /// All push certificates were exported.
    CertificatesExported,
    /// Push certificates were imported.
    CertificatesImported,
    TestPushSent,
    /// Somebody was invited to the account.
    MemberInvited,
    /// An invitation was revoked.
    InvitationRevoked,
    /// Somebody accepted an invitation.
    MemberJoined,
    /// Role or applications of a member were changed.
    MemberChanged,
    MemberRemoved,
    /// A member left the account.
    MemberLeft,
    AuthenticatorAdded,
    AuthenticatorRemoved,
    /// An operator removed the second factors of a person from the command line.
    SecondFactorsRemoved,
    /// A person was given new recovery codes.
    RecoveryCodesReplaced,
    /// A recovery code was used in place of a code of the authenticator app.
    RecoveryCodeUsed,
    /// Second factors were required of everybody in the account, or no longer.
    SecondFactorPolicyChanged,
    /// Old entries of the audit trail were removed by the retention.
    AuditTrimmed,
    /// Entries of the audit trail were downloaded.
    AuditExported,
    /// A webhook endpoint was created.
    WebhookCreated,
    /// A webhook endpoint was changed.
    WebhookEdited,
    /// Messages are sent to a webhook endpoint again.
    WebhookEnabled,
    /// No more messages are sent to a webhook endpoint, because somebody said so or because it answered 410.
    WebhookDisabled,
    /// A webhook endpoint was deleted.
    WebhookDeleted,
    /// A webhook endpoint got another secret.
    WebhookSecretRotated,
    /// A test was sent to a webhook endpoint.
    WebhookTested,
    /// A message was sent to a webhook endpoint once more.
    WebhookReplayed,
    /// An API token was created.
    TokenCreated,
    /// An API token was revoked.
    TokenRevoked,
    /// A person added a passkey to sign in with.
    PasskeyAdded,
    PasskeyRenamed,
    PasskeyRemoved,
    /// A person signed in with the identity provider for the first time, and is known by that identity from then on.
    IdentityLinked,
}

impl Action {
    pub const ALL: [Self; 75] = [
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
        Self::MemberInvited,
        Self::InvitationRevoked,
        Self::MemberJoined,
        Self::MemberChanged,
        Self::MemberRemoved,
        Self::MemberLeft,
        Self::AuthenticatorAdded,
        Self::AuthenticatorRemoved,
        Self::SecondFactorsRemoved,
        Self::RecoveryCodesReplaced,
        Self::RecoveryCodeUsed,
        Self::SecondFactorPolicyChanged,
        Self::AuditTrimmed,
        Self::AuditExported,
        Self::WebhookCreated,
        Self::WebhookEdited,
        Self::WebhookEnabled,
        Self::WebhookDisabled,
        Self::WebhookDeleted,
        Self::WebhookSecretRotated,
        Self::WebhookTested,
        Self::WebhookReplayed,
        Self::TokenCreated,
        Self::TokenRevoked,
        Self::PasskeyAdded,
        Self::PasskeyRenamed,
        Self::PasskeyRemoved,
        Self::IdentityLinked,
    ];

    /// Frequent actions that change nothing. A list of changes counts these instead of repeating them.
    pub const ROUTINE: [Self; 4] =
        [Self::UserSigGenerated, Self::UserSigVerified, Self::CertificateChecked, Self::TestPushSent];

    /// Identifier in the database.
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
            Self::MemberInvited => "member_invited",
            Self::InvitationRevoked => "invitation_revoked",
            Self::MemberJoined => "member_joined",
            Self::MemberChanged => "member_changed",
            Self::MemberRemoved => "member_removed",
            Self::MemberLeft => "member_left",
            Self::AuthenticatorAdded => "authenticator_added",
            Self::AuthenticatorRemoved => "authenticator_removed",
            Self::SecondFactorsRemoved => "second_factors_removed",
            Self::RecoveryCodesReplaced => "recovery_codes_replaced",
            Self::RecoveryCodeUsed => "recovery_code_used",
            Self::SecondFactorPolicyChanged => "second_factor_policy_changed",
            Self::AuditTrimmed => "audit_trimmed",
            Self::AuditExported => "audit_exported",
            Self::WebhookCreated => "webhook_created",
            Self::WebhookEdited => "webhook_edited",
            Self::WebhookEnabled => "webhook_enabled",
            Self::WebhookDisabled => "webhook_disabled",
            Self::WebhookDeleted => "webhook_deleted",
            Self::WebhookSecretRotated => "webhook_secret_rotated",
            Self::WebhookTested => "webhook_tested",
            Self::WebhookReplayed => "webhook_replayed",
            Self::TokenCreated => "token_created",
            Self::TokenRevoked => "token_revoked",
            Self::PasskeyAdded => "passkey_added",
            Self::PasskeyRenamed => "passkey_renamed",
            Self::PasskeyRemoved => "passkey_removed",
            Self::IdentityLinked => "identity_linked",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.code() == code)
    }
}

/// Name of the console itself in audit and ledger entries that nobody else caused.
pub const CONSOLE: &str = "console";

/// A changed value. Never contains secrets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Name of the form field or column.
    pub field: String,
    /// Value before the change; empty if there was none.
    pub before: String,
    /// Value after the change; empty if there is none.
    pub after: String,
}

impl Change {
    /// The change of `field`; `None` if both values are equal.
    pub fn between(field: &str, before: &str, after: &str) -> Option<Self> {
        (before != after).then(|| Self { field: field.into(), before: before.into(), after: after.into() })
    }
}

/// One entry of the audit trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// Time of the action.
    pub at: Timestamp,
    /// E-mail address of the person, or name of the part of the console that acted.
    pub who: String,
    /// The action taken.
    pub action: Action,
    /// The values that were changed.
    pub changes: Vec<Change>,
}

/// A recent action, possibly repeated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentChange {
    /// The latest occurrence.
    pub entry: AuditEntry,
    /// Number of occurrences.
    pub times: u64,
}
