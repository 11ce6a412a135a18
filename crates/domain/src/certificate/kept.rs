//! A certificate as it is kept and shown: everything but its secret.

use serde::{Deserialize, Serialize};

use super::{CertificateId, CertificateName, ClickAction, Facts, Health, Notes, Platform, Settings};
use crate::field::Field;
use crate::time::Timestamp;

/// A certificate without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// Its number: a client gives it as businessID.
    pub id: CertificateId,
    /// Whose push service it is for.
    pub platform: Platform,
    /// What it is called.
    pub name: CertificateName,
    /// What is noted about it.
    pub notes: Notes,
    /// What a tap does; none where the platform leaves it to the application.
    pub click_action: Option<ClickAction>,
    /// Everything optional.
    pub settings: Settings,
    /// What the credential says about itself.
    pub facts: Facts,
    /// Whether pushes that name no certificate go by this one, among those of its platform and bundle.
    pub is_default: bool,
    /// Whether it works, as far as is known.
    pub health: Health,
    /// When the vendor was last asked; none where it never was.
    pub checked_at: Option<Timestamp>,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub changed_at: Timestamp,
    /// Counts the changes; whoever saves says which one they saw.
    pub version: i64,
}

impl Facts {
    /// The package or bundle that it is for; empty where the vendor asks for none.
    pub fn bundle(&self) -> &str {
        match self {
            Self::ApnsCertificate(facts) => facts.bundle_id.as_str(),
            Self::ApnsKey(facts) => facts.bundle_id.as_str(),
            Self::Plain(facts) => facts.text(Field::PackageName),
            Self::GoogleAccount(_) | Self::HuaweiAccount(_) => "",
        }
    }
}
