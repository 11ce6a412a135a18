//! Binds a ciphertext to the database row that it belongs to.

use std::fmt;

use domain::account::{AccountId, PersonId, SessionId};
use domain::application::sdkappid::Sdkappid;
use domain::certificate::CertificateId;
use domain::webhook::EndpointId;

/// The purpose of a secret and the identity of its row. It is authenticated with the ciphertext, so a secret copied
/// into another row does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binding {
    /// An SDKSecretKey of an application, in the table `secret_key`.
    ///
    /// The authenticated label still says "UserSig key": with another one, existing ciphertexts would not open.
    Key {
        /// Account that the application belongs to.
        account: AccountId,
        /// Application that the key is for.
        sdkappid: Sdkappid,
        /// Version of the key.
        version: i64,
    },
    /// The credential of a push certificate.
    Certificate {
        /// Account that the application belongs to.
        account: AccountId,
        /// Application that the certificate is for.
        sdkappid: Sdkappid,
        /// Certificate ID, unique in the installation.
        id: CertificateId,
    },
    /// A secret of a webhook endpoint.
    Webhook {
        /// Account that the endpoint belongs to.
        account: AccountId,
        /// Endpoint whose messages are signed with it.
        endpoint: EndpointId,
        /// Number of the secret, unique within the endpoint.
        number: i64,
    },
    /// The address of an expiry calendar. It is not stored, and cannot be forged without the keys of the vault.
    Calendar {
        /// Account that the calendar was issued for.
        account: AccountId,
        /// Person that the calendar was issued for.
        person: PersonId,
        /// Application whose certificates the calendar shows.
        sdkappid: Sdkappid,
    },
    /// The result of a request, to be shown by the browser's next page.
    Answer {
        /// Session that may read the answer.
        session: SessionId,
        /// Application on whose page the answer is shown.
        sdkappid: Sdkappid,
        /// SHA-256 of the token in the URL.
        token_hash: [u8; 32],
    },
    /// The token in the link of an invitation.
    Invitation {
        /// Account that the link invites to.
        account: AccountId,
        /// SHA-256 of the token.
        token_hash: [u8; 32],
    },
    /// The secret of an authenticator app.
    Authenticator {
        /// Account of the person.
        account: AccountId,
        /// Person that the app belongs to.
        person: PersonId,
    },
    /// New recovery codes, to be shown by the browser's next page.
    RecoveryCodes {
        /// Session that may see them.
        session: SessionId,
        /// SHA-256 of the token in the URL.
        token_hash: [u8; 32],
    },
    /// The private key that signs checkpoints of the audit trail.
    AuditKey,
    /// A draft: the input of a form that was refused.
    Draft {
        /// SHA-256 of the token in the browser's cookie.
        holder_hash: [u8; 32],
        /// SHA-256 of the token in the URL.
        token_hash: [u8; 32],
        /// `true` for the uploaded file, `false` for all other fields.
        is_file: bool,
    },
}

impl Binding {
    /// Purpose, table and column, followed by the row's identity. Each variant has its own label and all numbers have a
    /// fixed width, so no two bindings encode to the same bytes.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        // These labels must never change, even if a table is renamed (as `secret_key` was): existing ciphertexts
        // would no longer open.
        match self {
            Self::Key { account, sdkappid, version } => [
                b"UserSig key|application_key|sealed|".as_slice(),
                &account.0.to_be_bytes(),
                &sdkappid.number().to_be_bytes(),
                &version.to_be_bytes(),
            ]
            .concat(),
            Self::Certificate { account, sdkappid, id } => [
                b"push credential|certificate|sealed|".as_slice(),
                &account.0.to_be_bytes(),
                &sdkappid.number().to_be_bytes(),
                &id.number().to_be_bytes(),
            ]
            .concat(),
            Self::Webhook { account, endpoint, number } => [
                b"webhook secret|webhook_secret|sealed|".as_slice(),
                &account.0.to_be_bytes(),
                &endpoint.0.to_be_bytes(),
                &number.to_be_bytes(),
            ]
            .concat(),
            Self::Calendar { account, person, sdkappid } => [
                b"calendar|address|seal|".as_slice(),
                &account.0.to_be_bytes(),
                &person.0.to_be_bytes(),
                &sdkappid.number().to_be_bytes(),
            ]
            .concat(),
            Self::Answer { session, sdkappid, token_hash } => [
                b"answer|answer|sealed|".as_slice(),
                &session.0.to_be_bytes(),
                &sdkappid.number().to_be_bytes(),
                token_hash,
            ]
            .concat(),
            Self::Invitation { account, token_hash } => {
                [b"invitation|invitation|sealed|".as_slice(), &account.0.to_be_bytes(), token_hash].concat()
            }
            Self::Authenticator { account, person } => [
                b"TOTP secret|authenticator|sealed|".as_slice(),
                &account.0.to_be_bytes(),
                &person.0.to_be_bytes(),
            ]
            .concat(),
            Self::RecoveryCodes { session, token_hash } => {
                [b"recovery codes|recovery_reveal|sealed|".as_slice(), &session.0.to_be_bytes(), token_hash]
                    .concat()
            }
            Self::AuditKey => b"audit signing key|audit_key|sealed|".to_vec(),
            Self::Draft { holder_hash, token_hash, is_file } => {
                let column = if *is_file { b"draft|draft|file|".as_slice() } else { b"draft|draft|sealed|" };
                [column, holder_hash, token_hash].concat()
            }
        }
    }
}

/// Describes the row for error messages; contains no secret.
impl fmt::Display for Binding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key { sdkappid, version, .. } => write!(f, "key {version} of application {sdkappid}"),
            Self::Certificate { sdkappid, id, .. } => write!(f, "certificate {id} of application {sdkappid}"),
            Self::Webhook { endpoint, number, .. } => {
                write!(f, "secret {number} of webhook endpoint {endpoint}")
            }
            Self::Calendar { sdkappid, .. } => write!(f, "calendar of application {sdkappid}"),
            Self::Answer { sdkappid, .. } => write!(f, "answer for application {sdkappid}"),
            Self::Invitation { account, .. } => write!(f, "invitation to account {account}"),
            Self::Authenticator { person, .. } => write!(f, "authenticator app of person {person}"),
            Self::RecoveryCodes { .. } => f.write_str("recovery codes that are shown once"),
            Self::AuditKey => f.write_str("signing key of the audit trail"),
            Self::Draft { .. } => f.write_str("form that was refused"),
        }
    }
}
