//! The package of an application as shown on its page: contents, usage and notices.

use serde::{Deserialize, Serialize};

use crate::application::lifecycle::Moment;
use crate::application::sdkappid::Sdkappid;
use crate::billing::account_balance::AccountBalance;
use crate::billing::catalogue::{Catalogue, LimitKind};
use crate::billing::notice::Notice;
use crate::billing::order::Subscription;

/// Contents of the package page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageDetail {
    /// Moment of reading.
    pub at: Moment,
    /// The application's package and add-ons.
    pub subscription: Subscription,
    /// The account's balance and arrears.
    pub account_balance: AccountBalance,
    /// The catalogue of editions.
    pub catalogue: Catalogue,
    /// This month's usage, for limits whose usage is known.
    pub usage: Vec<(LimitKind, u64)>,
    /// ID of the open request to delete the application, if any.
    pub deletion_request: Option<i64>,
    /// Whether the person who asked is an operator of this installation.
    pub operator: bool,
}

impl PackageDetail {
    /// Usage of a limit, if known. Monthly active users are counted by this console, so a missing count is
    /// zero.
    pub fn used(&self, kind: LimitKind) -> Option<u64> {
        let known = self.usage.iter().find(|(known, _)| *known == kind).map(|(_, used)| *used);
        known.or_else(|| (kind == LimitKind::MonthlyActiveUsers).then_some(0))
    }

    /// All notices for the application.
    pub fn notices(&self) -> Vec<Notice> {
        let Subscription { life, add_ons, .. } = &self.subscription;
        let limits = LimitKind::ALL.into_iter().filter_map(|kind| {
            let limit = self.catalogue.limit(life.edition, add_ons, kind)?;
            Notice::of_limit(kind, limit, self.used(kind)?)
        });
        Notice::of_life(life, &self.at).into_iter().chain(limits).collect()
    }

    /// SDKAppID of the application, for URLs.
    pub const fn sdkappid(&self) -> Sdkappid {
        self.subscription.sdkappid
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::application::lifecycle::Life;
    use crate::billing::catalogue::Policy;
    use crate::billing::money::{Currency, Money};
    use crate::time::Timestamp;

    #[test]
    fn it_survives_the_way_to_the_browser() {
        let now = Timestamp::from_unix_seconds(1_700_000_000);
        let package = PackageDetail {
            at: Moment { now, arrears_since: None, policy: Policy::default() },
            subscription: Subscription {
                sdkappid: Sdkappid::from_random(1),
                life: Life::begin(now),
                add_ons: Vec::new(),
                paid: Money::zero(Currency::USD),
            },
            account_balance: AccountBalance::new(Currency::USD),
            catalogue: Catalogue::default(),
            usage: vec![(LimitKind::Groups, 3)],
            deletion_request: Some(7),
            operator: true,
        };
        let json = serde_json::to_string(&package).unwrap();
        assert_eq!(serde_json::from_str::<PackageDetail>(&json).unwrap(), package);
        assert_eq!(package.used(LimitKind::Groups), Some(3));
        assert_eq!(package.used(LimitKind::MonthlyActiveUsers), Some(0));
        assert_eq!(package.used(LimitKind::Friends), None);
    }
}
