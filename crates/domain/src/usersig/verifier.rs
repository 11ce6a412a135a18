//! Verification of UserSigs against an application. `/v4` returns its result, and the UserSig tool shows the same.

use serde::{Deserialize, Serialize};

use crate::application::lifecycle::Status;
use crate::application::sdkappid::Sdkappid;
use crate::key::Key;
use crate::time::Timestamp;
use crate::usersig::service_code::ServiceCode;
use crate::usersig::user_id::UserId;
use crate::usersig::{Token, Verified, verify};

/// Why an application refuses all calls, whatever the UserSig.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unavailable {
    /// It was disabled: by a person, a refund or arrears.
    Disabled,
    /// Its trial is over.
    Suspended,
    Deleted,
    /// One of its accepted keys cannot be decrypted.
    SealedKey,
}

impl Unavailable {
    /// The closure that follows from a status, if any.
    pub const fn by_status(status: Status) -> Option<Self> {
        match status {
            Status::Enabled => None,
            Status::Disabled => Some(Self::Disabled),
            Status::Suspended => Some(Self::Suspended),
            Status::Deleted => Some(Self::Deleted),
        }
    }

    /// The error code that `/v4` returns.
    pub const fn code(self) -> ServiceCode {
        match self {
            Self::Disabled | Self::Suspended => ServiceCode::OutOfService,
            Self::Deleted => ServiceCode::NoSuchApplication,
            Self::SealedKey => ServiceCode::Internal,
        }
    }
}

/// An application for which UserSigs are verified.
#[derive(Debug, Clone, Copy)]
pub struct Verifier<'a> {
    /// SDKAppID of the application.
    pub sdkappid: Sdkappid,
    /// Accepted keys with their versions.
    pub keys: &'a [(i64, Key)],
    /// Why it refuses all calls, if it does.
    pub unavailable: Option<Unavailable>,
}

impl Verifier<'_> {
    /// Verifies `usersig` for `user`, both unmodified.
    pub fn verify(&self, usersig: &str, user: &str, now: Timestamp) -> Result<Verified, ServiceCode> {
        if let Some(unavailable) = self.unavailable {
            return Err(unavailable.code());
        }
        user.parse::<UserId>().map_err(|_| ServiceCode::BadParameter)?;
        Ok(verify(usersig, self.sdkappid, user, self.keys, now)?)
    }

    /// Verifies `usersig` for the user that it names.
    pub fn verify_for_its_user(&self, usersig: &str, now: Timestamp) -> Result<Verified, ServiceCode> {
        if let Some(unavailable) = self.unavailable {
            return Err(unavailable.code());
        }
        let token = Token::open(usersig)?;
        self.verify(usersig, &token.claims()?.identifier, now)
    }
}
