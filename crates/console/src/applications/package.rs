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
        let Self(acting) = self;
        let person = acting.person()?;
        let (account, sdkappid, store) = (person.account, application.sdkappid, &acting.parts.store);
        // Who was verified a moment ago is shown too.
        active_users::write_down(acting.parts).await?;
        let (standing, usage) = tokio::try_join!(
            store.standing(account),
            store.usage(account, sdkappid, Month::of(acting.now())),
        )?;
        let currency = standing.balance().currency();
        let holding = store.holding(account, sdkappid, application.life, currency).await?;
        let at = acting.moment(standing);
        let catalogue = Catalogue::clone(&acting.parts.catalogue.get());
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
