//! Removes devices whose certificate was deleted, and pushes whose retention is over.

use super::new_pushes::LIFETIME;
use crate::Error;
use crate::console::Deps;

/// Devices, or pushes, that are removed in one transaction.
const PAGE: u32 = 500;

/// Removes the devices of deleted certificates, a page at a time.
pub(crate) async fn purge_devices_of_deleted_certificates(deps: &Deps) -> Result<(), Error> {
    for certificate in deps.store.deleted_certificates_with_devices().await? {
        loop {
            let mut tx = deps.store.begin().await?;
            let page = tx.delete_devices_of(certificate, PAGE).await?;
            tx.commit().await?;
            if page < u64::from(PAGE) {
                break;
            }
        }
    }
    Ok(())
}

/// Deletes pushes that were accepted longer than [`Policy::push_retention`](crate::Policy::push_retention) ago, a page at a
/// time. None is deleted before its life is over.
pub(crate) async fn purge_pushes(deps: &Deps) -> Result<(), Error> {
    let now = deps.clock.now();
    let mut tx = deps.store.begin().await?;
    tx.delete_push_repeats_before(now).await?;
    tx.commit().await?;
    let ended = now.minus(deps.policy.push_retention.saturating_sub(LIFETIME));
    loop {
        let mut tx = deps.store.begin().await?;
        let page = tx.delete_pushes_before(ended, PAGE).await?;
        tx.commit().await?;
        if u32::try_from(page).is_ok_and(|page| page < PAGE) {
            return Ok(());
        }
    }
}
