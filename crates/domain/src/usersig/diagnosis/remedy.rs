//! What to do about a UserSig that is refused, or that is hardly what was meant.

use serde::{Deserialize, Serialize};

use super::fault::{JsonType, LineFault, SignatureEncoding};
use super::finding::{Field, Misuse, PastedKey, Repair};
use crate::application::sdkappid::Sdkappid;

/// One thing to do. Durations are in seconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Remedy {
    /// Enable the application, or remove what keeps it disabled.
    EnableApplication,
    /// Extend the trial or order a package.
    ExtendTrial,
    /// Ask the operator about the master key.
    CheckMasterKey,
    /// Raise the limit of monthly active users.
    RaiseUserLimit,

    /// Send a UserSig: there was none.
    SendUserSig,
    /// Paste the UserSig instead of this key.
    SendInsteadOfKey(PastedKey),
    /// Send it whole: a column, a log or an address has cut it off.
    SendWhole,
    /// Send it unchanged: nothing may convert its case, its characters or its encoding.
    SendUnchanged,
    /// Send one UserSig alone.
    SendAlone,
    /// Send it without quotes.
    WithoutQuotes,
    /// Send it without spaces and line breaks.
    WithoutWhiteSpace,
    /// Decode the parameter of the address before it is used, or do not encode it twice.
    WithoutPercent,
    /// Decode the JSON string before it is used.
    WithoutEscapes,
    /// Percent-encode `+` in forms and addresses, or use the alphabet of UserSigs.
    KeepPlus,
    /// Do not encode the UserSig once more.
    EncodeOnce,
    /// Use the alphabet of UserSigs instead of this one.
    UseAlphabet(Repair),
    /// Keep the padding: `_` at the end.
    KeepPadding,
    /// Compress with zlib.
    UseZlib,
    /// Sign with one of Tencent's libraries: this is another format.
    UseLibrary,
    /// Sign with a current library: this is the oldest form.
    UpdateLibrary,
    /// Put less into it.
    Shorten {
        /// How many bytes a token may have.
        most: usize,
    },
    /// Write this field.
    AddField(Field),
    /// Write this field as a whole number.
    WriteNumber(Field),
    /// Write this field in this type.
    WriteType {
        /// Which field.
        field: Field,
        /// The type.
        wanted: JsonType,
    },
    /// Write 2.0 as `TLS.ver`.
    SetVersion,
    /// Write one JSON object, and each field once.
    WriteOnce,

    /// Sign in the current scheme, with this key.
    SignWithHmac {
        /// For this application.
        sdkappid: Sdkappid,
        /// Its newest key of that kind.
        version: i64,
    },
    /// Sign in the legacy scheme with the private key that belongs to this one, or update the application.
    SignWithEcdsa {
        /// For this application.
        sdkappid: Sdkappid,
        /// Its newest key of that kind.
        version: i64,
    },
    /// Put the key of this application onto the signing server: it has that of another.
    SetKey {
        /// This one.
        sdkappid: Sdkappid,
        /// The other.
        other: Sdkappid,
        /// Its name.
        name: String,
    },
    /// Put this SDKAppID onto the signing server; the key is right.
    SetSdkappid {
        /// This one.
        sdkappid: Sdkappid,
        /// The one in the token.
        token: u64,
    },
    /// Put this SDKAppID and its key onto the signing server: it is set up for another application.
    SetApplication {
        /// This one.
        sdkappid: Sdkappid,
        /// The one in the token.
        token: u64,
    },
    /// Or use it with the application that it was signed for.
    UseWithApplication {
        /// That one.
        sdkappid: Sdkappid,
        /// Its name.
        name: String,
    },
    /// Put the newest key onto the signing server: it has one that is no longer accepted.
    UseCurrentKey {
        /// The newest.
        version: i64,
        /// The one that signed.
        retired: i64,
    },
    /// Use the key as it stands.
    UseKeyAsText(Misuse),
    /// Sign the right text.
    SignLines(LineFault),
    /// Write the signature in standard base64.
    EncodeSignature(SignatureEncoding),
    /// Sign with HMAC-SHA256, and do not cut the signature.
    UseSha256,
    /// Copy the key again.
    CopyKey {
        /// The application.
        sdkappid: Sdkappid,
        /// Its newest key.
        version: i64,
    },
    /// The application has no key that verifies.
    MakeKey {
        /// The application.
        sdkappid: Sdkappid,
    },

    /// Sign in as the one, or sign for the other.
    SetUserId {
        /// The UserID in the token.
        token: String,
        /// The one that was given.
        given: String,
    },
    /// Write the UserID the same way in both places: upper and lower case count.
    MatchCase {
        /// The UserID in the token.
        token: String,
        /// The one that was given.
        given: String,
    },
    /// Remove the spaces around the UserID before it is signed and before it is used.
    TrimUserId,
    /// Use a UserID of 1 to 32 bytes.
    FixUserId,

    /// Sign a new one and fetch it before the old one ends.
    Renew {
        /// The UserID.
        user: String,
    },
    /// Set the clock of the signing server.
    SetClock {
        /// By how much it is ahead.
        ahead: u64,
    },
    /// Take the time in UTC: the signing server adds its time zone.
    UseUtc {
        /// How many minutes it adds.
        minutes: u64,
    },
    /// Sign for at least 24 hours.
    LiveLonger {
        /// For how long it is signed now.
        lifetime: u64,
    },
    /// Sign for less long: nobody can take a UserSig back.
    LiveShorter {
        /// For how long it is signed now.
        lifetime: u64,
    },
    /// Write `TLS.time` in seconds.
    UseSeconds,
    /// Write `TLS.expire` as a number of seconds from the signing.
    UseDuration,

    /// Sign the PrivateMapKey for the same user.
    RoomForUser {
        /// The UserID in the token.
        user: String,
    },
    /// Sign the PrivateMapKey for the same application.
    RoomForApplication {
        /// The one in the token.
        sdkappid: u64,
    },
    /// Sign a new PrivateMapKey.
    RenewRoom,
    /// Give the privileges that are needed, 255 for all.
    GrantPrivileges,
    /// Build the PrivateMapKey with one of Tencent's libraries.
    RoomWithLibrary,

    /// In the end, sign a new UserSig for this user and verify it here.
    SignAgain {
        /// The UserID.
        user: String,
    },
}
