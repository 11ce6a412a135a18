//! The UserSig tool: generates UserSigs, and diagnoses them. The key is never sent to the browser.

use domain::account::AccountId;
use domain::account::permission::Permission;
use domain::application::sdkappid::Sdkappid;
use domain::application::{Application, ApplicationName};
use domain::audit::{Action, Change};
use domain::key::Key;
use domain::usersig::diagnosis::{KeyRing, MAX_PASTED_BYTES, diagnose};
use domain::usersig::private_map_key::PrivateMapKey;
use domain::usersig::service_code::ServiceCode;
use domain::usersig::tool::{Diagnosed, Generated, NewUserSig, ToolPage, ToolResult};
use domain::usersig::user_id::UserId;
use domain::usersig::verifier::Unavailable;
use domain::usersig::{self, Token};
use store::KeyRow;

use crate::console::Deps;
use crate::forms::flash;
use crate::usersig::admission;
use crate::{Context, Error, secrets};

/// The UserSig tool of the account's applications.
#[derive(Clone, Copy)]
pub struct UserSigs<'a>(pub(crate) Context<'a>);

impl UserSigs<'_> {
    /// What the page shows: the key that signs, and the answer of that token, if it is this browser's.
    pub async fn page(&self, sdkappid: Sdkappid, answer: &str) -> Result<ToolPage, Error> {
        let Self(context) = self;
        let account = context.permitted_on(Permission::ViewApplications, sdkappid)?;
        let (application, key) = self.current(account, sdkappid).await?;
        let opened = secrets::open(context.deps, account, sdkappid, &key);
        let (can_sign, sealed) = match opened {
            Ok(key) => (key.can_sign(), false),
            Err(error) => {
                tracing::error!(%sdkappid, version = key.version, %error, "decrypting the current key failed");
                (false, true)
            }
        };
        let answer = flash::find(context, context.person()?, sdkappid, answer).await?;
        let now = context.now();
        Ok(ToolPage { now, sdkappid, name: application.name, key: key.facts(), can_sign, sealed, answer })
    }

    /// **Generate**: signs with the current key. A token for [`UserSigs::page`].
    ///
    /// [`Error::CannotSign`] where the key is a public one.
    pub async fn generate(&self, sdkappid: Sdkappid, new: NewUserSig) -> Result<String, Error> {
        let Self(context) = self;
        let (generated, changes) = self.sign(sdkappid, new).await?;
        let answer = ToolResult::Generated(generated);
        flash::save(context, context.person()?, sdkappid, &answer, Action::UserSigGenerated, changes).await
    }

    /// The same for a program, which gets the answer itself.
    pub async fn generate_for_program(
        &self,
        sdkappid: Sdkappid,
        new: NewUserSig,
    ) -> Result<Generated, Error> {
        let (generated, changes) = self.sign(sdkappid, new).await?;
        self.audit_alone(sdkappid, Action::UserSigGenerated, changes).await?;
        Ok(generated)
    }

    async fn sign(
        &self,
        sdkappid: Sdkappid,
        new: NewUserSig,
    ) -> Result<(Generated, [Option<Change>; 2]), Error> {
        let Self(context) = self;
        let account = context.permitted_on(Permission::UseUserSigs, sdkappid)?;
        let (_, row) = self.current(account, sdkappid).await?;
        let key = secrets::open(context.deps, account, sdkappid, &row)?;
        let (now, expire) = (context.now(), new.validity.seconds());
        let map_key = new
            .room
            .map(|(room, privileges)| PrivateMapKey::new(sdkappid, &new.user, room, privileges, now, expire));
        let userbuf = map_key.as_ref().map(PrivateMapKey::encode);
        let usersig = usersig::sign_with(sdkappid, &key, &new.user, now, expire, userbuf.as_deref())
            .map_err(|_| Error::CannotSign)?;
        let changes = [
            Change::between("user_id", "", new.user.as_str()),
            Change::between("expire", "", &expire.to_string()),
        ];
        let user = new.user.as_str().to_owned();
        let filled_in = new.filled_in;
        let generated = Generated { usersig, user, key: row.facts(), at: now, expire, map_key, filled_in };
        Ok((generated, changes))
    }

    /// **Verify**: runs every check on what was pasted, against this application and the account's others. A
    /// token for [`UserSigs::page`].
    pub async fn diagnose(&self, sdkappid: Sdkappid, pasted: &str, user: &str) -> Result<String, Error> {
        let Self(context) = self;
        let (diagnosed, changes) = self.judge(sdkappid, pasted, user).await?;
        let answer = ToolResult::Diagnosed(diagnosed);
        flash::save(context, context.person()?, sdkappid, &answer, Action::UserSigVerified, changes).await
    }

    /// The same for a program, which gets the answer itself.
    pub async fn diagnose_for_program(
        &self,
        sdkappid: Sdkappid,
        pasted: &str,
        user: &str,
    ) -> Result<Diagnosed, Error> {
        let (diagnosed, changes) = self.judge(sdkappid, pasted, user).await?;
        self.audit_alone(sdkappid, Action::UserSigVerified, changes).await?;
        Ok(diagnosed)
    }

    async fn judge(
        &self,
        sdkappid: Sdkappid,
        pasted: &str,
        user: &str,
    ) -> Result<(Diagnosed, [Option<Change>; 2]), Error> {
        let Self(context) = self;
        let account = context.permitted_on(Permission::UseUserSigs, sdkappid)?;
        let store = &context.deps.store;
        let application = store.application(account, sdkappid).await?.ok_or(Error::NotFound)?;
        let now = context.now();
        // The application as `/v4` reads it, without a call.
        let row = store.service(sdkappid, "").await?.ok_or(Error::NotFound)?;
        let (accepted, unopened) = admission::accepted_keys(context, sdkappid, &row);
        let sealed = unopened.map(|error| {
            tracing::warn!(%sdkappid, %error, "decrypting an accepted key failed");
            Unavailable::SealedKey
        });
        let mut this = ring(sdkappid, &application.name);
        this.unavailable = admission::unavailable(context, &row).or(sealed);
        this.accepted = accepted;
        let mut others = Vec::new();
        for (id, name, row) in store.account_keys(account).await? {
            let is_accepted = row.life.is_accepted(now);
            if id == sdkappid && is_accepted || !context.includes(id) {
                continue;
            }
            let ring = if id == sdkappid { &mut this } else { other(&mut others, id, &name) };
            let Some(key) = open(context.deps, account, id, &row) else { continue };
            let keys = if is_accepted { &mut ring.accepted } else { &mut ring.retired };
            keys.push((row.version, key));
        }
        let mut diagnosis = diagnose(pasted, Some(user), &this, &others, now);
        if diagnosis.code == ServiceCode::Ok
            && let Some(user) = bearer(pasted, user)
            && !admission::admits(context, row.account, sdkappid, row.life, &user).await?
        {
            diagnosis.admit_no_user();
        }
        // A malformed UserID may be anything, even a key: it is not written to the audit trail.
        let named = user.parse::<UserId>().map(|user| user.to_string()).unwrap_or_default();
        let changes = [
            Change::between("user_id", "", &named),
            Change::between("code", "", &diagnosis.code.number().to_string()),
        ];
        let pasted = pasted.chars().take(MAX_PASTED_BYTES).collect();
        Ok((Diagnosed { pasted, user: user.to_owned(), at: now, diagnosis }, changes))
    }

    async fn audit_alone(
        &self,
        sdkappid: Sdkappid,
        action: Action,
        changes: [Option<Change>; 2],
    ) -> Result<(), Error> {
        let Self(context) = self;
        let (account, ..) = context.member()?;
        let mut tx = context.deps.store.begin().await?;
        let changes = changes.into_iter().flatten();
        context.audit(&mut tx, Some(account), Some(sdkappid), action, changes).await?;
        Ok(tx.commit().await?)
    }

    async fn current(&self, account: AccountId, sdkappid: Sdkappid) -> Result<(Application, KeyRow), Error> {
        let store = &self.0.deps.store;
        let application = store.application(account, sdkappid).await?.ok_or(Error::NotFound)?;
        let keys = store.keys(account, sdkappid).await?;
        let key = keys.into_iter().find(|key| key.life.is_current()).ok_or(Error::NotFound)?;
        Ok((application, key))
    }
}

/// The user that a readable UserSig is verified for: the one that was given, else the one that it names.
fn bearer(usersig: &str, given: &str) -> Option<UserId> {
    if !given.is_empty() {
        return given.parse().ok();
    }
    Token::open(usersig).ok()?.claims().ok()?.identifier.parse().ok()
}

/// An application without its keys.
fn ring(sdkappid: Sdkappid, name: &ApplicationName) -> KeyRing {
    KeyRing { sdkappid, name: name.to_string(), accepted: Vec::new(), retired: Vec::new(), unavailable: None }
}

/// The ring of that application, which is the last one or a new one: rows come by application.
fn other<'a>(rings: &'a mut Vec<KeyRing>, sdkappid: Sdkappid, name: &ApplicationName) -> &'a mut KeyRing {
    if rings.last().is_none_or(|last| last.sdkappid != sdkappid) {
        rings.push(ring(sdkappid, name));
    }
    let last = rings.len() - 1;
    &mut rings[last]
}

/// The key of a row, if it can be opened.
fn open(deps: &Deps, account: AccountId, sdkappid: Sdkappid, row: &KeyRow) -> Option<Key> {
    if row.sealed.is_empty() {
        return None;
    }
    secrets::open(deps, account, sdkappid, row)
        .inspect_err(|error| {
            tracing::warn!(%sdkappid, version = row.version, %error, "decrypting a key failed; not diagnosed");
        })
        .ok()
}
