//! Use cases: who may do what; one transaction each; audited. No HTTP, no Leptos.
//!
//! Every use case is asked of a [`Console`] in the hands of an [`Actor`]:
//! `console.acting_as(&actor).applications().list(&query)`. Faces (pages, `/v4`, the command line) are thin;
//! who may do what is decided here and nowhere else. A change is permission, rule, rows and audit entry in
//! one transaction: a refused one leaves nothing behind.

mod account;
mod applications;
mod billing;
mod certificates;
mod console;
mod context;
mod error;
mod forms;
mod jobs;
mod keys;
mod policy;
mod secrets;
mod support;
mod usersig;

pub use account::Account;
pub use account::known_origins::FAMILIAR;
pub use account::operations::Operations;
pub use account::sessions::SignedIn;
pub use account::sign_in::Entrance;
pub use applications::{Applications, OrderPage};
pub use billing::Billing;
pub use certificates::{Certificates, EXPORT_MOST_BYTES, Ending, Imported, Saved, TestPush};
pub use console::Console;
pub use context::Acting;
pub use context::actor::{Actor, Person, Stranger};
pub use context::clock::{Clock, Random};
pub use error::{Error, Theirs};
pub use forms::drafts::{Draft, DraftKey, Drafts};
pub use forms::submissions::Submission;
pub use jobs::Done;
pub use jobs::mails::Mail;
pub use keys::Keys;
pub use policy::Policy;
pub use support::Support;
pub use usersig::service::{Service, ServiceCall};
pub use usersig::tool::UserSigs;
