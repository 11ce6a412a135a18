//! Server functions of two-step verification.

use domain::account::second_factor::AuthenticatorSetup;
use domain::account::session::Proofs;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
#[cfg(feature = "ssr")]
use crate::ssr::{actor, console, into_failure, invalid, keep_session, qr_code, redirect, shows_secret};
#[cfg(feature = "ssr")]
use crate::{address::local_path, i18n::done::Done, routes::PagePath};
#[cfg(feature = "ssr")]
use domain::{
    account::person::Password,
    account::second_factor::TypedCode,
    field::{Field, InvalidField},
};

/// A QR code as a picture: dark squares in a grid of `size` by `size`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QrCode {
    /// Squares on each side, without the margin.
    pub size: usize,
    /// The dark squares, as the `d` of an SVG path.
    pub path: String,
}

/// What `/account/authenticator` shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthenticatorPageData {
    /// How far the person has come.
    pub setup: AuthenticatorSetup,
    /// The URI of the secret; none while nothing is being set up.
    pub qr_code: Option<QrCode>,
}

#[server(endpoint = "read_authenticator", prefix = "/rpc", input = GetUrl)]
pub(crate) async fn read_authenticator() -> Result<AuthenticatorPageData, Failure> {
    let setup = console().acting_as(&actor()).account().authenticator_setup().await.map_err(into_failure)?;
    let qr_code = match &setup.enrolment {
        Some(enrolment) => {
            shows_secret();
            Some(qr_code(&enrolment.uri).map_err(into_failure)?)
        }
        None => None,
    };
    Ok(AuthenticatorPageData { setup, qr_code })
}

#[server(endpoint = "begin_authenticator", prefix = "/rpc")]
pub(crate) async fn begin_authenticator() -> Result<(), Failure> {
    console().acting_as(&actor()).account().begin_authenticator().await.map_err(into_failure)?;
    redirect(&PagePath::Authenticator.to_string());
    Ok(())
}

#[server(endpoint = "confirm_authenticator", prefix = "/rpc")]
pub(crate) async fn confirm_authenticator(#[server(default)] code: String) -> Result<(), Failure> {
    let code = parse_code(code)?;
    let token = console().acting_as(&actor()).account().confirm_authenticator(&code).await;
    redirect(&reveal(&token.map_err(into_failure)?));
    Ok(())
}

#[server(endpoint = "remove_authenticator", prefix = "/rpc")]
pub(crate) async fn remove_authenticator() -> Result<(), Failure> {
    console().acting_as(&actor()).account().remove_authenticator().await.map_err(into_failure)?;
    redirect(&Done::AuthenticatorRemoved.on(PagePath::Account));
    Ok(())
}

#[server(endpoint = "replace_recovery_codes", prefix = "/rpc")]
pub(crate) async fn replace_recovery_codes() -> Result<(), Failure> {
    let token = console().acting_as(&actor()).account().replace_recovery_codes().await;
    redirect(&reveal(&token.map_err(into_failure)?));
    Ok(())
}

/// New recovery codes. `reveal` is the token from the redirect of the form that made them; they are shown once.
#[server(endpoint = "read_recovery_codes", prefix = "/rpc", input = GetUrl)]
pub(crate) async fn read_recovery_codes(
    #[server(default)] reveal: String,
) -> Result<Option<Vec<String>>, Failure> {
    shows_secret();
    console().acting_as(&actor()).account().recovery_codes(&reveal).await.map_err(into_failure)
}

#[server(endpoint = "require_second_factor", prefix = "/rpc")]
pub(crate) async fn require_second_factor(#[server(default)] required: String) -> Result<(), Failure> {
    let required = required == "on";
    console().acting_as(&actor()).account().require_second_factor(required).await.map_err(into_failure)?;
    let done = if required { Done::SecondFactorRequired } else { Done::SecondFactorOptional };
    redirect(&done.on(PagePath::Account));
    Ok(())
}

/// How the signed-in person can prove who they are.
#[server(endpoint = "read_verification", prefix = "/rpc", input = GetUrl)]
pub(crate) async fn read_verification() -> Result<Proofs, Failure> {
    console().acting_as(&actor()).account().proofs().await.map_err(into_failure)
}

#[server(endpoint = "verify_password", prefix = "/rpc")]
pub(crate) async fn verify_password(
    #[server(default)] password: String,
    #[server(default)] next: String,
) -> Result<(), Failure> {
    let password = zeroize::Zeroizing::new(password);
    let password = Password::parse(&password)
        .map_err(|problem| invalid(vec![InvalidField { field: Field::Password, problem }]))?;
    let renewed = console().acting_as(&actor()).account().verify_password(&password).await;
    keep_session(&renewed.map_err(into_failure)?);
    redirect(local_path(&next).unwrap_or("/account"));
    Ok(())
}

#[server(endpoint = "verify_code", prefix = "/rpc")]
pub(crate) async fn verify_code(
    #[server(default)] code: String,
    #[server(default)] next: String,
) -> Result<(), Failure> {
    let code = parse_code(code)?;
    let renewed = console().acting_as(&actor()).account().verify_code(&code).await;
    keep_session(&renewed.map_err(into_failure)?);
    redirect(local_path(&next).unwrap_or("/account"));
    Ok(())
}

#[cfg(feature = "ssr")]
fn parse_code(typed: String) -> Result<TypedCode, Failure> {
    TypedCode::parse(&zeroize::Zeroizing::new(typed))
        .map_err(|problem| invalid(vec![InvalidField { field: Field::AuthenticationCode, problem }]))
}

/// The page that shows the new codes of that token.
#[cfg(feature = "ssr")]
fn reveal(token: &str) -> String {
    format!("{}?reveal={token}", PagePath::RecoveryCodes)
}
