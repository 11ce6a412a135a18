//! Sign-in with an OpenID Connect provider: the role that groups give, and why somebody is not let in.

use std::collections::BTreeMap;
use std::str::FromStr;

use crate::account::permission::Role;

/// The roles that groups of the provider give.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupRoles(BTreeMap<String, Role>);

impl GroupRoles {
    /// From pairs of a group and a role. [`UnknownRole`] names the first role that does not exist.
    pub fn new<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, UnknownRole> {
        let parse = |(group, role): (&str, &str)| {
            let role = role.trim();
            let role = Role::from_code(role).ok_or_else(|| UnknownRole(role.to_owned()))?;
            Ok((group.trim().to_owned(), role))
        };
        pairs.into_iter().map(parse).collect::<Result<_, _>>().map(Self)
    }

    /// Whether groups decide nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The role of somebody in these groups: of several the first in [`Role::ALL`]. `None` if no group gives one.
    pub fn role_of(&self, groups: &[String]) -> Option<Role> {
        let given: Vec<_> = groups.iter().filter_map(|group| self.0.get(group)).collect();
        Role::ALL.into_iter().find(|role| given.contains(&role))
    }

    /// The groups with their roles, by name.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, Role)> {
        self.0.iter().map(|(group, role)| (group.as_str(), *role))
    }
}

/// The text is not the code of a role, or there is no role at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownRole(pub String);

impl FromStr for GroupRoles {
    type Err = UnknownRole;

    /// Parses `group=role; group=role`. Names of groups may contain `=`, as those of a directory do.
    fn from_str(text: &str) -> Result<Self, UnknownRole> {
        let pairs = text.split(';').map(str::trim).filter(|pair| !pair.is_empty());
        Self::new(pairs.map(|pair| pair.rsplit_once('=').unwrap_or((pair, ""))))
    }
}

/// Why a sign-in with the provider, or a proof by it, failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProviderProblem {
    /// The provider does not answer, or not as it should.
    Unavailable,
    /// The provider was not told to go on: the person cancelled, or may not use the console.
    Denied,
    /// It took too long, was done already, or was begun in another browser.
    Expired,
    /// What the provider said about the person cannot be trusted.
    Untrusted,
    /// Nobody with the address of this person belongs to the console.
    NoAccount,
    /// No group of the person gives a role.
    NoRole,
    /// The provider does not say that the address belongs to the person.
    EmailNotVerified,
    /// The provider identified somebody else than the one who is signed in.
    OtherPerson,
    /// The provider did not ask again who the person is.
    NotFresh,
    /// Too many sign-ins were begun in this network.
    TooMany,
}

impl ProviderProblem {
    pub const ALL: [Self; 10] = [
        Self::Unavailable,
        Self::Denied,
        Self::Expired,
        Self::Untrusted,
        Self::NoAccount,
        Self::NoRole,
        Self::EmailNotVerified,
        Self::OtherPerson,
        Self::NotFresh,
        Self::TooMany,
    ];

    /// Identifier in addresses and in the audit trail.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unavailable => "unavailable",
            Self::Denied => "denied",
            Self::Expired => "expired",
            Self::Untrusted => "untrusted",
            Self::NoAccount => "no_account",
            Self::NoRole => "no_role",
            Self::EmailNotVerified => "email_not_verified",
            Self::OtherPerson => "other_person",
            Self::NotFresh => "not_fresh",
            Self::TooMany => "too_many",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|problem| problem.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(names: &[&str]) -> Vec<String> {
        names.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_role_with_most_rights_counts() {
        let roles: GroupRoles =
            "ops=administrator; staff = read_only;; CN=Ops,DC=orbit=owner".parse().unwrap();
        assert_eq!(roles.role_of(&groups(&["staff", "ops"])), Some(Role::Administrator));
        assert_eq!(roles.role_of(&groups(&["CN=Ops,DC=orbit", "staff"])), Some(Role::Owner));
        assert_eq!(roles.role_of(&groups(&["staff"])), Some(Role::ReadOnly));
        assert_eq!(roles.role_of(&groups(&["Staff", "others"])), None);
        assert_eq!(roles.role_of(&[]), None);
        assert_eq!(roles.pairs().count(), 3);
    }

    #[test]
    fn a_role_that_does_not_exist_is_refused() {
        assert_eq!("ops=root".parse::<GroupRoles>(), Err(UnknownRole("root".into())));
        assert_eq!("ops".parse::<GroupRoles>(), Err(UnknownRole(String::new())));
        assert!(" ; ".parse::<GroupRoles>().unwrap().is_empty());
    }

    #[test]
    fn a_problem_is_found_by_its_code() {
        for problem in ProviderProblem::ALL {
            assert_eq!(ProviderProblem::from_code(problem.code()), Some(problem));
        }
        assert_eq!(ProviderProblem::from_code("<script>"), None);
    }
}
