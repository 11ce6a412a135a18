//! Verification of the chain, as a whole and up to the next checkpoint.

use domain::audit::chain::ChainHead;
use domain::audit::checkpoint::{Checkpoint, Statement};
use domain::audit::verify::{Fault, Verdict, Verifier};

use crate::Error;
use crate::console::Deps;

/// Rows of one query.
const PAGE: u32 = 1_000;

/// Result of a verification of the whole trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditReport {
    /// What was verified, and what is wrong.
    pub verdict: Verdict,
    /// Where the retention has cut the trail.
    pub cut: Option<Checkpoint>,
    /// Number of checkpoints with a valid signature, those from elsewhere included.
    pub checkpoints: usize,
}

impl Deps {
    /// Whether the checkpoint or cut was signed by this installation.
    pub(crate) fn has_signed(&self, statement: Statement, checkpoint: &Checkpoint) -> bool {
        checkpoint.is_valid(statement, &self.installation, &self.audit_key.public())
    }
}

/// Verifies all entries, together with the checkpoints of the database and `copies` of some from elsewhere.
pub(crate) async fn verify(deps: &Deps, copies: &[Checkpoint]) -> Result<AuditReport, Error> {
    loop {
        let cut = deps.store.audit_cut().await?;
        let report = verify_after(deps, cut.as_ref(), copies).await?;
        // Entries that the retention removes meanwhile are not missing.
        if deps.store.audit_cut().await? == cut {
            return Ok(report);
        }
    }
}

async fn verify_after(
    deps: &Deps,
    cut: Option<&Checkpoint>,
    copies: &[Checkpoint],
) -> Result<AuditReport, Error> {
    let before = deps.store.audit_head().await?;
    let start = cut.map_or(ChainHead::START, Checkpoint::head);
    let mut checkpoints = stored_checkpoints(deps, start.number).await?;
    checkpoints.extend(copies.iter().cloned());
    let (signed, forged): (Vec<_>, Vec<_>) =
        checkpoints.into_iter().partition(|checkpoint| deps.has_signed(Statement::Checkpoint, checkpoint));
    let heads: Vec<ChainHead> = signed.iter().map(Checkpoint::head).collect();
    let checkpoints = heads.len();
    let mut verifier = Verifier::new(start, heads);
    if let Some(cut) = cut.filter(|cut| !deps.has_signed(Statement::Cut, cut)) {
        verifier.report(Fault::ForgedCut { number: cut.number });
    }
    read_entries(deps, &mut verifier, start.number, i64::MAX).await?;
    for checkpoint in forged {
        verifier.report(Fault::ForgedCheckpoint { number: checkpoint.number });
    }
    let count = deps.store.unnumbered_entries().await?;
    if count > 0 {
        verifier.report(Fault::Unnumbered { count });
    }
    let after = deps.store.audit_head().await?;
    Ok(AuditReport { verdict: verifier.finish(before, after), cut: cut.cloned(), checkpoints })
}

/// Verifies the entries after `start`, which is taken as right, up to `end`.
pub(crate) async fn verify_between(deps: &Deps, start: ChainHead, end: ChainHead) -> Result<Verdict, Error> {
    let mut verifier = Verifier::new(start, Vec::new());
    read_entries(deps, &mut verifier, start.number, end.number).await?;
    Ok(verifier.finish(end, end))
}

/// Reads the entries with numbers above `after`, up to `last`.
async fn read_entries(deps: &Deps, verifier: &mut Verifier, mut after: i64, last: i64) -> Result<(), Error> {
    loop {
        let rows = deps.store.chain_rows(after, PAGE).await?;
        let Some(end) = rows.last() else { return Ok(()) };
        after = end.number;
        for row in rows.iter().take_while(|row| row.number <= last) {
            verifier.read(row.id, &row.entry(), row.stored_hash());
        }
        if after >= last {
            return Ok(());
        }
    }
}

/// All checkpoints of the database beyond entry `after`.
async fn stored_checkpoints(deps: &Deps, mut after: i64) -> Result<Vec<Checkpoint>, Error> {
    let mut all = Vec::new();
    loop {
        let page = deps.store.audit_checkpoints(after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(all) };
        after = last.number;
        all.extend(page);
    }
}
