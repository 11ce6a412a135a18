//! Checkpoints: a job signs the end of the chain whenever there are new entries and they are right.

use domain::audit::chain::ChainHead;
use domain::audit::checkpoint::{Checkpoint, Statement};

use super::verification::verify_between;
use crate::webhooks::emit;
use crate::{Console, Error};

impl Console {
    /// Verifies the entries since the last checkpoint, signs the last one and tells webhooks. `None` if there are none, if they are not
    /// right, which is logged, or if another server was quicker.
    pub async fn make_audit_checkpoint(&self) -> Result<Option<Checkpoint>, Error> {
        let deps = self.deps();
        let last = deps.store.last_audit_checkpoint().await?;
        let cut = deps.store.audit_cut().await?;
        let positions = last.iter().chain(&cut).map(Checkpoint::head);
        let start = positions.max_by_key(|head| head.number).unwrap_or(ChainHead::START);
        let head = deps.store.audit_head().await?;
        if head == start {
            return Ok(None);
        }
        let verdict = verify_between(deps, start, head).await?;
        if let Some(fault) = verdict.faults.first() {
            tracing::error!(%fault, "the audit trail is damaged; no checkpoint was made");
            return Ok(None);
        }
        let checkpoint =
            Checkpoint::sign(Statement::Checkpoint, &deps.installation, self.now(), head, &deps.audit_key);
        let mut tx = deps.store.begin().await?;
        let is_new = tx.insert_audit_checkpoint(&checkpoint).await?;
        if is_new {
            emit::checkpoint(deps, &mut tx, &checkpoint).await?;
        }
        tx.commit().await?;
        Ok(is_new.then_some(checkpoint))
    }

    /// Up to `limit` checkpoints of entries with numbers above `after`, lowest first: those with a valid signature.
    pub async fn audit_checkpoints(&self, after: i64, limit: u32) -> Result<Vec<Checkpoint>, Error> {
        let deps = self.deps();
        let mut checkpoints = deps.store.audit_checkpoints(after, limit).await?;
        checkpoints.retain(|checkpoint| deps.has_signed(Statement::Checkpoint, checkpoint));
        Ok(checkpoints)
    }

    /// Number of the last entry of the audit trail.
    pub async fn last_audit_number(&self) -> Result<i64, Error> {
        Ok(self.deps().store.audit_head().await?.number)
    }
}
