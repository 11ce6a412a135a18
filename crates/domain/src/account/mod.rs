//! Row IDs, each a type of its own so that they cannot be confused.
pub mod access;
pub mod language;
pub mod member;
pub mod permission;
pub mod person;
pub mod personal_mail;
pub mod provider;
pub mod scope;
pub mod second_factor;
pub mod session;
pub mod token;

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! row_ids {
    ($($(#[$doc:meta])* $name:ident),*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

row_ids! {
    /// The owner of applications; every statement is scoped to one account.
    AccountId,
    /// A person who signs in.
    PersonId,
    /// A signed-in browser.
    SessionId,
    /// An invitation to an account.
    InvitationId,
    /// An API token.
    TokenId,
    /// A passkey of a person.
    PasskeyId
}
