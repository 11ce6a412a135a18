//! A proof with a passkey: the challenge, and the check of what the browser answers.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::account::second_factor::{PasskeyChallenge, PasskeyRefusal};
use domain::account::{AccountId, PersonId};
use serde_json::{Value, json};
use store::Tx;
use webauthn_rs::prelude::{DiscoverableAuthentication, Passkey, PublicKeyCredential};

use super::challenge::{self, Holder};
use super::relying_party::user_handle;
use super::{PasskeyAnswer, internal, refusal};
use crate::{Context, Error};

/// Asks the browser for a proof: with a passkey of `whose`, or with any that the authenticator has for this console.
pub(super) async fn begin(
    context: &Context<'_>,
    holder: &Holder<'_>,
    whose: Option<(AccountId, PersonId)>,
) -> Result<PasskeyChallenge, Error> {
    let webauthn = context.deps.passkeys.webauthn()?;
    let (options, state) = webauthn.start_discoverable_authentication().map_err(|error| internal(&error))?;
    let mut options = options.public_key;
    options.extensions = None;
    let mut options = serde_json::to_value(options).map_err(|error| internal(&error))?;
    if let Some((account, person)) = whose {
        let rows = context.deps.store.passkeys(account, person).await?;
        if rows.is_empty() {
            return Err(Error::PasskeyRefused(PasskeyRefusal::Unknown));
        }
        let allowed = rows.into_iter().map(|row| {
            let id = URL_SAFE_NO_PAD.encode(row.credential_id);
            json!({ "type": "public-key", "id": id })
        });
        options["allowCredentials"] = Value::from(allowed.collect::<Vec<_>>());
    }
    challenge::begin(context, holder, &state, &options).await
}

/// What a browser says that it has signed with a passkey.
pub(super) fn parse(answer: PasskeyAnswer<'_>) -> Result<PublicKeyCredential, Error> {
    serde_json::from_str(answer.credential).map_err(|_| Error::PasskeyRefused(PasskeyRefusal::Wrong))
}

/// Checks a proof of `person` as part of `tx`, which uses the challenge up. The inner error is the reason to refuse the
/// proof: the caller says so in the audit trail, and commits.
pub(super) async fn check(
    context: &Context<'_>,
    tx: &mut Tx,
    holder: &Holder<'_>,
    (account, person): (AccountId, PersonId),
    (answer, credential): (PasskeyAnswer<'_>, &PublicKeyCredential),
) -> Result<Result<(), PasskeyRefusal>, Error> {
    let webauthn = context.deps.passkeys.webauthn()?;
    let state: DiscoverableAuthentication = challenge::take(context, tx, holder, answer).await?;
    let Some(row) = tx.passkey(account, person, credential.get_credential_id()).await? else {
        return Ok(Err(PasskeyRefusal::Unknown));
    };
    // An authenticator that was told which passkey to use need not say whose it is.
    let handle = user_handle(&context.deps.installation, person);
    let is_theirs = match credential.get_user_unique_id() {
        Some(said) => said == handle.as_bytes(),
        None => !matches!(holder, Holder::SignIn),
    };
    if !is_theirs {
        return Ok(Err(PasskeyRefusal::Wrong));
    }
    let mut passkey: Passkey = serde_json::from_str(&row.credential).map_err(|error| internal(&error))?;
    let result = match webauthn.finish_discoverable_authentication_v2(credential, state, &passkey) {
        Ok(result) => result,
        Err(error) => return Ok(Err(refusal(&error))),
    };
    passkey.update_credential(&result);
    let kept = serde_json::to_string(&passkey).map_err(|error| internal(&error))?;
    let written = tx.use_passkey(account, person, row.id, &kept, context.now()).await?;
    Error::expect_written(written, "a passkey")?;
    Ok(Ok(()))
}
