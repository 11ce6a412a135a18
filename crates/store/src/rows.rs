//! What the store takes and gives where `domain` has no type of its own for it.

use std::fmt;

use domain::account::language::{Language, Theme};
use domain::account::person::Email;
use domain::account::{AccountId, PersonId, SessionId};
use domain::application::lifecycle::Life;
use domain::application::sdkappid::Sdkappid;
use domain::application::{Application, ApplicationName};
use domain::billing::ledger::Month;
use domain::billing::notice::Notice;
use domain::billing::standing::Standing;
use domain::certificate::Certificate;
use domain::key::rotation::KeyLife;
use domain::key::{Algorithm, KeyFacts};
use domain::time::Timestamp;

/// A person, with the hash of the password.
#[derive(Clone)]
pub struct PersonRow {
    /// Whose applications they manage.
    pub account: AccountId,
    /// Their number.
    pub person: PersonId,
    /// Their address.
    pub email: Email,
    /// In PHC string format.
    pub password_hash: String,
    /// Their choice; none until they chose, then the browser's wish counts.
    pub language: Option<Language>,
    /// Their choice.
    pub theme: Theme,
    /// When they came.
    pub created_at: Timestamp,
}

/// A person to be.
pub struct NewPerson {
    /// Whose applications they manage.
    pub account: AccountId,
    /// Their address.
    pub email: Email,
    /// In PHC string format.
    pub password_hash: String,
    /// Whether they run this installation.
    pub operator: bool,
    /// When they came.
    pub created_at: Timestamp,
}

/// A signed-in browser with its person.
#[derive(Debug, Clone)]
pub struct SessionRow {
    /// Its number.
    pub session: SessionId,
    /// Whose applications.
    pub account: AccountId,
    /// Who.
    pub person: PersonId,
    /// Who, by address.
    pub email: Email,
    /// The person's choice; none until they chose.
    pub language: Option<Language>,
    /// The person's choice.
    pub theme: Theme,
    /// Whether they run this installation.
    pub operator: bool,
    /// How the account stands.
    pub standing: Standing,
    /// What the browser calls itself.
    pub browser: String,
    /// Where it signed in from.
    pub address: String,
    /// When it signed in.
    pub created_at: Timestamp,
    /// When it was last seen.
    pub seen_at: Timestamp,
    /// When it ends if it is not used.
    pub idle_ends_at: Timestamp,
    /// When it ends however much it is used.
    pub ends_at: Timestamp,
    /// When the password was last given in it.
    pub password_given_at: Timestamp,
}

/// A session to be.
pub struct NewSession {
    /// SHA-256 of the token.
    pub token_hash: Vec<u8>,
    /// Whose applications.
    pub account: AccountId,
    /// Who.
    pub person: PersonId,
    /// What the browser calls itself.
    pub browser: String,
    /// Where it signs in from.
    pub address: String,
    /// Now; also when it was last seen and when the password was given.
    pub created_at: Timestamp,
    /// When it ends if it is not used.
    pub idle_ends_at: Timestamp,
    /// When it ends however much it is used.
    pub ends_at: Timestamp,
}

/// How often somebody failed to sign in, by subject (an address of one kind or the other).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThrottleRow {
    /// Failures in a row.
    pub failures: i64,
    /// No attempt is looked at before this.
    pub blocked_until: Timestamp,
    /// When the last one failed.
    pub failed_at: Timestamp,
}

/// A page of applications.
#[derive(Debug, Clone)]
pub struct ApplicationRows {
    /// At most `listing::PAGE_SIZE`, in the order of the query.
    pub rows: Vec<Application>,
    /// How many rows there are before these.
    pub before: i64,
    /// Whether there are rows before these.
    pub has_previous: bool,
    /// Whether there are rows after these.
    pub has_next: bool,
    /// How many match in all (the account's counter where nothing is filtered).
    pub matching: i64,
    /// How many the account has.
    pub total: i64,
    /// Since when the account is in arrears.
    pub arrears_since: Option<Timestamp>,
}

/// A key, sealed.
#[derive(Clone)]
pub struct KeyRow {
    /// 1 for the first of an application.
    pub version: i64,
    /// How it signs.
    pub algorithm: Algorithm,
    /// What `vault` made of it; empty when it was destroyed.
    pub sealed: Vec<u8>,
    /// When it was made.
    pub created_at: Timestamp,
    /// Whether it is accepted.
    pub life: KeyLife,
    /// When a token of it was last verified, as far as it was written down yet.
    pub last_used_at: Option<Timestamp>,
}

impl KeyRow {
    /// Without the secret.
    pub fn facts(&self) -> KeyFacts {
        KeyFacts { version: self.version, algorithm: self.algorithm, created_at: self.created_at }
    }
}

/// What `/v4` needs to know of an application.
#[derive(Clone)]
pub struct ServiceRow {
    /// Whose it is.
    pub account: AccountId,
    /// Package, term and switch; deleted ones too.
    pub life: Life,
    /// Since when the account is in arrears.
    pub arrears_since: Option<Timestamp>,
    /// Whether the caller is an administrator of it.
    pub is_administrator: bool,
    /// Its keys that nobody retired, newest first; the overlap of one may be over.
    pub keys: Vec<KeyRow>,
}

/// How often tokens of a key were verified since it was last written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyUseRow {
    /// Whose application.
    pub account: AccountId,
    /// Which one.
    pub sdkappid: Sdkappid,
    /// Which of its keys.
    pub version: i64,
    /// The beginning of an hour of the clock.
    pub hour: Timestamp,
    /// How many in that hour.
    pub uses: u64,
    /// When the last one was.
    pub last_used_at: Timestamp,
}

/// An answer that the next page of a browser shows.
#[derive(Clone)]
pub struct AnswerRow {
    /// SHA-256 of the token in the address.
    pub token_hash: Vec<u8>,
    /// For this session alone.
    pub session: SessionId,
    /// On the page of this application.
    pub sdkappid: Sdkappid,
    /// What `vault` made of it.
    pub sealed: Vec<u8>,
    /// Until when.
    pub ends_at: Timestamp,
}

/// What was typed into a form that was refused.
#[derive(Clone)]
pub struct DraftRow {
    /// SHA-256 of the token in the address.
    pub token_hash: Vec<u8>,
    /// SHA-256 of the token in the browser's cookie.
    pub holder_hash: Vec<u8>,
    /// Who posted it; none where nobody was signed in.
    pub person: Option<PersonId>,
    /// What `vault` made of it.
    pub sealed: Vec<u8>,
    /// What `vault` made of a chosen file; empty where there is none.
    pub file: Vec<u8>,
    /// Until when.
    pub ends_at: Timestamp,
}

/// A push certificate with its ciphertext.
#[derive(Clone, PartialEq, Eq)]
pub struct CertificateRow {
    /// Whose application.
    pub account: AccountId,
    /// Which one.
    pub sdkappid: Sdkappid,
    /// What `vault` made of its credential.
    pub sealed: Vec<u8>,
    /// Everything else.
    pub certificate: Certificate,
}

/// Users that were active in a month: the first 64 bits of the SHA-256 of each UserID.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActiveRow {
    /// Whose application.
    pub account: AccountId,
    /// Which one.
    pub sdkappid: Sdkappid,
    /// When.
    pub month: Month,
    /// Who.
    pub users: Vec<i64>,
}

/// An application of which there may be news for its people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeCandidate {
    /// Whose it is.
    pub account: AccountId,
    /// Its number.
    pub sdkappid: Sdkappid,
    /// **Application Name**.
    pub name: ApplicationName,
    /// Package, term and switch.
    pub life: Life,
    /// Since when the account is in arrears.
    pub arrears_since: Option<Timestamp>,
    /// The keys of the mails that were written about it.
    pub mail_keys: Vec<String>,
    /// Where the next page begins.
    pub cursor: (Timestamp, i64),
}

/// A mail that is to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailRow {
    /// Whose.
    pub account: AccountId,
    /// About which application; none where it is about the account.
    pub sdkappid: Option<Sdkappid>,
    /// Names it within account and application.
    pub key: String,
    /// What it says.
    pub notice: Notice,
    /// How often it was tried.
    pub attempts: u32,
    /// When it is due.
    pub next_at: Timestamp,
    /// **Application Name**.
    pub name: Option<String>,
}

/// A permission to show a key once.
#[derive(Clone)]
pub struct RevealRow {
    /// SHA-256 of the token in the address.
    pub token_hash: Vec<u8>,
    /// For this session alone.
    pub session: SessionId,
    /// Whose key.
    pub sdkappid: Sdkappid,
    /// Until when.
    pub ends_at: Timestamp,
}

/// A data key, wrapped by a master key.
#[derive(Clone)]
pub struct DataKeyRow {
    /// The name in every ciphertext.
    pub id: i64,
    /// What `vault` made of it; says itself by which master key.
    pub wrapped: Vec<u8>,
    /// When it was made.
    pub created_at: Timestamp,
}

impl fmt::Debug for KeyRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyRow")
            .field("version", &self.version)
            .field("algorithm", &self.algorithm)
            .finish_non_exhaustive()
    }
}
