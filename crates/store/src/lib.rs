//! SQL, and nothing else: SQLite and PostgreSQL behind one set of functions.
//!
//! [`Store`] reads, [`Tx`] writes. Both databases have the same tables (`migrations/`) and run the same
//! statements; a statement is written twice only where the databases truly differ, and that is where rows
//! are locked. Everything that is read goes through the parsers of `domain` again, so a row that somebody
//! bent by hand is an [`Error::Corrupt`] and never a half-valid value.
//!
//! Edges: no rule about who may do what, no clock, no plain secret. Keys and data keys come in and go out
//! as the ciphertext that `vault` made.

#[macro_use]
mod run;

mod accounts;
mod administrators;
mod alarms;
mod answers;
mod applications;
mod audit;
mod certificates;
mod data_keys;
mod drafts;
mod due;
mod error;
mod familiar;
mod group_commit;
mod holdings;
mod installation;
mod key_uses;
mod keys;
mod ledger;
mod listing;
mod location;
mod mail;
mod migrate;
mod open;
mod people;
mod record;
mod reveals;
mod rows;
mod sessions;
mod sqlite;
mod submissions;
mod support;
mod throttles;
mod tx;
mod usage;

pub use due::Place;
pub use error::Error;
pub use location::Location;
pub use mail::News;
pub use open::Store;
pub use rows::*;
pub use submissions::SubmissionRow;
pub use tx::Tx;
