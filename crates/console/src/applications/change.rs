//! **Disable**, **Enable**, **Delete**.

use domain::application::Application;
use domain::audit::{Action, Change};
use domain::lifecycle::Event;
use domain::sdkappid::Sdkappid;

use crate::{Applications, Error};

impl Applications<'_> {
    /// Lets `event` happen to the application, or says why it cannot: [`Error::Refused`]. Deleting destroys
    /// its keys for good.
    pub async fn change(&self, sdkappid: Sdkappid, event: Event) -> Result<Application, Error> {
        let Self(acting) = self;
        let account = acting.person()?.account;
        let mut tx = acting.parts.store.begin().await?;
        let before = tx.application(account, sdkappid).await?.ok_or(Error::NotFound)?;
        let now = acting.now();
        let life = before.life.next(event, now).map_err(Error::Refused)?;
        let seen_version = before.version;
        let status = Change::between("status", before.status(now).code(), life.status(now).code());
        let after = Application { life, version: seen_version + 1, ..before };
        if !tx.update_application(account, &after, seen_version).await? {
            return Err(Error::Internal(format!("application {sdkappid} changed although it was locked")));
        }
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
}
