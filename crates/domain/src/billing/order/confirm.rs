//! **Confirm**: an order happens.

use super::{Choice, Holding, OrderKind, OrderRefusal, Quote, What};
use crate::application::sdkappid::Sdkappid;
use crate::billing::ledger::{Cause, Entry, EntryKey, OrderToken};
use crate::billing::money::{Money, MoneyError};
use crate::billing::standing::Standing;

/// What the form of the order page says beside the choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// Whether the agreement and the billing terms were accepted.
    pub accepted: bool,
    /// The choice that a price was shown for.
    pub priced: Choice,
    /// The total that was shown for it.
    pub seen: Money,
    /// Makes this order the only one of its kind: see [`EntryKey::once`].
    pub token: OrderToken,
}

/// An order that happened: all of it is written in one transaction. Where the ledger has the entry's key, the
/// order has happened before: nothing is written, and the answer is the one of the first time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bought {
    /// The application afterwards.
    pub holding: Holding,
    /// The account afterwards.
    pub standing: Standing,
    /// What is posted.
    pub entry: Entry,
}

impl Confirmation {
    /// [`OrderRefusal::NotPriced`] where the price was shown for another choice. To be asked before the ledger is: an
    /// order that happened before was another one.
    pub fn check(&self, choice: &Choice) -> Result<(), OrderRefusal> {
        if self.priced.is_same(choice) { Ok(()) } else { Err(OrderRefusal::NotPriced) }
    }

    /// The key of the entry. Look for it first, and quote only if it is not there: the second of two clicks
    /// would be quoted as a renewal.
    pub fn key(&self, sdkappid: Sdkappid) -> EntryKey {
        EntryKey::once(Some(sdkappid), &self.token)
    }
}

impl Quote {
    /// Lets the order happen at the moment and for the account that it was quoted for.
    pub fn confirm(self, confirmation: &Confirmation) -> Result<Bought, OrderRefusal> {
        let at = self.at();
        confirmation.check(self.choice())?;
        if !confirmation.accepted {
            return Err(OrderRefusal::NotAccepted);
        }
        if confirmation.seen != self.total() {
            return Err(OrderRefusal::PriceChanged);
        }
        let amount = self.total().negated()?;
        let posted = self.standing().post(amount, at.now)?;
        // An order that costs nothing, or gives something back, is no reason for debts.
        let takes = amount.is_negative();
        if takes && posted.balance().is_negative() && !at.policy.orders_below_zero {
            return Err(OrderRefusal::NotCovered { missing: posted.balance().negated()? });
        }
        let (kind, sdkappid) = (self.kind(), self.after().sdkappid);
        let edition = self.after().life.edition;
        let months = self.lines().iter().find_map(|line| match line.what {
            What::Package { months, .. } => Some(months),
            _ => None,
        });
        let months = months.unwrap_or_default();
        let cause = match kind {
            OrderKind::Renewal => Cause::Renewal { sdkappid, edition, months },
            _ => Cause::Order { sdkappid, edition, months },
        };
        let entry = Entry::new(confirmation.key(sdkappid), cause, amount, at.now)
            .map_err(|_| OrderRefusal::Unreckonable(MoneyError::TooLarge))?;
        Ok(Bought { holding: self.into_after(), standing: posted, entry })
    }
}
