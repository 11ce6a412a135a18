//! Requests to technical support: filed by people, settled or answered by whoever runs the installation.

use domain::account::AccountId;
use domain::account::permission::Permission;
use domain::application::lifecycle::Step;
use domain::application::sdkappid::Sdkappid;
use domain::audit::{Action, Change};
use domain::support::{
    FiledRequest, MessageText, NewRequest, RequestAction, RequestState, Side, SupportMessage, SupportRequest,
    Topic,
};
use store::Tx;

use crate::applications::{shred, write_step};
use crate::{Context, Error, Person};

/// Requests of a page.
const PAGE: u32 = 50;

/// Requests of the actor's account; of all accounts for whoever runs the installation.
#[derive(Clone, Copy)]
pub struct Support<'a>(pub(crate) Context<'a>);

impl Support<'_> {
    /// The latest requests before the one of that number, or of all, and whether there are older ones.
    pub async fn list(&self, before: Option<i64>) -> Result<(Vec<FiledRequest>, bool), Error> {
        let Self(context) = self;
        context.permitted(Permission::ViewRequests)?;
        let person = context.person()?;
        let before = before.unwrap_or(i64::MAX);
        let mut rows = context.deps.store.requests(scope(person), before, PAGE + 1).await?;
        let has_older = rows.len() > PAGE as usize;
        rows.truncate(PAGE as usize);
        Ok((rows, has_older))
    }

    /// One request, and on which side of it the actor is.
    pub async fn request(&self, id: i64) -> Result<(FiledRequest, Side), Error> {
        let Self(context) = self;
        context.permitted(Permission::ViewRequests)?;
        let person = context.person()?;
        let row = context.deps.store.request(scope(person), id).await?.ok_or(Error::NotFound)?;
        Ok((row, side(person)))
    }

    /// Asks something. `application`, if one is named, is the account's own.
    pub async fn create(&self, new: NewRequest, application: Option<Sdkappid>) -> Result<i64, Error> {
        let Self(context) = self;
        context.permitted(Permission::FileRequests)?;
        let person = context.person()?;
        let account = person.account;
        let mut tx = context.deps.store.begin().await?;
        if let Some(sdkappid) = application {
            tx.application(account, sdkappid).await?.ok_or(Error::NotFound)?;
        }
        let now = context.now();
        let subject = Change::between("subject", "", new.subject.as_str());
        let request = SupportRequest::open(new, Topic::Question, application, person.person, now);
        let id = tx.insert_request(account, &request, now).await?;
        context.audit(&mut tx, Some(account), application, Action::RequestFiled, subject).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// **Delete** on a paid application: asks for it. Refused as [`Step::RequestDeletion`] is. The person has to have proved
    /// lately who they are.
    pub async fn request_deletion(&self, sdkappid: Sdkappid, new: NewRequest) -> Result<i64, Error> {
        let Self(context) = self;
        context.permitted_on(Permission::ChangeStatus, sdkappid)?;
        context.permitted(Permission::FileRequests)?;
        let person = context.verified_lately()?;
        let account = person.account;
        let mut tx = context.deps.store.begin().await?;
        let account_balance = tx.account_balance(account).await?;
        write_step(context, &mut tx, account, account_balance, sdkappid, Step::RequestDeletion).await?;
        let now = context.now();
        let subject = Change::between("subject", "", new.subject.as_str());
        let request = SupportRequest::open(new, Topic::Deletion, Some(sdkappid), person.person, now);
        let id = tx.insert_request(account, &request, now).await?;
        context.audit(&mut tx, Some(account), Some(sdkappid), Action::DeletionRequested, subject).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Writes something in a request: an answer, or more of the question.
    pub async fn reply(&self, id: i64, text: MessageText) -> Result<(), Error> {
        let Self(context) = self;
        let (mut tx, person, row) = self.begin(id).await?;
        let state = next(&row.request, person, RequestAction::Write)?;
        let (now, side) = (context.now(), side(person));
        let written = SupportMessage { by: Some(person.person), side, at: now, text };
        tx.insert_message(id, row.request.messages.len(), &written).await?;
        tx.set_request_state(id, state, now).await?;
        let change = Change::between("state", code(row.request.state), code(state));
        let (account, application) = (Some(row.account), row.request.application);
        context.audit(&mut tx, account, application, Action::RequestAnswered, change).await?;
        Ok(tx.commit().await?)
    }

    /// An operator has done what was asked for. Settling a deletion deletes the application, which has to be
    /// disabled.
    pub async fn settle(&self, id: i64) -> Result<(), Error> {
        let Self(context) = self;
        let (mut tx, person, row) = self.begin(id).await?;
        let state = next(&row.request, person, RequestAction::Settle)?;
        let (account, application) = (row.account, row.request.application);
        if let (Topic::Deletion, Some(sdkappid)) = (row.request.topic, application) {
            let account_balance = tx.account_balance(account).await?;
            let step = Step::DeleteOnRequest;
            let (_, status) = write_step(context, &mut tx, account, account_balance, sdkappid, step).await?;
            context.audit(&mut tx, Some(account), application, Action::ApplicationDeleted, status).await?;
            shred(context, &mut tx, account, sdkappid, account_balance).await?;
        }
        self.finish(tx, row, state, Action::RequestSettled).await
    }

    /// Whoever asked takes it back; an operator's answer that nothing is deleted leaves the request open.
    pub async fn withdraw(&self, id: i64) -> Result<(), Error> {
        let Self(context) = self;
        let (mut tx, person, row) = self.begin(id).await?;
        // Whoever runs the installation may have asked something too.
        let own = row.account == person.account;
        let side = if own { Side::Customer } else { side(person) };
        let state = row.request.next(side, RequestAction::Withdraw).map_err(Error::SupportRefused)?;
        let (account, application) = (row.account, row.request.application);
        if let (Topic::Deletion, Some(sdkappid)) = (row.request.topic, application) {
            let account_balance = tx.account_balance(account).await?;
            write_step(context, &mut tx, account, account_balance, sdkappid, Step::DismissRequest).await?;
            context.audit(&mut tx, Some(account), application, Action::DeletionDismissed, None).await?;
        }
        self.finish(tx, row, state, Action::RequestWithdrawn).await
    }

    async fn begin(&self, id: i64) -> Result<(Tx, &Person, FiledRequest), Error> {
        let Self(context) = self;
        context.permitted(Permission::FileRequests)?;
        let person = context.person()?;
        let mut tx = context.deps.store.begin().await?;
        let row = tx.request(scope(person), id).await?.ok_or(Error::NotFound)?;
        Ok((tx, person, row))
    }

    async fn finish(
        &self,
        mut tx: Tx,
        row: FiledRequest,
        state: RequestState,
        action: Action,
    ) -> Result<(), Error> {
        let Self(context) = self;
        tx.set_request_state(row.id, state, context.now()).await?;
        let change = Change::between("state", code(row.request.state), code(state));
        context.audit(&mut tx, Some(row.account), row.request.application, action, change).await?;
        Ok(tx.commit().await?)
    }
}

/// Whoever runs the installation sees the requests of all accounts.
fn scope(person: &Person) -> Option<AccountId> {
    (!person.operator).then_some(person.account)
}

const fn side(person: &Person) -> Side {
    if person.operator { Side::Operator } else { Side::Customer }
}

fn next(request: &SupportRequest, person: &Person, act: RequestAction) -> Result<RequestState, Error> {
    request.next(side(person), act).map_err(Error::SupportRefused)
}

const fn code(state: RequestState) -> &'static str {
    match state {
        RequestState::Open => "open",
        RequestState::Answered => "answered",
        RequestState::Settled => "settled",
        RequestState::Withdrawn => "withdrawn",
    }
}
