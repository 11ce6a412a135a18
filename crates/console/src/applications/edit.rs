//! **Edit** -> **Save**: a new name or description, without overwriting what somebody else saved.

use domain::account::AccountId;
use domain::account::permission::Permission;
use domain::application::sdkappid::Sdkappid;
use domain::application::{Application, Profile};
use domain::audit::{Action, Change};

use super::change::update;
use crate::{Applications, Context, EditConflict, Error};

/// The most audit entries that are read for what others changed.
const MAX_ENTRIES: u32 = 200;

impl Applications<'_> {
    /// Saves `profile` over version `seen_version`.
    ///
    /// [`Error::Changed`] when there is a newer version by now, unless it says the same as `profile`: saving
    /// what is there already succeeds and changes nothing, so a form may be sent twice.
    pub async fn edit(
        &self,
        sdkappid: Sdkappid,
        profile: Profile,
        seen_version: i64,
    ) -> Result<Application, Error> {
        let Self(context) = self;
        let account = context.permitted_on(Permission::EditApplications, sdkappid)?;
        let mut tx = context.deps.store.begin().await?;
        let before = tx.application(account, sdkappid).await?.ok_or(Error::NotFound)?;
        let Profile { name, description } = profile;
        let changes: Vec<_> = [
            Change::between("name", before.name.as_str(), name.as_str()),
            Change::between("description", before.description.as_str(), description.as_str()),
        ]
        .into_iter()
        .flatten()
        .collect();
        if changes.is_empty() {
            // What was read may be on its way to the disk still; a commit waits for it.
            tx.commit().await?;
            return Ok(before);
        }
        if before.version != seen_version {
            tx.commit().await?;
            return Err(Error::Changed(Box::new(conflict(context, account, &before, seen_version).await?)));
        }
        let after = Application { name, description, version: before.version + 1, ..before };
        update(&mut tx, account, &after).await?;
        context.audit(&mut tx, Some(account), Some(sdkappid), Action::ApplicationEdited, changes).await?;
        tx.commit().await?;
        Ok(after)
    }
}

/// Sums up the changes since version `seen_version`, from the audit trail.
async fn conflict(
    context: &Context<'_>,
    account: AccountId,
    current: &Application,
    seen_version: i64,
) -> Result<EditConflict, Error> {
    let store = &context.deps.store;
    let entries = store.changes_since(account, current.sdkappid, seen_version, MAX_ENTRIES).await?;
    let (who, at) = entries
        .first()
        .map_or_else(|| (String::new(), current.created_at), |latest| (latest.who.clone(), latest.at));
    let changes = squash(entries.into_iter().rev().flat_map(|entry| entry.changes));
    Ok(EditConflict { who, at, changes, version: current.version })
}

/// Merges consecutive changes: each field from its first value to its last; fields that did not change are left out.
fn squash(changes: impl Iterator<Item = Change>) -> Vec<Change> {
    let mut whole: Vec<Change> = Vec::new();
    for change in changes {
        match whole.iter_mut().find(|earlier| earlier.field == change.field) {
            Some(earlier) => earlier.after = change.after,
            None => whole.push(change),
        }
    }
    whole.retain(|change| change.before != change.after);
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(field: &str, before: &str, after: &str) -> Change {
        Change { field: field.into(), before: before.into(), after: after.into() }
    }

    #[test]
    fn what_went_back_to_what_it_was_is_no_change() {
        let steps =
            [change("status", "enabled", "disabled"), change("name", "a", "b"), change("name", "b", "c")];
        let back = change("status", "disabled", "enabled");
        assert_eq!(squash(steps.into_iter().chain([back])), [change("name", "a", "c")]);
    }
}
