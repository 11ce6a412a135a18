//! The console in the hands of an actor: permission, and the audit entry that every change leaves.

pub(crate) mod actor;
pub(crate) mod clock;

use std::net::IpAddr;

use domain::account::AccountId;
use domain::application::lifecycle::Moment;
use domain::application::sdkappid::Sdkappid;
use domain::audit::{Action, Change, Entry};
use domain::billing::standing::Standing;
use domain::time::Timestamp;
use store::Tx;

use crate::console::Deps;
use crate::context::actor::SYSTEM;
use crate::{
    Account, Actor, Applications, Auth, Billing, Certificates, Drafts, Error, Keys, Operations, Person,
    Random, Service, Submission, Support, UserSigs,
};

/// The console in the hands of an actor.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub(crate) deps: &'a Deps,
    pub(crate) actor: &'a Actor,
    /// The form that the request at hand carries, if it is to take effect once.
    pub(crate) submission: Option<&'a Submission>,
}

impl<'a> Context<'a> {
    /// Setting up and signing in.
    pub fn auth(&self) -> Auth<'a> {
        Auth(*self)
    }

    /// The account's applications.
    pub fn applications(&self) -> Applications<'a> {
        Applications(*self)
    }

    /// The keys of its applications.
    pub fn keys(&self) -> Keys<'a> {
        Keys(*self)
    }

    /// The UserSig tool.
    pub fn usersigs(&self) -> UserSigs<'a> {
        UserSigs(*self)
    }

    /// The person's own account.
    pub fn account(&self) -> Account<'a> {
        Account(*self)
    }

    /// The account's money.
    pub fn billing(&self) -> Billing<'a> {
        Billing(*self)
    }

    /// The push certificates of its applications.
    pub fn certificates(&self) -> Certificates<'a> {
        Certificates(*self)
    }

    /// Requests to technical support.
    pub fn support(&self) -> Support<'a> {
        Support(*self)
    }

    /// Forms of this browser that were refused.
    pub fn drafts(&self) -> Drafts<'a> {
        Drafts(*self)
    }

    /// What back ends of applications call.
    pub fn service(&self) -> Service<'a> {
        Service(*self)
    }

    /// What the operator does at the command line.
    pub fn operations(&self) -> Operations<'a> {
        Operations(*self)
    }

    /// The same console in its own hands, for what happens by itself on the way to what the actor asked for.
    pub(crate) fn as_system(&self) -> Self {
        Self { deps: self.deps, actor: &SYSTEM, submission: None }
    }

    /// The signed-in person, or [`Error::SignedOut`]: nobody else may.
    pub(crate) fn person(&self) -> Result<&'a Person, Error> {
        match self.actor {
            Actor::Person(person) => Ok(person),
            Actor::Stranger(_) | Actor::Operator | Actor::System => Err(Error::SignedOut),
        }
    }

    /// Whether it is the operator at the command line; to everybody else there is no such thing.
    pub(crate) fn operator(&self) -> Result<(), Error> {
        matches!(self.actor, Actor::Operator).then_some(()).ok_or(Error::NotFound)
    }

    /// The signed-in person, who runs this installation; to everybody else there is no such thing.
    pub(crate) fn operating_person(&self) -> Result<&'a Person, Error> {
        let person = self.person()?;
        if person.operator { Ok(person) } else { Err(Error::NotFound) }
    }

    /// The rules that are in force, at this instant and for an account that stands so.
    pub(crate) fn moment(&self, standing: Standing) -> Moment {
        standing.at(self.now(), self.deps.catalogue.get().policy())
    }

    /// Where a browser's request comes from, and what the browser calls itself.
    pub(crate) fn browser(&self) -> Result<(IpAddr, &'a str), Error> {
        match self.actor {
            Actor::Stranger(stranger) => Ok((stranger.address, &stranger.browser)),
            Actor::Person(person) => Ok((person.address, &person.browser)),
            Actor::Operator | Actor::System => Err(Error::SignedOut),
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.deps.clock.now()
    }

    pub(crate) fn random(&self) -> &'a dyn Random {
        &*self.deps.random
    }

    /// Writes what the actor did into the audit trail, in the transaction that does it. [`Error::DoneAlready`] where
    /// another request with the same form has done it.
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

    /// The same for somebody who was a stranger until now.
    pub(crate) async fn audit_as(
        &self,
        who: String,
        tx: &mut Tx,
        account: Option<AccountId>,
        sdkappid: Option<Sdkappid>,
        action: Action,
        changes: impl IntoIterator<Item = Change>,
    ) -> Result<(), Error> {
        // Whoever failed may try again.
        if action != Action::SignInFailed {
            self.claim(tx, sdkappid).await?;
        }
        let entry = Entry { at: self.now(), who, action, changes: changes.into_iter().collect() };
        Ok(tx.insert_audit(account, sdkappid, &entry).await?)
    }
}
