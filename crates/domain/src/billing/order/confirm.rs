//! **Confirm**: places an order.

use super::{Choice, LineItem, OrderKind, OrderRefusal, Quote, Subscription};
use crate::application::sdkappid::Sdkappid;
use crate::billing::account_balance::AccountBalance;
use crate::billing::ledger::{EntryCause, EntryKey, LedgerEntry, OrderToken};
use crate::billing::money::{Money, MoneyError};

/// The fields of the order form, apart from the choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// Whether the agreement and the billing terms were accepted.
    pub accepted: bool,
    /// The choice whose price was shown.
    pub priced: Choice,
    /// The total that was shown.
    pub seen: Money,
    /// Idempotency token of this order; see [`EntryKey::once`].
    pub token: OrderToken,
}

/// A placed order, to be written in one transaction. If the ledger already has the entry's key, the order was
/// placed before: nothing is written, and the original result is returned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderReceipt {
    /// The application after the order.
    pub subscription: Subscription,
    /// The account after the order.
    pub account_balance: AccountBalance,
    /// The entry to be posted.
    pub entry: LedgerEntry,
}

impl Confirmation {
    /// [`OrderRefusal::NotPriced`] if the price was shown for another choice. Check this before looking in the
    /// ledger: an order found there was for another choice.
    pub fn check(&self, choice: &Choice) -> Result<(), OrderRefusal> {
        if self.priced.is_same(choice) { Ok(()) } else { Err(OrderRefusal::NotPriced) }
    }

    /// Key of the entry. Look it up first, and quote only if it does not exist: the second click of a double
    /// click would otherwise be quoted as a renewal.
    pub fn key(&self, sdkappid: Sdkappid) -> EntryKey {
        EntryKey::once(Some(sdkappid), &self.token)
    }
}

impl Quote {
    /// Places the order at the moment and for the account that it was quoted for.
    pub fn confirm(self, confirmation: &Confirmation) -> Result<OrderReceipt, OrderRefusal> {
        let at = self.at();
        confirmation.check(self.choice())?;
        if !confirmation.accepted {
            return Err(OrderRefusal::NotAccepted);
        }
        if confirmation.seen != self.total() {
            return Err(OrderRefusal::PriceChanged);
        }
        let amount = self.total().negated()?;
        let posted = self.account_balance().post(amount, at.now)?;
        // An order that costs nothing or refunds something is allowed despite a negative balance.
        let takes = amount.is_negative();
        if takes && posted.balance().is_negative() && !at.policy.orders_below_zero {
            return Err(OrderRefusal::NotCovered { missing: posted.balance().negated()? });
        }
        let (kind, sdkappid) = (self.kind(), self.after().sdkappid);
        let edition = self.after().life.edition;
        let months = self.lines().iter().find_map(|line| match line.what {
            LineItem::Package { months, .. } => Some(months),
            _ => None,
        });
        let months = months.unwrap_or_default();
        let cause = match kind {
            OrderKind::Renewal => EntryCause::Renewal { sdkappid, edition, months },
            _ => EntryCause::Order { sdkappid, edition, months },
        };
        let entry = LedgerEntry::new(confirmation.key(sdkappid), cause, amount, at.now)
            .map_err(|_| OrderRefusal::Unreckonable(MoneyError::TooLarge))?;
        Ok(OrderReceipt { subscription: self.into_after(), account_balance: posted, entry })
    }
}
