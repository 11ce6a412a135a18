//! Server functions of the account.

use domain::account::session::AccountPage;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use crate::failure::Failure;
#[cfg(feature = "ssr")]
use crate::ssr::{Cookie, actor, console, header, into_failure, invalid, keep_session, redirect, site};
#[cfg(feature = "ssr")]
use crate::{i18n::done::Done, routes::PagePath};
#[cfg(feature = "ssr")]
use domain::{
    account::SessionId,
    account::person::Password,
    field::{Checklist, Field},
};

/// The signed-in person and their sessions.
#[server(endpoint = "read_account", prefix = "/rpc", input = GetUrl)]
pub(crate) async fn read_account() -> Result<AccountPage, Failure> {
    console().acting_as(&actor()).account().page().await.map_err(into_failure)
}

#[server(endpoint = "change_password", prefix = "/rpc")]
pub(crate) async fn change_password(
    #[server(default)] password: String,
    #[server(default)] new_password: String,
) -> Result<(), Failure> {
    let (password, new_password) = (zeroize::Zeroizing::new(password), zeroize::Zeroizing::new(new_password));
    let mut checklist = Checklist::new();
    let current = checklist.check(Field::Password, Password::parse(&password));
    let new = checklist.check(Field::NewPassword, Password::parse_new(&new_password));
    let (current, new) = checklist.finish(current.zip(new)).map_err(invalid)?;
    let renewed = console().acting_as(&actor()).account().change_password(current, new).await;
    keep_session(&renewed.map_err(into_failure)?);
    redirect(&Done::PasswordChanged.on(PagePath::Account));
    Ok(())
}

#[server(endpoint = "revoke_session", prefix = "/rpc")]
pub(crate) async fn revoke_session(session: i64) -> Result<(), Failure> {
    console().acting_as(&actor()).account().revoke_session(SessionId(session)).await.map_err(into_failure)?;
    redirect(&Done::SessionRevoked.on(PagePath::Account));
    Ok(())
}

#[server(endpoint = "revoke_other_sessions", prefix = "/rpc")]
pub(crate) async fn revoke_other_sessions() -> Result<(), Failure> {
    console().acting_as(&actor()).account().revoke_other_sessions().await.map_err(into_failure)?;
    redirect(&Done::OtherSessionsRevoked.on(PagePath::Account));
    Ok(())
}

#[server(endpoint = "sign_out", prefix = "/rpc")]
pub(crate) async fn sign_out() -> Result<(), Failure> {
    match console().acting_as(&actor()).account().sign_out().await {
        // Already signed out: nothing is left to do.
        Ok(()) | Err(console::Error::SignedOut) => {}
        Err(error) => return Err(into_failure(error)),
    }
    header(http::header::SET_COOKIE, site().cookies.clear(Cookie::Session));
    redirect("/sign-in");
    Ok(())
}
