//! What is shown of accepted pushes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::device::RegistrationId;
use super::outcome::DeliveryState;
use super::target::Target;
use crate::certificate::CertificateId;
use crate::time::Timestamp;
use crate::usersig::user_id::UserId;

/// An accepted push in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushSummary {
    /// Its number, which grows with the time at which it was accepted.
    pub number: i64,
    /// The ID that its caller was given.
    pub task_id: String,
    /// The title; may be empty.
    pub title: String,
    /// Whether somebody has sent it from the console to try a certificate.
    pub is_test: bool,
    /// When it was accepted.
    pub accepted_at: Timestamp,
    /// Devices in each state; states without devices are missing.
    pub states: BTreeMap<DeliveryState, usize>,
    /// Targets for which there was no device.
    pub refused: usize,
}

/// A page of a list of pushes, the latest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushPage {
    /// The pushes.
    pub pushes: Vec<PushSummary>,
    /// The number before which the next page begins; none on the last page.
    pub next: Option<i64>,
}

/// An accepted push with what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushRecord {
    /// As in the list.
    pub summary: PushSummary,
    /// The text; may be empty.
    pub text: String,
    /// `From_Account`; may be empty.
    pub from_account: String,
    /// `DataId`; may be empty.
    pub data_id: String,
    /// When it is no longer sent.
    pub expires_at: Timestamp,
    /// Targets for which there was no device.
    pub refused: Vec<Target>,
    /// Its devices, at most [`PushRecord::MAX_DEVICES`].
    pub devices: Vec<DeviceRecord>,
}

impl PushRecord {
    /// The number of devices that are shown at most.
    pub const MAX_DEVICES: usize = 500;
}

/// What became of a push on one device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceRecord {
    /// Number of the device.
    pub device: i64,
    /// The token that a test push was sent to.
    pub test_token: Option<String>,
    /// Its name and user, if it is still registered.
    pub registered: Option<(RegistrationId, Option<UserId>)>,
    /// The certificate that it was sent with.
    pub certificate: CertificateId,
    /// What happened, the earliest first; empty while it waits.
    pub events: Vec<DeliveryEvent>,
}

impl DeviceRecord {
    /// The state that the last event has led to.
    pub fn state(&self) -> DeliveryState {
        self.events.last().map_or(DeliveryState::Waiting, |event| event.state)
    }
}

/// A step of a delivery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryEvent {
    /// When it happened.
    pub at: Timestamp,
    /// The state from then on.
    pub state: DeliveryState,
    /// How often the push had been sent to the device.
    pub attempts: u8,
    /// The vendor's code and words, if it gave any.
    pub reason: Option<(String, String)>,
    /// Whether it was on the wire when the application was stopped or the certificate was deleted.
    pub sent_before_stop: bool,
}
