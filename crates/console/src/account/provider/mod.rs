//! Sign-in with an OpenID Connect provider (docs/adr/0018-openid-connect.md). The server speaks the protocol; what it has
//! verified is an [`Identity`], and the use cases here decide what that leads to.

mod admission;
mod request;
mod verify;

use domain::account::person::Email;
use domain::account::provider::{GroupRoles, ProviderProblem};
use domain::time::Timestamp;

use crate::{PendingSignIn, SignedIn};

pub use request::{ProviderAnswer, ProviderRequest};

/// Who is admitted through the provider, and as what.
#[derive(Debug, Clone, Default)]
pub struct ProviderPolicy {
    /// The roles that groups give. While there are none, roles are given in the console alone.
    pub roles: GroupRoles,
    /// Whether people whom nobody has invited join the account.
    pub admits_everybody: bool,
}

/// What the provider says about a person, verified.
#[derive(Debug, Clone)]
pub struct Identity {
    /// Address of the provider.
    pub issuer: String,
    /// The provider's own name of the person, which it gives to nobody else.
    pub subject: String,
    /// E-mail address, if the provider says that it belongs to the person.
    pub verified_email: Option<Email>,
    pub groups: Vec<String>,
    /// Whether the person gave a second factor that the operator trusts.
    pub has_second_factor: bool,
    /// Instant at which the person proved to the provider who they are, if it says so.
    pub authenticated_at: Option<Timestamp>,
}

/// What an identity leads to.
#[derive(Debug)]
pub enum ProviderSignIn {
    /// The person is signed in.
    Done(SignedIn),
    /// A code of the authenticator app is still owed: [`Auth::sign_in_with_code`](crate::Auth::sign_in_with_code).
    CodeNeeded(PendingSignIn),
    /// The person is not let in.
    Refused(ProviderProblem),
}
