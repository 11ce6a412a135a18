//! Removes devices whose certificate was deleted.

use crate::Error;
use crate::console::Deps;

/// Devices that are removed in one transaction.
const PAGE: u32 = 1_000;

/// Removes the devices of deleted certificates, in transactions of [`PAGE`]. Returns how many there were.
pub(crate) async fn purge_orphaned_devices(deps: &Deps) -> Result<u64, Error> {
    let mut removed = 0;
    loop {
        let mut tx = deps.store.begin().await?;
        let page = tx.delete_orphaned_devices(PAGE).await?;
        tx.commit().await?;
        removed += page;
        if page < u64::from(PAGE) {
            return Ok(removed);
        }
    }
}
