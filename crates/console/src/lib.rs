//! Use cases: who may do what; one transaction each; audited. No HTTP, no Leptos.
//!
//! Every use case is asked of a [`Console`] in the hands of an [`Actor`]:
//! `console.acting_as(&actor).applications().list(&query)`. Faces (pages, `/v4`, the command line) are thin;
//! who may do what is decided here and nowhere else. A change is permission, rule, rows and audit entry in
//! one transaction: a refused one leaves nothing behind.

mod account;
mod acting;
mod active_users;
pub mod actor;
mod answers;
mod applications;
mod attempts;
mod billing;
mod catalogue;
mod catch_up;
mod certificates;
mod clock;
mod console;
mod drafts;
mod entrance;
pub mod error;
mod familiar;
mod jobs;
mod judge;
mod key_uses;
mod keys;
mod mails;
mod operations;
mod passwords;
mod policy;
mod rotation;
mod secrets;
mod service;
mod sessions;
mod submissions;
mod support;
mod sweep;
mod throttle;
mod tokens;
mod usersigs;
mod verify_limit;

pub use account::Account;
pub use acting::Acting;
pub use actor::{Actor, Person, Stranger};
pub use applications::{Applications, OrderPage};
pub use billing::Billing;
pub use certificates::{Certificates, EXPORT_MOST_BYTES, Ending, Imported, Saved, TestPush};
pub use clock::{Clock, Random};
pub use console::Console;
pub use drafts::{Draft, DraftKey, Drafts};
pub use entrance::Entrance;
pub use error::{Error, Theirs};
pub use familiar::FAMILIAR;
pub use jobs::Done;
pub use keys::Keys;
pub use mails::Mail;
pub use operations::Operations;
pub use policy::Policy;
pub use service::{Service, ServiceCall};
pub use sessions::SignedIn;
pub use submissions::Submission;
pub use support::Support;
pub use usersigs::UserSigs;
