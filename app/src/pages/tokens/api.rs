//! Server functions of the API tokens.

use domain::account::token::TokensPage;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use crate::failure::Failure;
#[cfg(feature = "ssr")]
use crate::ssr::{actor, console, into_failure, invalid, redirect, shows_secret};
#[cfg(feature = "ssr")]
use crate::{i18n::done::Done, routes::PagePath};
#[cfg(feature = "ssr")]
use domain::account::{TokenId, token::NewToken};

/// The tokens of the signed-in person. `reveal` is the key from the redirect of **Create token**.
#[server(endpoint = "read_tokens", prefix = "/rpc", input = GetUrl)]
pub(crate) async fn read_tokens(#[server(default)] reveal: String) -> Result<TokensPage, Failure> {
    let reveal = Some(reveal.as_str()).filter(|key| !key.is_empty());
    if reveal.is_some() {
        shows_secret();
    }
    console().acting_as(&actor()).tokens().page(reveal).await.map_err(into_failure)
}

/// **Create token**. Redirects to the page that shows the token once.
#[server(endpoint = "create_token", prefix = "/rpc")]
pub(crate) async fn create_token(
    #[server(default)] token_name: String,
    #[server(default)] scopes: Vec<String>,
    #[server(default)] applications: String,
    #[server(default)] days: String,
) -> Result<(), Failure> {
    let new = NewToken::parse(&token_name, &scopes, &applications, &days).map_err(invalid)?;
    let key = console().acting_as(&actor()).tokens().create(new).await.map_err(into_failure)?;
    redirect(&format!("{}&reveal={key}#new-token", Done::TokenCreated.on(PagePath::Tokens)));
    Ok(())
}

/// **Revoke**.
#[server(endpoint = "revoke_token", prefix = "/rpc")]
pub(crate) async fn revoke_token(token: i64) -> Result<(), Failure> {
    console().acting_as(&actor()).tokens().revoke(TokenId(token)).await.map_err(into_failure)?;
    redirect(&Done::TokenRevoked.on(PagePath::Tokens));
    Ok(())
}
