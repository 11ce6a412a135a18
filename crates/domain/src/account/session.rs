//! Signed-in browsers, as `/account` lists them.

use serde::{Deserialize, Serialize};

use crate::account::SessionId;
use crate::account::language::{Language, Theme};
use crate::account::person::Email;
use crate::time::Timestamp;

/// One signed-in browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionFacts {
    /// Its number.
    pub id: SessionId,
    /// Whether it is the one that asks.
    pub current: bool,
    /// What the browser calls itself, shortened.
    pub browser: String,
    /// The address it signed in from.
    pub address: String,
    /// When it signed in.
    pub created_at: Timestamp,
    /// When it was last seen, to the minute.
    pub seen_at: Timestamp,
    /// When it ends at the latest.
    pub ends_at: Timestamp,
}

/// What `/account` shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountPage {
    /// When this was read.
    pub now: Timestamp,
    /// Who is signed in.
    pub email: Email,
    /// The person's choice.
    pub language: Language,
    /// The person's choice.
    pub theme: Theme,
    /// Where they are signed in, the asking browser first.
    pub sessions: Vec<SessionFacts>,
}
