//! Flash messages: answers that the next page of a session shows, stored sealed, for some minutes. A URL ends up in
//! histories and logs, so the result of the UserSig tool or the words of a vendor must not be in it.

use std::time::Duration;

use domain::application::sdkappid::Sdkappid;
use domain::audit::{Action, Change};
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{AnswerRow, Tx};
use vault::Binding;
use zeroize::Zeroizing;

use crate::secrets::tokens;
use crate::{Context, Error, Person, secrets};

/// Bytes of the token of an answer.
const TOKEN_BYTES: usize = 32;
/// Time for which an answer can be shown.
const LIFETIME: Duration = Duration::from_mins(10);

/// Stores `answer` with an audit entry for what produced it. Returns a token for [`find`].
pub(crate) async fn save<T: Serialize>(
    context: &Context<'_>,
    person: &Person,
    sdkappid: Sdkappid,
    answer: &T,
    action: Action,
    changes: impl IntoIterator<Item = Option<Change>>,
) -> Result<String, Error> {
    let mut tx = context.deps.store.begin().await?;
    let token = insert(context, &mut tx, person, sdkappid, answer).await?;
    let changes = changes.into_iter().flatten();
    context.audit(&mut tx, Some(person.account), Some(sdkappid), action, changes).await?;
    tx.commit().await?;
    Ok(token)
}

/// Stores `answer` as part of `tx`. Returns a token for [`find`].
pub(crate) async fn insert<T: Serialize>(
    context: &Context<'_>,
    tx: &mut Tx,
    person: &Person,
    sdkappid: Sdkappid,
    answer: &T,
) -> Result<String, Error> {
    let token = tokens::random_hex::<TOKEN_BYTES>(context.random());
    let json = serde_json::to_vec(answer).map_err(|error| Error::Internal(format!("answer: {error}")))?;
    let json = Zeroizing::new(json);
    let sealed = secrets::seal_bytes(context.deps, &binding(person, sdkappid, &token), &json)?;
    let row = AnswerRow {
        token_hash: tokens::hash(&token),
        session: person.session,
        sdkappid,
        sealed,
        ends_at: context.now().plus(LIFETIME),
    };
    tx.insert_answer(&row).await?;
    Ok(token)
}

/// Looks an answer up: `None` if it has expired, belongs to another session, or is of another type.
pub(crate) async fn find<T: DeserializeOwned>(
    context: &Context<'_>,
    person: &Person,
    sdkappid: Sdkappid,
    token: &str,
) -> Result<Option<T>, Error> {
    if !tokens::is_hex::<TOKEN_BYTES>(token) {
        return Ok(None);
    }
    let hash = tokens::digest(token);
    let found = context.deps.store.answer(&hash, person.session, sdkappid, context.now()).await?;
    let Some(sealed) = found else { return Ok(None) };
    let json = secrets::open_bytes(context.deps, &binding(person, sdkappid, token), sealed)?;
    // One that another version of this binary wrote is not shown.
    Ok(serde_json::from_slice(&json).ok())
}

fn binding(person: &Person, sdkappid: Sdkappid, token: &str) -> Binding {
    Binding::Answer { session: person.session, sdkappid, token_hash: tokens::digest(token) }
}
