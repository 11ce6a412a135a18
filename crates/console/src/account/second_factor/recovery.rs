//! Recovery codes: new ones are shown once, in the browser that asked for them.

use std::time::Duration;

use domain::account::personal_mail::SecurityEvent;
use domain::account::second_factor::RecoveryCode;
use domain::audit::Action;
use store::{RecoveryRevealRow, Tx};
use vault::Binding;
use zeroize::Zeroizing;

use super::codes::hash;
use crate::account::personal_mail;
use crate::secrets::tokens;
use crate::{Account, Context, Error, Person, secrets};

/// Bytes of the token of new codes.
const TOKEN_BYTES: usize = 32;
/// Time within which new codes have to be looked at: enough for the page to load.
const REVEAL_LIFETIME: Duration = Duration::from_mins(1);

impl Account<'_> {
    /// Gives the person new recovery codes; the old ones are not accepted any more. The answer is a token for
    /// [`recovery_codes`](Self::recovery_codes). [`Error::NotFound`] without a second factor.
    pub async fn replace_recovery_codes(&self) -> Result<String, Error> {
        let Self(context) = self;
        let person = context.verified_lately()?;
        let mut tx = context.deps.store.begin().await?;
        tx.person(person.account, person.person).await?.ok_or(Error::SignedOut)?;
        if !tx.has_second_factor(person.account, person.person).await? {
            return Err(Error::NotFound);
        }
        let token = replace(context, &mut tx, person).await?;
        context.audit(&mut tx, Some(person.account), None, Action::RecoveryCodesReplaced, None).await?;
        let who = (person.account, &person.email);
        personal_mail::tell(context, &mut tx, who, SecurityEvent::RecoveryCodesReplaced).await?;
        tx.commit().await?;
        Ok(token)
    }

    /// The new codes of that token, once, within a minute, in this session alone.
    pub async fn recovery_codes(&self, token: &str) -> Result<Option<Vec<String>>, Error> {
        let Self(context) = self;
        let session = context.signed_in()?.session;
        if !tokens::is_hex::<TOKEN_BYTES>(token) {
            return Ok(None);
        }
        let token_hash = tokens::digest(token);
        let mut tx = context.deps.store.begin().await?;
        let sealed = tx.take_recovery_reveal(&token_hash, session, context.now()).await?;
        tx.commit().await?;
        let Some(sealed) = sealed else { return Ok(None) };
        let bytes =
            secrets::open_bytes(context.deps, &Binding::RecoveryCodes { session, token_hash }, sealed)?;
        let (codes, _) = bytes.as_chunks::<{ RecoveryCode::BYTES }>();
        Ok(Some(codes.iter().map(|code| RecoveryCode::new(*code).in_groups()).collect()))
    }
}

/// Replaces the codes of `person` as part of `tx`: keeps their hashes, and the codes themselves until they are shown.
pub(super) async fn replace(context: &Context<'_>, tx: &mut Tx, person: &Person) -> Result<String, Error> {
    let mut bytes = Zeroizing::new([0; RecoveryCode::BYTES * RecoveryCode::COUNT]);
    context.random().fill(bytes.as_mut_slice());
    tx.delete_recovery_codes(person.account, person.person).await?;
    let (codes, _) = bytes.as_chunks::<{ RecoveryCode::BYTES }>();
    for code in codes {
        tx.insert_recovery_code(person.account, person.person, &hash(&RecoveryCode::new(*code))).await?;
    }
    let token = tokens::random_hex::<TOKEN_BYTES>(context.random());
    let (session, token_hash) = (person.session, tokens::digest(&token));
    let sealed =
        secrets::seal_bytes(context.deps, &Binding::RecoveryCodes { session, token_hash }, bytes.as_slice())?;
    let ends_at = context.now().plus(REVEAL_LIFETIME);
    let row = RecoveryRevealRow { token_hash: token_hash.to_vec(), session, sealed, ends_at };
    tx.insert_recovery_reveal(&row).await?;
    Ok(token)
}
