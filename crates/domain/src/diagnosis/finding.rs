//! What a check of a UserSig finds.

mod field;
mod key;
mod repair;

use serde::{Deserialize, Serialize};

pub use field::Field;
pub use key::{Misuse, PastedKey};
pub use repair::Repair;

use super::fault::{JsonType, LineFault, SignatureEncoding};
use crate::judge::Closed;
use crate::private_map_key::{Malformed, Privileges, Room};
use crate::sdkappid::Sdkappid;
use crate::time::Timestamp;
use crate::usersig::Scheme;

/// One thing that was found. Durations are in seconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// The application answers calls.
    InService,
    /// The application answers no call, whatever the UserSig.
    Closed(Closed),
    /// The package has as many monthly active users as it may have, and this one would be a further one.
    TooManyUsers,

    /// Decoded, unpacked and read.
    Read {
        /// How long the token is.
        characters: usize,
    },
    /// It is readable only once this has been put right.
    Repaired(Repair),
    /// There is no token.
    Empty,
    /// Longer than any UserSig.
    TooLong {
        /// How long it is.
        bytes: usize,
        /// How long it may be.
        most: usize,
    },
    /// The end is missing.
    Truncated {
        /// How much is there.
        characters: usize,
    },
    /// It is the value of a parameter, e.g. in an address: `name=` stands before it.
    ParameterBefore {
        /// The name.
        name: String,
    },
    /// It is the value of a header or of a line of configuration: `name:` stands before it.
    HeaderBefore {
        /// The name.
        name: String,
    },
    /// It is the value of a field of JSON.
    JsonField {
        /// The name.
        name: String,
    },
    /// A word stands before it, e.g. `Bearer`.
    WordBefore {
        /// The word.
        word: String,
    },
    /// Other text stands before it.
    TextBefore,
    /// Further parameters follow it.
    ParametersAfter {
        /// Their names, with commas between them.
        names: String,
    },
    /// Other text follows it.
    TextAfter,
    /// It stands in a URL.
    InUrl,
    /// It stands in a command.
    InCommand,
    /// There are different UserSigs in the text; the others were left out.
    Several {
        /// How many in all.
        count: usize,
    },
    /// Characters were changed: it cannot be unpacked, or its checksum is wrong.
    Altered,
    /// Something follows the end of the token.
    Trailing,
    /// More comes out of it than any UserSig holds.
    TooLarge {
        /// How many bytes may come out.
        most: usize,
    },
    /// Base64 of JSON that was not compressed.
    NotCompressed,
    /// Compressed with gzip instead of zlib.
    Gzip,
    /// The JSON itself: the form before the legacy one.
    PlainJson,
    /// A JSON Web Token.
    Jwt,
    /// A key instead of a token.
    Key(PastedKey),
    /// Nothing that is known.
    NotAUserSig,
    /// Unpacked, but it is not a JSON object.
    NotJson,
    /// A field is missing.
    Missing(Field),
    /// A value has the wrong JSON type.
    WrongType {
        /// Whose value.
        field: Field,
        /// What it is.
        found: JsonType,
        /// What it must be.
        wanted: JsonType,
    },
    /// Not a whole number from 0 to 2^64 - 1, or not in its one form.
    NotANumber {
        /// Whose value.
        field: Field,
        /// What stands there.
        value: String,
    },
    /// A `TLS.ver` other than 2.0.
    OtherVersion {
        /// The one it names.
        version: String,
    },
    /// A field stands twice, or there is more than one object.
    Ambiguous,

    /// Its scheme, which the application accepts.
    Scheme {
        /// Which one.
        scheme: Scheme,
    },
    /// Its scheme, for which the application has no accepted key.
    SchemeRefused {
        /// Which one.
        scheme: Scheme,
        /// It had one once.
        retired: bool,
    },

    /// Signed for this application.
    ThisApplication {
        /// This one.
        sdkappid: Sdkappid,
    },
    /// Signed for another application of the account.
    OtherApplication {
        /// That one.
        sdkappid: Sdkappid,
        /// Its name.
        name: String,
    },
    /// Signed for an application that the account does not have.
    ForeignApplication {
        /// The number in the token.
        sdkappid: u64,
    },

    /// Signed for that user.
    ThisUser {
        /// The UserID.
        user: String,
    },
    /// No UserID was given to compare with.
    UserOfToken {
        /// The UserID in the token.
        user: String,
    },
    /// Signed for another user.
    OtherUser {
        /// The UserID in the token.
        token: String,
        /// The one that was given.
        given: String,
    },
    /// The two differ in upper and lower case alone.
    OtherCase {
        /// The UserID in the token.
        token: String,
        /// The one that was given.
        given: String,
    },
    /// The two differ in white space or invisible characters alone.
    OtherSpaces {
        /// The UserID in the token.
        token: String,
        /// The one that was given.
        given: String,
    },
    /// What the token names is no UserID: too long, empty or with control characters.
    NotAUserId {
        /// How long it is.
        bytes: usize,
    },
    /// What was given is no UserID: too long or with control characters.
    GivenNotAUserId {
        /// How long it is.
        bytes: usize,
    },

    /// Valid.
    Valid {
        /// When it was signed.
        signed_at: Timestamp,
        /// To when it is valid.
        until: Timestamp,
        /// For how long, from the signing.
        lifetime: u64,
    },
    /// No longer valid.
    Expired {
        /// When it was signed.
        signed_at: Timestamp,
        /// To when it was valid.
        until: Timestamp,
        /// How long ago that was.
        ago: u64,
    },
    /// Signed later than now: the signing server's clock is wrong.
    InTheFuture {
        /// By how much.
        ahead: u64,
    },
    /// Valid for less than 24 hours from the signing.
    ShortLived {
        /// For how long.
        lifetime: u64,
    },
    /// Valid for more than ten years.
    LongLived {
        /// For how long.
        lifetime: u64,
    },
    /// `TLS.time` is in milliseconds.
    Milliseconds,
    /// `TLS.expire` is an instant, where it should be a duration.
    AbsoluteExpire {
        /// The number in the token.
        expire: u64,
    },

    /// An accepted key signed it.
    ByKey {
        /// Which one.
        version: i64,
    },
    /// A key signed it that is no longer accepted.
    ByRetiredKey {
        /// Which one.
        version: i64,
    },
    /// A key of this application signed it, but was used in the wrong form.
    ByMisusedKey {
        /// Which one.
        version: i64,
        /// In which form.
        misuse: Misuse,
    },
    /// A key of another application of the account signed it.
    ByOtherApplication {
        /// That one.
        sdkappid: Sdkappid,
        /// Its name.
        name: String,
        /// Which of its keys.
        version: i64,
    },
    /// No key that the account has signed it.
    ByNobody {
        /// The accepted keys of this application, which did not.
        versions: Vec<i64>,
    },
    /// `TLS.sig` is not base64.
    SignatureNotBase64,
    /// `TLS.sig` is not standard base64 of the signature, but this.
    SignatureEncoded(SignatureEncoding),
    /// `TLS.sig` is not as long as an HMAC-SHA256.
    SignatureLength {
        /// How long it is.
        bytes: usize,
    },
    /// The text that was signed is not the one that has to be signed.
    Lines(LineFault),

    /// It carries no PrivateMapKey.
    NoRoom,
    /// What its PrivateMapKey says.
    Room {
        /// The room.
        room: Room,
        /// What is allowed there.
        privileges: Privileges,
        /// Until when.
        until: Timestamp,
    },
    /// The PrivateMapKey is another user's.
    RoomOfOtherUser {
        /// The UserID in it.
        account: String,
    },
    /// The PrivateMapKey is another application's.
    RoomOfOtherApplication {
        /// The number in it.
        sdkappid: u32,
    },
    /// The PrivateMapKey is over.
    RoomExpired {
        /// Since when.
        since: Timestamp,
    },
    /// The PrivateMapKey allows nothing that has a name.
    RoomWithoutPrivileges,
    /// The PrivateMapKey has privileges that mean nothing.
    RoomUnknownPrivileges {
        /// Their bits.
        bits: u32,
    },
    /// `TLS.userbuf` is not base64.
    RoomNotBase64,
    /// `TLS.userbuf` is not a PrivateMapKey.
    RoomMalformed(Malformed),
}

/// `text` as it may be shown: no longer than a UserID. Somebody may have put a key where the UserID belongs.
pub(super) fn clip(text: &str) -> String {
    const MOST_SHOWN: usize = 16;
    if text.len() <= crate::user_id::UserId::MOST_BYTES {
        text.to_owned()
    } else {
        text.chars().take(MOST_SHOWN).chain(['…']).collect()
    }
}
