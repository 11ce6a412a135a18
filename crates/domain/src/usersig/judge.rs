//! The judge of UserSigs. `/v4` answers what it says, and the UserSig tool shows the same.

use serde::{Deserialize, Serialize};

use crate::application::lifecycle::Status;
use crate::application::sdkappid::Sdkappid;
use crate::key::Key;
use crate::time::Timestamp;
use crate::usersig::service_code::ServiceCode;
use crate::usersig::user_id::UserId;
use crate::usersig::{Token, Verified, verify};

/// Why an application answers no call, whatever the UserSig.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closed {
    /// Somebody, a refund or arrears disabled it.
    Disabled,
    /// Its trial is over.
    Suspended,
    /// It was deleted.
    Deleted,
    /// One of its accepted keys cannot be decrypted.
    SealedKey,
}

impl Closed {
    /// What a status means for calls.
    pub const fn by_status(status: Status) -> Option<Self> {
        match status {
            Status::Enabled => None,
            Status::Disabled => Some(Self::Disabled),
            Status::Suspended => Some(Self::Suspended),
            Status::Deleted => Some(Self::Deleted),
        }
    }

    /// What `/v4` answers.
    pub const fn code(self) -> ServiceCode {
        match self {
            Self::Disabled | Self::Suspended => ServiceCode::OutOfService,
            Self::Deleted => ServiceCode::NoSuchApplication,
            Self::SealedKey => ServiceCode::Internal,
        }
    }
}

/// An application that UserSigs are verified for.
#[derive(Debug, Clone, Copy)]
pub struct Verifier<'a> {
    /// Which one.
    pub sdkappid: Sdkappid,
    /// The keys that are accepted, with their versions.
    pub keys: &'a [(i64, Key)],
    /// Why it answers no call, if it does not.
    pub closed: Option<Closed>,
}

impl Verifier<'_> {
    /// Judges `usersig` for `user`, both as they came.
    pub fn judge(&self, usersig: &str, user: &str, now: Timestamp) -> Result<Verified, ServiceCode> {
        if let Some(closed) = self.closed {
            return Err(closed.code());
        }
        user.parse::<UserId>().map_err(|_| ServiceCode::BadParameter)?;
        Ok(verify(usersig, self.sdkappid, user, self.keys, now)?)
    }

    /// The same for whichever user the UserSig names.
    pub fn judge_bearer(&self, usersig: &str, now: Timestamp) -> Result<Verified, ServiceCode> {
        if let Some(closed) = self.closed {
            return Err(closed.code());
        }
        let token = Token::open(usersig)?;
        self.judge(usersig, &token.claims()?.identifier, now)
    }
}
