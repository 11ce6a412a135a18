//! The way to the provider and back. The browser has a token, the address of the provider a `state`; only who has both
//! goes on, once. The nonce and the secret of PKCE are derived from the two, so the database holds neither.

use std::fmt;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::account::SessionId;
use domain::time::Timestamp;
use sha2::{Digest as _, Sha256};
use store::ProviderRequestRow;
use zeroize::Zeroizing;

use crate::account::backoff::Subject;
use crate::account::rate_limit;
use crate::secrets::tokens;
use crate::{Auth, Error};

/// Bytes of the token of the browser, and of the state.
const TOKEN_BYTES: usize = 32;
/// Time within which the browser has to come back.
const LIFETIME: Duration = Duration::from_mins(10);

/// What the browser takes to the provider.
pub struct ProviderRequest {
    /// For a cookie of the browser; the console keeps only its hash. Hexadecimal.
    pub token: String,
    /// Time within which the browser has to come back, for the cookie.
    pub lasts: Duration,
    /// Comes back with the browser.
    pub state: String,
    /// Has to be in the ID token.
    pub nonce: String,
    /// The challenge of PKCE, by SHA-256 (RFC 7636).
    pub challenge: String,
    /// Whether the provider has to ask again who the person is.
    pub asks_again: bool,
}

/// Leaves out the token.
impl fmt::Debug for ProviderRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProviderRequest").field("asks_again", &self.asks_again).finish_non_exhaustive()
    }
}

/// A browser that has come back.
pub struct ProviderAnswer {
    /// The secret of PKCE, for the provider.
    pub verifier: Zeroizing<String>,
    /// Has to be in the ID token.
    pub nonce: String,
    /// Address that the person wanted, within the console.
    pub next: String,
    /// Session whose user proves who they are; none for a sign-in.
    pub session: Option<SessionId>,
    /// Instant at which the browser was sent to the provider.
    pub(super) started_at: Timestamp,
}

/// Leaves out the secret.
impl fmt::Debug for ProviderAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProviderAnswer").field("next", &self.next).finish_non_exhaustive()
    }
}

impl Auth<'_> {
    /// Sends the browser to the provider: to sign in, or, where somebody is signed in, to prove again who they are.
    /// `next` is an address within the console. [`Error::TooMany`] where too many have not come back in this network.
    pub async fn begin_with_provider(&self, next: &str) -> Result<ProviderRequest, Error> {
        let Self(context) = self;
        let (address, _) = context.browser()?;
        let subject = Subject::provider(address);
        rate_limit::record_attempt(&context.deps.store, &[subject], context.now()).await?;
        let token = tokens::random_hex::<TOKEN_BYTES>(context.random());
        let state = tokens::random_hex::<TOKEN_BYTES>(context.random());
        let session = context.signed_in().ok().map(|person| person.session);
        let row = ProviderRequestRow { session, next: next.to_owned(), started_at: context.now() };
        let mut tx = context.deps.store.begin().await?;
        let ends_at = context.now().plus(LIFETIME);
        tx.insert_provider_request(&tokens::hash(&state), &tokens::hash(&token), &row, ends_at).await?;
        tx.commit().await?;
        let verifier = derive("verifier", &token, &state);
        Ok(ProviderRequest {
            nonce: derive("nonce", &token, &state),
            challenge: URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)),
            asks_again: session.is_some(),
            lasts: LIFETIME,
            token,
            state,
        })
    }

    /// The browser has come back with that state. [`Error::SignInExpired`] if that took too long, if it has come back
    /// before, or if another browser was sent there.
    pub async fn answer_of_provider(&self, token: &str, state: &str) -> Result<ProviderAnswer, Error> {
        let Self(context) = self;
        if !tokens::is_hex::<TOKEN_BYTES>(token) || !tokens::is_hex::<TOKEN_BYTES>(state) {
            return Err(Error::SignInExpired);
        }
        let mut tx = context.deps.store.begin().await?;
        let (state_hash, browser_hash) = (tokens::hash(state), tokens::hash(token));
        let row = tx.take_provider_request(&state_hash, &browser_hash, context.now()).await?;
        tx.commit().await?;
        let row = row.ok_or(Error::SignInExpired)?;
        Ok(ProviderAnswer {
            verifier: Zeroizing::new(derive("verifier", token, state)),
            nonce: derive("nonce", token, state),
            next: row.next,
            session: row.session,
            started_at: row.started_at,
        })
    }
}

/// 256 bits in hexadecimal that nobody knows without both. As long as RFC 7636 asks of a verifier.
fn derive(purpose: &str, token: &str, state: &str) -> String {
    base16ct::lower::encode_string(&Sha256::digest(format!("{purpose} {token} {state}")))
}
