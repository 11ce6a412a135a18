//! What signing programs do otherwise than the libraries.

use serde::{Deserialize, Serialize};

use super::finding::Field;

/// How the text that was signed differs from the one that has to be signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineFault {
    /// Its lines are not separated by line feeds.
    Joint(Joint),
    /// The last line has no line feed.
    NoLastBreak,
    /// There is a line feed too many, at the start or at the end.
    ExtraBreak,
    /// Something other than a colon alone stands between name and value.
    Separator,
    /// The lines are in another order.
    Order,
    /// The names lack `TLS.`.
    Names,
    /// There are quotes around the values.
    QuotedValues,
    /// `TLS.ver` is one of the lines.
    VersionLine,
    /// The line of `TLS.userbuf` is missing.
    NoUserbuf,
    /// `TLS.userbuf` is signed as bytes instead of base64.
    RawUserbuf,
    /// A field has another value than in the JSON.
    OtherValue(Field),
}

/// What stands between the lines instead of a line feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Joint {
    /// The two characters `\` and `n`.
    EscapedLf,
    /// The four characters `\`, `r`, `\` and `n`.
    EscapedCrLf,
    /// CR and LF.
    CrLf,
    /// CR.
    Cr,
    /// Two line feeds.
    TwoLf,
    /// A tab.
    Tab,
    /// The two characters `\` and `t`.
    EscapedTab,
    /// A space.
    Space,
    /// Nothing at all.
    Nothing,
    /// A comma.
    Comma,
    /// A comma and a space.
    CommaSpace,
    /// A semicolon.
    Semicolon,
    /// An ampersand.
    Ampersand,
    /// A vertical bar.
    Bar,
    /// A NUL byte.
    Nul,
    /// A line feed, percent-encoded.
    PercentLf,
    /// `<br>`.
    Br,
}

impl Joint {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::EscapedLf,
        Self::EscapedCrLf,
        Self::CrLf,
        Self::Cr,
        Self::TwoLf,
        Self::Tab,
        Self::EscapedTab,
        Self::Space,
        Self::Nothing,
        Self::Comma,
        Self::CommaSpace,
        Self::Semicolon,
        Self::Ampersand,
        Self::Bar,
        Self::Nul,
        Self::PercentLf,
        Self::Br,
    ];

    /// The characters.
    pub const fn text(self) -> &'static str {
        match self {
            Self::EscapedLf => "\\n",
            Self::EscapedCrLf => "\\r\\n",
            Self::CrLf => "\r\n",
            Self::Cr => "\r",
            Self::TwoLf => "\n\n",
            Self::Tab => "\t",
            Self::EscapedTab => "\\t",
            Self::Space => " ",
            Self::Nothing => "",
            Self::Comma => ",",
            Self::CommaSpace => ", ",
            Self::Semicolon => ";",
            Self::Ampersand => "&",
            Self::Bar => "|",
            Self::Nul => "\0",
            Self::PercentLf => "%0A",
            Self::Br => "<br>",
        }
    }
}

/// How `TLS.sig` is written, where it is not standard base64 of the signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignatureEncoding {
    /// Hexadecimal digits.
    Hex,
    /// Base64 of hexadecimal digits.
    HexInBase64,
    /// The base64url of RFC 4648, with or without padding.
    Base64Url,
    /// The alphabet of whole UserSigs: `*`, `-` and `_`.
    Tencent,
    /// Without the padding `=`.
    Unpadded,
    /// With white space in it.
    WhiteSpace,
    /// Percent-encoded.
    Percent,
    /// Base64 in which `+` has become a space.
    PlusAsSpace,
    /// Base64 of base64.
    Twice,
    /// The bytes themselves, each as a character.
    Bytes,
    /// The two numbers of an ECDSA signature one after the other (IEEE P1363) instead of DER.
    P1363,
}

impl SignatureEncoding {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Hex,
        Self::HexInBase64,
        Self::Base64Url,
        Self::Tencent,
        Self::Unpadded,
        Self::WhiteSpace,
        Self::Percent,
        Self::PlusAsSpace,
        Self::Twice,
        Self::Bytes,
        Self::P1363,
    ];
}

/// The type of a JSON value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JsonType {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number.
    Number,
    /// A string.
    Text,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl JsonType {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Null, Self::Boolean, Self::Number, Self::Text, Self::Array, Self::Object];

    /// The type of `value`.
    pub(super) const fn of(value: &serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Self::Null,
            serde_json::Value::Bool(_) => Self::Boolean,
            serde_json::Value::Number(_) => Self::Number,
            serde_json::Value::String(_) => Self::Text,
            serde_json::Value::Array(_) => Self::Array,
            serde_json::Value::Object(_) => Self::Object,
        }
    }
}
