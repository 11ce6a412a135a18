//! The error codes of `/v4` (docs/facts/usersig.md#error-codes).

use serde::{Deserialize, Serialize};

use crate::usersig;

/// A result code. Zero is success.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceCode {
    /// 0: success.
    Ok,
    /// 60003: the body is missing, too large or not JSON.
    BadBody,
    /// 60010: the call needs an administrator of the application.
    NotAdministrator,
    /// 60016: the application is disabled or suspended.
    OutOfService,
    /// 60021: a URL parameter is missing or invalid.
    BadAddress,
    /// 70001: the UserSig has expired.
    Expired,
    /// 70002: the UserSig is missing.
    Empty,
    /// 70003: the UserSig cannot be read.
    Unreadable,
    /// 70009: no key of this application made the UserSig.
    WrongKey,
    /// 70013: the UserSig belongs to another user.
    OtherUser,
    /// 70014: the UserSig belongs to another application.
    OtherApplication,
    /// 70020: the application does not exist.
    NoSuchApplication,
    /// 70050: too many verifications failed; try again in a minute.
    TooOften,
    /// 70402: a parameter of the body is missing or invalid.
    BadParameter,
    /// 70500: internal error of the console.
    Internal,
    /// 72002: the package's limit of monthly active users is reached.
    TooManyUsers,
}

impl ServiceCode {
    /// The code as a number.
    pub const fn number(self) -> u32 {
        match self {
            Self::Ok => 0,
            Self::BadBody => 60003,
            Self::NotAdministrator => 60010,
            Self::OutOfService => 60016,
            Self::BadAddress => 60021,
            Self::Expired => 70001,
            Self::Empty => 70002,
            Self::Unreadable => 70003,
            Self::WrongKey => 70009,
            Self::OtherUser => 70013,
            Self::OtherApplication => 70014,
            Self::NoSuchApplication => 70020,
            Self::TooOften => 70050,
            Self::BadParameter => 70402,
            Self::Internal => 70500,
            Self::TooManyUsers => 72002,
        }
    }

    /// Description of the problem and its solution, for the back end's log.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Ok => "",
            Self::BadBody => "the body must be JSON and no larger than the limit",
            Self::NotAdministrator => "the identifier must be an administrator of the application",
            Self::OutOfService => "the application is disabled or suspended",
            Self::BadAddress => {
                "a parameter of the address is missing or wrong: sdkappid, identifier, usersig, random, contenttype=json"
            }
            Self::Expired => "the UserSig has expired; sign a new one",
            Self::Empty => "the UserSig is empty",
            Self::Unreadable => {
                "the UserSig cannot be parsed; it was truncated, altered or encoded differently"
            }
            Self::WrongKey => "the UserSig was not signed with this application's key",
            Self::OtherUser => "the UserSig was signed for another UserID",
            Self::OtherApplication => "the UserSig was signed for another SDKAppID",
            Self::NoSuchApplication => "there is no application of this SDKAppID",
            Self::TooOften => "too many verifications failed; try again in a minute",
            Self::BadParameter => "a parameter of the body is missing or wrong",
            Self::TooManyUsers => "the package has as many monthly active users as it may have",
            Self::Internal => "internal error; try again, and report the request id if it persists",
        }
    }
}

impl From<usersig::Invalid> for ServiceCode {
    fn from(invalid: usersig::Invalid) -> Self {
        match invalid {
            usersig::Invalid::Empty => Self::Empty,
            usersig::Invalid::Unreadable => Self::Unreadable,
            usersig::Invalid::OtherApplication => Self::OtherApplication,
            usersig::Invalid::OtherUser => Self::OtherUser,
            usersig::Invalid::Expired => Self::Expired,
            usersig::Invalid::WrongKey => Self::WrongKey,
        }
    }
}
