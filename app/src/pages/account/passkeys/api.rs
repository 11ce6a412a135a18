//! Server functions of the person's passkeys.

use domain::account::second_factor::{PasskeyChallenge, PasskeysOff};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use crate::failure::Failure;
#[cfg(feature = "ssr")]
use crate::ssr::{actor, console, into_failure, invalid, keep_session, parse_or_not_found, redirect};
#[cfg(feature = "ssr")]
use crate::{address::local_path, i18n::done::Done, routes::PagePath};
#[cfg(feature = "ssr")]
use domain::{
    account::PasskeyId,
    account::second_factor::PasskeyName,
    field::{Field, InvalidField},
};

/// Why no passkey can be added, if none can.
#[server(endpoint = "read_new_passkey", prefix = "/rpc", input = GetUrl)]
pub(crate) async fn read_new_passkey() -> Result<Option<PasskeysOff>, Failure> {
    let factors = console().acting_as(&actor()).account().second_factors().await.map_err(into_failure)?;
    Ok(factors.passkeys_off)
}

/// The challenge for a new passkey. The name is checked before the authenticator makes one.
#[server(endpoint = "begin_passkey", prefix = "/rpc")]
pub(crate) async fn begin_passkey(
    #[server(default)] passkey_name: String,
) -> Result<PasskeyChallenge, Failure> {
    parse_name(&passkey_name)?;
    console().acting_as(&actor()).account().begin_passkey().await.map_err(into_failure)
}

#[server(endpoint = "add_passkey", prefix = "/rpc")]
pub(crate) async fn add_passkey(
    #[server(default)] passkey_name: String,
    #[server(default)] challenge: String,
    #[server(default)] credential: String,
) -> Result<(), Failure> {
    let name = parse_name(&passkey_name)?;
    let answer = ::console::PasskeyAnswer { challenge: &challenge, credential: &credential };
    let token = console().acting_as(&actor()).account().add_passkey(answer, name).await;
    match token.map_err(into_failure)? {
        Some(token) => redirect(&format!("{}?reveal={token}", PagePath::RecoveryCodes)),
        None => redirect(&Done::PasskeyAdded.on(PagePath::Account)),
    }
    Ok(())
}

#[server(endpoint = "rename_passkey", prefix = "/rpc")]
pub(crate) async fn rename_passkey(
    #[server(default)] passkey: String,
    #[server(default)] passkey_name: String,
) -> Result<(), Failure> {
    let (passkey, name) = (PasskeyId(parse_or_not_found(&passkey)?), parse_name(&passkey_name)?);
    let account = console();
    account.acting_as(&actor()).account().rename_passkey(passkey, &name).await.map_err(into_failure)?;
    redirect(&Done::Saved.on(PagePath::Account));
    Ok(())
}

#[server(endpoint = "remove_passkey", prefix = "/rpc")]
pub(crate) async fn remove_passkey(#[server(default)] passkey: String) -> Result<(), Failure> {
    let passkey = PasskeyId(parse_or_not_found(&passkey)?);
    console().acting_as(&actor()).account().remove_passkey(passkey).await.map_err(into_failure)?;
    redirect(&Done::PasskeyRemoved.on(PagePath::Account));
    Ok(())
}

/// The challenge for a proof of who the person is.
#[server(endpoint = "begin_passkey_verification", prefix = "/rpc")]
pub(crate) async fn begin_verification() -> Result<PasskeyChallenge, Failure> {
    console().acting_as(&actor()).account().begin_passkey_verification().await.map_err(into_failure)
}

#[server(endpoint = "verify_passkey", prefix = "/rpc")]
pub(crate) async fn verify_passkey(
    #[server(default)] challenge: String,
    #[server(default)] credential: String,
    #[server(default)] next: String,
) -> Result<(), Failure> {
    let answer = ::console::PasskeyAnswer { challenge: &challenge, credential: &credential };
    let renewed = console().acting_as(&actor()).account().verify_passkey(answer).await;
    keep_session(&renewed.map_err(into_failure)?);
    redirect(local_path(&next).unwrap_or("/account"));
    Ok(())
}

#[cfg(feature = "ssr")]
fn parse_name(name: &str) -> Result<PasskeyName, Failure> {
    name.parse().map_err(|problem| invalid(vec![InvalidField { field: Field::PasskeyName, problem }]))
}
