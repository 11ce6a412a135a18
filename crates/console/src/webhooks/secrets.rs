//! The secrets of endpoints: sealed for their rows, shown once.

use std::time::Duration;

use domain::account::AccountId;
use domain::webhook::EndpointId;
use domain::webhook::secret::WebhookSecret;
use store::{Tx, WebhookReveal};
use vault::Binding;

use crate::console::Deps;
use crate::secrets::{open_bytes, seal_bytes, tokens};
use crate::{Context, Error, Person};

/// Bytes of a reveal token.
const TOKEN_BYTES: usize = 32;
/// Lifetime of the permission to see a secret: enough for the page to load.
const REVEAL_LIFETIME: Duration = Duration::from_mins(1);

/// The permission to see a secret once in this browser, and the token for it.
pub(super) fn reveal(context: &Context<'_>, person: &Person) -> (String, WebhookReveal) {
    let token = tokens::random_hex::<TOKEN_BYTES>(context.random());
    let reveal = WebhookReveal {
        token_hash: tokens::hash(&token),
        session: person.session,
        ends_at: context.now().plus(REVEAL_LIFETIME),
    };
    (token, reveal)
}

/// Makes the next secret of an endpoint whose row is locked. Whoever has the token of `reveal` sees it once.
pub(super) async fn insert(
    context: &Context<'_>,
    tx: &mut Tx,
    account: AccountId,
    endpoint: EndpointId,
    reveal: Option<&WebhookReveal>,
) -> Result<WebhookSecret, Error> {
    let mut random = [0; 32];
    context.random().fill(&mut random);
    let secret = WebhookSecret::from_random(&random);
    let number = tx.next_webhook_secret(endpoint).await?;
    let binding = Binding::Webhook { account, endpoint, number };
    let sealed = seal_bytes(context.deps, &binding, secret.expose().as_bytes())?;
    tx.insert_webhook_secret(endpoint, number, &sealed, reveal, context.now()).await?;
    Ok(secret)
}

/// Uses up a token. The account has been judged: the endpoint is the person's.
pub(super) async fn take(
    context: &Context<'_>,
    person: &Person,
    endpoint: EndpointId,
    token: &str,
) -> Result<Option<WebhookSecret>, Error> {
    if !tokens::is_hex::<TOKEN_BYTES>(token) {
        return Ok(None);
    }
    let mut tx = context.deps.store.begin().await?;
    let hash = tokens::hash(token);
    let sealed = tx.take_webhook_reveal(endpoint, &hash, person.session, context.now()).await?;
    tx.commit().await?;
    sealed.map(|(number, sealed)| open(context.deps, person.account, endpoint, number, sealed)).transpose()
}

pub(super) fn open(
    deps: &Deps,
    account: AccountId,
    endpoint: EndpointId,
    number: i64,
    sealed: Vec<u8>,
) -> Result<WebhookSecret, Error> {
    let binding = Binding::Webhook { account, endpoint, number };
    let opened = open_bytes(deps, &binding, sealed)?;
    let secret = std::str::from_utf8(&opened).ok().and_then(|text| text.parse().ok());
    secret.ok_or_else(|| Error::Internal(format!("the {binding} is not a secret")))
}
