//! Expiry notices of certificates.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::CertificateId;
use crate::time::Timestamp;

const DAY: Duration = Duration::from_hours(24);

/// Stage before expiry. There is one e-mail for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExpiryStage {
    /// At most 30 days left.
    Month,
    /// At most 14 days left.
    Fortnight,
    /// At most 7 days left.
    Week,
    /// At most one day left.
    Day,
}

impl ExpiryStage {
    /// All stages, the nearest to expiry last.
    pub const ALL: [Self; 4] = [Self::Month, Self::Fortnight, Self::Week, Self::Day];

    /// Number of days before expiry at which the stage begins.
    pub const fn days(self) -> u32 {
        match self {
            Self::Month => 30,
            Self::Fortnight => 14,
            Self::Week => 7,
            Self::Day => 1,
        }
    }

    /// Deduplication key of the e-mail about this stage and expiry: replacing a certificate by one that expires
    /// at another time triggers new e-mails.
    pub fn mail_key(self, id: CertificateId, expires_at: Timestamp) -> String {
        format!("certificate-{id}-{}-{}", expires_at.unix_seconds(), self.days())
    }
}

/// The stage of a certificate; `None` if it is too early for a notice, or it has expired.
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
