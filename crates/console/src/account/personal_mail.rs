//! Mails to one person: written in the transaction of what they are about, sent later by whichever server is first.

use domain::account::member::{Invitation, InvitationFacts};
use domain::account::person::Email;
use domain::account::personal_mail::{PersonalMail, SecurityEvent, SecurityMail};
use domain::account::{AccountId, InvitationId};
use store::Tx;

use crate::account::members::open_token;
use crate::secrets::tokens;
use crate::{Actor, Context, Error};

/// Bytes of randomness in the key of a mail: unlike a notice, each is a mail of its own.
const KEY_BYTES: usize = 16;

/// Tells a person what has changed about how they sign in, so that they notice what somebody else did.
pub(crate) async fn tell(
    context: &Context<'_>,
    tx: &mut Tx,
    (account, email): (AccountId, &Email),
    event: SecurityEvent,
) -> Result<(), Error> {
    let origin = context.browser().ok();
    let mail = SecurityMail {
        event,
        at: context.now(),
        address: origin.map(|(address, _)| address),
        browser: origin.map(|(_, browser)| browser.to_owned()).unwrap_or_default(),
    };
    enqueue(context, tx, account, email, &PersonalMail::Security(mail)).await
}

/// Sends the link of an invitation.
pub(crate) async fn invite(
    context: &Context<'_>,
    tx: &mut Tx,
    account: AccountId,
    (id, email): (InvitationId, &Email),
) -> Result<(), Error> {
    let language = match context.actor {
        Actor::Person(person) => person.language,
        Actor::Stranger(_) | Actor::Token(_) | Actor::Operator | Actor::System => None,
    };
    enqueue(context, tx, account, email, &PersonalMail::Invitation { id, language }).await
}

/// Nothing where mails do not reach people: the log is no place for a link that lets somebody in.
async fn enqueue(
    context: &Context<'_>,
    tx: &mut Tx,
    account: AccountId,
    email: &Email,
    mail: &PersonalMail,
) -> Result<(), Error> {
    if !context.deps.policy.sends_mails {
        return Ok(());
    }
    let key = format!("personal:{}", tokens::random_hex::<KEY_BYTES>(context.random()));
    Ok(tx.insert_personal_mail(account, email, &key, mail, context.now()).await?)
}

/// Whom an invitation is for, and the token of its link. `None` if it has expired, was accepted or was revoked.
pub(crate) async fn invitation(
    context: &Context<'_>,
    account: AccountId,
    id: InvitationId,
) -> Result<Option<(InvitationFacts, String)>, Error> {
    let rows = context.deps.store.invitations(account).await?;
    let row = rows.into_iter().find(|row| row.invitation.id == id);
    let Some(row) = row.filter(|row| row.invitation.ends_at > context.now()) else { return Ok(None) };
    let token = open_token(context, &row)?;
    let Invitation { email, access, invited_by, ends_at, .. } = row.invitation;
    Ok(Some((InvitationFacts { email, role: access.role, invited_by, ends_at }, token)))
}
