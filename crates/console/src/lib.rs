//! Use cases: who may do what; one transaction each; audited. No HTTP, no Leptos.
//!
//! Every use case is asked of a [`Console`] in the hands of an [`Actor`]:
//! `console.acting_as(&actor).applications().list(&query)`. Faces (pages, `/v4`, the command line) are thin;
//! who may do what is decided here and nowhere else. A change is permission, rule, rows and audit entry in
//! one transaction: a refused one leaves nothing behind.

mod account;
mod acting;
pub mod actor;
mod applications;
mod attempts;
mod clock;
mod console;
mod entrance;
pub mod error;
mod key_uses;
mod keys;
mod operations;
mod passwords;
mod policy;
mod rotation;
mod secrets;
mod service;
mod sessions;
mod sweep;
mod throttle;
mod tokens;
mod usersigs;
mod verify_limit;

pub use account::Account;
pub use acting::Acting;
pub use actor::{Actor, Person, Stranger};
pub use applications::Applications;
pub use clock::{Clock, Random};
pub use console::Console;
pub use entrance::Entrance;
pub use error::{Error, Theirs};
pub use keys::Keys;
pub use operations::Operations;
pub use policy::Policy;
pub use service::{Service, ServiceCall};
pub use sessions::SignedIn;
pub use usersigs::UserSigs;
