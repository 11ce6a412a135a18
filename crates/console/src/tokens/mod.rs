//! `/tokens`: the API tokens of a person, and what a token in a call stands for.

mod secret;

use std::net::IpAddr;
use std::time::Duration;

use domain::account::access::Access;
use domain::account::personal_mail::SecurityEvent;
use domain::account::scope::Scope;
use domain::account::token::{NewToken, TokensPage};
use domain::account::{AccountId, TokenId};
use domain::application::sdkappid::Sdkappid;
use domain::audit::{Action, Change};
use domain::field::{Field, InvalidField, Problem};
use domain::time::Timestamp;
use store::{NewTokenRow, TokenRow, Tx};

use crate::account::personal_mail;
use crate::secrets::tokens;
use crate::{Console, Context, Error, Token};
use secret::TokenSecret;

/// Bytes of the key that shows a token.
const KEY_BYTES: usize = 32;
/// Time within which a new token is shown: enough for the page to load.
const SHOW_TIME: Duration = Duration::from_mins(1);
/// The most tokens of a person.
const MAX_TOKENS: usize = 100;
/// The use of a token is written no more often than this.
const TOUCH_INTERVAL: Duration = Duration::from_mins(1);
/// Retention of a token after its end, so that its holder sees why it is refused.
const ENDED_RETENTION: Duration = Duration::from_hours(30 * 24);
const DAY: Duration = Duration::from_hours(24);

/// The person's own API tokens.
#[derive(Clone, Copy)]
pub struct Tokens<'a>(pub(crate) Context<'a>);

impl Tokens<'_> {
    /// The tokens of the person.
    ///
    /// `key` is the answer of [`Tokens::create`]: it makes the new token, which is in this one answer. A key that is
    /// used up, too old or somebody else's shows nothing.
    pub async fn page(&self, key: Option<&str>) -> Result<TokensPage, Error> {
        let Self(context) = self;
        let (person, now) = (context.person()?, context.now());
        let shown = match key {
            Some(key) => self.show(key).await?,
            None => None,
        };
        let tokens = context.deps.store.tokens(person.account, person.person).await?;
        Ok(TokensPage { now, tokens, shown: shown.map(|token| token.expose().to_owned()) })
    }

    /// Creates a token. The answer is a key for [`Tokens::page`], which shows the token once, within a minute.
    ///
    /// [`Error::VerificationNeeded`] when the person did not prove lately who they are: a token may let its holder see
    /// keys.
    pub async fn create(&self, new: NewToken) -> Result<String, Error> {
        let Self(context) = self;
        let person = context.verified_lately()?;
        let mut tx = context.deps.store.begin().await?;
        // Locks the person, so that nobody else adds a token meanwhile.
        tx.person(person.account, person.person).await?.ok_or(Error::SignedOut)?;
        let count = tx.token_count(person.account, person.person).await?;
        if usize::try_from(count).is_ok_and(|count| count >= MAX_TOKENS) {
            return Err(invalid(Field::TokenName, Problem::NoMore(MAX_TOKENS)));
        }
        for sdkappid in new.applications.iter().flatten() {
            self.check(&mut tx, person.account, *sdkappid).await?;
        }
        let key = tokens::random_hex::<KEY_BYTES>(context.random());
        let now = context.now();
        let row = NewTokenRow {
            account: person.account,
            person: person.person,
            key_hash: tokens::hash(&key),
            name: new.name,
            scopes: new.scopes,
            applications: new.applications,
            created_at: now,
            ends_at: now.plus(DAY * u32::from(new.days)),
        };
        tx.insert_token(&row).await?;
        let scopes: Vec<&str> = row.scopes.iter().copied().map(Scope::code).collect();
        let applications: Vec<String> = row.applications.iter().flatten().map(ToString::to_string).collect();
        let changes = [
            Change::between("token_name", "", row.name.as_str()),
            Change::between("scopes", "", &scopes.join(" ")),
            Change::between("applications", "", &applications.join(" ")),
            Change::between("expires", "", &row.ends_at.to_string()),
        ];
        let changes = changes.into_iter().flatten();
        context.audit(&mut tx, Some(person.account), None, Action::TokenCreated, changes).await?;
        let who = (person.account, &person.email);
        personal_mail::tell(context, &mut tx, who, SecurityEvent::TokenCreated { name: row.name }).await?;
        tx.commit().await?;
        Ok(key)
    }

    /// Ends a token: from the commit on it is refused.
    pub async fn revoke(&self, token: TokenId) -> Result<(), Error> {
        let Self(context) = self;
        let person = context.person()?;
        let mut tx = context.deps.store.begin().await?;
        let deleted = tx.delete_token(person.account, person.person, token).await?;
        let name = deleted.ok_or(Error::NotFound)?;
        let change = Change::between("token_name", &name, "");
        context.audit(&mut tx, Some(person.account), None, Action::TokenRevoked, change).await?;
        Ok(tx.commit().await?)
    }

    /// Makes the token of that key, if it was not made yet.
    async fn show(&self, key: &str) -> Result<Option<TokenSecret>, Error> {
        let Self(context) = self;
        if !tokens::is_hex::<KEY_BYTES>(key) {
            return Ok(None);
        }
        let person = context.person()?;
        let token = TokenSecret::generate(context.random());
        let since = context.now().minus(SHOW_TIME);
        let mut tx = context.deps.store.begin().await?;
        let (key_hash, token_hash) = (tokens::hash(key), token.hash());
        let is_made = tx.show_token(person.account, person.person, &key_hash, &token_hash, since).await?;
        tx.commit().await?;
        Ok(is_made.then_some(token))
    }

    /// An application that a token is limited to is one that the person has access to.
    async fn check(&self, tx: &mut Tx, account: AccountId, sdkappid: Sdkappid) -> Result<(), Error> {
        let exists = self.0.includes(sdkappid) && tx.application(account, sdkappid).await?.is_some();
        if exists { Ok(()) } else { Err(invalid(Field::Applications, Problem::NotListed)) }
    }
}

impl Console {
    /// Looks an API token up: what it may do now. Its use is written at most once a minute.
    pub async fn token(&self, token: &str, address: IpAddr) -> Result<Option<Token>, Error> {
        if !TokenSecret::is_valid(token) {
            return Ok(None);
        }
        let now = self.now();
        let Some(row) = self.deps().store.token(&tokens::hash(token), now).await? else { return Ok(None) };
        if row.facts.used.as_ref().is_none_or(|(at, _)| now.since(*at) >= TOUCH_INTERVAL) {
            // Calls go on while the database cannot write.
            if let Err(error) = self.touch_token(&row, address, now).await {
                tracing::warn!(token = row.facts.id.0, %error, "updating the last use of a token failed");
            }
        }
        let TokenRow { account, person, email, access, must_enrol, facts } = row;
        let (is_person_limited, is_limited) = (access.applications.is_some(), facts.applications.is_some());
        Ok(Some(Token {
            account,
            id: facts.id,
            name: facts.name,
            person,
            email,
            access: Access { role: access.role, applications: both(access.applications, facts.applications) },
            must_enrol,
            is_person_limited,
            is_limited,
            scopes: facts.scopes,
            address,
        }))
    }

    async fn touch_token(&self, row: &TokenRow, address: IpAddr, now: Timestamp) -> Result<(), Error> {
        let mut tx = self.deps().store.begin().await?;
        tx.touch_token(row.account, row.facts.id, now, &address.to_string()).await?;
        Ok(tx.commit().await?)
    }

    /// Deletes tokens that ended long ago, and those that were never shown.
    pub(crate) async fn purge_tokens(&self) -> Result<(), Error> {
        let now = self.now();
        let mut tx = self.deps().store.begin().await?;
        tx.delete_tokens_before(now.minus(ENDED_RETENTION), now.minus(SHOW_TIME)).await?;
        Ok(tx.commit().await?)
    }
}

/// The applications that are in both lists; `None` for all.
fn both(one: Option<Vec<Sdkappid>>, other: Option<Vec<Sdkappid>>) -> Option<Vec<Sdkappid>> {
    match (one, other) {
        (Some(one), Some(other)) => {
            Some(one.into_iter().filter(|sdkappid| other.contains(sdkappid)).collect())
        }
        (one, other) => one.or(other),
    }
}

fn invalid(field: Field, problem: Problem) -> Error {
    Error::Invalid(vec![InvalidField { field, problem }])
}
