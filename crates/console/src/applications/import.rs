//! **Import Application**.

use domain::account::permission::Permission;
use domain::application::lifecycle::Life;
use domain::application::sdkappid::Sdkappid;
use domain::application::{Application, ImportedApplication};
use domain::audit::{Action, Change};
use domain::field::{Field, InvalidField, Problem};
use domain::usersig::user_id::UserId;

use super::create::FIRST_KEY;
use crate::keys::rotation;
use crate::{Applications, Error};

impl Applications<'_> {
    /// Takes an application that exists elsewhere, with its SDKAppID and its key. It begins here as a new one
    /// does. An SDKAppID that was ever taken, by whomever, is [`Error::Invalid`] at [`Field::Sdkappid`]: calls
    /// of `/v4` name nothing else, so it can be there once only.
    pub async fn import(&self, imported: ImportedApplication) -> Result<Sdkappid, Error> {
        let Self(context) = self;
        let account = context.permitted(Permission::CreateApplications)?;
        let limit = context.deps.policy.application_limit;
        let mut tx = context.deps.store.begin().await?;
        if tx.application_count(account).await? >= limit {
            return Err(Error::LimitReached { limit });
        }
        let (sdkappid, new, now) = (imported.sdkappid, imported.application, context.now());
        let application = Application {
            sdkappid,
            name: new.name,
            description: new.description,
            region: new.region,
            life: Life::begin(now),
            created_at: now,
            version: 1,
        };
        if !tx.insert_application(account, &application).await? {
            return Err(Error::Invalid(vec![InvalidField {
                field: Field::Sdkappid,
                problem: Problem::Taken,
            }]));
        }
        rotation::insert(context, &mut tx, account, sdkappid, FIRST_KEY, &imported.key).await?;
        tx.insert_administrator(account, sdkappid, &UserId::administrator(), now).await?;
        let changes = [
            Change::between("name", "", application.name.as_str()),
            Change::between("algorithm", "", imported.key.algorithm().code()),
        ];
        let changes = changes.into_iter().flatten();
        context.audit(&mut tx, Some(account), Some(sdkappid), Action::ApplicationImported, changes).await?;
        tx.commit().await?;
        Ok(sdkappid)
    }
}
