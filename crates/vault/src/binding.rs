//! Which row a ciphertext belongs to.

use std::fmt;

use domain::account::AccountId;
use domain::sdkappid::Sdkappid;

/// The purpose of a secret and the identity of its row. It is authenticated with the ciphertext, so that a
/// secret opens nowhere but where it was put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binding {
    /// An SDKSecretKey of an application.
    Key {
        /// Whose application.
        account: AccountId,
        /// Which application.
        sdkappid: Sdkappid,
        /// Which of its keys.
        version: i64,
    },
}

impl Binding {
    /// Purpose, table and column, then the row's identity. The text differs for every variant and the
    /// numbers have a fixed width, so no two bindings have the same bytes.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Key { account, sdkappid, version } => [
                b"UserSig key|application_key|sealed|".as_slice(),
                &account.0.to_be_bytes(),
                &sdkappid.number().to_be_bytes(),
                &version.to_be_bytes(),
            ]
            .concat(),
        }
    }
}

/// For error messages.
impl fmt::Display for Binding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key { sdkappid, version, .. } => write!(f, "key {version} of application {sdkappid}"),
        }
    }
}
