//! **Show Key**: a permission to see a key once, after a recent proof of who asks.

use std::time::Duration;

use domain::account::permission::Permission;
use domain::account::person::Password;
use domain::application::sdkappid::Sdkappid;
use domain::audit::Action;
use domain::key::Key;
use store::{RevealRow, Tx};

use crate::secrets::{self, tokens};
use crate::{Account, Context, Error, Keys, Person, RenewedSession};

/// Bytes of a reveal token.
const TOKEN_BYTES: usize = 32;
/// Lifetime of a permission: enough for the page to load.
const LIFETIME: Duration = Duration::from_mins(1);

impl Keys<'_> {
    /// Permits this browser to see the key once, within a minute, and says so in the audit trail.
    ///
    /// The answer is a token for [`Applications::detail`](crate::Applications::detail).
    /// [`Error::VerificationNeeded`] when the person did not prove lately who they are.
    pub async fn show(&self, sdkappid: Sdkappid) -> Result<String, Error> {
        let Self(context) = self;
        context.permitted_on(Permission::ShowKeys, sdkappid)?;
        let person = context.person()?;
        let mut tx = context.deps.store.begin().await?;
        if let Err(error) = context.verified_lately() {
            // What is not there needs no password.
            tx.application(person.account, sdkappid).await?.ok_or(Error::NotFound)?;
            return Err(error);
        }
        self.permit(tx, sdkappid).await
    }

    /// The current key with its secret, and says so in the audit trail.
    ///
    /// [`Error::VerificationNeeded`] when a person did not prove lately who they are.
    pub async fn reveal(&self, sdkappid: Sdkappid) -> Result<(i64, Key), Error> {
        let Self(context) = self;
        let account = context.permitted_on(Permission::ShowKeys, sdkappid)?;
        let mut tx = context.deps.store.begin().await?;
        tx.application(account, sdkappid).await?.ok_or(Error::NotFound)?;
        context.verified_or_token()?;
        let keys = tx.keys(account, sdkappid).await?;
        // It is being deleted, if it has no key any more.
        let current = keys.iter().find(|key| key.life.is_current()).ok_or(Error::NotFound)?;
        let key = secrets::open(context.deps, account, sdkappid, current)?;
        context.audit(&mut tx, Some(account), Some(sdkappid), Action::KeyShown, None).await?;
        tx.commit().await?;
        Ok((current.version, key))
    }

    /// [`show`](Self::show) with the password, which counts as proof from now on in this browser, under a new token.
    ///
    /// A wrong one is [`Error::Invalid`] at [`Field::Password`](domain::field::Field::Password).
    pub async fn unlock(
        &self,
        sdkappid: Sdkappid,
        password: &Password,
    ) -> Result<(String, RenewedSession), Error> {
        self.0.permitted_on(Permission::ShowKeys, sdkappid)?;
        let (tx, renewed) = Account(self.0).prove_by_password(password).await?;
        Ok((self.permit(tx, sdkappid).await?, renewed))
    }

    async fn permit(&self, mut tx: Tx, sdkappid: Sdkappid) -> Result<String, Error> {
        let Self(context) = self;
        let person = context.person()?;
        tx.application(person.account, sdkappid).await?.ok_or(Error::NotFound)?;
        let token = tokens::random_hex::<TOKEN_BYTES>(context.random());
        let (token_hash, ends_at) = (tokens::hash(&token), context.now().plus(LIFETIME));
        tx.insert_reveal(&RevealRow { token_hash, session: person.session, sdkappid, ends_at }).await?;
        context.audit(&mut tx, Some(person.account), Some(sdkappid), Action::KeyShown, None).await?;
        tx.commit().await?;
        Ok(token)
    }
}

/// Uses up a permission. The account has been judged: `sdkappid` is the person's.
pub(crate) async fn take_reveal(
    context: &Context<'_>,
    person: &Person,
    sdkappid: Sdkappid,
    token: &str,
) -> Result<bool, Error> {
    if !tokens::is_hex::<TOKEN_BYTES>(token) {
        return Ok(false);
    }
    let mut tx = context.deps.store.begin().await?;
    let is_permitted = tx.take_reveal(&tokens::hash(token), person.session, sdkappid, context.now()).await?;
    tx.commit().await?;
    Ok(is_permitted)
}
