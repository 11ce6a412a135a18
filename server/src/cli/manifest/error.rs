//! Why a call of the API was not carried out.

use std::fmt::Write as _;
use std::io;

use http::StatusCode;
use serde::Deserialize;

use crate::cli::CommandError;

#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    #[error("{address} cannot be reached: {cause}")]
    Unreachable { address: String, cause: io::Error },
    #[error("TLS failed: {0}. A private certificate authority is trusted with --ca-file FILE")]
    Tls(io::Error),
    #[error("the console did not answer in time")]
    TimedOut,
    #[error("the connection was lost: {0}")]
    Lost(String),
    #[error("the rate limit of the token was reached too often")]
    Busy,
    #[error("the answer is not one of a console: {0}")]
    Unexpected(String),
    #[error("{0}")]
    Problem(#[from] Problem),
}

impl From<ClientError> for CommandError {
    fn from(error: ClientError) -> Self {
        Self::Refused(error.to_string())
    }
}

/// A problem document (RFC 9457) of the console.
#[derive(Debug, Deserialize, thiserror::Error)]
#[error("{}", self.words())]
pub struct Problem {
    pub status: u16,
    pub code: String,
    pub detail: String,
    #[serde(default)]
    pub reason: Option<String>,
    #[serde(default)]
    pub fields: Vec<ProblemField>,
    #[serde(default)]
    pub request_id: String,
}

#[derive(Debug, Deserialize)]
pub struct ProblemField {
    pub field: String,
    pub detail: String,
}

impl Problem {
    /// What a body says; one that is no problem document is described by its status.
    pub fn of(status: StatusCode, body: &[u8]) -> Self {
        serde_json::from_slice(body).unwrap_or_else(|_| Self {
            status: status.as_u16(),
            code: "unexpected".to_owned(),
            detail: format!(
                "The answer is {status}, without a problem document. Is it the address of a console?"
            ),
            reason: None,
            fields: Vec::new(),
            request_id: String::new(),
        })
    }

    /// Code and detail, what is wrong with each field, and the ID of the request in the log of the console.
    fn words(&self) -> String {
        let Self { code, detail, reason, fields, request_id, .. } = self;
        let mut words = code.clone();
        if let Some(reason) = reason {
            let _ = write!(words, " ({reason})");
        }
        let _ = write!(words, ": {detail}");
        if code == "changed_meanwhile" {
            words.push_str(" Somebody changed it after the difference was read; run the command again.");
        }
        for ProblemField { field, detail } in fields {
            let _ = write!(words, "\n  `{field}`: {detail}");
        }
        if !request_id.is_empty() {
            let _ = write!(words, " [request {request_id}]");
        }
        words
    }
}
