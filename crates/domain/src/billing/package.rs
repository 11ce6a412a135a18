//! The package of an application as its page shows it: what it holds, what is used of it, and what there is to hear of.

use serde::{Deserialize, Serialize};

use crate::application::lifecycle::Moment;
use crate::application::sdkappid::Sdkappid;
use crate::billing::catalogue::{Catalogue, LimitKind};
use crate::billing::notice::Notice;
use crate::billing::order::Holding;
use crate::billing::standing::Standing;

/// The package of an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageDetail {
    /// When it was read.
    pub at: Moment,
    /// What the application has.
    pub holding: Holding,
    /// How the account stands.
    pub standing: Standing,
    /// What the editions hold.
    pub catalogue: Catalogue,
    /// What is used this month of the limits that something is known of.
    pub usage: Vec<(LimitKind, u64)>,
    /// The number of the request to delete it, where one waits to be settled.
    pub deletion_request: Option<i64>,
    /// Whether whoever asks runs this installation.
    pub operator: bool,
}

impl PackageDetail {
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
            holding: Holding {
                sdkappid: Sdkappid::from_random(1),
                life: Life::begin(now),
                add_ons: Vec::new(),
                paid: Money::zero(Currency::USD),
            },
            standing: Standing::new(Currency::USD),
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
