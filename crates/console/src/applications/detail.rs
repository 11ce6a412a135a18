//! Everything that the Chat detail page shows.

use domain::account::permission::Permission;
use std::time::Duration;

use domain::application::sdkappid::Sdkappid;
use domain::application::{ApplicationDetail, ApplicationName};

use crate::keys::{reveal, rotation, usage};
use crate::{Applications, Error, secrets};

/// For how long a key that ended is still shown.
const ENDED_SHOWN: Duration = Duration::from_hours(7 * 24);
/// Maximum number of changes shown, besides those that are only counted.
const RECENT: u32 = 8;

impl Applications<'_> {
    pub async fn name(&self, sdkappid: Sdkappid) -> Result<ApplicationName, Error> {
        let Self(context) = self;
        let account = context.permitted_on(Permission::ViewApplications, sdkappid)?;
        let application = context.deps.store.application(account, sdkappid).await?;
        application.map(|application| application.name).ok_or(Error::NotFound)
    }

    /// One application, with the facts of its current key and its recent changes.
    ///
    /// `reveal` is a token of [`Keys::show`](crate::Keys::show); it is taken away by this call, and the secret
    /// is in this one answer. A token that is used up, too old or somebody else's reveals nothing.
    pub async fn detail(&self, sdkappid: Sdkappid, reveal: Option<&str>) -> Result<ApplicationDetail, Error> {
        let Self(context) = self;
        let account = context.permitted_on(Permission::ViewApplications, sdkappid)?;
        let store = &context.deps.store;
        let (application, mut keys, account_balance, recent, uses, administrators) = Box::pin(async {
            tokio::try_join!(
                store.application(account, sdkappid),
                store.keys(account, sdkappid),
                store.account_balance(account),
                store.recent_changes(account, sdkappid, RECENT),
                store.key_uses(account, sdkappid, usage::window_start(context.now())),
                store.administrators(account, sdkappid),
            )
        })
        .await?;
        let application = application.ok_or(Error::NotFound)?;
        // It is being deleted, if it has no key any more.
        let key = keys.iter().find(|key| key.life.is_current()).ok_or(Error::NotFound)?.clone();
        let at = context.moment(account_balance);
        let now = at.now;
        keys.retain(|key| key.life.ends_at.is_none_or(|end| now.since(end) < ENDED_SHOWN));
        let revealed = match reveal {
            Some(token)
                if context.permitted_on(Permission::ShowKeys, sdkappid).is_ok()
                    && reveal::take_reveal(context, context.person()?, sdkappid, token).await? =>
            {
                Some(secrets::open(context.deps, account, sdkappid, &key)?.expose().to_string())
            }
            _ => None,
        };
        let keys = rotation::states(keys, &uses, now);
        Ok(ApplicationDetail { at, application, key: key.facts(), keys, administrators, revealed, recent })
    }
}
