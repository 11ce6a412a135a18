//! `/account`: the person's own password, second factors, sessions, language and theme.

mod api;
mod page;
mod passkeys;
mod password;
mod second_factor;
mod sessions;

pub(crate) use page::AccountPage;
pub(crate) use passkeys::NewPasskeyPage;
#[cfg(feature = "ssr")]
pub(crate) use second_factor::QrCode;
pub(crate) use second_factor::{AuthenticatorPage, RecoveryCodesPage, VerifyPage};
#[cfg(feature = "ssr")]
pub(crate) use sessions::browser_name;
