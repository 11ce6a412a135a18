//! What became of a push on one device.

use serde::{Deserialize, Serialize};

/// The state of a push on one device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    /// Accepted, and not sent yet.
    Waiting,
    /// Tried, and tried again later.
    Retrying,
    /// The vendor accepted it.
    Accepted,
    /// The vendor says that the token will never work again; the device was removed.
    DeadToken,
    /// The vendor refuses the token with this certificate, which may be one of another app or environment.
    DoubtfulToken,
    /// The vendor will never accept this message.
    Rejected,
    /// Its time was over before the vendor accepted it.
    Expired,
    /// The application was disabled, suspended or deleted before it was sent.
    ApplicationStopped,
    /// The certificate was deleted before it was sent.
    CertificateDeleted,
    /// The device was removed, or another user signed in on it, before it was sent.
    DeviceGone,
    /// It was sent without a response, and a repeat might be shown twice.
    Unknown,
}

impl DeliveryState {
    /// All states, in the order in which they are listed.
    pub const ALL: [Self; 11] = [
        Self::Accepted,
        Self::Waiting,
        Self::Retrying,
        Self::DeadToken,
        Self::DoubtfulToken,
        Self::Rejected,
        Self::Expired,
        Self::ApplicationStopped,
        Self::CertificateDeleted,
        Self::DeviceGone,
        Self::Unknown,
    ];

    /// The name in URLs, metrics and exports.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Retrying => "retrying",
            Self::Accepted => "accepted",
            Self::DeadToken => "dead_token",
            Self::DoubtfulToken => "doubtful_token",
            Self::Rejected => "rejected",
            Self::Expired => "expired",
            Self::ApplicationStopped => "application_stopped",
            Self::CertificateDeleted => "certificate_deleted",
            Self::DeviceGone => "device_gone",
            Self::Unknown => "unknown",
        }
    }

    /// Whether nothing more happens.
    pub const fn is_final(self) -> bool {
        !matches!(self, Self::Waiting | Self::Retrying)
    }

    /// The number in a stored record. Numbers are never reused.
    const fn number(self) -> u8 {
        match self {
            Self::Waiting => 0,
            Self::Retrying => 1,
            Self::Accepted => 2,
            Self::DeadToken => 3,
            Self::DoubtfulToken => 4,
            Self::Rejected => 5,
            Self::Expired => 6,
            Self::ApplicationStopped => 7,
            Self::CertificateDeleted => 8,
            Self::DeviceGone => 9,
            Self::Unknown => 10,
        }
    }
}

/// What was found out about one device of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutcomeRecord {
    /// The place of the device in its batch, from 0.
    pub slot: u16,
    /// The state from then on.
    pub state: DeliveryState,
    /// How often the push was sent to the device, up to 255.
    pub attempts: u8,
    /// The number of the vendor's reason; 0 where there is none.
    pub reason: u32,
    /// Milliseconds since the push was accepted, up to 49 days.
    pub after: u32,
    /// Whether it was on the wire when the application was stopped or the certificate was deleted.
    pub sent_before_stop: bool,
}

impl OutcomeRecord {
    /// The length of a stored record in bytes.
    pub const BYTES: usize = 12;
    /// The bit of the state's byte that says that it was on the wire before a stop.
    const SENT_BEFORE_STOP: u8 = 0x80;

    /// Appends the stored form: slot (2 bytes), state (1), attempts (1), reason (4), milliseconds (4); the highest byte
    /// first.
    pub fn write(self, records: &mut Vec<u8>) {
        let before_stop = if self.sent_before_stop { Self::SENT_BEFORE_STOP } else { 0 };
        records.extend(self.slot.to_be_bytes());
        records.extend([self.state.number() | before_stop, self.attempts]);
        records.extend(self.reason.to_be_bytes());
        records.extend(self.after.to_be_bytes());
    }

    /// Reads stored records; `None` if they are not valid.
    pub fn read_all(records: &[u8]) -> Option<Vec<Self>> {
        let (records, []) = records.as_chunks::<{ Self::BYTES }>() else { return None };
        records.iter().map(Self::read).collect()
    }

    fn read(record: &[u8; Self::BYTES]) -> Option<Self> {
        let [s0, s1, state, attempts, r0, r1, r2, r3, a0, a1, a2, a3] = *record;
        let number = state & !Self::SENT_BEFORE_STOP;
        Some(Self {
            slot: u16::from_be_bytes([s0, s1]),
            state: DeliveryState::ALL.into_iter().find(|known| known.number() == number)?,
            attempts,
            reason: u32::from_be_bytes([r0, r1, r2, r3]),
            after: u32::from_be_bytes([a0, a1, a2, a3]),
            sent_before_stop: state & Self::SENT_BEFORE_STOP != 0,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_and_numbers_tell_states_apart() {
        let numbers: Vec<_> = DeliveryState::ALL.iter().map(|state| state.number()).collect();
        for (index, state) in DeliveryState::ALL.into_iter().enumerate() {
            assert!(!numbers[..index].contains(&state.number()), "{state:?}");
            assert!(
                DeliveryState::ALL[..index].iter().all(|other| other.code() != state.code()),
                "{state:?}"
            );
        }
    }

    #[test]
    fn the_stored_form_stays() {
        let record = OutcomeRecord {
            slot: 258,
            state: DeliveryState::DeadToken,
            attempts: 2,
            reason: 7,
            after: 65_536,
            sent_before_stop: false,
        };
        let mut stored = Vec::new();
        record.write(&mut stored);
        assert_eq!(stored, [1, 2, 3, 2, 0, 0, 0, 7, 0, 1, 0, 0]);
        assert_eq!(OutcomeRecord::read_all(&stored), Some(vec![record]));
        assert_eq!(OutcomeRecord::read_all(&stored[1..]), None);
        stored[2] = 0x83;
        assert_eq!(
            OutcomeRecord::read_all(&stored),
            Some(vec![OutcomeRecord { sent_before_stop: true, ..record }])
        );
        stored[2] = 20;
        assert_eq!(OutcomeRecord::read_all(&stored), None);
    }

    proptest! {
        #[test]
        fn records_are_read_as_they_were_written(
            records in prop::collection::vec((any::<u16>(), 0..11_usize, any::<u8>(), any::<u32>(), any::<u32>(), any::<bool>()), 0..9),
        ) {
            let records: Vec<_> = records.into_iter().map(|(slot, state, attempts, reason, after, sent_before_stop)| {
                OutcomeRecord { slot, state: DeliveryState::ALL[state], attempts, reason, after, sent_before_stop }
            }).collect();
            let mut stored = Vec::new();
            for record in &records {
                record.write(&mut stored);
            }
            prop_assert_eq!(OutcomeRecord::read_all(&stored), Some(records));
        }
    }
}
