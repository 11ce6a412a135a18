//! Permissions and roles: one table says what each role may do.

use serde::{Deserialize, Serialize};

/// What a use case needs of whoever calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// See applications.
    ViewApplications,
    /// See which keys applications have; never their secrets.
    ViewKeys,
    /// See push certificates; never their secrets.
    ViewCertificates,
    /// See pushes and their devices.
    ViewPushes,
    /// Create and import applications.
    CreateApplications,
    /// Change the name, the description and the administrators of an application.
    EditApplications,
    /// Disable, enable, delete and restore an application, and extend its trial.
    ChangeStatus,
    /// See the secret of a key.
    ShowKeys,
    /// Rotate keys, undo a rotation, and retire a key.
    RotateKeys,
    /// Generate and verify UserSigs in the console.
    UseUserSigs,
    /// Add, change, check and delete push certificates.
    EditCertificates,
    /// Export push certificates with their secrets, and import them.
    TransferCertificates,
    /// Send test pushes.
    SendPushes,
    /// Order and renew packages, and switch auto-renewal.
    OrderPackages,
    /// See the balance, the ledger and the invoices.
    ViewBilling,
    /// See requests to technical support.
    ViewRequests,
    /// File, answer and withdraw requests to technical support.
    FileRequests,
    /// See who belongs to the account.
    ViewMembers,
    /// Invite and remove people, and change their roles.
    ManageMembers,
    /// See webhook endpoints and their messages; never their secrets.
    ViewWebhooks,
    /// Create and change webhook endpoints, and send messages again.
    ManageWebhooks,
    /// Read and export the audit trail.
    ViewAudit,
    /// Give the account to another member, and make members owners.
    TransferOwnership,
}

/// Whether a permission is about one application, or about the account as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Somebody limited to chosen applications has it for these.
    Application,
    /// Somebody limited to chosen applications does not have it.
    Account,
}

impl Permission {
    /// In the order of the table on `/members`.
    pub const ALL: [Self; 23] = [
        Self::ViewApplications,
        Self::ViewKeys,
        Self::ViewCertificates,
        Self::ViewPushes,
        Self::CreateApplications,
        Self::EditApplications,
        Self::ChangeStatus,
        Self::ShowKeys,
        Self::RotateKeys,
        Self::UseUserSigs,
        Self::EditCertificates,
        Self::TransferCertificates,
        Self::SendPushes,
        Self::OrderPackages,
        Self::ViewBilling,
        Self::ViewRequests,
        Self::FileRequests,
        Self::ViewMembers,
        Self::ManageMembers,
        Self::ViewWebhooks,
        Self::ManageWebhooks,
        Self::ViewAudit,
        Self::TransferOwnership,
    ];

    /// Identifier in element ids and in the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ViewApplications => "view_applications",
            Self::ViewKeys => "view_keys",
            Self::ViewCertificates => "view_certificates",
            Self::ViewPushes => "view_pushes",
            Self::CreateApplications => "create_applications",
            Self::EditApplications => "edit_applications",
            Self::ChangeStatus => "change_status",
            Self::ShowKeys => "show_keys",
            Self::RotateKeys => "rotate_keys",
            Self::UseUserSigs => "use_usersigs",
            Self::EditCertificates => "edit_certificates",
            Self::TransferCertificates => "transfer_certificates",
            Self::SendPushes => "send_pushes",
            Self::OrderPackages => "order_packages",
            Self::ViewBilling => "view_billing",
            Self::ViewRequests => "view_requests",
            Self::FileRequests => "file_requests",
            Self::ViewMembers => "view_members",
            Self::ManageMembers => "manage_members",
            Self::ViewWebhooks => "view_webhooks",
            Self::ManageWebhooks => "manage_webhooks",
            Self::ViewAudit => "view_audit",
            Self::TransferOwnership => "transfer_ownership",
        }
    }

    /// What the permission is about.
    pub const fn reach(self) -> Reach {
        match self {
            Self::ViewApplications
            | Self::ViewKeys
            | Self::ViewCertificates
            | Self::ViewPushes
            | Self::EditApplications
            | Self::ChangeStatus
            | Self::ShowKeys
            | Self::RotateKeys
            | Self::UseUserSigs
            | Self::EditCertificates
            | Self::TransferCertificates
            | Self::SendPushes
            | Self::OrderPackages => Reach::Application,
            Self::CreateApplications
            | Self::ViewBilling
            | Self::ViewRequests
            | Self::FileRequests
            | Self::ViewMembers
            | Self::ManageMembers
            | Self::ViewWebhooks
            | Self::ManageWebhooks
            | Self::ViewAudit
            | Self::TransferOwnership => Reach::Account,
        }
    }
}

/// What a person may do in an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything. An account always has one.
    Owner,
    /// Everything but what concerns ownership.
    Administrator,
    /// Keys, certificates and pushes; nothing that stops an application or costs money.
    Developer,
    /// Packages, balance and requests.
    Billing,
    /// Sees, and changes nothing.
    ReadOnly,
}

impl Role {
    pub const ALL: [Self; 5] =
        [Self::Owner, Self::Administrator, Self::Developer, Self::Billing, Self::ReadOnly];

    /// Whether the role has the permission: the table.
    pub const fn may(self, permission: Permission) -> bool {
        use Permission as P;
        match permission {
            P::ViewApplications
            | P::ViewKeys
            | P::ViewCertificates
            | P::ViewPushes
            | P::ViewRequests
            | P::ViewMembers => true,
            P::CreateApplications
            | P::ChangeStatus
            | P::TransferCertificates
            | P::ManageMembers
            | P::ViewAudit => {
                matches!(self, Self::Owner | Self::Administrator)
            }
            P::EditApplications
            | P::ShowKeys
            | P::RotateKeys
            | P::UseUserSigs
            | P::EditCertificates
            | P::SendPushes
            | P::ViewWebhooks
            | P::ManageWebhooks => matches!(self, Self::Owner | Self::Administrator | Self::Developer),
            P::OrderPackages => matches!(self, Self::Owner | Self::Administrator | Self::Billing),
            P::ViewBilling => {
                matches!(self, Self::Owner | Self::Administrator | Self::Billing | Self::ReadOnly)
            }
            P::FileRequests => !matches!(self, Self::ReadOnly),
            P::TransferOwnership => matches!(self, Self::Owner),
        }
    }

    /// Identifier in the database, in forms and in the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Administrator => "administrator",
            Self::Developer => "developer",
            Self::Billing => "billing",
            Self::ReadOnly => "read_only",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table as a picture: a role that gains or loses a permission is seen here.
    #[test]
    fn the_table() {
        let row = |permission: Permission| {
            Role::ALL.map(|role| if role.may(permission) { 'x' } else { '-' }).into_iter().collect::<String>()
        };
        let table = Permission::ALL.map(|permission| (format!("{permission:?}"), row(permission)));
        let table: Vec<_> = table.iter().map(|(name, row)| format!("{row} {name}")).collect();
        assert_eq!(
            table,
            [
                "xxxxx ViewApplications",
                "xxxxx ViewKeys",
                "xxxxx ViewCertificates",
                "xxxxx ViewPushes",
                "xx--- CreateApplications",
                "xxx-- EditApplications",
                "xx--- ChangeStatus",
                "xxx-- ShowKeys",
                "xxx-- RotateKeys",
                "xxx-- UseUserSigs",
                "xxx-- EditCertificates",
                "xx--- TransferCertificates",
                "xxx-- SendPushes",
                "xx-x- OrderPackages",
                "xx-xx ViewBilling",
                "xxxxx ViewRequests",
                "xxxx- FileRequests",
                "xxxxx ViewMembers",
                "xx--- ManageMembers",
                "xxx-- ViewWebhooks",
                "xxx-- ManageWebhooks",
                "xx--- ViewAudit",
                "x---- TransferOwnership",
            ]
        );
    }

    #[test]
    fn a_role_is_found_by_its_code() {
        for role in Role::ALL {
            assert_eq!(Role::from_code(role.code()), Some(role));
        }
        assert_eq!(Role::from_code("root"), None);
    }
}
