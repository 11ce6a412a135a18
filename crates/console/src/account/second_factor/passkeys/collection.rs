//! The passkeys of a person: adding, renaming and removing one.

use domain::account::PasskeyId;
use domain::account::personal_mail::SecurityEvent;
use domain::account::second_factor::{PasskeyChallenge, PasskeyFacts, PasskeyName, PasskeyRefusal};
use domain::audit::{Action, Change};
use serde_json::{Value, json};
use store::{NewPasskey, PasskeyRow, Tx};
use webauthn_rs::prelude::{PasskeyRegistration, RegisterPublicKeyCredential};

use super::challenge::{self, Holder};
use super::relying_party::user_handle;
use super::{PasskeyAnswer, internal, refusal};
use crate::account::personal_mail;
use crate::account::second_factor::recovery;
use crate::{Account, Error, Person};

/// Upper limit of a person's passkeys.
const MAX_PASSKEYS: usize = 20;

impl Account<'_> {
    /// The person's passkeys, in the order in which they were added.
    pub(crate) async fn passkeys(&self) -> Result<Vec<PasskeyFacts>, Error> {
        let Self(context) = self;
        let person = context.signed_in()?;
        let rows = context.deps.store.passkeys(person.account, person.person).await?;
        Ok(rows.into_iter().map(facts).collect())
    }

    /// Asks the browser for a new passkey: one that the authenticator finds by itself, and that verifies the person.
    pub async fn begin_passkey(&self) -> Result<PasskeyChallenge, Error> {
        let Self(context) = self;
        let person = context.verified_to_enrol()?;
        let webauthn = context.deps.passkeys.webauthn()?;
        let rows = context.deps.store.passkeys(person.account, person.person).await?;
        if rows.len() >= MAX_PASSKEYS {
            return Err(Error::PasskeyRefused(PasskeyRefusal::LimitReached));
        }
        let there = rows.into_iter().map(|row| row.credential_id).collect();
        let (handle, email) = (user_handle(&context.deps.installation, person.person), person.email.as_str());
        let (options, state) = webauthn
            .start_passkey_registration(handle, email, email, Some(there))
            .map_err(|error| internal(&error))?;
        let mut options = serde_json::to_value(options.public_key).map_err(|error| internal(&error))?;
        // The library asks for passkeys that need the e-mail address first.
        options["authenticatorSelection"]["residentKey"] = Value::from("required");
        options["authenticatorSelection"]["requireResidentKey"] = Value::from(true);
        options["extensions"] = json!({ "credProps": true });
        challenge::begin(context, &Holder::Addition(person.session), &state, &options).await
    }

    /// Adds the passkey that the browser has made. If it is the person's first second factor, the answer is a token for
    /// [`recovery_codes`](Self::recovery_codes).
    pub async fn add_passkey(
        &self,
        answer: PasskeyAnswer<'_>,
        name: PasskeyName,
    ) -> Result<Option<String>, Error> {
        let Self(context) = self;
        let person = context.verified_to_enrol()?;
        let webauthn = context.deps.passkeys.webauthn()?;
        let credential: RegisterPublicKeyCredential = serde_json::from_str(answer.credential)
            .map_err(|_| Error::PasskeyRefused(PasskeyRefusal::Wrong))?;
        let (account, id) = (person.account, person.person);
        let mut tx = context.deps.store.begin().await?;
        tx.person(account, id).await?.ok_or(Error::SignedOut)?;
        let holder = Holder::Addition(person.session);
        let state: PasskeyRegistration = challenge::take(context, &mut tx, &holder, answer).await?;
        let passkey = match webauthn.finish_passkey_registration(&credential, &state) {
            Ok(passkey) => passkey,
            Err(error) => {
                // The challenge is used up all the same.
                tx.commit().await?;
                return Err(Error::PasskeyRefused(refusal(&error)));
            }
        };
        let count = tx.passkey_count(account, id).await?;
        if usize::try_from(count).is_ok_and(|count| count >= MAX_PASSKEYS) {
            return Err(Error::PasskeyRefused(PasskeyRefusal::LimitReached));
        }
        let is_first = !tx.has_second_factor(account, id).await?;
        let change = Change::between("name", "", name.as_str());
        let event = SecurityEvent::PasskeyAdded { name: name.clone() };
        let row = NewPasskey {
            account,
            person: id,
            credential_id: passkey.cred_id().clone(),
            credential: serde_json::to_string(&passkey).map_err(|error| internal(&error))?,
            name,
            created_at: context.now(),
        };
        let inserted = tx.insert_passkey(&row).await?;
        inserted.ok_or(Error::PasskeyRefused(PasskeyRefusal::Exists))?;
        let token = if is_first { Some(recovery::replace(context, &mut tx, person).await?) } else { None };
        context.audit(&mut tx, Some(account), None, Action::PasskeyAdded, change).await?;
        personal_mail::tell(context, &mut tx, (account, &person.email), event).await?;
        tx.commit().await?;
        Ok(token)
    }

    /// Renames a passkey; [`Error::NotFound`] if it is none of this person.
    pub async fn rename_passkey(&self, passkey: PasskeyId, name: &PasskeyName) -> Result<(), Error> {
        let Self(context) = self;
        let person = context.person()?;
        let rows = context.deps.store.passkeys(person.account, person.person).await?;
        let before = rows.into_iter().find(|row| row.id == passkey).ok_or(Error::NotFound)?;
        let Some(change) = Change::between("name", before.name.as_str(), name.as_str()) else {
            return Ok(());
        };
        let mut tx = context.deps.store.begin().await?;
        if !tx.rename_passkey(person.account, person.person, passkey, name).await? {
            return Err(Error::NotFound);
        }
        context.audit(&mut tx, Some(person.account), None, Action::PasskeyRenamed, [change]).await?;
        Ok(tx.commit().await?)
    }

    /// Removes a passkey, and the recovery codes with the last second factor. [`Error::NotFound`] if it is none of this
    /// person.
    pub async fn remove_passkey(&self, passkey: PasskeyId) -> Result<(), Error> {
        let Self(context) = self;
        let person = context.verified_lately()?;
        let mut tx = context.deps.store.begin().await?;
        tx.person(person.account, person.person).await?.ok_or(Error::SignedOut)?;
        let name = tx.delete_passkey(person.account, person.person, passkey).await?;
        let name = name.ok_or(Error::NotFound)?;
        let change = Change::between("name", name.as_str(), "");
        factor_removed(&mut tx, person).await?;
        context.audit(&mut tx, Some(person.account), None, Action::PasskeyRemoved, change).await?;
        let (who, event) = ((person.account, &person.email), SecurityEvent::PasskeyRemoved { name });
        personal_mail::tell(context, &mut tx, who, event).await?;
        Ok(tx.commit().await?)
    }
}

/// After a second factor was removed as part of `tx`: without another one recovery codes are for nothing.
pub(in crate::account::second_factor) async fn factor_removed(
    tx: &mut Tx,
    person: &Person,
) -> Result<(), Error> {
    if !tx.has_second_factor(person.account, person.person).await? {
        tx.delete_recovery_codes(person.account, person.person).await?;
    }
    Ok(tx.delete_pending_sign_ins(person.account, person.person).await?)
}

fn facts(row: PasskeyRow) -> PasskeyFacts {
    PasskeyFacts { id: row.id, name: row.name, created_at: row.created_at, used_at: row.used_at }
}
