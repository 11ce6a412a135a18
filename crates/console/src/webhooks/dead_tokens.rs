//! Dead tokens: one event for an application and a vendor in a quarter of an hour, not one for each token. A push to many
//! users may find thousands.

use std::time::Duration;

use super::emit;
use crate::Error;
use crate::console::Deps;

/// From the first dead token until webhooks are told.
const WINDOW: Duration = Duration::from_mins(15);
/// Rows of one query.
const PAGE: u32 = 500;

/// Tells the counts whose time is over, and ends them.
pub(crate) async fn tell(deps: &Deps) -> Result<(), Error> {
    let now = deps.clock.now();
    loop {
        let due = deps.store.dead_tokens_since(now.minus(WINDOW), PAGE).await?;
        for known in &due {
            let mut tx = deps.store.begin().await?;
            if let Some(counted) = tx.take_dead_tokens(known).await? {
                emit::dead_tokens(deps, &mut tx, &counted, now).await?;
            }
            tx.commit().await?;
        }
        if due.len() < PAGE as usize {
            return Ok(());
        }
    }
}
