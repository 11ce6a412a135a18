//! Sessions of signed-in browsers: creation and lookup by token.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use domain::account::language::{Language, Theme};
use domain::account::{AccountId, PersonId};
use domain::text::one_line;
use domain::time::Timestamp;
use store::{NewSession, SessionRow, Tx};

use crate::context::Context;
use crate::secrets::tokens;
use crate::{Console, Error, Person};

/// Bytes of a session token.
const TOKEN_BYTES: usize = 32;
/// A session is written no more often than this when it is used.
const TOUCH_INTERVAL: Duration = Duration::from_mins(1);
/// The most characters of a browser's name that are kept.
const MAX_USER_AGENT_BYTES: usize = 200;

/// A browser that was just signed in.
pub struct SignedIn {
    /// For the browser's session cookie; the console keeps only its hash. Hexadecimal.
    pub token: String,
    /// Absolute lifetime of the session, for the cookie.
    pub lasts: Duration,
    /// For a cookie that lasts as long as [`DEVICE_LIFETIME`](crate::DEVICE_LIFETIME): this browser is known to the
    /// person from now on. It lets nobody in. Hexadecimal.
    pub device: String,
    /// The person's choice; none until they chose.
    pub language: Option<Language>,
    /// Colour scheme that the person chose; the system's until they chose.
    pub theme: Theme,
}

/// Leaves out the tokens: they let their holder in.
impl fmt::Debug for SignedIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedIn").field("lasts", &self.lasts).finish_non_exhaustive()
    }
}

/// A session that goes on under another token, because the person proved again who they are.
pub struct RenewedSession {
    /// For the browser's session cookie; the console keeps only its hash. Hexadecimal.
    pub token: String,
    /// How long the browser keeps it. The session may end before.
    pub lasts: Duration,
}

/// Leaves out the token.
impl fmt::Debug for RenewedSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RenewedSession").field("lasts", &self.lasts).finish_non_exhaustive()
    }
}

impl Console {
    /// Looks a session token up. Extends the idle timeout, which is written at most once a minute.
    pub async fn person(&self, token: &str, address: IpAddr) -> Result<Option<Person>, Error> {
        if !tokens::is_hex::<TOKEN_BYTES>(token) {
            return Ok(None);
        }
        let now = self.now();
        let Some(row) = self.deps().store.session(&tokens::hash(token), now).await? else {
            return Ok(None);
        };
        if now.since(row.seen_at) >= TOUCH_INTERVAL {
            // Reading goes on while the database cannot write; the session just ends earlier.
            if let Err(error) = self.touch(&row, now).await {
                tracing::warn!(session = row.session.0, %error, "updating the last use of a session failed");
            }
        }
        Ok(Some(Person {
            operator: row.operator,
            account_balance: row.account_balance,
            account: row.account,
            person: row.person,
            access: row.access,
            email: row.email,
            session: row.session,
            language: row.language,
            theme: row.theme,
            verified_at: row.verified_at,
            second_factor_required: row.second_factor_required,
            has_second_factor: row.has_second_factor,
            address,
            browser: row.browser,
        }))
    }

    async fn touch(&self, row: &SessionRow, now: Timestamp) -> Result<(), Error> {
        let idle_ends_at = now.plus(self.deps().policy.session_idle);
        let mut tx = self.deps().store.begin().await?;
        tx.touch_session(row.session, now, idle_ends_at).await?;
        Ok(tx.commit().await?)
    }
}

/// Begins a session of a person in the asking browser, within the transaction that lets them in. A session
/// that the browser had before ends: its token may have been seen by somebody else.
pub(crate) async fn begin(
    context: &Context<'_>,
    tx: &mut Tx,
    account: AccountId,
    person: PersonId,
) -> Result<(String, Duration), Error> {
    if let Ok(before) = context.signed_in() {
        tx.delete_session(before.account, before.person, before.session).await?;
    }
    let (address, browser) = context.browser()?;
    let token = tokens::random_hex::<TOKEN_BYTES>(context.random());
    let (now, policy) = (context.now(), &context.deps.policy);
    tx.insert_session(&NewSession {
        token_hash: tokens::hash(&token),
        account,
        person,
        browser: one_line(browser, MAX_USER_AGENT_BYTES),
        address: address.to_string(),
        created_at: now,
        idle_ends_at: now.plus(policy.session_idle),
        ends_at: now.plus(policy.session_absolute),
    })
    .await?;
    Ok((token, policy.session_absolute))
}

/// Gives the session of `person` another token, as part of the transaction in which they proved who they are: whoever has a
/// copy of the one before does not profit from the proof.
pub(crate) async fn renew(
    context: &Context<'_>,
    tx: &mut Tx,
    person: &Person,
) -> Result<RenewedSession, Error> {
    let token = tokens::random_hex::<TOKEN_BYTES>(context.random());
    tx.renew_session(person.session, &tokens::hash(&token), context.now()).await?;
    Ok(RenewedSession { token, lasts: context.deps.policy.session_absolute })
}
