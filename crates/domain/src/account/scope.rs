//! Scopes of API tokens: one table says which permissions each of them gives.

use serde::{Deserialize, Serialize};

use crate::account::permission::Permission;

/// What an API token may do, as far as the person who made it may do it too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Scope {
    #[serde(rename = "applications:read")]
    ApplicationsRead,
    #[serde(rename = "applications:write")]
    ApplicationsWrite,
    #[serde(rename = "keys:read")]
    KeysRead,
    #[serde(rename = "keys:write")]
    KeysWrite,
    /// The secrets of keys.
    #[serde(rename = "keys:reveal")]
    KeysReveal,
    #[serde(rename = "certificates:read")]
    CertificatesRead,
    #[serde(rename = "certificates:write")]
    CertificatesWrite,
    #[serde(rename = "pushes:read")]
    PushesRead,
    #[serde(rename = "pushes:write")]
    PushesWrite,
    /// UserSigs are the logins of users.
    #[serde(rename = "usersigs:write")]
    UserSigsWrite,
    #[serde(rename = "packages:write")]
    PackagesWrite,
    #[serde(rename = "billing:read")]
    BillingRead,
    #[serde(rename = "members:read")]
    MembersRead,
    #[serde(rename = "members:write")]
    MembersWrite,
    #[serde(rename = "webhooks:read")]
    WebhooksRead,
    #[serde(rename = "webhooks:write")]
    WebhooksWrite,
    #[serde(rename = "audit:read")]
    AuditRead,
}

impl Scope {
    /// In the order of the form on `/tokens`.
    pub const ALL: [Self; 17] = [
        Self::ApplicationsRead,
        Self::ApplicationsWrite,
        Self::KeysRead,
        Self::KeysWrite,
        Self::KeysReveal,
        Self::CertificatesRead,
        Self::CertificatesWrite,
        Self::PushesRead,
        Self::PushesWrite,
        Self::UserSigsWrite,
        Self::PackagesWrite,
        Self::BillingRead,
        Self::MembersRead,
        Self::MembersWrite,
        Self::WebhooksRead,
        Self::WebhooksWrite,
        Self::AuditRead,
    ];

    /// Identifier in the database, in forms and in the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ApplicationsRead => "applications:read",
            Self::ApplicationsWrite => "applications:write",
            Self::KeysRead => "keys:read",
            Self::KeysWrite => "keys:write",
            Self::KeysReveal => "keys:reveal",
            Self::CertificatesRead => "certificates:read",
            Self::CertificatesWrite => "certificates:write",
            Self::PushesRead => "pushes:read",
            Self::PushesWrite => "pushes:write",
            Self::UserSigsWrite => "usersigs:write",
            Self::PackagesWrite => "packages:write",
            Self::BillingRead => "billing:read",
            Self::MembersRead => "members:read",
            Self::MembersWrite => "members:write",
            Self::WebhooksRead => "webhooks:read",
            Self::WebhooksWrite => "webhooks:write",
            Self::AuditRead => "audit:read",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.code() == code)
    }

    /// Whether the scope gives `permission`: the one that it is for, or what it includes. Whoever writes also reads.
    pub fn allows(self, permission: Permission) -> bool {
        permission.scope().is_some_and(|needed| self == needed || Some(needed) == self.included())
    }

    const fn included(self) -> Option<Self> {
        match self {
            Self::ApplicationsWrite | Self::PackagesWrite => Some(Self::ApplicationsRead),
            Self::KeysWrite => Some(Self::KeysRead),
            Self::CertificatesWrite => Some(Self::CertificatesRead),
            Self::PushesWrite => Some(Self::PushesRead),
            Self::MembersWrite => Some(Self::MembersRead),
            Self::WebhooksWrite => Some(Self::WebhooksRead),
            Self::ApplicationsRead
            | Self::KeysRead
            | Self::KeysReveal
            | Self::CertificatesRead
            | Self::PushesRead
            | Self::UserSigsWrite
            | Self::BillingRead
            | Self::MembersRead
            | Self::WebhooksRead
            | Self::AuditRead => None,
        }
    }
}

impl Permission {
    /// The scope that an API token needs for it; `None` for what no token may do.
    pub const fn scope(self) -> Option<Scope> {
        match self {
            Self::ViewApplications => Some(Scope::ApplicationsRead),
            Self::CreateApplications | Self::EditApplications | Self::ChangeStatus => {
                Some(Scope::ApplicationsWrite)
            }
            Self::ViewKeys => Some(Scope::KeysRead),
            Self::RotateKeys => Some(Scope::KeysWrite),
            Self::ShowKeys => Some(Scope::KeysReveal),
            Self::ViewCertificates => Some(Scope::CertificatesRead),
            Self::EditCertificates => Some(Scope::CertificatesWrite),
            Self::ViewPushes => Some(Scope::PushesRead),
            Self::SendPushes => Some(Scope::PushesWrite),
            Self::UseUserSigs => Some(Scope::UserSigsWrite),
            Self::OrderPackages => Some(Scope::PackagesWrite),
            Self::ViewBilling => Some(Scope::BillingRead),
            Self::ViewMembers => Some(Scope::MembersRead),
            Self::ManageMembers => Some(Scope::MembersWrite),
            Self::ViewWebhooks => Some(Scope::WebhooksRead),
            Self::ManageWebhooks => Some(Scope::WebhooksWrite),
            Self::ViewAudit => Some(Scope::AuditRead),
            Self::TransferCertificates
            | Self::ViewRequests
            | Self::FileRequests
            | Self::TransferOwnership => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table as a picture: a scope that gains or loses a permission is seen here.
    #[test]
    fn the_table() {
        let given = |scope: Scope| {
            let names = Permission::ALL.into_iter().filter(|permission| scope.allows(*permission));
            names.map(Permission::code).collect::<Vec<_>>().join(" ")
        };
        let table = Scope::ALL.map(|scope| format!("{}: {}", scope.code(), given(scope)));
        assert_eq!(
            table,
            [
                "applications:read: view_applications",
                "applications:write: view_applications create_applications edit_applications change_status",
                "keys:read: view_keys",
                "keys:write: view_keys rotate_keys",
                "keys:reveal: show_keys",
                "certificates:read: view_certificates",
                "certificates:write: view_certificates edit_certificates",
                "pushes:read: view_pushes",
                "pushes:write: view_pushes send_pushes",
                "usersigs:write: use_usersigs",
                "packages:write: view_applications order_packages",
                "billing:read: view_billing",
                "members:read: view_members",
                "members:write: view_members manage_members",
                "webhooks:read: view_webhooks",
                "webhooks:write: view_webhooks manage_webhooks",
                "audit:read: view_audit",
            ]
        );
    }

    #[test]
    fn a_scope_is_found_by_its_code() {
        for scope in Scope::ALL {
            assert_eq!(Scope::from_code(scope.code()), Some(scope));
        }
        assert_eq!(Scope::from_code("applications"), None);
    }
}
