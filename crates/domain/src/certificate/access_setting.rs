//! What **Access Setting** shows: an application's certificates, and what its dialogs answer.

use serde::{Deserialize, Serialize};

use super::{Certificate, CertificateId, Remedy};
use crate::application::lifecycle::Moment;
use crate::application::sdkappid::Sdkappid;
use crate::application::{Application, ApplicationName};
use crate::time::Timestamp;

/// An application and its certificates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessSetting {
    /// When it was read.
    pub at: Moment,
    /// The application.
    pub application: Application,
    /// All certificates, the oldest first.
    pub certificates: Vec<Certificate>,
}

impl AccessSetting {
    /// **Application Name**.
    pub const fn name(&self) -> &ApplicationName {
        &self.application.name
    }

    /// The certificate of that number.
    pub fn certificate(&self, id: CertificateId) -> Option<&Certificate> {
        self.certificates.iter().find(|certificate| certificate.id == id)
    }
}

/// What became of a test push.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestResult {
    /// By which certificate.
    pub id: CertificateId,
    /// The title that was sent.
    pub title: String,
    /// The body that was sent.
    pub body: String,
    /// The device token that it was sent to.
    pub token: String,
    /// Whether the vendor took it.
    pub accepted: bool,
    /// How the vendor calls the message.
    pub message_id: String,
    /// The class of the answer: a short name of `push`.
    pub class: String,
    /// The vendor's code.
    pub code: String,
    /// The vendor's words.
    pub words: String,
    /// What to do.
    pub remedy: Remedy,
}

/// What a file of exported certificates would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// The application that the file was made of.
    pub from: Sdkappid,
    /// When.
    pub exported_at: Timestamp,
    /// One for each certificate of the file, in its order.
    pub steps: Vec<ImportStep>,
}

/// What becomes of one certificate of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportStep {
    /// The one that is there; none where it is new, and gets a number of its own.
    pub before: Option<Certificate>,
    /// As the file has it.
    pub after: Certificate,
    /// Whether its secret is another one than before.
    pub secret_changes: bool,
    /// Whether the file has it exactly as it is.
    pub is_same: bool,
}
