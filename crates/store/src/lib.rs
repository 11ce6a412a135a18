//! SQL, and nothing else: SQLite and PostgreSQL behind one set of functions.
//!
//! [`Store`] reads, [`Tx`] writes. Both databases have the same tables (`migrations/`) and run the same
//! statements; a statement is written twice only where the databases truly differ, and that is where rows
//! are locked. Everything that is read goes through the parsers of `domain` again, so an invalid row
//! is an [`Error::Corrupt`] and never a half-valid value.
//!
//! Edges: no rule about who may do what, no clock, no plain secret. Keys and data keys come in and go out
//! as the ciphertext that `vault` made.

#[macro_use]
mod db;

mod account;
mod applications;
mod audit;
mod billing;
mod certificates;
mod delivery;
mod error;
mod forms;
mod installation;
mod jobs;
mod keys;
mod support;
mod webhooks;

pub use account::authenticators::AuthenticatorRow;
pub use account::invitations::{InvitationRow, NewInvitation};
pub use account::passkeys::{NewPasskey, PasskeyChallengeRow, PasskeyRow};
pub use account::pending_sign_ins::PendingSignInRow;
pub use account::people::{NewPerson, PersonRow};
pub use account::provider_requests::ProviderRequestRow;
pub use account::recovery_codes::RecoveryRevealRow;
pub use account::sessions::{NewSession, SessionRow};
pub use account::throttles::ThrottleRow;
pub use account::tokens::{NewTokenRow, TokenRow};
pub use applications::listing::{ApplicationRows, Limits};
pub use audit::chain::ChainRow;
pub use audit::listing::TrailScope;
pub use billing::usage::ActiveRow;
pub use certificates::CertificateRow;
pub use db::fence::{SendPermit, SendingState};
pub use db::location::Location;
pub use db::open::Store;
pub use db::tx::Tx;
pub use delivery::backlog::{BatchRow, DeviceAddress, PushRow, RetryRow};
pub use delivery::batches::NewBatch;
pub use delivery::dead_tokens::DeadTokens;
pub use delivery::devices::{DeviceFilter, NewDevice};
pub use delivery::pushes::NewPush;
pub use delivery::queue_states::QueueState;
pub use delivery::queues::{QueueLease, QueueRefusal};
pub use delivery::records::{AcceptedPushRow, PushBatchRow, PushSearch};
pub use delivery::repeats::{RepeatKey, RepeatedPush};
pub use delivery::settle::{QueueStop, Settlement};
pub use delivery::targets::TargetDevice;
pub use error::Error;
pub use forms::answers::AnswerRow;
pub use forms::drafts::DraftRow;
pub use forms::submissions::SubmissionRow;
pub use jobs::due::{Cursor, NoticeCandidate};
pub use jobs::mail::{MailRow, NewMail};
pub use keys::data_keys::DataKeyRow;
pub use keys::reveals::RevealRow;
pub use keys::uses::KeyUseRow;
pub use keys::{KeyRow, ServiceRow};
pub use webhooks::endpoints::WebhookReveal;
pub use webhooks::messages::NewWebhookMessage;
pub use webhooks::sending::{DueWebhookEndpoint, DueWebhookMessage, SettledWebhook};
