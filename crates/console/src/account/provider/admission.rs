//! Lets the person of an identity in: finds or creates them, gives them the role of their groups, and begins a session.

use domain::account::access::Access;
use domain::account::member::MAX_MEMBERS;
use domain::account::permission::Role;
use domain::account::personal_mail::SecurityEvent;
use domain::account::provider::ProviderProblem;
use domain::account::{AccountId, PersonId};
use domain::audit::{Action, CONSOLE, Change};
use store::{InvitationRow, NewPerson, PersonRow, Tx};

use super::{Identity, ProviderSignIn};
use crate::account::auth::{Attempt, admit};
use crate::account::backoff::Subject;
use crate::account::{personal_mail, rate_limit, second_factor};
use crate::{Auth, Context, Error};

/// Who an identity stands for.
enum Who {
    /// Somebody who signed in with it before.
    Known(AccountId, PersonId),
    /// A member with its address.
    Member(AccountId, PersonId),
    /// Somebody who was invited.
    Invited(Box<InvitationRow>),
    /// Anybody else, who may join that account.
    New(AccountId),
}

impl Auth<'_> {
    /// Signs in with an identity that the provider has vouched for. The identity that somebody signed in with before counts,
    /// whatever its address is now; for the first time, the address does.
    ///
    /// `device` is what [`SignedIn::device`](crate::SignedIn::device) gave the browser, if it has one.
    pub async fn sign_in_with_provider(
        &self,
        identity: &Identity,
        device: Option<&str>,
    ) -> Result<ProviderSignIn, Error> {
        let Self(context) = self;
        let roles = &context.deps.policy.provider.roles;
        let who = match self.who_is(identity).await? {
            Ok(who) => who,
            Err(problem) => return refuse(context, identity, None, problem).await,
        };
        let role = roles.role_of(&identity.groups);
        if role.is_none() && !roles.is_empty() {
            let known = match who {
                Who::Known(account, person) => Some((account, person)),
                _ => None,
            };
            return refuse(context, identity, known, ProviderProblem::NoRole).await;
        }
        let mut tx = context.deps.store.begin().await?;
        let row = match who {
            Who::Known(account, person) => {
                member(context, &mut tx, (account, person), role, identity).await?
            }
            Who::Member(account, person) => {
                let row = member(context, &mut tx, (account, person), role, identity).await?;
                let row = link(context, &mut tx, row, identity).await?;
                if let Some(row) = &row {
                    let event = SecurityEvent::IdentityLinked { issuer: identity.issuer.clone() };
                    personal_mail::tell(context, &mut tx, (account, &row.email), event).await?;
                }
                row
            }
            Who::Invited(invitation) => {
                let row = join_invited(context, &mut tx, *invitation, role, identity).await?;
                link(context, &mut tx, row, identity).await?
            }
            Who::New(account) => {
                let row = join(context, &mut tx, account, role, identity).await?;
                link(context, &mut tx, row, identity).await?
            }
        };
        let Some(row) = row else {
            drop(tx);
            return refuse(context, identity, None, ProviderProblem::NoAccount).await;
        };
        let (address, _) = context.browser()?;
        rate_limit::undo_attempt(&mut tx, &Subject::provider(address)).await?;
        let authenticator = tx.authenticator(row.account, row.person).await?;
        let owes_code = authenticator.is_some_and(|row| row.confirmed_at.is_some());
        let signed_in = if owes_code && !identity.has_second_factor {
            let pending = second_factor::begin_sign_in(context, &mut tx, row.account, row.person).await?;
            ProviderSignIn::CodeNeeded(pending)
        } else {
            let attempt = Attempt::with_provider(&identity.issuer, device);
            ProviderSignIn::Done(admit(context, &mut tx, &row, &attempt).await?)
        };
        tx.commit().await?;
        Ok(signed_in)
    }

    /// Who the identity stands for, or why it stands for nobody.
    async fn who_is(&self, identity: &Identity) -> Result<Result<Who, ProviderProblem>, Error> {
        let Self(context) = self;
        let store = &context.deps.store;
        if let Some((account, person)) = store.person_of_identity(&identity.issuer, &identity.subject).await?
        {
            return Ok(Ok(Who::Known(account, person)));
        }
        let Some(email) = &identity.verified_email else {
            return Ok(Err(ProviderProblem::EmailNotVerified));
        };
        if let Some(row) = store.person_by_email(email).await? {
            return Ok(Ok(Who::Member(row.account, row.person)));
        }
        if let Some(invitation) = store.invitation_to(email, context.now()).await? {
            return Ok(Ok(Who::Invited(Box::new(invitation))));
        }
        let account = store.first_account().await?.filter(|_| context.deps.policy.provider.admits_everybody);
        let Some(account) = account else { return Ok(Err(ProviderProblem::NoAccount)) };
        let people = store.members(account).await?.len() + store.invitations(account).await?.len();
        Ok(if people < MAX_MEMBERS { Ok(Who::New(account)) } else { Err(ProviderProblem::NoAccount) })
    }
}

/// Writes why somebody was not let in. Whoever is `known` and has lost their role is signed out everywhere.
async fn refuse(
    context: &Context<'_>,
    identity: &Identity,
    known: Option<(AccountId, PersonId)>,
    problem: ProviderProblem,
) -> Result<ProviderSignIn, Error> {
    let mut tx = context.deps.store.begin().await?;
    if let Some((account, person)) = known {
        tx.delete_sessions_except(account, person, None).await?;
        tx.delete_pending_sign_ins(account, person).await?;
    }
    let email = identity.verified_email.as_ref().map(ToString::to_string).unwrap_or_default();
    let changes = [
        Change::between("email", "", &email),
        Change::between("provider", "", &identity.issuer),
        Change::between("outcome", "", problem.code()),
    ];
    let (account, changes) = (known.map(|(account, _)| account), changes.into_iter().flatten());
    context.audit(&mut tx, account, None, Action::SignInFailed, changes).await?;
    tx.commit().await?;
    Ok(ProviderSignIn::Refused(problem))
}

/// Somebody who is there, with the role of their groups. None if they were removed meanwhile.
async fn member(
    context: &Context<'_>,
    tx: &mut Tx,
    (account, person): (AccountId, PersonId),
    role: Option<Role>,
    identity: &Identity,
) -> Result<Option<PersonRow>, Error> {
    // Locked before the person, as where members are changed.
    let owners = tx.owner_count(account).await?;
    let Some(mut row) = tx.person(account, person).await? else { return Ok(None) };
    let Some(role) = role.filter(|role| *role != row.access.role) else { return Ok(Some(row)) };
    let after = Access { role, ..row.access.clone() };
    if row.access.is_full_owner() && owners <= 1 {
        return Ok(Some(row));
    }
    tx.set_access(account, person, &after).await?;
    let changes = [
        Change::between("member", "", row.email.as_str()),
        Change::between("role", row.access.role.code(), role.code()),
        Change::between("provider", "", &identity.issuer),
    ];
    let changes = changes.into_iter().flatten();
    context.audit_as(CONSOLE.into(), tx, Some(account), None, Action::MemberChanged, changes).await?;
    row.access = after;
    Ok(Some(row))
}

/// Makes the identity that of the person. None if they have another one at this provider: an address that was given to
/// somebody else lets nobody in.
async fn link(
    context: &Context<'_>,
    tx: &mut Tx,
    row: Option<PersonRow>,
    identity: &Identity,
) -> Result<Option<PersonRow>, Error> {
    let Some(row) = row else { return Ok(None) };
    let name = (identity.issuer.as_str(), identity.subject.as_str());
    if !tx.insert_identity(row.account, row.person, name, context.now()).await? {
        return Ok(None);
    }
    let changes = [
        Change::between("provider", "", &identity.issuer),
        Change::between("identity", "", &identity.subject),
    ];
    let (who, changes) = (row.email.to_string(), changes.into_iter().flatten());
    context.audit_as(who, tx, Some(row.account), None, Action::IdentityLinked, changes).await?;
    Ok(Some(row))
}

/// Accepts an invitation. The role of the groups counts more than that of the invitation.
async fn join_invited(
    context: &Context<'_>,
    tx: &mut Tx,
    InvitationRow { account, invitation, .. }: InvitationRow,
    role: Option<Role>,
    identity: &Identity,
) -> Result<Option<PersonRow>, Error> {
    // Whoever deletes it has accepted it: it may have been revoked, or accepted by its link, meanwhile.
    if tx.delete_invitation(account, invitation.id).await?.is_none() {
        return Ok(None);
    }
    let access = Access { role: role.unwrap_or(invitation.access.role), ..invitation.access };
    create(context, tx, (account, access), &invitation.invited_by, identity).await
}

/// Joins an account that admits everybody who has a role.
async fn join(
    context: &Context<'_>,
    tx: &mut Tx,
    account: AccountId,
    role: Option<Role>,
    identity: &Identity,
) -> Result<Option<PersonRow>, Error> {
    let Some(role) = role else { return Ok(None) };
    create(context, tx, (account, Access::whole_account(role)), "", identity).await
}

/// A new person without a password. None if somebody else has the address.
async fn create(
    context: &Context<'_>,
    tx: &mut Tx,
    (account, access): (AccountId, Access),
    invited_by: &str,
    identity: &Identity,
) -> Result<Option<PersonRow>, Error> {
    let Some(email) = identity.verified_email.clone() else { return Ok(None) };
    let new = NewPerson {
        account,
        email: email.clone(),
        password_hash: String::new(),
        access,
        operator: false,
        created_at: context.now(),
    };
    let Some(person) = tx.insert_person(&new).await? else { return Ok(None) };
    let changes = [
        Change::between("invited_by", "", invited_by),
        Change::between("role", "", new.access.role.code()),
        Change::between("provider", "", &identity.issuer),
    ];
    let changes = changes.into_iter().flatten();
    context.audit_as(email.into(), tx, Some(account), None, Action::MemberJoined, changes).await?;
    Ok(tx.person(account, person).await?)
}
