//! **Create Application**.

use domain::account::AccountId;
use domain::account::permission::Permission;
use domain::application::lifecycle::Life;
use domain::application::sdkappid::Sdkappid;
use domain::application::{Application, NewApplication};
use domain::audit::{Action, Change};
use domain::time::Timestamp;
use domain::usersig::user_id::UserId;
use store::Tx;

use crate::keys::rotation;
use crate::{Applications, Context, Error};

/// Upper limit of random SDKAppIDs that are tried. With a tenth of all of them taken, so many in a row
/// are taken once in 10^16 times.
const MAX_DRAWS: usize = 16;
/// The version of an application's first key.
pub(super) const FIRST_KEY: i64 = 1;

impl Applications<'_> {
    /// Creates an application with its first key. [`Error::LimitReached`] when the account has as many as it
    /// may have.
    pub async fn create(&self, application: NewApplication) -> Result<Sdkappid, Error> {
        let Self(context) = self;
        let account = context.permitted(Permission::CreateApplications)?;
        let limit = context.deps.policy.application_limit;

        let mut tx = context.deps.store.begin().await?;
        // Counting locks the account: from here on its creations go one after the other.
        let count = tx.application_count(account).await?;
        if count >= limit {
            return Err(Error::LimitReached { limit });
        }
        let now = context.now();
        let created = insert(context, &mut tx, account, application, now).await?;
        let key = rotation::new_key(context);
        rotation::insert(context, &mut tx, account, created.sdkappid, FIRST_KEY, &key).await?;
        tx.insert_administrator(account, created.sdkappid, &UserId::administrator(), now).await?;
        let changes = [
            Change::between("name", "", created.name.as_str()),
            Change::between("description", "", created.description.as_str()),
            Change::between("region", "", created.region.code()),
        ];
        let (sdkappid, changes) = (Some(created.sdkappid), changes.into_iter().flatten());
        context.audit(&mut tx, Some(account), sdkappid, Action::ApplicationCreated, changes).await?;
        tx.commit().await?;
        Ok(created.sdkappid)
    }
}

/// Inserts the application under an SDKAppID that was never taken.
async fn insert(
    context: &Context<'_>,
    tx: &mut Tx,
    account: AccountId,
    NewApplication { name, description, region }: NewApplication,
    now: Timestamp,
) -> Result<Application, Error> {
    let mut application = Application {
        sdkappid: random_sdkappid(context),
        name,
        description,
        region,
        life: Life::begin(now),
        created_at: now,
        version: 1,
    };
    for _ in 0..MAX_DRAWS {
        if tx.insert_application(account, &application).await? {
            return Ok(application);
        }
        application.sdkappid = random_sdkappid(context);
    }
    Err(Error::Internal(format!("{MAX_DRAWS} SDKAppIDs in a row are taken")))
}

fn random_sdkappid(context: &Context<'_>) -> Sdkappid {
    let mut random = [0; 8];
    context.random().fill(&mut random);
    Sdkappid::from_random(u64::from_be_bytes(random))
}
