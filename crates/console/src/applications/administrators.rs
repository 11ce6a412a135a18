//! The UserIDs that may call `/v4` for an application.

use domain::account::AccountId;
use domain::account::permission::Permission;
use domain::application::administrators::{AdministratorRefusal, Administrators};
use domain::application::sdkappid::Sdkappid;
use domain::audit::{Action, Change};
use domain::field::{Field, InvalidField, Problem};
use domain::usersig::user_id::UserId;
use store::Tx;

use crate::{Applications, Error};

impl Applications<'_> {
    /// Lets `user` call `/v4`, from the commit on. [`Error::Invalid`] at [`Field::UserId`] if it may already,
    /// or if there are as many as there may be.
    pub async fn add_administrator(&self, sdkappid: Sdkappid, user: &UserId) -> Result<(), Error> {
        let (mut tx, account, users) = self.begin_administrators(sdkappid).await?;
        users.with(user.clone()).map_err(wrong)?;
        tx.insert_administrator(account, sdkappid, user, self.0.now()).await?;
        let change = Change::between("administrator", "", user.as_str());
        self.0.audit(&mut tx, Some(account), Some(sdkappid), Action::AdministratorAdded, change).await?;
        Ok(tx.commit().await?)
    }

    /// Calls of `user` are refused from the commit on. [`Error::Invalid`] at [`Field::UserId`] if it is the
    /// last one, or none.
    pub async fn remove_administrator(&self, sdkappid: Sdkappid, user: &UserId) -> Result<(), Error> {
        let (mut tx, account, users) = self.begin_administrators(sdkappid).await?;
        users.without(user).map_err(wrong)?;
        tx.delete_administrator(account, sdkappid, user).await?;
        let change = Change::between("administrator", user.as_str(), "");
        self.0.audit(&mut tx, Some(account), Some(sdkappid), Action::AdministratorRemoved, change).await?;
        Ok(tx.commit().await?)
    }

    /// Locks the application and reads its administrators.
    async fn begin_administrators(
        &self,
        sdkappid: Sdkappid,
    ) -> Result<(Tx, AccountId, Administrators), Error> {
        let Self(context) = self;
        let account = context.permitted_on(Permission::EditApplications, sdkappid)?;
        let mut tx = context.deps.store.begin().await?;
        tx.application(account, sdkappid).await?.ok_or(Error::NotFound)?;
        let users = Administrators::from_stored(tx.administrators(account, sdkappid).await?);
        let users = users.ok_or_else(|| Error::Internal(format!("the administrators of {sdkappid}")))?;
        Ok((tx, account, users))
    }
}

fn wrong(refusal: AdministratorRefusal) -> Error {
    let problem = match refusal {
        AdministratorRefusal::AlreadyOne => Problem::Listed,
        AdministratorRefusal::NotOne => Problem::NotListed,
        AdministratorRefusal::TooMany => Problem::NoMore(Administrators::MAX_COUNT),
        AdministratorRefusal::LastOne => Problem::Last,
    };
    Error::Invalid(vec![InvalidField { field: Field::UserId, problem }])
}
