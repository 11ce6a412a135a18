//! Mistakes of signing programs.

use serde::{Deserialize, Serialize};

use super::finding::Field;

/// How the signed text differs from the correct one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineFault {
    /// Its lines are separated by something other than a line feed.
    Joint(Joint),
    /// The last line has no line feed.
    NoLastBreak,
    /// There is an additional line feed at the start or end.
    ExtraBreak,
    /// Name and value are separated by something other than a single colon.
    Separator,
    /// The lines are in the wrong order.
    Order,
    /// The names lack the prefix `TLS.`.
    Names,
    QuotedValues,
    /// `TLS.ver` is included as a line.
    VersionLine,
    /// The line of `TLS.userbuf` is missing.
    NoUserbuf,
    /// `TLS.userbuf` is signed as raw bytes instead of base64.
    RawUserbuf,
    /// A field has a value other than in the JSON.
    OtherValue(Field),
}

/// The wrong separator between the lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Joint {
    /// The two characters `\` and `n`.
    EscapedLf,
    /// The four characters `\`, `r`, `\` and `n`.
    EscapedCrLf,
    /// CR and LF, as on Windows.
    CrLf,
    /// A carriage return.
    Cr,
    /// Two line feeds.
    TwoLf,
    Tab,
    /// The two characters `\` and `t`.
    EscapedTab,
    Space,
    /// No separator at all.
    Nothing,
    Comma,
    CommaSpace,
    Semicolon,
    Ampersand,
    /// A vertical bar.
    Bar,
    /// A NUL byte.
    Nul,
    /// A line feed, percent-encoded.
    PercentLf,
    /// The HTML tag `<br>`.
    Br,
}

impl Joint {
    /// All separators.
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

    /// The separator as text.
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

/// Encoding of `TLS.sig`, if it is not standard base64 of the signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignatureEncoding {
    /// Hexadecimal digits instead of base64.
    Hex,
    /// Base64 of hexadecimal digits.
    HexInBase64,
    /// base64url (RFC 4648), with or without padding.
    Base64Url,
    /// The base64 alphabet of whole UserSigs: `*`, `-` and `_`.
    Tencent,
    /// Standard base64 without the padding `=`.
    Unpadded,
    /// Base64 that contains white space.
    WhiteSpace,
    /// Percent-encoded base64.
    Percent,
    /// Base64 in which `+` has become a space.
    PlusAsSpace,
    /// Base64 applied twice.
    Twice,
    /// The raw bytes, each as one character.
    Bytes,
    /// The two numbers of an ECDSA signature concatenated (IEEE P1363) instead of DER.
    P1363,
}

impl SignatureEncoding {
    /// All encodings.
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
    /// The value `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    Number,
    /// A JSON string.
    Text,
    Array,
    Object,
}

impl JsonType {
    /// All types.
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
