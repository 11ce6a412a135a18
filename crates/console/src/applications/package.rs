//! The package of an application: its contents, usage and notices.

use domain::account::permission::Permission;
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
        let account = context.permitted_on(Permission::ViewApplications, application.sdkappid)?;
        let (sdkappid, store) = (application.sdkappid, &context.deps.store);
        // Who was verified a moment ago is shown too.
        active_users::flush(context.deps).await?;
        let (account_balance, usage) = tokio::try_join!(
            store.account_balance(account),
            store.usage(account, sdkappid, Month::of(context.now())),
        )?;
        let currency = account_balance.balance().currency();
        let subscription = store.subscription(account, sdkappid, application.life, currency).await?;
        let at = context.moment(account_balance);
        let catalogue = Catalogue::clone(&context.deps.catalogue.get());
        let deletion_request = match application.life.deletion_requested_at {
            Some(_) => store.deletion_request(account, sdkappid).await?,
            None => None,
        };
        Ok(PackageDetail {
            at,
            subscription,
            account_balance,
            catalogue,
            usage,
            deletion_request,
            operator: context.is_operator(),
        })
    }
}
