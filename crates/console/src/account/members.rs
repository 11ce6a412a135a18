//! Who belongs to the account, and what they may do: invite, change, remove, leave.

use std::time::Duration;

use domain::account::access::Access;
use domain::account::access::AccessRefusal;
use domain::account::member::{
    Invitation, MAX_MEMBERS, Member, MemberRefusal, MembersPage, concerns_owner, may_replace,
};
use domain::account::permission::Permission;
use domain::account::person::Email;
use domain::account::{AccountId, InvitationId, PersonId};
use domain::application::lifecycle::Refusal;
use domain::audit::{Action, Change};
use domain::field::{Field, InvalidField, Problem};
use domain::text::fold;
use store::{InvitationRow, Limits, NewInvitation, PersonRow, Tx};
use vault::Binding;

use crate::account::personal_mail;
use crate::secrets::{self, tokens};
use crate::{Actor, Context, Error};

/// Bytes of the token in the link of an invitation.
pub(crate) const TOKEN_BYTES: usize = 32;
/// Lifetime of an invitation.
const LIFETIME: Duration = Duration::from_hours(7 * 24);
/// The most applications that access can be limited to: more than an account may have by default.
const MAX_LISTED: u32 = 1_000;

/// The members of the actor's account.
#[derive(Clone, Copy)]
pub struct Members<'a>(pub(crate) Context<'a>);

impl Members<'_> {
    /// Members and, for somebody who may invite, invitations and applications.
    pub async fn page(&self) -> Result<MembersPage, Error> {
        let Self(context) = self;
        let account = context.permitted(Permission::ViewMembers)?;
        let store = &context.deps.store;
        let members = store.members(account).await?.into_iter().map(member).collect();
        let (mut invitations, mut applications) = (Vec::new(), Vec::new());
        if context.permitted(Permission::ManageMembers).is_ok() {
            invitations = self.invitations().await?;
            applications = store.suggestions(account, Limits::default(), "", MAX_LISTED).await?;
            applications.sort_by_cached_key(|one| (fold(one.name.as_str()), one.sdkappid));
        }
        Ok(MembersPage {
            now: context.now(),
            me: context.member()?.1,
            members,
            invitations,
            applications,
            mails_invitations: context.deps.policy.sends_mails,
        })
    }

    /// Open invitations, the latest first, for whoever may invite.
    pub async fn invitations(&self) -> Result<Vec<Invitation>, Error> {
        let account = self.0.permitted(Permission::ManageMembers)?;
        let rows = self.0.deps.store.invitations(account).await?;
        Ok(rows.into_iter().map(|row| row.invitation).collect())
    }

    /// Invites somebody for a week, in place of an earlier invitation to the same address, and sends them the link if mails
    /// reach people. An address that somebody signs in
    /// with already is [`Error::Invalid`] at [`Field::Email`].
    pub async fn invite(&self, email: Email, access: Access) -> Result<InvitationId, Error> {
        let Self(context) = self;
        let account = context.permitted(Permission::ManageMembers)?;
        context.verified_or_token()?;
        self.may_replace(None, Some(&access))?;
        let store = &context.deps.store;
        let mut invitations = store.invitations(account).await?;
        invitations.retain(|row| row.invitation.email != email);
        if store.members(account).await?.len() + invitations.len() >= MAX_MEMBERS {
            return Err(Error::MemberRefused(MemberRefusal::Full));
        }
        if store.person_by_email(&email).await?.is_some() {
            return Err(taken());
        }
        let token = tokens::random_hex::<TOKEN_BYTES>(context.random());
        let binding = Binding::Invitation { account, token_hash: tokens::digest(&token) };
        let sealed = secrets::seal_bytes(context.deps, &binding, token.as_bytes())?;
        let now = context.now();
        let changes = std::iter::once(Change::between("email", "", email.as_str()))
            .chain(access_changes(None, Some(&access)))
            .flatten();
        let new = NewInvitation {
            account,
            token_hash: tokens::hash(&token),
            sealed,
            email,
            access: access.clone(),
            invited_by: context.actor.to_string(),
            created_at: now,
            ends_at: now.plus(LIFETIME),
        };
        let mut tx = store.begin().await?;
        check_applications(&mut tx, account, &access).await?;
        let id = tx.insert_invitation(&new).await?;
        context.audit(&mut tx, Some(account), None, Action::MemberInvited, changes).await?;
        personal_mail::invite(context, &mut tx, account, (id, &new.email)).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// An open invitation with the token of its link, for whoever may invite. An expired one is [`Error::NotFound`].
    pub async fn invitation(&self, id: InvitationId) -> Result<(Invitation, String), Error> {
        let Self(context) = self;
        let account = context.permitted(Permission::ManageMembers)?;
        context.verified_or_token()?;
        let rows = context.deps.store.invitations(account).await?;
        let row = rows.into_iter().find(|row| row.invitation.id == id).ok_or(Error::NotFound)?;
        self.may_replace(None, Some(&row.invitation.access))?;
        if row.invitation.ends_at <= context.now() {
            return Err(Error::NotFound);
        }
        let token = open_token(context, &row)?;
        Ok((row.invitation, token))
    }

    /// The link of the invitation no longer works. Idempotent.
    pub async fn revoke_invitation(&self, id: InvitationId) -> Result<(), Error> {
        let Self(context) = self;
        let account = context.permitted(Permission::ManageMembers)?;
        let mut tx = context.deps.store.begin().await?;
        if let Some(email) = tx.delete_invitation(account, id).await? {
            let change = Change::between("email", &email, "");
            context.audit(&mut tx, Some(account), None, Action::InvitationRevoked, change).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Replaces the access of another member, which is `seen` if that is given; [`Error::Refused`] if it has changed
    /// meanwhile. It takes effect with their next request.
    pub async fn change(&self, person: PersonId, access: Access, seen: Option<&Access>) -> Result<(), Error> {
        let Self(context) = self;
        let account = context.permitted(Permission::ManageMembers)?;
        context.verified_or_token()?;
        let mut tx = context.deps.store.begin().await?;
        let before = self.begin(&mut tx, account, person, Some(&access)).await?;
        if seen.is_some_and(|seen| *seen != before.access) {
            return Err(Error::Refused(Refusal::Meanwhile));
        }
        if person == context.member()?.1 {
            return Err(Error::MemberRefused(MemberRefusal::OwnAccess));
        }
        check_applications(&mut tx, account, &access).await?;
        tx.set_access(account, person, &access).await?;
        let changes: Vec<_> =
            access_changes(Some(&before.access), Some(&access)).into_iter().flatten().collect();
        if !changes.is_empty() {
            let changes = Change::between("member", "", before.email.as_str()).into_iter().chain(changes);
            context.audit(&mut tx, Some(account), None, Action::MemberChanged, changes).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Removes another member: their sessions end with this commit.
    pub async fn remove(&self, person: PersonId) -> Result<(), Error> {
        let Self(context) = self;
        let account = context.permitted(Permission::ManageMembers)?;
        context.verified_or_token()?;
        if person == context.member()?.1 {
            return Err(Error::MemberRefused(MemberRefusal::OwnAccess));
        }
        self.delete(account, person, Action::MemberRemoved).await
    }

    /// The actor leaves the account, and is signed out everywhere.
    pub async fn leave(&self) -> Result<(), Error> {
        let person = self.0.person()?;
        self.delete(person.account, person.person, Action::MemberLeft).await
    }

    async fn delete(&self, account: AccountId, person: PersonId, action: Action) -> Result<(), Error> {
        let Self(context) = self;
        let mut tx = context.deps.store.begin().await?;
        let before = self.begin(&mut tx, account, person, None).await?;
        // Written first: the form of this request is claimed in the name of somebody who is still there.
        let changes = std::iter::once(Change::between("member", before.email.as_str(), ""))
            .chain(access_changes(Some(&before.access), None))
            .flatten();
        context.audit(&mut tx, Some(account), None, action, changes).await?;
        tx.delete_person(account, person).await?;
        Ok(tx.commit().await?)
    }

    /// The member before the access becomes `after`. Until the end of the transaction nobody else changes a member.
    async fn begin(
        &self,
        tx: &mut Tx,
        account: AccountId,
        person: PersonId,
        after: Option<&Access>,
    ) -> Result<PersonRow, Error> {
        let owners = tx.owner_count(account).await?;
        let before = tx.person(account, person).await?.ok_or(Error::NotFound)?;
        let is_own = self.0.member()?.1 == person;
        if !is_own {
            self.may_replace(Some(&before.access), after)?;
        }
        let stays_owner = after.is_some_and(Access::is_full_owner);
        if before.access.is_full_owner() && !stays_owner && owners <= 1 {
            return Err(Error::MemberRefused(MemberRefusal::LastOwner));
        }
        Ok(before)
    }

    fn may_replace(&self, before: Option<&Access>, after: Option<&Access>) -> Result<(), Error> {
        if matches!(self.0.actor, Actor::Token(_)) && concerns_owner(before, after) {
            return Err(Error::Forbidden(AccessRefusal::Token(Permission::TransferOwnership.scope())));
        }
        may_replace(self.0.member()?.2, before, after).map_err(Error::MemberRefused)
    }
}

/// The chosen applications belong to the account; otherwise [`Error::Invalid`] at [`Field::Applications`].
async fn check_applications(tx: &mut Tx, account: AccountId, access: &Access) -> Result<(), Error> {
    for sdkappid in access.applications.iter().flatten() {
        if tx.application(account, *sdkappid).await?.is_none() {
            let invalid = InvalidField { field: Field::Applications, problem: Problem::NotAChoice };
            return Err(Error::Invalid(vec![invalid]));
        }
    }
    Ok(())
}

/// The token in the link of an invitation.
pub(crate) fn open_token(context: &Context<'_>, row: &InvitationRow) -> Result<String, Error> {
    let token_hash = row.token_hash.as_slice().try_into();
    let token_hash = token_hash.map_err(|_| Error::Internal("the hash of an invitation".into()))?;
    let binding = Binding::Invitation { account: row.account, token_hash };
    let opened = secrets::open_bytes(context.deps, &binding, row.sealed.clone())?;
    String::from_utf8(opened.to_vec()).map_err(|_| Error::Internal("the token of an invitation".into()))
}

pub(crate) fn taken() -> Error {
    Error::Invalid(vec![InvalidField { field: Field::Email, problem: Problem::Listed }])
}

fn access_changes(before: Option<&Access>, after: Option<&Access>) -> [Option<Change>; 2] {
    let role = |access: Option<&Access>| access.map(|access| access.role.code()).unwrap_or_default();
    let applications = |access: Option<&Access>| match access.map(|access| &access.applications) {
        None => String::new(),
        Some(None) => "all".into(),
        Some(Some(chosen)) => chosen.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
    };
    [
        Change::between("role", role(before), role(after)),
        Change::between("applications", &applications(before), &applications(after)),
    ]
}

fn member(row: PersonRow) -> Member {
    Member { id: row.person, email: row.email, access: row.access, joined_at: row.created_at }
}
