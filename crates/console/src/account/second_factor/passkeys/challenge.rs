//! Challenges: kept in the database, since another server may get the answer, and answered once.

use std::time::Duration;

use domain::account::SessionId;
use domain::account::second_factor::{PasskeyChallenge, PasskeyRefusal};
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{PasskeyChallengeRow, Tx};

use super::{PasskeyAnswer, internal};
use crate::account::backoff::network;
use crate::secrets::tokens;
use crate::{Context, Error};

/// Bytes of the token of a challenge.
const TOKEN_BYTES: usize = 32;
/// Time within which a challenge has to be answered.
pub(super) const LIFETIME: Duration = Duration::from_mins(5);
/// Upper limit of unanswered challenges of one network: strangers get them, too.
const MAX_UNANSWERED: i64 = 200;
/// Retry interval that is suggested beyond it.
const RETRY_AFTER: Duration = Duration::from_mins(1);

/// What a challenge is for. The answer to one is worth nothing for another.
pub(super) enum Holder<'a> {
    /// Adding a passkey in that session.
    Addition(SessionId),
    /// Proof of who uses that session.
    Verification(SessionId),
    /// Signing in with a passkey alone.
    SignIn,
    /// The second step of the sign-in whose token has that hash.
    SecondStep(&'a [u8]),
}

impl Holder<'_> {
    fn name(&self) -> String {
        match self {
            Self::Addition(session) => format!("add:{session}"),
            Self::Verification(session) => format!("verify:{session}"),
            Self::SignIn => "sign-in".to_owned(),
            Self::SecondStep(hash) => format!("second-step:{}", base16ct::lower::encode_string(hash)),
        }
    }
}

/// Keeps the `state` of a challenge until the browser answers `options`.
pub(super) async fn begin(
    context: &Context<'_>,
    holder: &Holder<'_>,
    state: &impl Serialize,
    options: &impl Serialize,
) -> Result<PasskeyChallenge, Error> {
    let (store, now, (address, _)) = (&context.deps.store, context.now(), context.browser()?);
    let network = network(address);
    if store.passkey_challenges_of(&network, now).await? >= MAX_UNANSWERED {
        return Err(Error::TooMany { retry_after: RETRY_AFTER });
    }
    let token = tokens::random_hex::<TOKEN_BYTES>(context.random());
    let row = PasskeyChallengeRow {
        token_hash: tokens::hash(&token),
        holder: holder.name(),
        network,
        state: serde_json::to_string(state).map_err(|error| internal(&error))?,
        ends_at: now.plus(LIFETIME),
    };
    let options = serde_json::to_string(options).map_err(|error| internal(&error))?;
    let mut tx = store.begin().await?;
    tx.insert_passkey_challenge(&row).await?;
    tx.commit().await?;
    Ok(PasskeyChallenge { token, options })
}

/// The state of the challenge that is answered, which is used up with `tx`. [`PasskeyRefusal::Expired`] if it has ended,
/// was answered before or is for somebody else.
pub(super) async fn take<T: DeserializeOwned>(
    context: &Context<'_>,
    tx: &mut Tx,
    holder: &Holder<'_>,
    answer: PasskeyAnswer<'_>,
) -> Result<T, Error> {
    let state = if tokens::is_hex::<TOKEN_BYTES>(answer.challenge) {
        let hash = tokens::hash(answer.challenge);
        tx.take_passkey_challenge(&hash, &holder.name(), context.now()).await?
    } else {
        None
    };
    let state = state.ok_or(Error::PasskeyRefused(PasskeyRefusal::Expired))?;
    serde_json::from_str(&state).map_err(|error| internal(&error))
}
