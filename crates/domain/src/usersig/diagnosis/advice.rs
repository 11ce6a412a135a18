//! Remedies for a UserSig that is refused, or is hardly as intended.

use serde::{Deserialize, Serialize};

use super::fault::{JsonType, LineFault, SignatureEncoding};
use super::finding::{Field, Misuse, PastedKey, Repair};
use crate::application::sdkappid::Sdkappid;

/// A single thing to do. Durations are in seconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    /// Enable the application, or remove what keeps it disabled.
    EnableApplication,
    /// Extend the trial or order a package.
    ExtendTrial,
    /// Ask the operator about the master key.
    CheckMasterKey,
    /// Raise the limit of monthly active users.
    RaiseUserLimit,

    /// Send a UserSig: the text was empty.
    SendUserSig,
    /// Paste the UserSig instead of this key.
    SendInsteadOfKey(PastedKey),
    /// Send all of it: a database column, a log or a URL has cut it off.
    SendWhole,
    /// Send it unchanged: nothing may convert its case, characters or encoding.
    SendUnchanged,
    /// Send only one UserSig.
    SendAlone,
    /// Send it without quotes.
    WithoutQuotes,
    /// Send it without spaces and line breaks.
    WithoutWhiteSpace,
    /// Decode the URL parameter before use, or do not encode it twice.
    WithoutPercent,
    /// Decode the JSON string before use.
    WithoutEscapes,
    /// Percent-encode `+` in forms and URLs, or use the UserSig alphabet.
    KeepPlus,
    /// Encode the UserSig only once.
    EncodeOnce,
    /// Use the UserSig alphabet instead of this one.
    UseAlphabet(Repair),
    /// Keep the padding: `_` at the end.
    KeepPadding,
    /// Compress the JSON with zlib.
    UseZlib,
    /// Sign with one of Tencent's libraries: this is a different format.
    UseLibrary,
    /// Sign with a current library: this is the oldest format.
    UpdateLibrary,
    /// Shorten the content of the token.
    Shorten {
        /// Maximum size of a token, in bytes.
        most: usize,
    },
    AddField(Field),
    /// Write this field as an integer.
    WriteNumber(Field),
    /// Write this field with another JSON type.
    WriteType {
        /// The field to change.
        field: Field,
        /// The required type.
        wanted: JsonType,
    },
    /// Write 2.0 as `TLS.ver`.
    SetVersion,
    /// Write a single JSON object without repeated fields.
    WriteOnce,

    /// Sign in the current scheme with this key.
    SignWithHmac {
        /// SDKAppID of this application.
        sdkappid: Sdkappid,
        /// Version of its newest HMAC key.
        version: i64,
    },
    /// Sign in the legacy scheme with the private key that matches this one, or update the application.
    SignWithEcdsa {
        /// SDKAppID of this application.
        sdkappid: Sdkappid,
        /// Version of its newest ECDSA key.
        version: i64,
    },
    /// Install the key of this application on the signing server, which has another application's key.
    SetKey {
        /// SDKAppID of this application.
        sdkappid: Sdkappid,
        /// SDKAppID of the other application.
        other: Sdkappid,
        /// Name of the other application.
        name: String,
    },
    /// Configure this SDKAppID on the signing server; its key is right.
    SetSdkappid {
        /// SDKAppID of this application.
        sdkappid: Sdkappid,
        /// The SDKAppID in the token.
        token: u64,
    },
    /// Configure this SDKAppID and its key on the signing server, which is set up for another application.
    SetApplication {
        /// SDKAppID of this application.
        sdkappid: Sdkappid,
        /// The SDKAppID in the token.
        token: u64,
    },
    /// Alternatively, use the token with the application that it was signed for.
    UseWithApplication {
        /// SDKAppID of that application.
        sdkappid: Sdkappid,
        /// Name of that application.
        name: String,
    },
    /// Install the newest key on the signing server, which has one that is no longer accepted.
    UseCurrentKey {
        /// Version of the newest key.
        version: i64,
        /// Version of the key that signed.
        retired: i64,
    },
    /// Use the key exactly as shown.
    UseKeyAsText(Misuse),
    /// Sign the correct text.
    SignLines(LineFault),
    /// Write the signature in standard base64.
    EncodeSignature(SignatureEncoding),
    /// Sign with HMAC-SHA256, and do not truncate the signature.
    UseSha256,
    /// Copy the key again.
    CopyKey {
        /// SDKAppID of the application.
        sdkappid: Sdkappid,
        /// Version of its newest key.
        version: i64,
    },
    /// Create a key: the application has none that verifies.
    MakeKey {
        /// SDKAppID of the application.
        sdkappid: Sdkappid,
    },

    /// Sign in as the UserID in the token, or sign for the given one.
    SetUserId {
        /// The UserID in the token.
        token: String,
        /// The given UserID.
        given: String,
    },
    /// Write the UserID the same way in both places; it is case-sensitive.
    MatchCase {
        /// The UserID in the token.
        token: String,
        /// The given UserID.
        given: String,
    },
    /// Remove the spaces around the UserID before signing and before use.
    TrimUserId,
    /// Use a UserID of 1 to 32 bytes.
    FixUserId,

    /// Sign a new UserSig, and from now on fetch one before the old one expires.
    Renew {
        /// The UserID to sign for.
        user: String,
    },
    /// Set the clock of the signing server.
    SetClock {
        /// How far it is ahead, in seconds.
        ahead: u64,
    },
    /// Use UTC: the signing server adds its time zone offset.
    UseUtc {
        /// The offset that it adds, in minutes.
        minutes: u64,
    },
    /// Sign with a validity of at least 24 hours.
    LiveLonger {
        /// Current validity, in seconds.
        lifetime: u64,
    },
    /// Sign with a shorter validity: a UserSig cannot be revoked.
    LiveShorter {
        /// Current validity, in seconds.
        lifetime: u64,
    },
    /// Write `TLS.time` in seconds.
    UseSeconds,
    /// Write `TLS.expire` as a number of seconds from the time of signing.
    UseDuration,

    /// Sign the PrivateMapKey for the same user.
    RoomForUser {
        /// The UserID in the token.
        user: String,
    },
    /// Sign the PrivateMapKey for the same application.
    RoomForApplication {
        /// The SDKAppID in the token.
        sdkappid: u64,
    },
    /// Sign a new PrivateMapKey.
    RenewRoom,
    /// Grant the required privileges, 255 for all.
    GrantPrivileges,
    /// Build the PrivateMapKey with one of Tencent's libraries.
    RoomWithLibrary,

    /// Finally, sign a new UserSig for this user and verify it here.
    SignAgain {
        /// The UserID to sign for.
        user: String,
    },
}
