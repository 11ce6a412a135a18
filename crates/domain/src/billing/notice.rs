//! Notices to people: banners in the console and e-mails.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::application::lifecycle::{Life, Moment, StatusCause};
use crate::billing::account_balance::{AccountBalance, ArrearsState};
use crate::billing::catalogue::{Level, Limit, LimitKind, Quota};
use crate::certificate::{CertificateId, ExpiryStage, Platform, expiry_notice};
use crate::time::Timestamp;

const DAY: Duration = Duration::from_hours(24);

/// A condition to notify people of, for as long as it lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// The trial or package ends soon. Begins the policy's number of days before the end.
    Ends {
        /// End of the term.
        at: Timestamp,
        /// Whether it will be renewed automatically.
        renews: bool,
    },
    /// The trial is over, or the package has lapsed. Lasts until the policy's number of days after the end.
    Ended {
        /// End of the term.
        at: Timestamp,
    },
    /// The account is in arrears; its paid applications will be disabled.
    Arrears {
        /// Start of the arrears.
        since: Timestamp,
        /// When the applications will be disabled.
        disables_at: Timestamp,
    },
    /// The account is in arrears; its paid applications are disabled.
    ArrearsDisabled {
        /// Start of the arrears.
        since: Timestamp,
        /// When the applications were disabled.
        disabled_at: Timestamp,
    },
    /// Usage has reached 80 % of a limit.
    NearLimit {
        /// The limit concerned.
        limit: LimitKind,
        /// Current usage.
        used: u64,
        /// Maximum of the limit.
        most: u64,
    },
    /// Usage exceeds a limit.
    OverLimit {
        /// The limit concerned.
        limit: LimitKind,
        /// Current usage.
        used: u64,
        /// Maximum of the limit.
        most: u64,
        /// Whether further calls are refused.
        refused: bool,
    },
    /// A push certificate expires soon: announced 30, 14, 7 days and one day before.
    CertificateEnds {
        /// The certificate concerned.
        id: CertificateId,
        /// Time of expiry.
        at: Timestamp,
    },
    /// A vendor rejects the credential of a push certificate.
    CertificateFails {
        /// The certificate concerned.
        id: CertificateId,
        /// Platform of the certificate.
        platform: Platform,
        /// Time of the first rejection.
        since: Timestamp,
    },
    /// The application is deleted, and its secrets will be destroyed.
    Shreds {
        /// Until when it can be restored.
        at: Timestamp,
    },
}

impl Notice {
    /// The notice for an account, if any.
    pub fn of_account(account_balance: AccountBalance, at: &Moment) -> Option<Self> {
        match account_balance.arrears_state(at.now, &at.policy) {
            ArrearsState::Settled => None,
            ArrearsState::Disables { since, at } => Some(Self::Arrears { since, disables_at: at }),
            ArrearsState::Disabled { since, at } => Some(Self::ArrearsDisabled { since, disabled_at: at }),
        }
    }

    /// The notice for the life of an application, if any; its account's arrears are covered by
    /// [`Notice::of_account`].
    pub fn of_life(life: &Life, at: &Moment) -> Option<Self> {
        let now = at.now;
        if life.deleted_at.is_some() {
            return life.grace_until.filter(|end| now < *end).map(|at| Self::Shreds { at });
        }
        if matches!(life.cause(*at), Some(StatusCause::Refund)) {
            return None;
        }
        let end = life.term.end();
        if now < end {
            let soon = end.minus(at.policy.notice_before()) <= now;
            return soon.then_some(Self::Ends { at: end, renews: life.auto_renew });
        }
        // An automatic renewal that is still being posted is not worth a notice.
        let lapsed = life.lapses_at(&at.policy).is_none_or(|lapse| lapse <= now);
        let lately = now <= end.plus(at.policy.notice_after());
        (lapsed && lately).then_some(Self::Ended { at: end })
    }

    /// The notice for a limit with usage `used`, if any.
    pub fn of_limit(kind: LimitKind, limit: Limit, used: u64) -> Option<Self> {
        let Quota::Of(most) = limit.most else { return None };
        match limit.level(used) {
            Level::Within => None,
            Level::Near => Some(Self::NearLimit { limit: kind, used, most }),
            Level::Over => Some(Self::OverLimit { limit: kind, used, most, refused: limit.refuses(used) }),
        }
    }

    /// Deduplication key of the e-mail for this notice at `now`, within its account or application: an e-mail
    /// is sent once per key, by whichever server. An upcoming end is announced when the notice begins and again
    /// on the last day.
    pub fn mail_key(&self, now: Timestamp) -> String {
        match self {
            Self::Ends { at, .. } => {
                let stage = if at.since(now) <= DAY { "last_day" } else { "soon" };
                format!("ends:{}:{stage}", at.micros())
            }
            Self::Ended { at } => format!("ended:{}", at.micros()),
            Self::Arrears { since, .. } => format!("arrears:{}", since.micros()),
            Self::ArrearsDisabled { since, .. } => format!("arrears_disabled:{}", since.micros()),
            Self::NearLimit { limit, .. } => format!("near:{}:{}", limit.code(), month(now)),
            Self::OverLimit { limit, .. } => format!("over:{}:{}", limit.code(), month(now)),
            Self::CertificateEnds { id, at } => {
                let stage = expiry_notice(*at, now).unwrap_or(ExpiryStage::Day);
                stage.mail_key(*id, *at)
            }
            Self::CertificateFails { id, since, .. } => format!("certificate_fails:{id}:{}", since.micros()),
            Self::Shreds { at } => format!("shreds:{}", at.micros()),
        }
    }
}

/// Usage is announced once a month.
fn month(now: Timestamp) -> crate::billing::ledger::Month {
    crate::billing::ledger::Month::of(now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::application::lifecycle::Step;
    use crate::billing::catalogue::{OverLimit, Policy};
    use crate::billing::edition::Edition;
    use crate::billing::money::{Currency, Money};

    const NOW: Timestamp = Timestamp::from_unix_seconds(1_700_000_000);
    const INSTANT: Duration = Duration::from_micros(1);

    fn said(life: &Life, now: Timestamp) -> Option<Notice> {
        Notice::of_life(life, &Moment::from(now))
    }

    #[test]
    fn the_end_of_a_term_is_said_for_a_week_before_and_after() {
        let life = Life::begin(NOW);
        let end = life.term.end();
        let ends = Some(Notice::Ends { at: end, renews: false });
        let ended = Some(Notice::Ended { at: end });
        assert_eq!(said(&life, end.minus(DAY * 7).minus(INSTANT)), None);
        assert_eq!(said(&life, end.minus(DAY * 7)), ends);
        assert_eq!(said(&life, end.minus(INSTANT)), ends);
        assert_eq!(said(&life, end), ended);
        assert_eq!(said(&life, end.plus(DAY * 7)), ended);
        assert_eq!(said(&life, end.plus(DAY * 7).plus(INSTANT)), None);
        let notice = said(&life, end.minus(DAY * 7)).unwrap();
        let keys: Vec<_> = [7, 2, 1].map(|days| notice.mail_key(end.minus(DAY * days))).into();
        assert!(keys[0] == keys[1] && keys[1] != keys[2]);
    }

    #[test]
    fn a_package_that_renews_itself_has_ended_only_when_it_was_not_renewed() {
        let order = Step::Order { edition: Edition::Pro, months: 1, auto_renew: true };
        let life = Life::begin(NOW).next(order, NOW).unwrap();
        let end = life.term.end();
        assert_eq!(said(&life, end.minus(DAY)), Some(Notice::Ends { at: end, renews: true }));
        assert_eq!(said(&life, end), None);
        assert_eq!(said(&life, end.plus(DAY)), Some(Notice::Ended { at: end }));
        let refunded = life.next(Step::Refund, NOW).unwrap();
        assert_eq!(said(&refunded, end), None);
    }

    #[test]
    fn a_deletion_counts_down() {
        let life = Life::begin(NOW).next(Step::Disable, NOW).unwrap().next(Step::Delete, NOW).unwrap();
        let end = NOW.plus(DAY * 7);
        assert_eq!(said(&life, NOW), Some(Notice::Shreds { at: end }));
        assert_eq!(said(&life, end), None);
    }

    #[test]
    fn arrears_and_limits() {
        let account_balance =
            AccountBalance::new(Currency::USD).post(Money::new(-1, Currency::USD), NOW).unwrap();
        let at = |now| account_balance.at(now, Policy::DEFAULT);
        let disables_at = NOW.plus(DAY);
        assert_eq!(
            Notice::of_account(account_balance, &at(NOW)),
            Some(Notice::Arrears { since: NOW, disables_at })
        );
        let disabled = Notice::ArrearsDisabled { since: NOW, disabled_at: disables_at };
        assert_eq!(Notice::of_account(account_balance, &at(disables_at)), Some(disabled));

        let limit = Limit { most: Quota::Of(10), verified: false, over: OverLimit::Refuse };
        let kind = LimitKind::Groups;
        assert_eq!(Notice::of_limit(kind, limit, 7), None);
        assert_eq!(
            Notice::of_limit(kind, limit, 8),
            Some(Notice::NearLimit { limit: kind, used: 8, most: 10 })
        );
        let over = Notice::OverLimit { limit: kind, used: 11, most: 10, refused: true };
        assert_eq!(Notice::of_limit(kind, limit, 11), Some(over));
        assert_eq!(Notice::of_limit(kind, Limit { most: Quota::Unlimited, ..limit }, 11), None);
        assert_ne!(over.mail_key(NOW), over.mail_key(NOW.plus_months(1)));
    }
}
