//! A certificate as stored and shown, without its secret.

use serde::{Deserialize, Serialize};

use super::{CertificateId, CertificateName, ClickAction, Facts, Health, Notes, Platform, Settings};
use crate::field::Field;
use crate::time::Timestamp;

/// A certificate without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// Its ID, the client's businessID.
    pub id: CertificateId,
    /// Platform of the vendor.
    pub platform: Platform,
    /// Display name of the certificate.
    pub name: CertificateName,
    /// Notes about the certificate.
    pub notes: Notes,
    /// The action on a tap; `None` if the platform leaves it to the application.
    pub click_action: Option<ClickAction>,
    /// Optional settings of the platform.
    pub settings: Settings,
    /// Public properties of the credential.
    pub facts: Facts,
    /// Whether it is the default for pushes that name no certificate, among those of its platform and bundle.
    pub is_default: bool,
    /// Whether it is known to work.
    pub health: Health,
    /// Time of the last check with the vendor; `None` if there was none.
    pub checked_at: Option<Timestamp>,
    /// Time of creation.
    pub created_at: Timestamp,
    /// Time of the last change.
    pub changed_at: Timestamp,
    /// Incremented with each change. A save states the version that it is based on.
    pub version: i64,
}

impl Facts {
    /// Package name or bundle ID that it is for; empty if the vendor requires none.
    pub fn bundle(&self) -> &str {
        match self {
            Self::ApnsCertificate(facts) => facts.bundle_id.as_str(),
            Self::ApnsKey(facts) => facts.bundle_id.as_str(),
            Self::Plain(facts) => facts.text(Field::PackageName),
            Self::GoogleAccount(_) | Self::HuaweiAccount(_) => "",
        }
    }
}
