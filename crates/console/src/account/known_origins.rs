//! Browsers and networks that a person signed in from. Failed attempts from elsewhere do not slow them down.

use std::time::Duration;

use domain::account::{AccountId, PersonId};
use store::Tx;

use crate::account::backoff::network;
use crate::secrets::tokens;
use crate::{Context, Error};

/// Bytes of the token of a device.
const TOKEN_BYTES: usize = 32;
/// A device or network is known for this long after the person's last sign-in from it.
pub const DEVICE_LIFETIME: Duration = Duration::from_hours(365 * 24);
/// Upper limit of known devices and networks of a person; the latest stay.
const MAX_KNOWN: i64 = 100;

/// Name of the device of `token` in the database: a one-way hash. None where `token` is malformed.
pub(crate) fn device_name(token: &str) -> Option<String> {
    tokens::is_hex::<TOKEN_BYTES>(token)
        .then(|| format!("device:{}", base16ct::lower::encode_string(&tokens::digest(token))))
}

/// Records the network and the browser of a successful sign-in. Returns a new device token, which replaces the one
/// named `before`.
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
