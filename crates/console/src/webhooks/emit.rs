//! Events become messages, in the transaction that makes them happen: whatever is committed is told, and nothing else.

use domain::account::AccountId;
use domain::application::lifecycle::Status;
use domain::application::sdkappid::Sdkappid;
use domain::audit::AuditEntry;
use domain::audit::checkpoint::Checkpoint;
use domain::billing::account_balance::AccountBalance;
use domain::billing::notice::Notice;
use domain::time::Timestamp;
use domain::webhook::EndpointId;
use domain::webhook::event::{EventKind, Payload};
use serde::Serialize;
use serde_json::json;
use store::{DeadTokens, NewMail, NewWebhookMessage, Tx};

use crate::console::Deps;
use crate::secrets::tokens;
use crate::{Context, Error};

/// Bytes of randomness in the name of a message.
const NAME_BYTES: usize = 16;

/// Tells what an audit entry says, if it is an event.
pub(crate) async fn audited(
    context: &Context<'_>,
    tx: &mut Tx,
    account: AccountId,
    sdkappid: Option<Sdkappid>,
    entry: &AuditEntry,
) -> Result<(), Error> {
    let Some(kind) = EventKind::of_action(entry.action) else { return Ok(()) };
    let data = json!({ "sdkappid": sdkappid, "by": entry.who, "changes": entry.changes });
    emit(context.deps, tx, account, sdkappid, kind, entry.at, &data).await
}

/// Tells that an account has got into arrears or out of them, if it has.
pub(crate) async fn balance_changed(
    context: &Context<'_>,
    tx: &mut Tx,
    account: AccountId,
    before: AccountBalance,
    after: AccountBalance,
) -> Result<(), Error> {
    let (kind, since) = match (before.arrears_since(), after.arrears_since()) {
        (None, Some(since)) => (EventKind::ArrearsBegan, since),
        (Some(since), None) => (EventKind::ArrearsSettled, since),
        _ => return Ok(()),
    };
    let data = json!({ "balance": after.balance().to_string(), "since": since.to_string() });
    emit(context.deps, tx, account, None, kind, context.now(), &data).await
}

/// Tells what a mail is about that was enqueued in this transaction: the clock made it happen, and the mail's key makes
/// sure that it is told once.
pub(crate) async fn noticed(deps: &Deps, tx: &mut Tx, mail: &NewMail, now: Timestamp) -> Result<(), Error> {
    let (account, sdkappid, notice) = *mail;
    let (kind, data) = match notice {
        Notice::Ended { at } => {
            let Some(sdkappid) = sdkappid else { return Ok(()) };
            let account_balance = tx.account_balance(account).await?;
            let Some(application) = tx.application(account, sdkappid).await? else { return Ok(()) };
            let at_now = account_balance.at(now, deps.catalogue.get().policy());
            let kind = match application.status(at_now) {
                Status::Suspended => EventKind::ApplicationSuspended,
                Status::Disabled => EventKind::ApplicationDisabled,
                Status::Enabled | Status::Deleted => return Ok(()),
            };
            (kind, json!({ "sdkappid": sdkappid, "ended_at": at.to_string() }))
        }
        Notice::ArrearsDisabled { since, disabled_at } => {
            let data = json!({ "since": since.to_string(), "disabled_at": disabled_at.to_string() });
            (EventKind::ArrearsEnforced, data)
        }
        Notice::CertificateFails { id, platform, since } => {
            let data = json!({
                "sdkappid": sdkappid, "certificate": id, "platform": platform.code(), "since": since.to_string(),
            });
            (EventKind::CertificateFailing, data)
        }
        Notice::CertificateEnds { id, at } => {
            let data = json!({ "sdkappid": sdkappid, "certificate": id, "expires_at": at.to_string() });
            (EventKind::CertificateExpiring, data)
        }
        Notice::Ends { .. }
        | Notice::Arrears { .. }
        | Notice::NearLimit { .. }
        | Notice::OverLimit { .. }
        | Notice::Shreds { .. } => return Ok(()),
    };
    emit(deps, tx, account, sdkappid, kind, now, &data).await
}

/// Tells how many tokens a vendor has reported as dead until `now`.
pub(super) async fn dead_tokens(
    deps: &Deps,
    tx: &mut Tx,
    counted: &DeadTokens,
    now: Timestamp,
) -> Result<(), Error> {
    let &DeadTokens { account, sdkappid, platform, tokens, since } = counted;
    let data = json!({
        "sdkappid": sdkappid, "platform": platform.code(), "tokens": tokens, "since": since.to_string(),
        "until": now.to_string(),
    });
    emit(deps, tx, account, Some(sdkappid), EventKind::PushDeadTokens, now, &data).await
}

/// Hands a checkpoint out to all accounts: the chain is that of the installation.
pub(crate) async fn checkpoint(deps: &Deps, tx: &mut Tx, checkpoint: &Checkpoint) -> Result<(), Error> {
    let kind = EventKind::AuditCheckpoint;
    for (account, endpoint, events) in tx.webhook_subscribers_of_all().await? {
        if events.contains(kind) {
            insert(deps, tx, account, endpoint, Payload::new(kind, checkpoint.at(), checkpoint)).await?;
        }
    }
    Ok(())
}

/// Writes a message for each endpoint that receives the event.
async fn emit(
    deps: &Deps,
    tx: &mut Tx,
    account: AccountId,
    sdkappid: Option<Sdkappid>,
    kind: EventKind,
    at: Timestamp,
    data: &impl Serialize,
) -> Result<(), Error> {
    for (endpoint, events) in tx.webhook_subscribers(account, sdkappid).await? {
        if events.contains(kind) {
            insert(deps, tx, account, endpoint, Payload::new(kind, at, data)).await?;
        }
    }
    Ok(())
}

/// Writes a message for one endpoint.
pub(super) async fn insert(
    deps: &Deps,
    tx: &mut Tx,
    account: AccountId,
    endpoint: EndpointId,
    payload: Payload<impl Serialize>,
) -> Result<(), Error> {
    let body = serde_json::to_string(&payload).map_err(|error| Error::Internal(error.to_string()))?;
    let name = format!("msg_{}", tokens::random_hex::<NAME_BYTES>(&*deps.random));
    let new = NewWebhookMessage { name: &name, kind: payload.kind, body: &body };
    Ok(tx.insert_webhook_message(account, endpoint, new, deps.clock.now()).await?)
}
