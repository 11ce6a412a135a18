//! Findings of the UserSig diagnosis.

mod field;
mod key;
mod repair;

use serde::{Deserialize, Serialize};

pub use field::Field;
pub use key::{Misuse, PastedKey};
pub use repair::Repair;

use super::fault::{JsonType, LineFault, SignatureEncoding};
use crate::application::sdkappid::Sdkappid;
use crate::time::Timestamp;
use crate::usersig::Scheme;
use crate::usersig::private_map_key::{ParsePrivateMapKeyError, Privileges, Room};
use crate::usersig::verifier::Unavailable;

/// A finding. Durations are in seconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// The application answers calls.
    InService,
    /// The application refuses every call, whatever the UserSig.
    Unavailable(Unavailable),
    /// The monthly active users of the package are used up, and this user would be an additional one.
    TooManyUsers,

    /// Decoded, unpacked and parsed.
    Read {
        /// Length of the token, in characters.
        characters: usize,
    },
    /// Readable only after this repair.
    Repaired(Repair),
    /// The text is empty.
    Empty,
    /// Longer than any UserSig.
    TooLong {
        /// Actual length in bytes.
        bytes: usize,
        /// Maximum length in bytes.
        most: usize,
    },
    /// The end is missing.
    Truncated {
        /// Length of the remainder, in characters.
        characters: usize,
    },
    /// It is the value of a parameter, for example in a URL: preceded by `name=`.
    ParameterBefore {
        /// Name of the parameter.
        name: String,
    },
    /// It is the value of a header or a configuration line: preceded by `name:`.
    HeaderBefore {
        /// Name of the header or configuration line.
        name: String,
    },
    /// It is the value of a JSON field.
    JsonField {
        /// Name of the field.
        name: String,
    },
    /// It is preceded by a word, for example `Bearer`.
    WordBefore {
        /// The preceding word.
        word: String,
    },
    /// It is preceded by other text.
    TextBefore,
    /// It is followed by more parameters.
    ParametersAfter {
        /// Names of the parameters, separated by commas.
        names: String,
    },
    /// It is followed by other text.
    TextAfter,
    /// It is part of a URL.
    InUrl,
    /// It is part of a command.
    InCommand,
    /// The text contains several UserSigs; the others were ignored.
    Several {
        /// Total number of UserSigs.
        count: usize,
    },
    /// Characters were altered: it cannot be unpacked, or the checksum is wrong.
    Altered,
    /// Bytes follow the end of the token.
    Trailing,
    /// It unpacks to more than any UserSig contains.
    TooLarge {
        /// Maximum size in bytes.
        most: usize,
    },
    /// Base64 of uncompressed JSON.
    NotCompressed,
    /// Compressed with gzip instead of zlib.
    Gzip,
    /// Plain JSON, the format that preceded the legacy scheme.
    PlainJson,
    /// A JSON Web Token instead of a UserSig.
    Jwt,
    /// A key instead of a token.
    Key(PastedKey),
    /// Not recognised as a UserSig.
    NotAUserSig,
    /// The content is not a JSON object.
    NotJson,
    Missing(Field),
    /// A value has the wrong JSON type.
    WrongType {
        /// The field with the wrong type.
        field: Field,
        /// Actual JSON type.
        found: JsonType,
        /// Expected JSON type.
        wanted: JsonType,
    },
    /// Not an integer from 0 to 2^64 - 1 in canonical form.
    NotANumber {
        /// The field with the invalid value.
        field: Field,
        /// Value of the field.
        value: String,
    },
    /// A `TLS.ver` other than 2.0.
    OtherVersion {
        /// Value of `TLS.ver`.
        version: String,
    },
    /// A field is repeated, or there is more than one object.
    Ambiguous,

    /// The application accepts its scheme.
    Scheme {
        /// Scheme of the token.
        scheme: Scheme,
    },
    /// The application has no accepted key for its scheme.
    SchemeRefused {
        /// Scheme of the token.
        scheme: Scheme,
        /// Whether it had one earlier that is no longer accepted.
        retired: bool,
    },

    /// Signed for this application.
    ThisApplication {
        /// SDKAppID of the application.
        sdkappid: Sdkappid,
    },
    /// Signed for another application of the account.
    OtherApplication {
        /// SDKAppID of the application.
        sdkappid: Sdkappid,
        /// Name of the application.
        name: String,
    },
    /// Signed for an application that does not belong to the account.
    ForeignApplication {
        /// The SDKAppID in the token.
        sdkappid: u64,
    },

    /// Signed for the given user.
    ThisUser {
        /// UserID in the token.
        user: String,
    },
    /// No UserID was given for comparison.
    UserOfToken {
        /// The UserID in the token.
        user: String,
    },
    /// Signed for another user.
    OtherUser {
        /// The UserID in the token.
        token: String,
        /// The given UserID.
        given: String,
    },
    /// The UserIDs differ only in case.
    OtherCase {
        /// The UserID in the token.
        token: String,
        /// The given UserID.
        given: String,
    },
    /// The UserIDs differ only in white space or invisible characters.
    OtherSpaces {
        /// The UserID in the token.
        token: String,
        /// The given UserID.
        given: String,
    },
    /// The UserID in the token is invalid: too long, empty or with control characters.
    NotAUserId {
        /// Its length in bytes.
        bytes: usize,
    },
    /// The given UserID is invalid: too long or with control characters.
    GivenNotAUserId {
        /// Its length in bytes.
        bytes: usize,
    },

    /// The token is valid at this time.
    Valid {
        /// Time of signing.
        signed_at: Timestamp,
        /// Time of expiry.
        until: Timestamp,
        /// Validity from the time of signing, in seconds.
        lifetime: u64,
    },
    /// The token has expired.
    Expired {
        /// Time of signing.
        signed_at: Timestamp,
        /// Time of expiry.
        until: Timestamp,
        /// Time since expiry, in seconds.
        ago: u64,
    },
    /// Signed in the future: the clock of the signing server is wrong.
    InTheFuture {
        /// How far in the future, in seconds.
        ahead: u64,
    },
    /// Valid for less than 24 hours from the signing.
    ShortLived {
        /// Validity in seconds.
        lifetime: u64,
    },
    /// Valid for more than ten years.
    LongLived {
        /// Validity in seconds.
        lifetime: u64,
    },
    /// `TLS.time` is in milliseconds.
    Milliseconds,
    /// `TLS.expire` is a point in time instead of a duration.
    AbsoluteExpire {
        /// Value of `TLS.expire`.
        expire: u64,
    },

    /// Signed with an accepted key.
    ByKey {
        /// Version of the key.
        version: i64,
    },
    /// Signed with a key that is no longer accepted.
    ByRetiredKey {
        /// Version of the key.
        version: i64,
    },
    /// Signed with a key of this application that was used in the wrong way.
    ByMisusedKey {
        /// Version of the key.
        version: i64,
        /// How the key was misused.
        misuse: Misuse,
    },
    /// Signed with a key of another application of the account.
    ByOtherApplication {
        /// SDKAppID of the application.
        sdkappid: Sdkappid,
        /// Name of the application.
        name: String,
        /// Version of the key.
        version: i64,
    },
    /// Signed with none of the account's keys.
    ByNobody {
        /// Versions of the accepted keys of this application.
        versions: Vec<i64>,
    },
    /// `TLS.sig` is not base64.
    SignatureNotBase64,
    /// `TLS.sig` is the signature in another encoding than standard base64.
    SignatureEncoded(SignatureEncoding),
    /// `TLS.sig` does not have the length of an HMAC-SHA256.
    SignatureLength {
        /// Its length in bytes.
        bytes: usize,
    },
    /// A string other than the one the scheme prescribes was signed.
    Lines(LineFault),

    /// It contains no PrivateMapKey.
    NoRoom,
    /// The content of its PrivateMapKey.
    Room {
        /// Room that the user may enter.
        room: Room,
        /// Privileges of the user in the room.
        privileges: Privileges,
        /// Time of expiry.
        until: Timestamp,
    },
    /// The PrivateMapKey belongs to another user.
    RoomOfOtherUser {
        /// The UserID in the PrivateMapKey.
        account: String,
    },
    /// The PrivateMapKey belongs to another application.
    RoomOfOtherApplication {
        /// The SDKAppID in the PrivateMapKey.
        sdkappid: u32,
    },
    /// The PrivateMapKey has expired.
    RoomExpired {
        /// Time of expiry.
        since: Timestamp,
    },
    /// The PrivateMapKey grants no known privilege.
    RoomWithoutPrivileges,
    /// The PrivateMapKey has unknown privileges.
    RoomUnknownPrivileges {
        /// The unknown bits.
        bits: u32,
    },
    /// `TLS.userbuf` is not base64.
    RoomNotBase64,
    /// `TLS.userbuf` is not a PrivateMapKey.
    RoomMalformed(ParsePrivateMapKeyError),
}

/// Shortens `text` to at most the length of a UserID before it is shown, in case a key was entered as the UserID.
pub(super) fn clip(text: &str) -> String {
    const MAX_SHOWN: usize = 16;
    if text.len() <= crate::usersig::user_id::UserId::MAX_BYTES {
        text.to_owned()
    } else {
        text.chars().take(MAX_SHOWN).chain(['…']).collect()
    }
}
