//! Rate limiting of attempts at a password or a code: guesses get exponentially slower (see `backoff`).
//!
//! An attempt is counted as a failure before it is looked at, in a transaction of its own: however many come
//! at once, no more than the free ones get through. When it turns out well the count is taken back.

use domain::time::Timestamp;
use store::{Store, Tx};

use crate::Error;
use crate::account::backoff::{Subject, retry_after, without_last_failure};

/// Counts an attempt for each of `subjects`. [`Error::TooMany`], and nothing is counted, while one of them is blocked.
pub(crate) async fn record_attempt(store: &Store, subjects: &[Subject], now: Timestamp) -> Result<(), Error> {
    let mut tx = store.begin().await?;
    for subject in subjects {
        let row = tx.throttle(&subject.name).await?;
        if let Some(retry_after) = retry_after(row, now) {
            return Err(Error::TooMany { retry_after });
        }
        tx.put_throttle(&subject.name, subject.after_failure(row, now)).await?;
    }
    Ok(tx.commit().await?)
}

/// Forgets all failures of `subject`, after a successful attempt.
pub(crate) async fn reset(tx: &mut Tx, subject: &Subject) -> Result<(), Error> {
    Ok(tx.delete_throttle(&subject.name).await?)
}

/// Takes back the count of one attempt of `subject`; failures before it stay.
pub(crate) async fn undo_attempt(tx: &mut Tx, subject: &Subject) -> Result<(), Error> {
    match without_last_failure(tx.throttle(&subject.name).await?) {
        Some(row) => tx.put_throttle(&subject.name, row).await?,
        None => tx.delete_throttle(&subject.name).await?,
    }
    Ok(())
}
