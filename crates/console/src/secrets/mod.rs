//! Between the vault and the store: keys and answers, sealed for their rows and opened again.

pub(crate) mod tokens;

use domain::account::AccountId;
use domain::application::sdkappid::Sdkappid;
use domain::key::Key;
use store::KeyRow;
use vault::{Binding, Sealed};
use zeroize::Zeroizing;

use crate::Error;
use crate::console::Deps;

/// Seals `key` for the row of its application and version.
pub(crate) fn seal(
    deps: &Deps,
    account: AccountId,
    sdkappid: Sdkappid,
    version: i64,
    key: &Key,
) -> Result<Vec<u8>, Error> {
    let binding = Binding::Key { account, sdkappid, version };
    seal_bytes(deps, &binding, key.expose().as_bytes())
}

/// Opens the key of `row`. One that was altered, or put there from another row, is an [`Error::Vault`].
pub(crate) fn open(deps: &Deps, account: AccountId, sdkappid: Sdkappid, row: &KeyRow) -> Result<Key, Error> {
    let binding = Binding::Key { account, sdkappid, version: row.version };
    let opened = deps.vault.open(&binding, &Sealed::from_bytes(row.sealed.clone()))?;
    std::str::from_utf8(&opened)
        .ok()
        .and_then(|text| Key::parse(row.algorithm, text).ok())
        .ok_or_else(|| Error::Internal(format!("the {binding} is not a key")))
}

/// Seals `secret` for the row of `binding`.
pub(crate) fn seal_bytes(deps: &Deps, binding: &Binding, secret: &[u8]) -> Result<Vec<u8>, Error> {
    let random = &mut |bytes: &mut [u8]| deps.random.fill(bytes);
    Ok(deps.vault.seal(binding, secret, random)?.into_bytes())
}

/// Opens what [`seal_bytes`] sealed for the same row.
pub(crate) fn open_bytes(
    deps: &Deps,
    binding: &Binding,
    sealed: Vec<u8>,
) -> Result<Zeroizing<Vec<u8>>, Error> {
    Ok(deps.vault.open(binding, &Sealed::from_bytes(sealed))?)
}
