//! Browsers and networks that a person signed in from, which are not held up by what strangers do.

use std::time::Duration;

use domain::account::{AccountId, PersonId};
use store::Tx;

use crate::account::backoff::network;
use crate::secrets::tokens;
use crate::{Context, Error};

/// Bytes of the token of a device.
const TOKEN_BYTES: usize = 32;
/// For how long a device and a network are known after the last time somebody signed in there.
pub const DEVICE_LIFETIME: Duration = Duration::from_hours(365 * 24);
/// The most devices and networks of a person that are known.
const MAX_KNOWN: i64 = 100;

/// How the device of `token` is named in the database, which cannot be turned back; none where it is no token.
pub(crate) fn device_name(token: &str) -> Option<String> {
    tokens::is_hex::<TOKEN_BYTES>(token)
        .then(|| format!("device:{}", base16ct::lower::encode_string(&tokens::digest(token))))
}

/// The person has just signed in from here: this network and this browser are known from now on. A new token for the
/// browser, in place of `before`.
pub(crate) async fn remember(
    context: &Context<'_>,
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
    before: Option<&str>,
) -> Result<String, Error> {
    let (address, _) = context.browser()?;
    let (now, token) = (context.now(), tokens::random_hex::<TOKEN_BYTES>(context.random()));
    if let Some(before) = before {
        tx.delete_known_origin(account, person, before).await?;
    }
    for origin in device_name(&token).into_iter().chain([network(address)]) {
        tx.put_known_origin(account, person, &origin, now).await?;
    }
    tx.keep_latest_origins(account, person, MAX_KNOWN).await?;
    Ok(token)
}
