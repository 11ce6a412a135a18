//! Use cases: who may do what; one transaction each; audited. No HTTP, no Leptos.
//!
//! Every use case is asked of a [`Console`] in the hands of an [`Actor`]:
//! `console.acting_as(&actor).applications().list(&query)`. Faces (pages, `/v4`, the command line) are thin;
//! who may do what is decided here and nowhere else. A change is permission, rule, rows and audit entry in
//! one transaction: a refused one leaves nothing behind.

mod account;
mod applications;
mod audit;
mod billing;
mod certificates;
mod console;
mod context;
mod delivery;
mod error;
mod fail_point;
mod forms;
mod jobs;
mod keys;
mod policy;
mod secrets;
mod support;
mod tokens;
mod usersig;
mod webhooks;

pub use account::Account;
pub use account::auth::{Auth, SignIn};
pub use account::known_origins::DEVICE_LIFETIME;
pub use account::members::Members;
pub use account::operations::Operations;
pub use account::provider::{Identity, ProviderAnswer, ProviderPolicy, ProviderRequest, ProviderSignIn};
pub use account::second_factor::PendingSignIn;
pub use account::second_factor::passkeys::PasskeyAnswer;
pub use account::sessions::{RenewedSession, SignedIn};
pub use applications::{Applications, OrderPage};
pub use audit::trail::AuditTrail;
pub use audit::verification::AuditReport;
pub use billing::Billing;
pub use certificates::{Certificates, Expiry, ImportSummary, MAX_EXPORT_BYTES, SavedCertificate, TestPush};
pub use console::{Console, Readiness};
pub use context::Context;
pub use context::actor::{Actor, Person, Stranger, Token};
pub use context::clock::{Clock, Random};
pub use delivery::counts::DeliveryCounts;
pub use delivery::devices::Devices;
pub use delivery::new_pushes::AcceptedPush;
pub use delivery::records::Pushes;
pub use error::{EditConflict, Error};
pub use forms::drafts::{Draft, DraftKey, Drafts};
pub use forms::submissions::Submission;
pub use jobs::JobSummary;
pub use jobs::mails::{Mail, MailContent};
pub use keys::Keys;
pub use policy::Policy;
pub use store::QueueState;
pub use support::Support;
pub use tokens::Tokens;
pub use usersig::service::{Service, ServiceCall};
pub use usersig::tool::UserSigs;
pub use webhooks::sending::{DueWebhook, WebhookAnswer, WebhookLease, WebhookRequest};
pub use webhooks::{EndpointDetail, Webhooks};
