//! The key that signs checkpoints: made on the first start, sealed by the vault.

use domain::key::{Curve, EcdsaPair};
use store::Store;
use vault::{Binding, Sealed, Vault};
use zeroize::Zeroizing;

use crate::{Error, Random};

/// The key of the installation. Where another process is quicker to make it, its key is taken.
pub(crate) async fn signing_key(
    store: &Store,
    vault: &Vault,
    random: &dyn Random,
) -> Result<EcdsaPair, Error> {
    if store.audit_key().await?.is_none() {
        let number = new_number(random);
        let sealed =
            vault.seal(&Binding::AuditKey, number.as_slice(), &mut |bytes| random.fill(bytes))?.into_bytes();
        let mut tx = store.begin().await?;
        tx.insert_audit_key(&sealed).await?;
        tx.commit().await?;
    }
    let broken = || Error::Internal("the signing key of the audit trail is not valid".into());
    let sealed = store.audit_key().await?.ok_or_else(broken)?;
    let number = vault.open(&Binding::AuditKey, &Sealed::from_bytes(sealed))?;
    let number: &[u8; 32] = number.as_slice().try_into().map_err(|_| broken())?;
    EcdsaPair::from_bytes(Curve::P256, number).ok_or_else(broken)
}

/// A random private number.
fn new_number(random: &dyn Random) -> Zeroizing<[u8; 32]> {
    let mut number = Zeroizing::new([0; 32]);
    loop {
        random.fill(number.as_mut_slice());
        if EcdsaPair::from_bytes(Curve::P256, &number).is_some() {
            return number;
        }
    }
}
