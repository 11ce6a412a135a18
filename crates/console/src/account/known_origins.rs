//! Browsers and networks that a person signed in from, which are not held up by what strangers do.

use std::time::Duration;

use domain::account::{AccountId, PersonId};
use store::Tx;

use crate::account::backoff::network;
use crate::secrets::tokens;
use crate::{Acting, Error};

/// Bytes of the token of a device.
const TOKEN_BYTES: usize = 32;
/// For how long a device and a network are known after the last time somebody signed in there.
pub const FAMILIAR: Duration = Duration::from_hours(365 * 24);
/// The most devices and networks of a person that are known.
const MOST: i64 = 100;

/// How the device of `token` is named in the database, which cannot be turned back; none where it is no token.
pub(crate) fn place(token: &str) -> Option<String> {
    tokens::is_hex::<TOKEN_BYTES>(token)
        .then(|| format!("device:{}", base16ct::lower::encode_string(&tokens::digest(token))))
}

/// The person has just signed in from here: this network and this browser are known from now on. A new token for the
/// browser, in place of `before`.
pub(crate) async fn remember(
    acting: &Acting<'_>,
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
    before: Option<&str>,
) -> Result<String, Error> {
    let (address, _) = acting.browser()?;
    let (now, token) = (acting.now(), tokens::random_hex::<TOKEN_BYTES>(acting.random()));
    if let Some(before) = before {
        tx.delete_familiar(account, person, before).await?;
    }
    for place in place(&token).into_iter().chain([network(address)]) {
        tx.put_familiar(account, person, &place, now).await?;
    }
    tx.keep_latest_familiar(account, person, MOST).await?;
    Ok(token)
}
