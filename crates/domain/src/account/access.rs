//! What a member may do: a role, for the whole account or limited to chosen applications.

use serde::{Deserialize, Serialize};

use crate::account::permission::{Permission, Reach, Role};
use crate::account::scope::Scope;
use crate::application::sdkappid::Sdkappid;

/// The access of a member to an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {
    pub role: Role,
    /// The applications that the member is limited to, in ascending order; `None` for all, also future ones.
    pub applications: Option<Vec<Sdkappid>>,
}

/// Why a member may not do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessRefusal {
    /// The role does not have the permission.
    Role(Role),
    /// It concerns the account, and the member is limited to chosen applications.
    Limited,
    /// The API token does not have the scope for it; `None` for what no token may do.
    Token(Option<Scope>),
}

impl Access {
    /// Unlimited access in that role.
    pub const fn whole_account(role: Role) -> Self {
        Self { role, applications: None }
    }

    /// Whether the application is among those that the member may see.
    pub fn includes(&self, sdkappid: Sdkappid) -> bool {
        self.applications.as_ref().is_none_or(|chosen| chosen.contains(&sdkappid))
    }

    /// Whether the member has `permission`: for what concerns an application, for each that is included.
    pub fn check(&self, permission: Permission) -> Result<(), AccessRefusal> {
        check(self.role, self.applications.is_some(), permission)
    }
}

/// Whether a member in that role, limited to chosen applications or not, has `permission`.
pub fn check(role: Role, is_limited: bool, permission: Permission) -> Result<(), AccessRefusal> {
    if !role.may(permission) {
        Err(AccessRefusal::Role(role))
    } else if permission.reach() == Reach::Account && is_limited {
        Err(AccessRefusal::Limited)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn somebody_limited_to_applications_has_nothing_of_the_account() {
        let chosen = Sdkappid::try_from(1_400_000_001).unwrap();
        let other = Sdkappid::try_from(1_400_000_002).unwrap();
        let access = Access { role: Role::Owner, applications: Some(vec![chosen]) };
        assert!(access.includes(chosen) && !access.includes(other));
        for permission in Permission::ALL {
            let expected = match permission.reach() {
                Reach::Application => Ok(()),
                Reach::Account => Err(AccessRefusal::Limited),
            };
            assert_eq!(access.check(permission), expected, "{permission:?}");
        }
        assert!(Access::whole_account(Role::Owner).includes(other));
    }

    #[test]
    fn the_role_is_named_first() {
        let access = Access { role: Role::ReadOnly, applications: Some(Vec::new()) };
        assert_eq!(access.check(Permission::ManageMembers), Err(AccessRefusal::Role(Role::ReadOnly)));
        assert_eq!(access.check(Permission::ViewMembers), Err(AccessRefusal::Limited));
        assert_eq!(access.check(Permission::ViewApplications), Ok(()));
    }
}
