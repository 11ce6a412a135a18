//! The error codes of `/v4` (docs/facts/usersig.md#error-codes, docs/facts/push-calls.md#error-codes).

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
    /// 70107: the user or device does not exist. Reported for one target of a push, never for a whole call.
    NoSuchTarget,
    /// 70402: a parameter of the body is missing or invalid.
    BadParameter,
    /// 70500: internal error of the console.
    Internal,
    /// 72002: the package's limit of monthly active users is reached.
    TooManyUsers,
    /// 90001: the fields of a push are missing, have the wrong type or are out of range.
    BadPush,
    /// 90005: `MsgRandom` is missing or no unsigned 32-bit integer.
    BadMsgRandom,
    /// 90018: `To_Account` has no target, too many targets, or one that is no UserID or `RegistrationID`.
    BadTargets,
    /// 90024: pushes follow each other too quickly.
    PushTooOften,
    /// 90045: the application has not enabled the push service.
    PushNotEnabled,
    /// 90056: the `OfflinePushInfo` is too large.
    PushTooLarge,
    /// 90057: the `DataId` is too long.
    BadDataId,
    /// 91000: internal error of the push service; the call can be repeated.
    PushInternal,
}

impl ServiceCode {
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
            Self::NoSuchTarget => 70107,
            Self::BadParameter => 70402,
            Self::Internal => 70500,
            Self::TooManyUsers => 72002,
            Self::BadPush => 90001,
            Self::BadMsgRandom => 90005,
            Self::BadTargets => 90018,
            Self::PushTooOften => 90024,
            Self::PushNotEnabled => 90045,
            Self::PushTooLarge => 90056,
            Self::BadDataId => 90057,
            Self::PushInternal => 91000,
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
            Self::NoSuchTarget => "the user or device does not exist",
            Self::BadPush => {
                "a field of the push is missing, has the wrong type or is out of range; templates are not supported"
            }
            Self::BadMsgRandom => "MsgRandom must be an integer from 0 to 4294967295",
            Self::BadTargets => {
                "To_Account must have 1 to 500 UserIDs or RegistrationIDs, each of 1 to 128 bytes without control characters"
            }
            Self::PushTooOften => "too many pushes in a short time; try again later",
            Self::PushNotEnabled => "the push service is not enabled for the application",
            Self::PushTooLarge => "OfflinePushInfo must be no larger than 10 KB",
            Self::BadDataId => "DataId must be no longer than 64 bytes",
            Self::PushInternal => "internal error of the push service; try again",
            Self::Internal => "internal error; try again, and report the request id if it persists",
        }
    }
}

impl From<usersig::VerifyError> for ServiceCode {
    fn from(invalid: usersig::VerifyError) -> Self {
        match invalid {
            usersig::VerifyError::Empty => Self::Empty,
            usersig::VerifyError::Unreadable => Self::Unreadable,
            usersig::VerifyError::OtherApplication => Self::OtherApplication,
            usersig::VerifyError::OtherUser => Self::OtherUser,
            usersig::VerifyError::Expired => Self::Expired,
            usersig::VerifyError::WrongKey => Self::WrongKey,
        }
    }
}
