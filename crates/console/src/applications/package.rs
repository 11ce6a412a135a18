//! The package of an application: what it holds, what is used of it, and what there is to hear of.

use domain::application::Application;
use domain::billing::catalogue::Catalogue;
use domain::billing::ledger::Month;
use domain::billing::package::PackageDetail;

use crate::usersig::active_users;
use crate::{Applications, Error};

impl Applications<'_> {
    /// The package of an application that was read before.
    pub async fn package(&self, application: &Application) -> Result<PackageDetail, Error> {
        let Self(context) = self;
        let person = context.person()?;
        let (account, sdkappid, store) = (person.account, application.sdkappid, &context.deps.store);
        // Who was verified a moment ago is shown too.
        active_users::flush(context.deps).await?;
        let (standing, usage) = tokio::try_join!(
            store.standing(account),
            store.usage(account, sdkappid, Month::of(context.now())),
        )?;
        let currency = standing.balance().currency();
        let holding = store.holding(account, sdkappid, application.life, currency).await?;
        let at = context.moment(standing);
        let catalogue = Catalogue::clone(&context.deps.catalogue.get());
        let deletion_request = match application.life.deletion_requested_at {
            Some(_) => store.deletion_request(account, sdkappid).await?,
            None => None,
        };
        Ok(PackageDetail {
            at,
            holding,
            standing,
            catalogue,
            usage,
            deletion_request,
            operator: person.operator,
        })
    }
}
