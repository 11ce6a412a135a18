//! `/account`: the person's own password, choices and signed-in browsers.

pub(crate) mod auth;
pub(crate) mod backoff;
pub(crate) mod joining;
pub(crate) mod known_origins;
pub(crate) mod members;
pub(crate) mod new_password;
pub(crate) mod operations;
pub(crate) mod passwords;
pub(crate) mod personal_mail;
pub(crate) mod provider;
pub(crate) mod rate_limit;
pub(crate) mod second_factor;
pub(crate) mod sessions;

use domain::account::SessionId;
use domain::account::language::{Language, Theme};
use domain::account::person::Password;
use domain::account::personal_mail::SecurityEvent;
use domain::account::session::{AccountPage, SessionFacts};
use domain::audit::{Action, Change};
use domain::field::{Field, InvalidField, Problem};
use store::{SessionRow, Tx};

use crate::account::backoff::Subject;
use crate::{Context, Error, RenewedSession};

/// The person's own account.
#[derive(Clone, Copy)]
pub struct Account<'a>(pub(crate) Context<'a>);

impl Account<'_> {
    /// What the page shows. Language and theme are those of the actor; where the person never chose a
    /// language, the default one.
    pub async fn page(&self) -> Result<AccountPage, Error> {
        let Self(context) = self;
        let (person, now) = (context.person()?, context.now());
        let mut sessions: Vec<_> = context
            .deps
            .store
            .sessions(person.account, person.person, now)
            .await?
            .into_iter()
            .map(|row| facts(row, person.session))
            .collect();
        // Stable: the others stay in their order, the last seen first.
        sessions.sort_by_key(|session| !session.current);
        let second_factors = self.second_factors().await?;
        let has_password = self.proofs().await?.password;
        Ok(AccountPage {
            now,
            email: person.email.clone(),
            language: person.language.unwrap_or_default(),
            theme: person.theme,
            has_password,
            second_factors,
            sessions,
        })
    }

    /// Replaces the password, signs every other browser out, and renews the session of this one. A wrong current one is [`Error::Invalid`] at
    /// [`Field::Password`], and a new one that is guessed before others at [`Field::NewPassword`].
    pub async fn change_password(&self, current: Password, new: Password) -> Result<RenewedSession, Error> {
        let Self(context) = self;
        let person = context.person()?;
        // First: the attempt at the current one would stay counted.
        new_password::check(&new, Field::NewPassword)?;
        let current = self.check(&current).await?;
        // Hashed before the transaction begins: it has to be short.
        let hash = context.deps.passwords.hash(&new, context.random()).await?;
        let mut tx = self.begin_if_still(&current).await?;
        tx.set_password_hash(person.account, person.person, &hash).await?;
        tx.delete_sessions_except(person.account, person.person, Some(person.session)).await?;
        tx.delete_pending_sign_ins(person.account, person.person).await?;
        let renewed = sessions::renew(context, &mut tx, person).await?;
        context.audit(&mut tx, Some(person.account), None, Action::PasswordChanged, None).await?;
        let who = (person.account, &person.email);
        personal_mail::tell(context, &mut tx, who, SecurityEvent::PasswordChanged).await?;
        tx.commit().await?;
        Ok(renewed)
    }

    /// Remembers language and theme.
    pub async fn set_preferences(&self, language: Language, theme: Theme) -> Result<(), Error> {
        let Self(context) = self;
        let person = context.signed_in()?;
        let before = person.language.map_or("", Language::tag);
        let changes: Vec<_> = [
            Change::between("language", before, language.tag()),
            Change::between("theme", person.theme.code(), theme.code()),
        ]
        .into_iter()
        .flatten()
        .collect();
        if changes.is_empty() {
            return Ok(());
        }
        let mut tx = context.deps.store.begin().await?;
        tx.set_preferences(person.account, person.person, language, theme).await?;
        context.audit(&mut tx, Some(person.account), None, Action::PreferencesChanged, changes).await?;
        Ok(tx.commit().await?)
    }

    /// Signs one browser out; [`Error::NotFound`] when it is not a signed-in browser of this person. Takes a recent proof,
    /// so whoever took over a browser cannot sign the person out of theirs.
    pub async fn revoke_session(&self, session: SessionId) -> Result<(), Error> {
        let Self(context) = self;
        let person = context.verified_lately()?;
        let sessions = context.deps.store.sessions(person.account, person.person, context.now()).await?;
        let row = sessions.into_iter().find(|row| row.session == session).ok_or(Error::NotFound)?;
        let mut tx = context.deps.store.begin().await?;
        if !tx.delete_session(person.account, person.person, session).await? {
            return Err(Error::NotFound);
        }
        let change = Change::between("session", &format!("{} ({})", row.browser, row.address), "");
        context.audit(&mut tx, Some(person.account), None, Action::SessionRevoked, change).await?;
        Ok(tx.commit().await?)
    }

    /// Signs every browser but this one out. Takes a recent proof, too.
    pub async fn revoke_other_sessions(&self) -> Result<(), Error> {
        let Self(context) = self;
        let person = context.verified_lately()?;
        let mut tx = context.deps.store.begin().await?;
        let revoked = tx.delete_sessions_except(person.account, person.person, Some(person.session)).await?;
        if revoked > 0 {
            let change = Change::between("other_sessions", &revoked.to_string(), "0");
            context.audit(&mut tx, Some(person.account), None, Action::SessionRevoked, change).await?;
        }
        Ok(tx.commit().await?)
    }

    /// Signs this browser out. Where it is no longer signed in, nothing happens.
    pub async fn sign_out(&self) -> Result<(), Error> {
        let Self(context) = self;
        let person = context.signed_in()?;
        let mut tx = context.deps.store.begin().await?;
        if tx.delete_session(person.account, person.person, person.session).await? {
            context.audit(&mut tx, Some(person.account), None, Action::SignedOut, None).await?;
        }
        Ok(tx.commit().await?)
    }
}

impl Account<'_> {
    /// The password again, for what asks for it whenever it is done: begins the transaction that goes on with it. A wrong
    /// one is [`Error::Invalid`] at [`Field::Password`]; guessing gets slower, in this browser alone.
    pub(crate) async fn confirm_password(&self, password: &Password) -> Result<Tx, Error> {
        let hash = self.check(password).await?;
        self.begin_if_still(&hash).await
    }

    /// The same, as a proof that counts in this browser for a while: the transaction also renews the session.
    pub(crate) async fn prove_by_password(&self, password: &Password) -> Result<(Tx, RenewedSession), Error> {
        let Self(context) = self;
        let mut tx = self.confirm_password(password).await?;
        let renewed = sessions::renew(context, &mut tx, context.signed_in()?).await?;
        Ok((tx, renewed))
    }

    /// Checks the person's password; its hash if it is right.
    async fn check(&self, password: &Password) -> Result<String, Error> {
        let Self(context) = self;
        let (person, deps) = (context.signed_in()?, context.deps);
        rate_limit::record_attempt(&deps.store, &[Subject::session(person.session)], context.now()).await?;
        let row = deps.store.person(person.account, person.person).await?.ok_or(Error::SignedOut)?;
        if deps.passwords.verify(password, Some(&row.password_hash)).await? {
            return Ok(row.password_hash);
        }
        let mut tx = deps.store.begin().await?;
        context.audit(&mut tx, Some(person.account), None, Action::SignInFailed, None).await?;
        tx.commit().await?;
        Err(wrong_password())
    }

    /// Begins the transaction that goes on with a right password: it is still the one of `hash`, which
    /// another browser may have changed while this one hashed, and its failures are forgotten.
    async fn begin_if_still(&self, hash: &str) -> Result<Tx, Error> {
        let Self(context) = self;
        let person = context.signed_in()?;
        let mut tx = context.deps.store.begin().await?;
        let row = tx.person(person.account, person.person).await?.ok_or(Error::SignedOut)?;
        if row.password_hash != hash {
            return Err(wrong_password());
        }
        rate_limit::reset(&mut tx, &Subject::session(person.session)).await?;
        Ok(tx)
    }
}

fn wrong_password() -> Error {
    Error::Invalid(vec![InvalidField { field: Field::Password, problem: Problem::Wrong }])
}

fn facts(row: SessionRow, current: SessionId) -> SessionFacts {
    SessionFacts {
        id: row.session,
        current: row.session == current,
        browser: row.browser,
        address: row.address,
        created_at: row.created_at,
        seen_at: row.seen_at,
        ends_at: row.ends_at,
    }
}
