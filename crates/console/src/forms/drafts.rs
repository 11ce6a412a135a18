//! Drafts: what was typed into a form that was refused, for the page that shows the form again. A browser without
//! scripts has no other place for it, and an address is none: addresses stand in histories and logs.

use std::time::Duration;

use domain::account::PersonId;
use store::DraftRow;
use vault::Binding;
use zeroize::Zeroizing;

use crate::secrets::tokens;
use crate::{Actor, Context, Error, secrets};

/// Bytes of the token in the address.
const TOKEN_BYTES: usize = 16;
/// Bytes of the token in the cookie.
const HOLDER_BYTES: usize = 32;
/// Drafts of one browser; the oldest goes first.
const MAX_PER_BROWSER: u32 = 20;
/// Bytes of all drafts of people who are not signed in: nobody can fill the database without an account.
const MAX_ANONYMOUS_BYTES: u64 = 32 * 1024 * 1024;

/// Drafts of the browser that asks.
#[derive(Clone, Copy)]
pub struct Drafts<'a>(pub(crate) Context<'a>);

/// Key of a draft: both parts are needed.
#[derive(Clone, PartialEq, Eq)]
pub struct DraftKey {
    /// Token of the browser, for its cookie.
    pub holder: String,
    /// Token of the draft, for the address of the page.
    pub token: String,
}

/// A draft, decrypted.
pub struct Draft {
    /// As it was given to [`Drafts::save`].
    pub form: Zeroizing<Vec<u8>>,
    /// As it was given to [`Drafts::save`].
    pub file: Option<Zeroizing<Vec<u8>>>,
}

impl Drafts<'_> {
    /// For how long a draft is kept.
    pub const LIFETIME: Duration = Duration::from_mins(10);

    /// Keeps `form`, and the `file` that was chosen in it. `holder` is what the browser's cookie says; a browser
    /// without one is given another. None where strangers have filled the room that they have.
    pub async fn save(
        &self,
        holder: Option<&str>,
        form: &[u8],
        file: Option<&[u8]>,
    ) -> Result<Option<DraftKey>, Error> {
        let Self(context) = self;
        let (deps, store) = (context.deps, &context.deps.store);
        let person = self.person();
        let size = (form.len() + file.map_or(0, <[u8]>::len)) as u64;
        if person.is_none() && store.anonymous_draft_bytes().await? + size > MAX_ANONYMOUS_BYTES {
            return Ok(None);
        }
        let holder = match holder.filter(|holder| tokens::is_hex::<HOLDER_BYTES>(holder)) {
            Some(holder) => holder.to_owned(),
            None => tokens::random_hex::<HOLDER_BYTES>(context.random()),
        };
        let token = tokens::random_hex::<TOKEN_BYTES>(context.random());
        let sealed = secrets::seal_bytes(deps, &binding(&holder, &token, false), form)?;
        let file = file.map(|file| secrets::seal_bytes(deps, &binding(&holder, &token, true), file));
        let row = DraftRow {
            token_hash: tokens::hash(&token),
            holder_hash: tokens::hash(&holder),
            person,
            sealed,
            file: file.transpose()?.unwrap_or_default(),
            ends_at: context.now().plus(Self::LIFETIME),
        };
        let mut tx = store.begin().await?;
        tx.insert_draft(&row, MAX_PER_BROWSER).await?;
        tx.commit().await?;
        Ok(Some(DraftKey { holder, token }))
    }

    /// The draft of that token, if it is this browser's and this person's, or was kept while nobody was signed in.
    pub async fn find(&self, key: &DraftKey) -> Result<Option<Draft>, Error> {
        let Self(context) = self;
        let DraftKey { holder, token } = key;
        if !tokens::is_hex::<HOLDER_BYTES>(holder) || !tokens::is_hex::<TOKEN_BYTES>(token) {
            return Ok(None);
        }
        let (token_hash, holder_hash) = (tokens::digest(token), tokens::digest(holder));
        let found = context.deps.store.draft(&token_hash, &holder_hash, self.person(), context.now()).await?;
        let Some((sealed, file)) = found else { return Ok(None) };
        let form = secrets::open_bytes(context.deps, &binding(holder, token, false), sealed)?;
        let file = (!file.is_empty())
            .then(|| secrets::open_bytes(context.deps, &binding(holder, token, true), file));
        Ok(Some(Draft { form, file: file.transpose()? }))
    }

    fn person(&self) -> Option<PersonId> {
        match self.0.actor {
            Actor::Person(person) => Some(person.person),
            Actor::Stranger(_) | Actor::Token(_) | Actor::Operator | Actor::System => None,
        }
    }
}

fn binding(holder: &str, token: &str, is_file: bool) -> Binding {
    Binding::Draft { holder_hash: tokens::digest(holder), token_hash: tokens::digest(token), is_file }
}
