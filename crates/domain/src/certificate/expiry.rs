//! A certificate that ends soon: when people hear of it.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::CertificateId;
use crate::time::Timestamp;

const DAY: Duration = Duration::from_hours(24);

/// How near the end is. Each is one mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExpiryStage {
    /// 30 days or less.
    Month,
    /// 14 days or less.
    Fortnight,
    /// 7 days or less.
    Week,
    /// One day or less.
    Day,
}

impl ExpiryStage {
    /// All of them, the nearest last.
    pub const ALL: [Self; 4] = [Self::Month, Self::Fortnight, Self::Week, Self::Day];

    /// From how many days before the end.
    pub const fn days(self) -> u32 {
        match self {
            Self::Month => 30,
            Self::Fortnight => 14,
            Self::Week => 7,
            Self::Day => 1,
        }
    }

    /// Names the one mail about this stage of this end: a certificate that is replaced by one with another
    /// end is warned of anew.
    pub fn mail_key(self, id: CertificateId, expires_at: Timestamp) -> String {
        format!("certificate-{id}-{}-{}", expires_at.unix_seconds(), self.days())
    }
}

/// The stage that a certificate is at; `None` while there is time, and when it is over.
pub fn expiry_notice(expires_at: Timestamp, now: Timestamp) -> Option<ExpiryStage> {
    if now >= expires_at {
        return None;
    }
    let left = expires_at.since(now);
    ExpiryStage::ALL.into_iter().rev().find(|stage| left <= DAY * stage.days())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const END: Timestamp = Timestamp::from_unix_seconds(1_800_000_000);

    #[test]
    fn comes_nearer_stage_by_stage() {
        let at = |left: Duration| expiry_notice(END, END.minus(left));
        let second = Duration::from_secs(1);
        assert_eq!(at(DAY * 30 + second), None);
        for (days, stage) in [(30, 0), (15, 0), (14, 1), (8, 1), (7, 2), (2, 2), (1, 3)] {
            assert_eq!(at(DAY * days), Some(ExpiryStage::ALL[stage]), "{days} days");
        }
        assert_eq!(at(second), Some(ExpiryStage::Day));
        assert_eq!(at(Duration::ZERO), None);
        assert_eq!(expiry_notice(END, END.plus(DAY)), None);
    }

    #[test]
    fn each_stage_of_each_end_is_one_mail() {
        let id = CertificateId::try_from(42_u32).unwrap();
        let key = |stage: ExpiryStage, end| stage.mail_key(id, end);
        assert_eq!(key(ExpiryStage::Week, END), "certificate-42-1800000000-7");
        assert_ne!(key(ExpiryStage::Week, END), key(ExpiryStage::Week, END.plus(DAY)));
        assert_ne!(key(ExpiryStage::Week, END), key(ExpiryStage::Day, END));
    }

    proptest! {
        #[test]
        fn never_goes_back(left in 0..4_000_000_u64, more in 0..4_000_000_u64) {
            let early = expiry_notice(END, END.minus(Duration::from_secs(left + more)));
            let late = expiry_notice(END, END.minus(Duration::from_secs(left)));
            prop_assert!(left == 0 || early <= late);
        }
    }
}
