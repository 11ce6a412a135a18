//! How an account stands: its balance, since when it is below zero, and what happens next.

use serde::{Deserialize, Serialize};

use crate::application::lifecycle::Moment;
use crate::billing::catalogue::Policy;
use crate::billing::money::{Currency, Money, MoneyError};
use crate::time::Timestamp;

/// An account's balance, and since when it is in arrears, which it is exactly while the balance is below zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    balance: Money,
    arrears_since: Option<Timestamp>,
}

/// What comes next for an account: said on the account, its applications and every page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outlook {
    /// It owes nothing.
    Settled,
    /// It is in arrears, and its paid applications will be disabled.
    Disables {
        /// Since when.
        since: Timestamp,
        /// When they will be.
        at: Timestamp,
    },
    /// It is in arrears, and its paid applications have been disabled.
    Disabled {
        /// Since when.
        since: Timestamp,
        /// Since when they are.
        at: Timestamp,
    },
}

impl Standing {
    /// A new account.
    pub const fn new(currency: Currency) -> Self {
        Self { balance: Money::zero(currency), arrears_since: None }
    }

    /// As it was kept; none where balance and arrears contradict each other.
    pub fn from_kept(balance: Money, arrears_since: Option<Timestamp>) -> Option<Self> {
        (balance.is_negative() == arrears_since.is_some()).then_some(Self { balance, arrears_since })
    }

    /// The balance; below zero is owed.
    pub const fn balance(self) -> Money {
        self.balance
    }

    /// Since when the account is in arrears, if it is.
    pub const fn arrears_since(self) -> Option<Timestamp> {
        self.arrears_since
    }

    /// After `amount` was posted at `now`. The arrears begin when the balance falls below zero, go on while it
    /// stays there whatever else is posted, and end at zero or above.
    pub fn post(self, amount: Money, now: Timestamp) -> Result<Self, MoneyError> {
        let balance = self.balance.plus(amount)?;
        let arrears_since = balance.is_negative().then(|| self.arrears_since.unwrap_or(now));
        Ok(Self { balance, arrears_since })
    }

    /// The instant `now` in the life of this account.
    pub const fn at(self, now: Timestamp, policy: Policy) -> Moment {
        Moment { now, arrears_since: self.arrears_since, policy }
    }

    /// What comes next.
    pub fn outlook(self, now: Timestamp, policy: &Policy) -> Outlook {
        match self.arrears_since {
            None => Outlook::Settled,
            Some(since) => match since.plus(policy.arrears()) {
                at if at <= now => Outlook::Disabled { since, at },
                at => Outlook::Disables { since, at },
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
        let mut standing = Standing::new(Currency::USD);
        for (hour, amount, since) in [
            (0, 100, None),
            (1, -100, None),
            (2, -1, Some(2)),
            (3, -500, Some(2)),
            (4, 500, Some(2)),
            (5, 1, None),
            (6, -1, Some(6)),
        ] {
            standing = standing.post(usd(amount), later(hour)).unwrap();
            assert_eq!(standing.arrears_since(), since.map(later), "hour {hour}");
            assert_eq!(Standing::from_kept(standing.balance(), standing.arrears_since()), Some(standing));
        }
        assert_eq!(Standing::from_kept(usd(-1), None), None);
        assert_eq!(Standing::from_kept(usd(0), Some(NOW)), None);
        let krw = Money::new(1, "KRW".parse().unwrap());
        assert_eq!(standing.post(krw, NOW), Err(MoneyError::OtherCurrency));
    }

    #[test]
    fn says_what_comes_next() {
        let policy = Policy::DEFAULT;
        assert_eq!(Standing::new(Currency::USD).outlook(NOW, &policy), Outlook::Settled);
        let owing = Standing::new(Currency::USD).post(usd(-1), NOW).unwrap();
        let at = later(24);
        assert_eq!(owing.outlook(later(23), &policy), Outlook::Disables { since: NOW, at });
        assert_eq!(owing.outlook(at, &policy), Outlook::Disabled { since: NOW, at });
        assert_eq!(owing.at(at, policy).arrears_disable_at(), Some(at));
    }
}
