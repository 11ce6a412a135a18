//! Reading the trail: the list and its export.

use domain::account::permission::Permission;
use domain::audit::listing::{AuditCursor, AuditFilter, TrailEntry, TrailPage};
use domain::audit::{Action, Change};
use store::TrailScope;

use crate::{Context, Error};

/// Entries of a page.
const PAGE: u32 = 50;
/// Entries that are exported at once.
const EXPORT_PORTION: u32 = 500;

/// The audit trail of the account; operators also see entries of no account.
#[derive(Clone, Copy)]
pub struct AuditTrail<'a>(pub(crate) Context<'a>);

impl AuditTrail<'_> {
    /// The entries after `cursor`, or the newest ones.
    pub async fn list(&self, filter: &AuditFilter, cursor: Option<AuditCursor>) -> Result<TrailPage, Error> {
        let scope = self.scope()?;
        let store = &self.0.deps.store;
        let mut entries = store.trail(scope, filter, cursor, PAGE + 1).await?;
        let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let has_more = entries.len() > page;
        entries.truncate(page);
        let next = entries.last().map(TrailEntry::cursor).filter(|_| has_more);
        let checkpoint = store.last_audit_checkpoint().await?;
        let checkpoint = checkpoint.map(|checkpoint| (checkpoint.number, checkpoint.at()));
        Ok(TrailPage { entries, next, checkpoint })
    }

    /// Records that the entries that meet a filter are exported; `described` is how the filter was given.
    pub async fn begin_export(&self, described: &str) -> Result<(), Error> {
        let Self(context) = self;
        let account = context.permitted(Permission::ViewAudit)?;
        let mut tx = context.deps.store.begin().await?;
        let filter = Change::between("filter", "", described);
        context.audit(&mut tx, Some(account), None, Action::AuditExported, filter).await?;
        Ok(tx.commit().await?)
    }

    /// A part of the export: the entries after `cursor`, or the newest ones. Empty at the end.
    pub async fn export(
        &self,
        filter: &AuditFilter,
        cursor: Option<AuditCursor>,
    ) -> Result<Vec<TrailEntry>, Error> {
        Ok(self.0.deps.store.trail(self.scope()?, filter, cursor, EXPORT_PORTION).await?)
    }

    fn scope(&self) -> Result<TrailScope, Error> {
        let account = self.0.permitted(Permission::ViewAudit)?;
        let is_operator = self.0.is_operator();
        let scope = if is_operator { TrailScope::AccountAndNone } else { TrailScope::Account };
        Ok(scope(account))
    }
}
