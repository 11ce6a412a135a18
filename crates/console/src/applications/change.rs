//! **Disable**, **Enable**, **Delete**, **Apply for Extension**.

use domain::application::Application;
use domain::audit::{Action, Change};
use domain::lifecycle::{Event, Life, Refusal, Step};
use domain::sdkappid::Sdkappid;
use store::Tx;

use crate::{Applications, Error};

impl Applications<'_> {
    /// Lets `event` happen to the application, or says why it cannot: [`Error::Refused`]. Deleting destroys
    /// its keys for good.
    pub async fn change(&self, sdkappid: Sdkappid, event: Event) -> Result<Application, Error> {
        let (mut tx, after, status) = self.step(sdkappid, event.into()).await?;
        let Self(acting) = self;
        let account = acting.person()?.account;
        let action = match event {
            Event::Disable => Action::ApplicationDisabled,
            Event::Enable => Action::ApplicationEnabled,
            Event::Delete => {
                tx.delete_keys(account, sdkappid).await?;
                Action::ApplicationDeleted
            }
        };
        acting.audit(&mut tx, Some(account), Some(sdkappid), action, status).await?;
        tx.commit().await?;
        Ok(after)
    }

    /// **Apply for Extension**: the trial lasts one calendar month longer, from its end, or from now if it is
    /// over. `seen` is the version that the person saw: the same form twice extends once.
    pub async fn extend(&self, sdkappid: Sdkappid, seen: i64) -> Result<Application, Error> {
        let (mut tx, after, status) = self.step(sdkappid, Step::Extend).await?;
        let Self(acting) = self;
        let account = acting.person()?.account;
        // What the step began with is what the person saw, or nothing is done.
        if after.version != seen.saturating_add(1) {
            return Err(Error::Refused(Refusal::Meanwhile));
        }
        let changes = status.into_iter().chain(Change::between("expires", "", &after.life.term.end().date()));
        acting.audit(&mut tx, Some(account), Some(sdkappid), Action::TrialExtended, changes).await?;
        tx.commit().await?;
        Ok(after)
    }

    /// Writes the state after `step`, in a transaction that is still open: what it is now, and how the
    /// status changed.
    async fn step(&self, sdkappid: Sdkappid, step: Step) -> Result<(Tx, Application, Option<Change>), Error> {
        let Self(acting) = self;
        let account = acting.person()?.account;
        let mut tx = acting.parts.store.begin().await?;
        let before = tx.application(account, sdkappid).await?.ok_or(Error::NotFound)?;
        let now = acting.now();
        let life = before.life.next(step, now).map_err(Error::Refused)?;
        // Deleting is for good: the keys are destroyed with it, and nothing could be restored.
        let life = Life { grace_until: None, ..life };
        let seen_version = before.version;
        let status = Change::between("status", before.status(now).code(), life.status(now).code());
        let after = Application { life, version: seen_version + 1, ..before };
        if !tx.update_application(account, &after, seen_version).await? {
            return Err(Error::Internal(format!("application {sdkappid} changed although it was locked")));
        }
        Ok((tx, after, status))
    }
}
