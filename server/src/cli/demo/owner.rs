//! The owner of the sample's account.

use console::{Actor, Console, SignIn, SignedIn};
use domain::account::person::{Credentials, Password};

use super::{HERE, PASSWORD, stranger};
use crate::cli::CommandError;

pub(super) const EMAIL: &str = "demo@example.com";

/// The owner, signed in.
pub(super) struct Owner {
    pub actor: Actor,
    pub password: Password,
    /// By which the console knows the browser again.
    device: String,
}

/// The browser that signs in.
fn browser() -> Actor {
    stranger("chat-console demo")
}

fn no_owner() -> CommandError {
    CommandError::Refused("the owner of the sample cannot sign in".to_owned())
}

impl Owner {
    /// Creates the owner with the setup code.
    pub(super) async fn create(console: &Console, code: &str, password: &str) -> Result<Self, CommandError> {
        let credentials = Credentials::parse_new(EMAIL, password)
            .map_err(|_| CommandError::Refused(format!("{PASSWORD} needs at least 12 characters")))?;
        let password = Password::parse(password).map_err(|_| no_owner())?;
        let created = console.acting_as(&browser()).auth().create_owner(code, credentials).await;
        let signed_in = created.map_err(|error| match error {
            console::Error::Invalid(_) => CommandError::Refused(format!("{PASSWORD} is too easy to guess")),
            error => error.into(),
        })?;
        Self::of(console, signed_in, password).await
    }

    /// A session of its own that begins now: deleting and rotating ask for proof that is not old.
    pub(super) async fn sign_in_again(&self, console: &Console) -> Result<Self, CommandError> {
        let email = EMAIL.parse().map_err(|_| no_owner())?;
        let credentials = Credentials { email, password: self.password.clone() };
        match console.acting_as(&browser()).auth().sign_in(credentials, Some(&self.device)).await? {
            SignIn::Done(signed_in) => Self::of(console, signed_in, self.password.clone()).await,
            SignIn::CodeNeeded(_) => Err(no_owner()),
        }
    }

    async fn of(console: &Console, signed_in: SignedIn, password: Password) -> Result<Self, CommandError> {
        let person = console.person(&signed_in.token, HERE).await?.ok_or_else(no_owner)?;
        Ok(Self { actor: Actor::Person(person), password, device: signed_in.device })
    }

    pub(super) async fn sign_out(self, console: &Console) -> Result<(), CommandError> {
        Ok(console.acting_as(&self.actor).account().sign_out().await?)
    }
}
