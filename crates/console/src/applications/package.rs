//! The package of an application: what it holds, what is used of it, and what there is to hear of.

use std::sync::Arc;

use domain::application::Application;
use domain::catalogue::{Catalogue, LimitKind};
use domain::ledger::Month;
use domain::lifecycle::Moment;
use domain::notice::Notice;
use domain::order::Holding;
use domain::sdkappid::Sdkappid;
use domain::standing::Standing;

use crate::{Applications, Error, active_users};

/// The package of an application.
pub struct Package {
    /// When it was read.
    pub at: Moment,
    /// What the application has.
    pub holding: Holding,
    /// How the account stands.
    pub standing: Standing,
    /// What the editions hold.
    pub catalogue: Arc<Catalogue>,
    /// What is used this month of the limits that something is known of.
    pub usage: Vec<(LimitKind, u64)>,
    /// The number of the request to delete it, where one waits to be settled.
    pub deletion_request: Option<i64>,
    /// Whether whoever asks runs this installation.
    pub operator: bool,
}

impl Applications<'_> {
    /// The package of an application that was read before.
    pub async fn package(&self, application: &Application) -> Result<Package, Error> {
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
        let catalogue = acting.parts.catalogue.get();
        let deletion_request = match application.life.deletion_requested_at {
            Some(_) => store.deletion_request(account, sdkappid).await?,
            None => None,
        };
        Ok(Package { at, holding, standing, catalogue, usage, deletion_request, operator: person.operator })
    }
}

impl Package {
    /// What is used of a limit, if anything is known of it. Users that are active are counted here, so nothing
    /// counted is none.
    pub fn used(&self, kind: LimitKind) -> Option<u64> {
        let known = self.usage.iter().find(|(known, _)| *known == kind).map(|(_, used)| *used);
        known.or_else(|| (kind == LimitKind::MonthlyActiveUsers).then_some(0))
    }

    /// What there is to hear of it.
    pub fn notices(&self) -> Vec<Notice> {
        let Holding { life, add_ons, .. } = &self.holding;
        let limits = LimitKind::ALL.into_iter().filter_map(|kind| {
            let limit = self.catalogue.limit(life.edition, add_ons, kind)?;
            Notice::of_limit(kind, limit, self.used(kind)?)
        });
        Notice::of_life(life, &self.at).into_iter().chain(limits).collect()
    }

    /// The application of that number, for addresses.
    pub const fn sdkappid(&self) -> Sdkappid {
        self.holding.sdkappid
    }
}
