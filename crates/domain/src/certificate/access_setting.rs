//! Contents of **Access Setting**: an application's certificates, and the results of its dialogs.

use serde::{Deserialize, Serialize};

use super::{Certificate, CertificateId, Remedy};
use crate::application::lifecycle::Moment;
use crate::application::sdkappid::Sdkappid;
use crate::application::{Application, ApplicationName};
use crate::time::Timestamp;

/// An application and its certificates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessSetting {
    /// Moment of reading.
    pub at: Moment,
    pub application: Application,
    /// All certificates, oldest first.
    pub certificates: Vec<Certificate>,
}

impl AccessSetting {
    /// **Application Name** of the application.
    pub const fn name(&self) -> &ApplicationName {
        &self.application.name
    }

    pub fn certificate(&self, id: CertificateId) -> Option<&Certificate> {
        self.certificates.iter().find(|certificate| certificate.id == id)
    }
}

/// Result of a test push.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestResult {
    /// Certificate that was used.
    pub id: CertificateId,
    /// Title that was sent.
    pub title: String,
    /// Body that was sent.
    pub body: String,
    /// Device token that it was sent to.
    pub token: String,
    /// The ID under which **Records** shows what becomes of it.
    pub task_id: String,
    /// What the vendor answered; none if it has not been sent yet.
    pub outcome: Option<TestOutcome>,
}

/// What a vendor answered to a test push.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestOutcome {
    /// Whether the vendor accepted it.
    pub accepted: bool,
    /// The vendor's ID of the message.
    pub message_id: String,
    /// Class of the response: a short name of `push`.
    pub class: String,
    /// The vendor's result code.
    pub code: String,
    /// The vendor's message.
    pub words: String,
    /// What a person can do about it.
    pub remedy: Remedy,
    /// Whether it is sent again later.
    pub is_retried: bool,
}

/// Preview of an import of exported certificates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// SDKAppID of the exported application.
    pub from: Sdkappid,
    /// Time of the export.
    pub exported_at: Timestamp,
    /// One step for each certificate of the file, in its order.
    pub steps: Vec<ImportStep>,
}

/// What the import does with one certificate of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportStep {
    /// The existing certificate; `None` if it is new and will get an ID of its own.
    pub before: Option<Certificate>,
    /// The certificate in the file.
    pub after: Certificate,
    /// Whether its secret changes.
    pub secret_changes: bool,
    /// Whether nothing changes.
    pub is_same: bool,
}
