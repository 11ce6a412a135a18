//! Server functions of set-up and sign-in.
#![cfg_attr(feature = "ssr", expect(clippy::unused_async, reason = "a server function is async"))]

use domain::account::second_factor::PasskeyChallenge;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use crate::failure::Failure;
#[cfg(feature = "ssr")]
use crate::{
    address::{escape, local_path},
    routes::PagePath,
    ssr::{
        Cookie, actor, console, device, header, into_failure, invalid, keeps_cookies, pending_sign_in,
        redirect, site,
    },
};
#[cfg(feature = "ssr")]
use domain::{
    account::person::{Credentials, Password},
    account::second_factor::TypedCode,
    field::{Checklist, Field, InvalidField, Problem},
};

#[server(endpoint = "create_owner", prefix = "/rpc")]
pub(crate) async fn create_owner(
    #[server(default)] setup_code: String,
    #[server(default)] email: String,
    #[server(default)] password: String,
) -> Result<(), Failure> {
    let (setup_code, password) = (zeroize::Zeroizing::new(setup_code), zeroize::Zeroizing::new(password));
    let mut checklist = Checklist::new();
    let code = setup_code.trim();
    let code =
        checklist.check(Field::SetupCode, if code.is_empty() { Err(Problem::Missing) } else { Ok(code) });
    let credentials = Credentials::parse_new(&email, &password);
    let (code, credentials) = match (checklist.finish(code), credentials) {
        (Ok(code), Ok(credentials)) => (code, credentials),
        (code, credentials) => {
            let mut wrong = code.err().unwrap_or_default();
            wrong.extend(credentials.err().unwrap_or_default());
            return Err(invalid(wrong));
        }
    };
    let (console, actor) = (console(), actor());
    let auth = console.acting_as(&actor).auth();
    let owner = match auth.create_owner(code, credentials.clone()).await {
        // The form was sent twice: the second response signs the new owner in as well.
        Err(::console::Error::SetUpAlready) => match auth.sign_in(credentials, device().as_deref()).await {
            Ok(::console::SignIn::Done(signed_in)) => Ok(signed_in),
            _ => Err(::console::Error::SetUpAlready),
        },
        owner => owner,
    };
    enter(&owner.map_err(into_failure)?, "/applications");
    Ok(())
}

#[server(endpoint = "sign_in", prefix = "/rpc")]
pub(crate) async fn sign_in(
    #[server(default)] email: String,
    #[server(default)] password: String,
    #[server(default)] next: String,
) -> Result<(), Failure> {
    let password = zeroize::Zeroizing::new(password);
    let credentials = Credentials::parse(&email, &password).map_err(invalid)?;
    let signed_in = console().acting_as(&actor()).auth().sign_in(credentials, device().as_deref()).await;
    let next = local_path(&next).unwrap_or("/applications");
    match signed_in.map_err(into_failure)? {
        ::console::SignIn::Done(signed_in) => enter(&signed_in, next),
        ::console::SignIn::CodeNeeded(pending) => {
            let cookie = site().cookies.write(Cookie::PendingSignIn, &pending.token, pending.lasts);
            header(http::header::SET_COOKIE, cookie);
            let page = format!("{}?next={}", PagePath::SignInCode, escape(next));
            redirect(local_path(&page).unwrap_or("/sign-in/code"));
        }
    }
    Ok(())
}

/// The second step of a sign-in.
#[server(endpoint = "sign_in_with_code", prefix = "/rpc")]
pub(crate) async fn sign_in_with_code(
    #[server(default)] code: String,
    #[server(default)] next: String,
) -> Result<(), Failure> {
    let code = TypedCode::parse(&zeroize::Zeroizing::new(code))
        .map_err(|problem| invalid(vec![InvalidField { field: Field::AuthenticationCode, problem }]))?;
    let (console, actor) = (console(), actor());
    let auth = console.acting_as(&actor).auth();
    let signed_in = auth.sign_in_with_code(&pending_sign_in(), &code, device().as_deref()).await;
    let signed_in = signed_in.map_err(into_failure)?;
    header(http::header::SET_COOKIE, site().cookies.clear(Cookie::PendingSignIn));
    enter(&signed_in, local_path(&next).unwrap_or("/applications"));
    Ok(())
}

/// Whether people can sign in with passkeys here.
#[server(endpoint = "read_passkeys", prefix = "/rpc", input = GetUrl)]
pub(crate) async fn passkeys_are_on() -> Result<bool, Failure> {
    Ok(console().acting_as(&actor()).auth().passkeys_off().is_none())
}

/// The challenge for signing in with a passkey alone.
#[server(endpoint = "begin_passkey_sign_in", prefix = "/rpc")]
pub(crate) async fn begin_sign_in() -> Result<PasskeyChallenge, Failure> {
    console().acting_as(&actor()).auth().begin_passkey_sign_in().await.map_err(into_failure)
}

/// **Sign in with a passkey**.
#[server(endpoint = "sign_in_with_passkey", prefix = "/rpc")]
pub(crate) async fn sign_in_with_passkey(
    #[server(default)] challenge: String,
    #[server(default)] credential: String,
    #[server(default)] next: String,
) -> Result<(), Failure> {
    let answer = ::console::PasskeyAnswer { challenge: &challenge, credential: &credential };
    let (console, actor) = (console(), actor());
    let signed_in = console.acting_as(&actor).auth().sign_in_with_passkey(answer, device().as_deref()).await;
    enter(&signed_in.map_err(into_failure)?, local_path(&next).unwrap_or("/applications"));
    Ok(())
}

/// The challenge for the second step of a sign-in.
#[server(endpoint = "begin_passkey_second_step", prefix = "/rpc")]
pub(crate) async fn begin_second_step() -> Result<PasskeyChallenge, Failure> {
    let (console, actor) = (console(), actor());
    console.acting_as(&actor).auth().begin_passkey_second_step(&pending_sign_in()).await.map_err(into_failure)
}

/// The second step of a sign-in, with a passkey.
#[server(endpoint = "complete_sign_in_with_passkey", prefix = "/rpc")]
pub(crate) async fn complete_sign_in_with_passkey(
    #[server(default)] challenge: String,
    #[server(default)] credential: String,
    #[server(default)] next: String,
) -> Result<(), Failure> {
    let answer = ::console::PasskeyAnswer { challenge: &challenge, credential: &credential };
    let (console, actor) = (console(), actor());
    let auth = console.acting_as(&actor).auth();
    let signed_in = auth.complete_sign_in_with_passkey(&pending_sign_in(), answer, device().as_deref()).await;
    let signed_in = signed_in.map_err(into_failure)?;
    header(http::header::SET_COOKIE, site().cookies.clear(Cookie::PendingSignIn));
    enter(&signed_in, local_path(&next).unwrap_or("/applications"));
    Ok(())
}

/// **Join**: accepts an invitation.
#[server(endpoint = "join_account", prefix = "/rpc")]
pub(crate) async fn join_account(
    #[server(default)] token: String,
    #[server(default)] password: String,
) -> Result<(), Failure> {
    let (token, password) = (zeroize::Zeroizing::new(token), zeroize::Zeroizing::new(password));
    let password = Password::parse_new(&password)
        .map_err(|problem| invalid(vec![InvalidField { field: Field::Password, problem }]))?;
    let joined = console().acting_as(&actor()).auth().join(&token, &password).await;
    enter(&joined.map_err(into_failure)?, "/applications");
    Ok(())
}

/// Sets the session cookies and redirects to the next page.
#[cfg(feature = "ssr")]
fn enter(signed_in: &console::SignedIn, next: &str) {
    let cookies = site().cookies;
    for cookie in [
        cookies.write(Cookie::Session, &signed_in.token, signed_in.lasts),
        cookies.write(Cookie::Device, &signed_in.device, ::console::DEVICE_LIFETIME),
    ] {
        header(http::header::SET_COOKIE, cookie);
    }
    // The redirect checks whether the browser stores them, unless it has already sent some.
    let checked = format!("/signed-in?next={}", escape(next));
    redirect(local_path(&checked).filter(|_| !keeps_cookies()).unwrap_or(next));
}
