//! The context of a use case: who acts, with which permissions, and the audit entry that every change leaves.

pub(crate) mod actor;
pub(crate) mod clock;

use std::net::IpAddr;

use domain::account::access::Access;
use domain::account::permission::Permission;
use domain::account::{AccountId, PersonId};
use domain::application::lifecycle::Moment;
use domain::application::sdkappid::Sdkappid;
use domain::audit::{Action, AuditEntry, Change};
use domain::billing::account_balance::AccountBalance;
use domain::time::Timestamp;
use store::{Limits, Tx};

use crate::console::Deps;
use crate::context::actor::SYSTEM;
use crate::webhooks::emit;
use crate::{
    Account, Actor, Applications, AuditTrail, Auth, Billing, Certificates, Devices, Drafts, Error, Keys,
    Members, Operations, Person, Pushes, Random, Service, Submission, Support, Tokens, UserSigs, Webhooks,
};

/// Context of a use case: the actor, the dependencies, and the idempotency token of the request.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub(crate) deps: &'a Deps,
    pub(crate) actor: &'a Actor,
    /// Idempotency token of the request, if its form has one.
    pub(crate) submission: Option<&'a Submission>,
}

impl<'a> Context<'a> {
    /// Setup and sign-in.
    pub fn auth(&self) -> Auth<'a> {
        Auth(*self)
    }

    /// Use cases on the applications of the account.
    pub fn applications(&self) -> Applications<'a> {
        Applications(*self)
    }

    /// The audit trail of the account.
    pub fn audit_trail(&self) -> AuditTrail<'a> {
        AuditTrail(*self)
    }

    /// The keys of its applications.
    pub fn keys(&self) -> Keys<'a> {
        Keys(*self)
    }

    /// Use cases of the UserSig tool.
    pub fn usersigs(&self) -> UserSigs<'a> {
        UserSigs(*self)
    }

    /// The person's own account.
    pub fn account(&self) -> Account<'a> {
        Account(*self)
    }

    /// The members of the account.
    pub fn members(&self) -> Members<'a> {
        Members(*self)
    }

    /// Use cases on the balance and the ledger of the account.
    pub fn billing(&self) -> Billing<'a> {
        Billing(*self)
    }

    /// The person's own API tokens.
    pub fn tokens(&self) -> Tokens<'a> {
        Tokens(*self)
    }

    /// The push certificates of its applications.
    pub fn certificates(&self) -> Certificates<'a> {
        Certificates(*self)
    }

    /// The devices of its applications.
    pub fn devices(&self) -> Devices<'a> {
        Devices(*self)
    }

    /// The pushes of its applications.
    pub fn pushes(&self) -> Pushes<'a> {
        Pushes(*self)
    }

    /// Requests to technical support.
    pub fn support(&self) -> Support<'a> {
        Support(*self)
    }

    /// The webhook endpoints of the account.
    pub fn webhooks(&self) -> Webhooks<'a> {
        Webhooks(*self)
    }

    /// Drafts of refused forms of this browser.
    pub fn drafts(&self) -> Drafts<'a> {
        Drafts(*self)
    }

    /// Use cases of `/v4`, which back ends of applications call.
    pub fn service(&self) -> Service<'a> {
        Service(*self)
    }

    /// Use cases of the command line.
    pub fn operations(&self) -> Operations<'a> {
        Operations(*self)
    }

    /// The same context on behalf of [`Actor::System`], for what is settled automatically before the actor's change.
    pub(crate) fn as_system(&self) -> Self {
        Self { deps: self.deps, actor: &SYSTEM, submission: None }
    }

    /// The signed-in person, or [`Error::SignedOut`]: nobody else may. [`Error::SecondFactorRequired`] for a person who
    /// has to set a second factor up first.
    pub(crate) fn person(&self) -> Result<&'a Person, Error> {
        let person = self.signed_in()?;
        if person.must_enrol() { Err(Error::SecondFactorRequired) } else { Ok(person) }
    }

    /// [`person`](Self::person), if they proved lately who they are: for what matters most.
    /// [`Error::VerificationNeeded`] if that is longer ago.
    pub(crate) fn verified_lately(&self) -> Result<&'a Person, Error> {
        let person = self.person()?;
        self.verified(person)
    }

    /// [`signed_in`](Self::signed_in), if they proved lately who they are: for setting a second factor up.
    pub(crate) fn verified_to_enrol(&self) -> Result<&'a Person, Error> {
        let person = self.signed_in()?;
        self.verified(person)
    }

    /// The same for whoever may also be a program: a token was made by somebody who had proved lately who they are.
    pub(crate) fn verified_or_token(&self) -> Result<(), Error> {
        match self.actor {
            Actor::Token(_) => self.member().map(|_| ()),
            _ => self.verified_lately().map(|_| ()),
        }
    }

    fn verified(&self, person: &'a Person) -> Result<&'a Person, Error> {
        let is_fresh = self.now().since(person.verified_at) <= self.deps.policy.verification_freshness;
        if is_fresh { Ok(person) } else { Err(Error::VerificationNeeded) }
    }

    /// The signed-in person, or [`Error::SignedOut`], also before they have set a required second factor up.
    pub(crate) fn signed_in(&self) -> Result<&'a Person, Error> {
        match self.actor {
            Actor::Person(person) => Ok(person),
            Actor::Stranger(_) | Actor::Token(_) | Actor::Operator | Actor::System => Err(Error::SignedOut),
        }
    }

    /// Account, person and access of somebody who is signed in, or of an API token; [`Error::SignedOut`] for all others.
    /// [`Error::SecondFactorRequired`] where the person has to set a second factor up first.
    pub(crate) fn member(&self) -> Result<(AccountId, PersonId, &'a Access), Error> {
        match self.actor {
            Actor::Person(_) => {
                let person = self.person()?;
                Ok((person.account, person.person, &person.access))
            }
            Actor::Token(token) if token.must_enrol => Err(Error::SecondFactorRequired),
            Actor::Token(token) => Ok((token.account, token.person, &token.access)),
            Actor::Stranger(_) | Actor::Operator | Actor::System => Err(Error::SignedOut),
        }
    }

    /// Checks that the actor has `permission` in their account; what concerns applications is then checked for each by
    /// [`Context::includes`]. [`Error::Forbidden`] says why not.
    pub(crate) fn permitted(&self, permission: Permission) -> Result<AccountId, Error> {
        let (account, _, access) = self.member()?;
        access.check(permission).map_err(Error::Forbidden)?;
        if let Actor::Token(token) = self.actor {
            token.check(permission).map_err(Error::Forbidden)?;
        }
        Ok(account)
    }

    /// The same for one application, which is [`Error::NotFound`] for somebody who may not know of it.
    pub(crate) fn permitted_on(
        &self,
        permission: Permission,
        sdkappid: Sdkappid,
    ) -> Result<AccountId, Error> {
        let (.., access) = self.member()?;
        if !access.includes(sdkappid) {
            return Err(Error::NotFound);
        }
        self.permitted(permission)
    }

    /// Whose chosen applications the actor is limited to.
    pub(crate) fn limits(&self) -> Limits {
        match self.actor {
            Actor::Person(Person { person, access, .. }) => {
                Limits { member: access.applications.is_some().then_some(*person), token: None }
            }
            Actor::Token(token) => Limits {
                member: token.is_person_limited.then_some(token.person),
                token: token.is_limited.then_some(token.id),
            },
            Actor::Stranger(_) | Actor::Operator | Actor::System => Limits::default(),
        }
    }

    /// Whether the actor may know of the application.
    pub(crate) fn includes(&self, sdkappid: Sdkappid) -> bool {
        self.member().is_ok_and(|(.., access)| access.includes(sdkappid))
    }

    /// Checks for [`Actor::Operator`], the command line; [`Error::NotFound`] for everybody else.
    pub(crate) fn operator(&self) -> Result<(), Error> {
        matches!(self.actor, Actor::Operator).then_some(()).ok_or(Error::NotFound)
    }

    /// Whether the actor is a signed-in person who is an operator.
    pub(crate) fn is_operator(&self) -> bool {
        self.person().is_ok_and(|person| person.operator)
    }

    /// The signed-in person, if they are an operator; [`Error::NotFound`] otherwise.
    pub(crate) fn operating_person(&self) -> Result<&'a Person, Error> {
        let person = self.person()?;
        if person.operator { Ok(person) } else { Err(Error::NotFound) }
    }

    /// The current time and rules, for an account of that standing.
    pub(crate) fn moment(&self, account_balance: AccountBalance) -> Moment {
        account_balance.at(self.now(), self.deps.catalogue.get().policy())
    }

    /// Client address and `User-Agent` of the request.
    pub(crate) fn browser(&self) -> Result<(IpAddr, &'a str), Error> {
        match self.actor {
            Actor::Stranger(stranger) => Ok((stranger.address, &stranger.browser)),
            Actor::Person(person) => Ok((person.address, &person.browser)),
            Actor::Token(_) | Actor::Operator | Actor::System => Err(Error::SignedOut),
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.deps.clock.now()
    }

    pub(crate) fn random(&self) -> &'a dyn Random {
        &*self.deps.random
    }

    /// Writes what the actor did into the audit trail, in the transaction that does it, and tells webhooks.
    /// [`Error::DoneAlready`] where another request with the same form has done it.
    pub(crate) async fn audit(
        &self,
        tx: &mut Tx,
        account: Option<AccountId>,
        sdkappid: Option<Sdkappid>,
        action: Action,
        changes: impl IntoIterator<Item = Change>,
    ) -> Result<(), Error> {
        self.audit_as(self.actor.to_string(), tx, account, sdkappid, action, changes).await
    }

    /// The same under another name, for an actor who signs in with this change.
    pub(crate) async fn audit_as(
        &self,
        who: String,
        tx: &mut Tx,
        account: Option<AccountId>,
        sdkappid: Option<Sdkappid>,
        action: Action,
        changes: impl IntoIterator<Item = Change>,
    ) -> Result<(), Error> {
        // A failed sign-in does not use the form up.
        if action != Action::SignInFailed {
            self.claim(tx, sdkappid).await?;
        }
        let entry = AuditEntry { at: self.now(), who, action, changes: changes.into_iter().collect() };
        if let Some(account) = account {
            emit::audited(self, tx, account, sdkappid, &entry).await?;
        }
        Ok(tx.append_audit(account, sdkappid, entry)?)
    }
}
