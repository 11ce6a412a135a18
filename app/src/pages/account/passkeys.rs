//! The person's passkeys: the list on `/account`, and the page that adds one.

mod api;
mod card;
mod dialogs;
mod new;

pub(super) use api::{VerifyPasskey, begin_verification};
pub(super) use card::PasskeysCard;
pub(super) use dialogs::{PasskeyDialog, dialog_view};
pub(crate) use new::NewPasskeyPage;
