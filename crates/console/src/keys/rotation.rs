//! **Rotate key**, undo, **Retire now**: which keys of an application are accepted, and who still uses them.

use domain::account::AccountId;
use domain::account::permission::Permission;
use domain::application::sdkappid::Sdkappid;
use domain::audit::{Action, Change};
use domain::field::{Field, InvalidField, Problem};
use domain::key::rotation::{KeyLife, KeyState, Overlap, Ring};
use domain::key::{Key, SecretKey};
use domain::time::Timestamp;
use store::{KeyRow, Tx};

use crate::keys::usage;
use crate::{Context, Error, Keys, secrets};

impl Keys<'_> {
    /// The keys of an application that still count, the newest first, with their usage; never their secrets.
    pub async fn list(&self, sdkappid: Sdkappid) -> Result<Vec<KeyState>, Error> {
        let Self(context) = self;
        let account = context.permitted_on(Permission::ViewKeys, sdkappid)?;
        let (store, now) = (&context.deps.store, context.now());
        store.application(account, sdkappid).await?.ok_or(Error::NotFound)?;
        let keys = store.keys(account, sdkappid).await?;
        let uses = store.key_uses(account, sdkappid, usage::window_start(now)).await?;
        Ok(states(keys, &uses, now))
    }

    /// Makes a new key, an HMAC one, which signs at once; the current one, which was seen to be `seen`, is
    /// accepted for the overlap. The version of the new key.
    ///
    /// Without an overlap `typed` has to be the SDKAppID: whoever uses the current key is refused at once.
    pub async fn rotate(
        &self,
        sdkappid: Sdkappid,
        seen: i64,
        overlap: Overlap,
        typed: &str,
    ) -> Result<i64, Error> {
        let Self(context) = self;
        let (mut tx, account, ring) = self.begin(sdkappid).await?;
        let now = context.now();
        let (version, old) = ring.rotate(seen, overlap, now).map_err(Error::KeyRefused)?;
        if overlap.is_none() {
            confirmed(sdkappid, typed)?;
        }
        tx.set_key_life(account, sdkappid, seen, old).await?;
        let key = new_key(context);
        insert(context, &mut tx, account, sdkappid, version, &key).await?;
        let changes = [
            Change::between("key", &seen.to_string(), &version.to_string()),
            Change::between("overlap", "", &old.ends_at.map(|end| end.to_string()).unwrap_or_default()),
        ];
        let changes = changes.into_iter().flatten();
        context.audit(&mut tx, Some(account), Some(sdkappid), Action::KeyRotated, changes).await?;
        tx.commit().await?;
        Ok(version)
    }

    /// Goes back to the key before: it signs again, and the one that was seen to be current is refused from
    /// now on.
    pub async fn undo(&self, sdkappid: Sdkappid, seen: i64) -> Result<(), Error> {
        let Self(context) = self;
        let (mut tx, account, ring) = self.begin(sdkappid).await?;
        let now = context.now();
        let back = ring.undo(seen, now).map_err(Error::KeyRefused)?;
        tx.set_key_life(account, sdkappid, seen, KeyLife::retired(now)).await?;
        tx.set_key_life(account, sdkappid, back, KeyLife::CURRENT).await?;
        let change = Change::between("key", &seen.to_string(), &back.to_string());
        context.audit(&mut tx, Some(account), Some(sdkappid), Action::KeyRotationUndone, change).await?;
        Ok(tx.commit().await?)
    }

    /// Ends an old key before its overlap is over. Where it was used within the last 24 hours, `typed` has to
    /// be the SDKAppID.
    pub async fn retire(&self, sdkappid: Sdkappid, version: i64, typed: &str) -> Result<(), Error> {
        let Self(context) = self;
        // What is only counted is evidence too.
        usage::flush(context.deps).await?;
        let (mut tx, account, ring) = self.begin(sdkappid).await?;
        let now = context.now();
        ring.retire(version, now).map_err(Error::KeyRefused)?;
        let uses = context.deps.store.key_uses(account, sdkappid, usage::window_start(now)).await?;
        let states = states(tx.keys(account, sdkappid).await?, &uses, now);
        let uses = states.iter().find(|key| key.facts.version == version).map_or(0, |key| key.usage.uses());
        if uses > 0 {
            confirmed(sdkappid, typed)?;
        }
        tx.set_key_life(account, sdkappid, version, KeyLife::retired(now)).await?;
        let changes = [
            Change::between("key", &version.to_string(), ""),
            Change::between("uses_in_24_hours", "", &uses.to_string()),
        ];
        let changes = changes.into_iter().flatten();
        context.audit(&mut tx, Some(account), Some(sdkappid), Action::KeyRetired, changes).await?;
        Ok(tx.commit().await?)
    }

    /// Locks the application and reads its keys. A person has to have proved lately who they are.
    async fn begin(&self, sdkappid: Sdkappid) -> Result<(Tx, AccountId, Ring), Error> {
        let Self(context) = self;
        let account = context.permitted_on(Permission::RotateKeys, sdkappid)?;
        let mut tx = context.deps.store.begin().await?;
        tx.application(account, sdkappid).await?.ok_or(Error::NotFound)?;
        context.verified_or_token()?;
        let keys = tx.keys(account, sdkappid).await?;
        let ring = Ring::new(keys.iter().map(|key| (key.version, key.life)).collect());
        Ok((tx, account, ring))
    }
}

/// The SDKAppID was typed once more.
fn confirmed(sdkappid: Sdkappid, typed: &str) -> Result<(), Error> {
    let problem = match typed.trim() {
        "" => Problem::Missing,
        typed if typed == sdkappid.to_string() => return Ok(()),
        _ => Problem::Wrong,
    };
    Err(Error::Invalid(vec![InvalidField { field: Field::Confirmation, problem }]))
}

/// A key of a cryptographic random source.
pub(crate) fn new_key(context: &Context<'_>) -> Key {
    let mut random = [0; 32];
    context.random().fill(&mut random);
    Key::Hmac(SecretKey::from_random(&random))
}

/// Adds `key` as the current one.
pub(crate) async fn insert(
    context: &Context<'_>,
    tx: &mut Tx,
    account: AccountId,
    sdkappid: Sdkappid,
    version: i64,
    key: &Key,
) -> Result<(), Error> {
    let sealed = secrets::seal(context.deps, account, sdkappid, version, key)?;
    let row = KeyRow {
        version,
        algorithm: key.algorithm(),
        sealed,
        created_at: context.now(),
        life: KeyLife::CURRENT,
        last_used_at: None,
    };
    Ok(tx.insert_key(account, sdkappid, &row).await?)
}

/// The keys with their usage.
pub(crate) fn states(keys: Vec<KeyRow>, uses: &[(i64, Timestamp, u64)], now: Timestamp) -> Vec<KeyState> {
    let state = |key: KeyRow| KeyState {
        facts: key.facts(),
        life: key.life,
        usage: usage::hourly(key.version, key.last_used_at, uses, now),
    };
    keys.into_iter().map(state).collect()
}
