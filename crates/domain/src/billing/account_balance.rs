//! The state of an account: its balance, the start of its arrears, and what follows from them.

use serde::{Deserialize, Serialize};

use crate::application::lifecycle::Moment;
use crate::billing::catalogue::Policy;
use crate::billing::money::{Currency, Money, MoneyError};
use crate::time::Timestamp;

/// An account's balance and the start of its arrears, which is set exactly while the balance is negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountBalance {
    balance: Money,
    arrears_since: Option<Timestamp>,
}

/// What an account has to expect: shown for the account, for its applications and on every page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ArrearsState {
    /// The account is not in arrears.
    Settled,
    /// The account is in arrears, and its paid applications will be disabled.
    Disables {
        /// Start of the arrears.
        since: Timestamp,
        /// When the applications will be disabled.
        at: Timestamp,
    },
    /// The account is in arrears, and its paid applications have been disabled.
    Disabled {
        /// Start of the arrears.
        since: Timestamp,
        /// When the applications were disabled.
        at: Timestamp,
    },
}

impl AccountBalance {
    /// A new account with a balance of zero.
    pub const fn new(currency: Currency) -> Self {
        Self { balance: Money::zero(currency), arrears_since: None }
    }

    /// From storage; `None` if balance and arrears contradict each other.
    pub fn from_stored(balance: Money, arrears_since: Option<Timestamp>) -> Option<Self> {
        (balance.is_negative() == arrears_since.is_some()).then_some(Self { balance, arrears_since })
    }

    /// The balance; negative if money is owed.
    pub const fn balance(self) -> Money {
        self.balance
    }

    /// Start of the arrears; `None` if the account is not in arrears.
    pub const fn arrears_since(self) -> Option<Timestamp> {
        self.arrears_since
    }

    /// The state after `amount` was posted at `now`. Arrears begin when the balance falls below zero, continue
    /// while it stays there, whatever else is posted, and end when it is zero or above.
    pub fn post(self, amount: Money, now: Timestamp) -> Result<Self, MoneyError> {
        let balance = self.balance.plus(amount)?;
        let arrears_since = balance.is_negative().then(|| self.arrears_since.unwrap_or(now));
        Ok(Self { balance, arrears_since })
    }

    /// The moment `now` of this account.
    pub const fn at(self, now: Timestamp, policy: Policy) -> Moment {
        Moment { now, arrears_since: self.arrears_since, policy }
    }

    /// What the account has to expect at `now`.
    pub fn arrears_state(self, now: Timestamp, policy: &Policy) -> ArrearsState {
        match self.arrears_since {
            None => ArrearsState::Settled,
            Some(since) => match since.plus(policy.arrears()) {
                at if at <= now => ArrearsState::Disabled { since, at },
                at => ArrearsState::Disables { since, at },
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const NOW: Timestamp = Timestamp::from_unix_seconds(1_700_000_000);

    fn usd(minor: i64) -> Money {
        Money::new(minor, Currency::USD)
    }

    fn later(hours: u64) -> Timestamp {
        NOW.plus(Duration::from_hours(hours))
    }

    #[test]
    fn arrears_last_from_below_zero_until_zero() {
        let mut account_balance = AccountBalance::new(Currency::USD);
        for (hour, amount, since) in [
            (0, 100, None),
            (1, -100, None),
            (2, -1, Some(2)),
            (3, -500, Some(2)),
            (4, 500, Some(2)),
            (5, 1, None),
            (6, -1, Some(6)),
        ] {
            account_balance = account_balance.post(usd(amount), later(hour)).unwrap();
            assert_eq!(account_balance.arrears_since(), since.map(later), "hour {hour}");
            assert_eq!(
                AccountBalance::from_stored(account_balance.balance(), account_balance.arrears_since()),
                Some(account_balance)
            );
        }
        assert_eq!(AccountBalance::from_stored(usd(-1), None), None);
        assert_eq!(AccountBalance::from_stored(usd(0), Some(NOW)), None);
        let krw = Money::new(1, "KRW".parse().unwrap());
        assert_eq!(account_balance.post(krw, NOW), Err(MoneyError::OtherCurrency));
    }

    #[test]
    fn says_what_comes_next() {
        let policy = Policy::DEFAULT;
        assert_eq!(AccountBalance::new(Currency::USD).arrears_state(NOW, &policy), ArrearsState::Settled);
        let owing = AccountBalance::new(Currency::USD).post(usd(-1), NOW).unwrap();
        let at = later(24);
        assert_eq!(owing.arrears_state(later(23), &policy), ArrearsState::Disables { since: NOW, at });
        assert_eq!(owing.arrears_state(at, &policy), ArrearsState::Disabled { since: NOW, at });
        assert_eq!(owing.at(at, policy).arrears_disable_at(), Some(at));
    }
}
