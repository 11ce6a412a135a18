//! Limits of a package.

use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The quantity that is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitKind {
    /// Distinct UserIDs that are active within a calendar month (UTC).
    MonthlyActiveUsers,
    /// Members per group.
    GroupMembers,
    /// Groups per application.
    Groups,
    /// Groups that a user may join.
    GroupsJoined,
    /// Friends per user.
    Friends,
    /// Days for which messages are stored.
    HistoryDays,
    /// Push calls per second.
    PushPerSecond,
}

impl LimitKind {
    /// In display order.
    pub const ALL: [Self; 7] = [
        Self::MonthlyActiveUsers,
        Self::GroupMembers,
        Self::Groups,
        Self::GroupsJoined,
        Self::Friends,
        Self::HistoryDays,
        Self::PushPerSecond,
    ];

    /// Identifier in files, usage reports and the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::MonthlyActiveUsers => "monthly_active_users",
            Self::GroupMembers => "group_members",
            Self::Groups => "groups",
            Self::GroupsJoined => "groups_joined",
            Self::Friends => "friends",
            Self::HistoryDays => "history_days",
            Self::PushPerSecond => "push_per_second",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Value of a limit. `Unlimited` compares greater than any number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quota {
    /// A maximum of this many.
    Of(u64),
    /// No maximum: `"unlimited"` in files.
    Unlimited,
}

/// Handling of a call that exceeds a limit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum OverLimit {
    /// The page shows a warning, and the call is served.
    #[default]
    #[serde(rename = "said")]
    Warn,
    /// The call is refused with 72002 (docs/facts/usersig.md#error-codes).
    #[serde(rename = "refused")]
    Refuse,
}

/// One limit of a package. A kind that a package does not list is unset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// Maximum of the limit.
    pub most: Quota,
    /// Whether the public pages confirm it.
    #[serde(default)]
    pub verified: bool,
    /// Handling of calls that exceed it.
    #[serde(default)]
    pub over: OverLimit,
}

/// Usage in relation to a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Less than 80 %.
    Within,
    /// From 80 % up to the limit.
    Near,
    /// More than the limit.
    Over,
}

impl Limit {
    /// Percentage of the limit from which usage counts as near.
    pub const NEAR_PERCENT: u64 = 80;

    /// Level of usage `used`. Usage equal to the limit is near, not over.
    pub fn level(self, used: u64) -> Level {
        match self.most {
            Quota::Of(most) if used > most => Level::Over,
            Quota::Of(most)
                if u128::from(used) * 100 >= u128::from(most) * u128::from(Self::NEAR_PERCENT) =>
            {
                Level::Near
            }
            Quota::Of(_) | Quota::Unlimited => Level::Within,
        }
    }

    /// Whether a call that brings usage to `used` is refused.
    pub fn refuses(self, used: u64) -> bool {
        self.over == OverLimit::Refuse && self.level(used) == Level::Over
    }
}

impl Serialize for Quota {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Of(count) => serializer.serialize_u64(*count),
            Self::Unlimited => serializer.serialize_str("unlimited"),
        }
    }
}

impl<'de> Deserialize<'de> for Quota {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct QuotaVisitor;

        impl Visitor<'_> for QuotaVisitor {
            type Value = Quota;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number from 0, or \"unlimited\"")
            }

            fn visit_u64<E: Error>(self, count: u64) -> Result<Quota, E> {
                Ok(Quota::Of(count))
            }

            fn visit_i64<E: Error>(self, count: i64) -> Result<Quota, E> {
                let negative = |_| E::invalid_value(serde::de::Unexpected::Signed(count), &self);
                u64::try_from(count).map(Quota::Of).map_err(negative)
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Quota, E> {
                if text == "unlimited" {
                    Ok(Quota::Unlimited)
                } else {
                    Err(E::invalid_value(serde::de::Unexpected::Str(text), &self))
                }
            }
        }

        deserializer.deserialize_any(QuotaVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_begins_at_four_fifths_and_over_beyond_the_last() {
        let limit = Limit { most: Quota::Of(200), verified: true, over: OverLimit::Refuse };
        for (used, level, refused) in [
            (0, Level::Within, false),
            (159, Level::Within, false),
            (160, Level::Near, false),
            (200, Level::Near, false),
            (201, Level::Over, true),
            (u64::MAX, Level::Over, true),
        ] {
            assert_eq!((limit.level(used), limit.refuses(used)), (level, refused), "{used}");
        }
        assert!(!Limit { over: OverLimit::Warn, ..limit }.refuses(201));
        assert_eq!(Limit { most: Quota::Unlimited, ..limit }.level(u64::MAX), Level::Within);
        assert!(Quota::Unlimited > Quota::Of(u64::MAX));
    }
}
