//! Between the vault and the store: the secret of an application's key, sealed for its row and opened again.

use domain::account::AccountId;
use domain::key::SecretKey;
use domain::sdkappid::Sdkappid;
use store::KeyRow;
use vault::{Binding, Sealed};

use crate::Error;
use crate::console::Parts;

/// Seals `key` for the row of its application and version.
pub(crate) fn seal(
    parts: &Parts,
    account: AccountId,
    sdkappid: Sdkappid,
    version: i64,
    key: &SecretKey,
) -> Result<Vec<u8>, Error> {
    let binding = Binding::Key { account, sdkappid, version };
    let random = &mut |bytes: &mut [u8]| parts.random.fill(bytes);
    Ok(parts.vault.seal(&binding, key.expose().as_bytes(), random)?.into_bytes())
}

/// Opens the key of `row`. One that was altered, or put there from another row, is an [`Error::Vault`].
pub(crate) fn open(
    parts: &Parts,
    account: AccountId,
    sdkappid: Sdkappid,
    row: &KeyRow,
) -> Result<SecretKey, Error> {
    let binding = Binding::Key { account, sdkappid, version: row.version };
    let opened = parts.vault.open(&binding, &Sealed::from_bytes(row.sealed.clone()))?;
    std::str::from_utf8(&opened)
        .ok()
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| Error::Internal(format!("the {binding} is not a key")))
}
