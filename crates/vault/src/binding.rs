//! Which row a ciphertext belongs to.

use std::fmt;

use domain::account::{AccountId, PersonId, SessionId};
use domain::application::sdkappid::Sdkappid;
use domain::certificate::CertificateId;

/// The purpose of a secret and the identity of its row. It is authenticated with the ciphertext, so that a
/// secret opens nowhere but where it was put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binding {
    /// An SDKSecretKey of an application, in the table `secret_key`.
    ///
    /// The label that is authenticated still says "UserSig key": another one would not open what is sealed already.
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
    /// The address of a calendar: nothing is kept of it, and nobody else can make one.
    Calendar {
        /// For whom it was made.
        account: AccountId,
        /// For whom it was made.
        person: PersonId,
        /// Application whose certificates the calendar shows.
        sdkappid: Sdkappid,
    },
    /// An answer that the next page of a browser shows.
    Answer {
        /// Session of the browser that may read the answer.
        session: SessionId,
        /// On the page of which application.
        sdkappid: Sdkappid,
        /// SHA-256 of the token in the address.
        token_hash: [u8; 32],
    },
    /// Draft: the input of a form that was refused.
    Draft {
        /// SHA-256 of the token in the browser's cookie.
        holder_hash: [u8; 32],
        /// SHA-256 of the token in the address.
        token_hash: [u8; 32],
        /// Whether it is the file that was chosen, or everything else.
        is_file: bool,
    },
}

impl Binding {
    /// Purpose, table and column, then the row's identity. The text differs for every variant and the
    /// numbers have a fixed width, so no two bindings have the same bytes.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        // These labels never change, even where the table is called differently by now (`secret_key`): what was sealed
        // under another one would not open.
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
            Self::Draft { holder_hash, token_hash, is_file } => {
                let column = if *is_file { b"draft|draft|file|".as_slice() } else { b"draft|draft|sealed|" };
                [column, holder_hash, token_hash].concat()
            }
        }
    }
}

/// The row in words, for error messages; no secret is in it.
impl fmt::Display for Binding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key { sdkappid, version, .. } => write!(f, "key {version} of application {sdkappid}"),
            Self::Certificate { sdkappid, id, .. } => write!(f, "certificate {id} of application {sdkappid}"),
            Self::Calendar { sdkappid, .. } => write!(f, "calendar of application {sdkappid}"),
            Self::Answer { sdkappid, .. } => write!(f, "answer for application {sdkappid}"),
            Self::Draft { .. } => f.write_str("form that was refused"),
        }
    }
}
