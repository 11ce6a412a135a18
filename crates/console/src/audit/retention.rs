//! Removal of old entries. The chain goes on from a signed cut, and the removal is an entry itself.

use std::time::Duration;

use domain::audit::chain::ChainHead;
use domain::audit::checkpoint::{Checkpoint, Statement};
use domain::audit::{Action, Change};

use crate::{Console, Error};

/// Entries that are removed in one transaction.
const PORTION: u32 = 1_000;
const DAY: Duration = Duration::from_hours(24);

/// Removes the entries that are older than the retention, if there is one. The cut moves once a day at most.
pub(crate) async fn remove_old_entries(console: &Console) -> Result<(), Error> {
    let deps = console.deps();
    let Some(retention) = deps.policy.audit_retention else { return Ok(()) };
    let since = console.now().minus(retention).floor(DAY);
    if let Some((number, hash)) = deps.store.last_entry_before(since).await? {
        cut(console, ChainHead { number, hash }).await?;
    }
    loop {
        let mut tx = deps.store.begin().await?;
        let removed = tx.delete_cut_entries(PORTION).await?;
        tx.commit().await?;
        if removed == 0 {
            return Ok(());
        }
    }
}

/// Moves the cut forward to `head`, and records that.
async fn cut(console: &Console, head: ChainHead) -> Result<(), Error> {
    let (deps, system) = (console.deps(), console.as_system());
    let before = deps.store.audit_cut().await?.map_or(0, |cut| cut.number);
    if before >= head.number {
        return Ok(());
    }
    let cut = Checkpoint::sign(Statement::Cut, &deps.installation, console.now(), head, &deps.audit_key);
    let mut tx = deps.store.begin().await?;
    if tx.set_audit_cut(&cut).await? {
        let removed = Change::between("entries", &format!("{}-{}", before + 1, head.number), "");
        system.audit(&mut tx, None, None, Action::AuditTrimmed, removed).await?;
    }
    Ok(tx.commit().await?)
}
