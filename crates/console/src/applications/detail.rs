//! Everything that the Chat detail page shows.

use domain::application::Detail;
use domain::sdkappid::Sdkappid;

use crate::{Applications, Error, keys, secrets};

/// How many entries of the audit trail the page shows.
const RECENT: u32 = 8;

impl Applications<'_> {
    /// One application, with the facts of its current key and its recent changes.
    ///
    /// `reveal` is a token of [`Keys::show`](crate::Keys::show); it is taken away by this call, and the secret
    /// is in this one answer. A token that is used up, too old or somebody else's reveals nothing.
    pub async fn detail(&self, sdkappid: Sdkappid, reveal: Option<&str>) -> Result<Detail, Error> {
        let Self(acting) = self;
        let person = acting.person()?;
        let (account, store) = (person.account, &acting.parts.store);
        let application = store.application(account, sdkappid).await?.ok_or(Error::NotFound)?;
        // Deleted since the line above, if it has no key any more.
        let key = store.keys(account, sdkappid).await?.into_iter().next().ok_or(Error::NotFound)?;
        let revealed = match reveal {
            Some(token) if keys::take_reveal(acting, person, sdkappid, token).await? => {
                Some(secrets::open(acting.parts, account, sdkappid, &key)?.expose().to_owned())
            }
            _ => None,
        };
        let recent = store.recent_audit(account, sdkappid, RECENT).await?;
        Ok(Detail { now: acting.now(), application, key: key.facts(), revealed, recent })
    }
}
