//! The members of an account, and who is invited to it: what `/members` shows, and its rules.

use serde::{Deserialize, Serialize};

use crate::account::access::Access;
use crate::account::permission::{Permission, Role};
use crate::account::person::Email;
use crate::account::{InvitationId, PersonId};
use crate::application::ApplicationSuggestion;
use crate::application::sdkappid::Sdkappid;
use crate::field::{Checklist, Field, InvalidField, Problem};
use crate::time::Timestamp;

/// Maximum number of members and open invitations of an account, together.
pub const MAX_MEMBERS: usize = 200;

/// A person who belongs to the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    pub id: PersonId,
    pub email: Email,
    /// What they may do.
    pub access: Access,
    /// When they joined.
    pub joined_at: Timestamp,
}

/// An invitation that is neither accepted nor revoked; it may have expired.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    pub id: InvitationId,
    pub email: Email,
    /// What they may do once they have joined.
    pub access: Access,
    /// Who invited them, as the audit trail names them.
    pub invited_by: String,
    pub created_at: Timestamp,
    /// When the link expires.
    pub ends_at: Timestamp,
}

/// Contents of `/members`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MembersPage {
    /// Time of reading.
    pub now: Timestamp,
    /// The signed-in person.
    pub me: PersonId,
    /// Everybody in the account, in the order in which they joined.
    pub members: Vec<Member>,
    /// The latest first; empty for somebody who may not invite.
    pub invitations: Vec<Invitation>,
    /// The applications that access can be limited to, by name; empty for somebody who may not invite.
    pub applications: Vec<ApplicationSuggestion>,
    /// Whether links of invitations are sent by e-mail, too.
    pub mails_invitations: bool,
}

/// Who a link invites, and to do what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationFacts {
    pub email: Email,
    pub role: Role,
    pub invited_by: String,
    pub ends_at: Timestamp,
}

/// Why the access of a member cannot be changed in this way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberRefusal {
    /// The account would have no owner with access to all of it.
    LastOwner,
    /// Only an owner makes or changes an owner.
    OwnersOnly,
    /// Nobody changes their own access.
    OwnAccess,
    /// There are [`MAX_MEMBERS`].
    Full,
}

/// Whether a member with the access `actor` may replace the access `before` of another one by `after`; `None` stands for
/// somebody who does not belong to the account.
pub fn may_replace(
    actor: &Access,
    before: Option<&Access>,
    after: Option<&Access>,
) -> Result<(), MemberRefusal> {
    if concerns_owner(before, after) && actor.check(Permission::TransferOwnership).is_err() {
        return Err(MemberRefusal::OwnersOnly);
    }
    Ok(())
}

/// Whether replacing the access `before` by `after` makes, changes or removes an owner.
pub fn concerns_owner(before: Option<&Access>, after: Option<&Access>) -> bool {
    [before, after].into_iter().flatten().any(|access| access.role == Role::Owner)
}

impl Access {
    /// Whether it makes its holder an owner in full: an account always has one.
    pub fn is_full_owner(&self) -> bool {
        self.role == Role::Owner && self.applications.is_none()
    }
}

/// The part of a form that says what a member may do.
#[derive(Debug, Clone, Copy, Default)]
pub struct AccessForm<'a> {
    /// [`Role::code`].
    pub role: &'a str,
    /// Whether only `applications` are included.
    pub limited: bool,
    /// SDKAppIDs.
    pub applications: &'a [String],
}

impl AccessForm<'_> {
    /// Parses the form; returns every invalid field.
    pub fn parse(self) -> Result<Access, Vec<InvalidField>> {
        let mut checklist = Checklist::new();
        let role = checklist.check(Field::Role, Role::from_code(self.role).ok_or(Problem::NotAChoice));
        let applications = checklist.check(Field::Applications, self.chosen());
        let access = role.zip(applications).map(|(role, applications)| Access { role, applications });
        checklist.finish(access)
    }

    fn chosen(&self) -> Result<Option<Vec<Sdkappid>>, Problem> {
        if !self.limited {
            return Ok(None);
        }
        let parse = |text: &String| text.parse::<Sdkappid>().map_err(|_| Problem::NotAChoice);
        let mut chosen = self.applications.iter().map(parse).collect::<Result<Vec<_>, _>>()?;
        chosen.sort_unstable();
        chosen.dedup();
        if chosen.is_empty() { Err(Problem::Missing) } else { Ok(Some(chosen)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_owners_make_and_change_owners() {
        let access = Access::whole_account;
        let (owner, admin) = (access(Role::Owner), access(Role::Administrator));
        let reader = access(Role::ReadOnly);
        assert_eq!(may_replace(&owner, Some(&reader), Some(&owner)), Ok(()));
        assert_eq!(may_replace(&owner, Some(&owner), None), Ok(()));
        assert_eq!(may_replace(&admin, Some(&reader), Some(&admin)), Ok(()));
        assert_eq!(may_replace(&admin, Some(&admin), None), Ok(()));
        assert_eq!(may_replace(&admin, None, Some(&owner)), Err(MemberRefusal::OwnersOnly));
        assert_eq!(may_replace(&admin, Some(&owner), Some(&reader)), Err(MemberRefusal::OwnersOnly));
        assert_eq!(may_replace(&admin, Some(&owner), None), Err(MemberRefusal::OwnersOnly));
        let limited = Access { role: Role::Owner, applications: Some(Vec::new()) };
        assert_eq!(may_replace(&limited, Some(&owner), None), Err(MemberRefusal::OwnersOnly));
        assert!(owner.is_full_owner() && !limited.is_full_owner() && !admin.is_full_owner());
    }

    #[test]
    fn the_form_says_what_is_wrong() {
        let parse = |role, limited, applications: &[&str]| {
            let applications: Vec<_> = applications.iter().map(ToString::to_string).collect();
            AccessForm { role, limited, applications: &applications }.parse()
        };
        assert_eq!(parse("billing", false, &["x"]), Ok(Access::whole_account(Role::Billing)));
        let access = parse("developer", true, &["1400000002", "1400000001", "1400000002"]).unwrap();
        let chosen = access.applications.unwrap();
        assert_eq!(chosen.iter().map(ToString::to_string).collect::<Vec<_>>(), ["1400000001", "1400000002"]);
        let wrong = |field, problem| Err(vec![InvalidField { field, problem }]);
        assert_eq!(parse("root", false, &[]), wrong(Field::Role, Problem::NotAChoice));
        assert_eq!(parse("owner", true, &[]), wrong(Field::Applications, Problem::Missing));
        assert_eq!(parse("owner", true, &["0"]), wrong(Field::Applications, Problem::NotAChoice));
    }
}
