//! Rows that the store takes and returns where `domain` has no type for them.

use std::fmt;

use domain::account::access::Access;
use domain::account::language::{Language, Theme};
use domain::account::member::Invitation;
use domain::account::person::Email;
use domain::account::personal_mail::QueuedMail;
use domain::account::scope::Scope;
use domain::account::token::{TokenFacts, TokenName};
use domain::account::{AccountId, PersonId, SessionId, TokenId};
use domain::application::lifecycle::Life;
use domain::application::sdkappid::Sdkappid;
use domain::application::{Application, ApplicationName};
use domain::billing::account_balance::AccountBalance;
use domain::billing::ledger::Month;
use domain::certificate::Certificate;
use domain::key::rotation::KeyLife;
use domain::key::{Algorithm, KeyFacts};
use domain::time::Timestamp;

/// A person, with the hash of the password.
#[derive(Clone)]
pub struct PersonRow {
    /// Account whose applications they manage.
    pub account: AccountId,
    /// ID of the person, unique in the installation.
    pub person: PersonId,
    /// E-mail address, unique in the installation.
    pub email: Email,
    /// In PHC string format; empty if they have no password.
    pub password_hash: String,
    /// What they may do in the account.
    pub access: Access,
    /// Language that they chose; none until they chose, then the browser's preference counts.
    pub language: Option<Language>,
    /// Colour scheme that they chose; the system's until they chose.
    pub theme: Theme,
    /// Instant at which the person was created.
    pub created_at: Timestamp,
}

/// A person to insert.
pub struct NewPerson {
    /// Account whose applications they manage.
    pub account: AccountId,
    /// E-mail address, unique in the installation.
    pub email: Email,
    /// In PHC string format; empty if they have no password.
    pub password_hash: String,
    /// What they may do in the account.
    pub access: Access,
    /// Whether the person is an operator of the installation.
    pub operator: bool,
    /// Instant at which the person is created.
    pub created_at: Timestamp,
}

/// An invitation, with the ciphertext of its token.
#[derive(Clone)]
pub struct InvitationRow {
    pub account: AccountId,
    /// What may be shown of it.
    pub invitation: Invitation,
    /// SHA-256 of the token.
    pub token_hash: Vec<u8>,
    /// Ciphertext by `vault`.
    pub sealed: Vec<u8>,
}

/// An invitation to insert.
pub struct NewInvitation {
    pub account: AccountId,
    /// SHA-256 of the token.
    pub token_hash: Vec<u8>,
    /// Ciphertext of the token by `vault`.
    pub sealed: Vec<u8>,
    pub email: Email,
    pub access: Access,
    /// Who invites, as the audit trail names them.
    pub invited_by: String,
    pub created_at: Timestamp,
    /// Instant at which it expires.
    pub ends_at: Timestamp,
}

/// A signed-in browser with its person.
#[derive(Debug, Clone)]
pub struct SessionRow {
    /// ID of the session, which is no secret.
    pub session: SessionId,
    /// Account of the person.
    pub account: AccountId,
    /// Person that is signed in.
    pub person: PersonId,
    /// E-mail address of the person.
    pub email: Email,
    /// What the person may do in the account.
    pub access: Access,
    /// Language that the person chose; none until they chose.
    pub language: Option<Language>,
    /// Colour scheme that the person chose; the system's until they chose.
    pub theme: Theme,
    /// Whether the person is an operator of the installation.
    pub operator: bool,
    /// Balance and arrears of the account.
    pub account_balance: AccountBalance,
    /// Whether everybody in the account needs a second factor.
    pub second_factor_required: bool,
    /// Whether the person has one.
    pub has_second_factor: bool,
    /// `User-Agent` header of the browser, shortened.
    pub browser: String,
    /// Client address at sign-in.
    pub address: String,
    /// Instant of the sign-in.
    pub created_at: Timestamp,
    /// Instant of the last request, to the minute.
    pub seen_at: Timestamp,
    /// Idle timeout: instant of the end unless it is used before.
    pub idle_ends_at: Timestamp,
    /// Absolute timeout.
    pub ends_at: Timestamp,
    /// Instant at which the person last proved who they are in the session, with the password or a second factor. The
    /// column is older than second factors, and is still called `password_given_at`.
    pub verified_at: Timestamp,
}

/// A session to insert.
pub struct NewSession {
    /// SHA-256 of the token.
    pub token_hash: Vec<u8>,
    /// Account of the person.
    pub account: AccountId,
    /// Person that signs in.
    pub person: PersonId,
    /// `User-Agent` header of the browser, shortened.
    pub browser: String,
    /// Client address at sign-in.
    pub address: String,
    /// Now; also when it was last seen and when the person proved who they are.
    pub created_at: Timestamp,
    /// Idle timeout: instant of the end unless it is used before.
    pub idle_ends_at: Timestamp,
    /// Absolute timeout.
    pub ends_at: Timestamp,
}

/// An authenticator app of a person, possibly still being set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthenticatorRow {
    /// Ciphertext of the secret.
    pub sealed: Vec<u8>,
    /// Instant at which it was begun to be set up.
    pub created_at: Timestamp,
    /// Instant at which its first code was entered; none while it is being set up.
    pub confirmed_at: Option<Timestamp>,
}

/// A browser that was told the right password and owes the second factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingSignInRow {
    /// SHA-256 of the token.
    pub token_hash: Vec<u8>,
    /// Account of the person.
    pub account: AccountId,
    /// Person that signs in.
    pub person: PersonId,
    /// The second factor is not taken from then on.
    pub ends_at: Timestamp,
}

/// New recovery codes, to be shown to a session once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryRevealRow {
    /// SHA-256 of the token.
    pub token_hash: Vec<u8>,
    /// Session that may see them.
    pub session: SessionId,
    /// Ciphertext of the codes.
    pub sealed: Vec<u8>,
    /// They are not shown from then on.
    pub ends_at: Timestamp,
}

/// A valid API token with its person.
#[derive(Debug, Clone)]
pub struct TokenRow {
    /// Account of the person.
    pub account: AccountId,
    /// Person that made it.
    pub person: PersonId,
    /// E-mail address of the person.
    pub email: Email,
    /// What the person may do in the account.
    pub access: Access,
    /// Whether the person has to set a second factor up, as the account requires.
    pub must_enrol: bool,
    /// The token itself.
    pub facts: TokenFacts,
}

/// An API token to insert, which is to be shown.
pub struct NewTokenRow {
    /// Account of the person.
    pub account: AccountId,
    /// Person that makes it.
    pub person: PersonId,
    /// SHA-256 of the key that shows it.
    pub key_hash: Vec<u8>,
    pub name: TokenName,
    pub scopes: Vec<Scope>,
    /// The applications that it is limited to, which are the account's own; `None` for all.
    pub applications: Option<Vec<Sdkappid>>,
    pub created_at: Timestamp,
    /// From then on it is refused.
    pub ends_at: Timestamp,
}

/// Whose chosen applications a list is limited to: those of a member, those of an API token, or those that both have.
#[derive(Debug, Clone, Copy, Default)]
pub struct Limits {
    /// A member who is limited to chosen applications.
    pub member: Option<PersonId>,
    /// An API token that is limited to chosen applications.
    pub token: Option<TokenId>,
}

/// Failed attempts of a subject (an address, a person, a browser).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThrottleRow {
    pub failures: i64,
    /// Attempts before this instant are refused.
    pub blocked_until: Timestamp,
    /// Instant of the last failure.
    pub failed_at: Timestamp,
}

/// A page of applications.
#[derive(Debug, Clone)]
pub struct ApplicationRows {
    /// At most `listing::PAGE_SIZE`, in the order of the query.
    pub rows: Vec<Application>,
    /// Number of matching rows before these.
    pub before: i64,
    /// Whether there are rows before these.
    pub has_previous: bool,
    /// Whether there are rows after these.
    pub has_next: bool,
    /// Number of matching rows (the account's counter where nothing is filtered).
    pub matching: i64,
    /// Number of applications of the account.
    pub total: i64,
    /// Since when the account is in arrears.
    pub arrears_since: Option<Timestamp>,
}

/// A key of an application, encrypted.
#[derive(Clone)]
pub struct KeyRow {
    /// 1 for the first of an application.
    pub version: i64,
    /// Algorithm of the UserSigs that the key signs or verifies.
    pub algorithm: Algorithm,
    /// Ciphertext by `vault`; empty once the key is destroyed.
    pub sealed: Vec<u8>,
    /// Instant of the creation.
    pub created_at: Timestamp,
    /// Whether, and until when, the key is accepted.
    pub life: KeyLife,
    /// Instant of the last verification with the key, as of the last flush.
    pub last_used_at: Option<Timestamp>,
}

impl KeyRow {
    /// What may be shown of the key: all but the secret.
    pub fn facts(&self) -> KeyFacts {
        KeyFacts { version: self.version, algorithm: self.algorithm, created_at: self.created_at }
    }
}

/// The data of an application that a call of `/v4` needs.
#[derive(Clone)]
pub struct ServiceRow {
    /// Account that the application belongs to.
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

/// Verifications with a key in an hour, since the last flush.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyUseRow {
    /// Account that the application belongs to.
    pub account: AccountId,
    /// Application whose key was used.
    pub sdkappid: Sdkappid,
    pub version: i64,
    /// The beginning of an hour of the clock.
    pub hour: Timestamp,
    /// Number of verifications in that hour.
    pub uses: u64,
    /// Instant of the last of them.
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
    /// Ciphertext by `vault`.
    pub sealed: Vec<u8>,
    /// Instant from which on the answer is not shown any more.
    pub ends_at: Timestamp,
}

/// Draft: the input of a form that was refused.
#[derive(Clone)]
pub struct DraftRow {
    /// SHA-256 of the token in the address.
    pub token_hash: Vec<u8>,
    /// SHA-256 of the token in the browser's cookie.
    pub holder_hash: Vec<u8>,
    /// Person that posted the form; `None` if nobody was signed in.
    pub person: Option<PersonId>,
    /// Ciphertext by `vault`.
    pub sealed: Vec<u8>,
    /// Ciphertext of a chosen file by `vault`; empty if there is none.
    pub file: Vec<u8>,
    /// Instant from which on the draft is not found any more.
    pub ends_at: Timestamp,
}

/// A push certificate with its ciphertext.
#[derive(Clone, PartialEq, Eq)]
pub struct CertificateRow {
    /// Account that the application belongs to.
    pub account: AccountId,
    /// Application that the certificate is for.
    pub sdkappid: Sdkappid,
    /// Ciphertext of the credential by `vault`.
    pub sealed: Vec<u8>,
    /// The certificate without its credential.
    pub certificate: Certificate,
}

/// Users that were active in a month: the first 64 bits of the SHA-256 of each UserID.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActiveRow {
    /// Account that the application belongs to.
    pub account: AccountId,
    /// Application that the users were active in.
    pub sdkappid: Sdkappid,
    /// Calendar month (UTC) in which they were.
    pub month: Month,
    /// Hashes of the users, without duplicates.
    pub users: Vec<i64>,
}

/// An application whose people may have to be notified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeCandidate {
    /// Account that the application belongs to.
    pub account: AccountId,
    /// Application that may be near an end.
    pub sdkappid: Sdkappid,
    /// Name of the application, for the mail.
    pub name: ApplicationName,
    /// Package, term and switch.
    pub life: Life,
    /// Since when the account is in arrears.
    pub arrears_since: Option<Timestamp>,
    /// Keys of the mails that were enqueued about it.
    pub mail_keys: Vec<String>,
    /// Cursor after this row.
    pub cursor: (Timestamp, i64),
}

/// A mail that is to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailRow {
    /// Account whose people get the mail.
    pub account: AccountId,
    /// Application that the mail is about; `None` if it is about the account.
    pub sdkappid: Option<Sdkappid>,
    /// Idempotency key, unique within account and application.
    pub key: String,
    /// Content of the mail, in no language yet.
    pub content: QueuedMail,
    /// Whom it is for, with the language that they chose, if it is for one person.
    pub recipient: Option<(Email, Option<Language>)>,
    /// Number of attempts so far.
    pub attempts: u32,
    /// Instant of the next attempt.
    pub next_at: Timestamp,
    /// Name of the application; none where the mail is about the account.
    pub name: Option<String>,
}

/// A permission to show a key once.
#[derive(Clone)]
pub struct RevealRow {
    /// SHA-256 of the token in the address.
    pub token_hash: Vec<u8>,
    /// For this session alone.
    pub session: SessionId,
    /// Application whose key may be shown.
    pub sdkappid: Sdkappid,
    /// Instant from which on the permission is void.
    pub ends_at: Timestamp,
}

/// A data key, wrapped by a master key.
#[derive(Clone)]
pub struct DataKeyRow {
    /// The name in every ciphertext.
    pub id: i64,
    /// Ciphertext by `vault`, which names the master key.
    pub wrapped: Vec<u8>,
    /// Instant of the creation.
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
