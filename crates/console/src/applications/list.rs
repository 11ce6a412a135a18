//! Finding applications.

use domain::account::permission::Permission;
use domain::application::ApplicationSuggestion;
use domain::application::lifecycle::Moment;
use domain::application::listing::{ApplicationPage, ApplicationQuery};
use store::ApplicationRows;

use crate::{Applications, Error};

/// The most rows of the application selector.
const MAX_SUGGESTIONS: u32 = 20;

impl Applications<'_> {
    pub async fn list(&self, query: &ApplicationQuery) -> Result<ApplicationPage, Error> {
        let Self(context) = self;
        let account = context.permitted(Permission::ViewApplications)?;
        let (now, policy) = (context.now(), context.deps.catalogue.get().policy());
        let found =
            context.deps.store.applications(account, context.limits(), query, now, policy.arrears()).await?;
        let ApplicationRows { rows, before, has_previous, has_next, matching, total, arrears_since } = found;
        let at = Moment { now, arrears_since, policy };
        let limit = context.deps.policy.application_limit;
        Ok(ApplicationPage { at, rows, before, has_previous, has_next, matching, total, limit })
    }

    /// What the application selector offers for `search`: part of a name, or the beginning of an SDKAppID.
    pub async fn suggest(&self, search: &str) -> Result<Vec<ApplicationSuggestion>, Error> {
        let Self(context) = self;
        let account = context.permitted(Permission::ViewApplications)?;
        Ok(context.deps.store.suggestions(account, context.limits(), search.trim(), MAX_SUGGESTIONS).await?)
    }
}
