//! Types of configuration values; a value of such a type is valid.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::str::FromStr;

use serde::de::{Error as _, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Text that is never printed.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// The secret in plain text; never log it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(hidden)")
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("(hidden)")
    }
}

/// The public URL: scheme and host, no path.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// Without a trailing slash, as browsers send it in `Origin`.
    pub fn origin(&self) -> &str {
        &self.0
    }

    /// Whether its scheme is `https`.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }
}

impl FromStr for PublicUrl {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const EXPECTED: &str = "expected an address without a path, e.g. https://console.example.com";
        let text = text.trim_end_matches('/').to_ascii_lowercase();
        let (scheme, host) = text.split_once("://").ok_or(EXPECTED)?;
        let port = if scheme == "https" { ":443" } else { ":80" };
        let is_uri = text.parse::<http::Uri>().is_ok();
        if !matches!(scheme, "http" | "https") || host.is_empty() || host.contains(['/', '@', '?']) || !is_uri
        {
            return Err(EXPECTED);
        }
        // Browsers omit the default port in `Origin`.
        Ok(Self(text.strip_suffix(port).unwrap_or(&text).to_owned()))
    }
}

/// Address of the metrics listener; `None` if the text is `off` or empty.
#[derive(Debug, Clone, Copy)]
pub struct MetricsListen(pub Option<SocketAddr>);

impl FromStr for MetricsListen {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if matches!(text, "" | "off") {
            return Ok(Self(None));
        }
        text.parse().map(|address| Self(Some(address))).map_err(|_| "expected ADDRESS:PORT, or off for none")
    }
}

impl Serialize for MetricsListen {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.map_or_else(|| "off".to_owned(), |address| address.to_string()))
    }
}

/// Where syslog messages go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SyslogTarget {
    /// Host and port of a server, by UDP.
    Udp(String),
    /// Path of a socket on this machine, e.g. `/dev/log`.
    Socket(PathBuf),
}

impl FromStr for SyslogTarget {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const EXPECTED: &str = "expected udp://HOST:PORT, or the path of a socket such as /dev/log";
        if text.starts_with('/') {
            return Ok(Self::Socket(text.into()));
        }
        let address = text.strip_prefix("udp://").ok_or(EXPECTED)?;
        let (host, port) = address.rsplit_once(':').ok_or(EXPECTED)?;
        let is_right =
            !host.is_empty() && !host.contains('/') && port.parse::<u16>().is_ok_and(|port| port > 0);
        if is_right { Ok(Self::Udp(address.to_owned())) } else { Err(EXPECTED) }
    }
}

impl fmt::Display for SyslogTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Udp(address) => write!(f, "udp://{address}"),
            Self::Socket(path) => path.display().fmt(f),
        }
    }
}

impl Serialize for SyslogTarget {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A range of IP addresses, e.g. `10.0.0.0/8`, or a single address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    first: IpAddr,
    bits: u32,
}

impl Network {
    /// Whether `address` lies in it.
    pub fn contains(self, address: IpAddr) -> bool {
        match (self.first, address.to_canonical()) {
            (IpAddr::V4(first), IpAddr::V4(address)) => {
                (first.to_bits() ^ address.to_bits()).checked_shr(32 - self.bits).unwrap_or(0) == 0
            }
            (IpAddr::V6(first), IpAddr::V6(address)) => {
                (first.to_bits() ^ address.to_bits()).checked_shr(128 - self.bits).unwrap_or(0) == 0
            }
            _ => false,
        }
    }
}

impl FromStr for Network {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const EXPECTED: &str = "expected addresses or ranges such as 10.0.0.0/8";
        let (address, bits) =
            text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let first: IpAddr = address.parse().map_err(|_| EXPECTED)?;
        let most = if first.is_ipv4() { 32 } else { 128 };
        let bits: u32 = bits.map_or(Ok(most), str::parse).map_err(|_| EXPECTED)?;
        match (first.to_canonical(), bits) {
            _ if bits > most => Err(EXPECTED),
            // IPv4-mapped addresses are IPv4 addresses: ::ffff:10.0.0.0/104 is 10.0.0.0/8.
            (IpAddr::V4(mapped), 96..) if first.is_ipv6() => {
                Ok(Self { first: IpAddr::V4(mapped), bits: bits - 96 })
            }
            _ => Ok(Self { first, bits }),
        }
    }
}

/// Ranges of addresses: a TOML array, or text with commas.
#[derive(Debug, Clone, Default)]
pub struct Networks(pub Vec<Network>);

impl Networks {
    /// Whether `address` lies in one of them.
    pub fn contain(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(address))
    }
}

impl Serialize for Networks {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|network| format!("{}/{}", network.first, network.bits)))
    }
}

impl<'de> Deserialize<'de> for Networks {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Raw {
            Text(String),
            List(Vec<String>),
        }
        let raw = Raw::deserialize(deserializer)?;
        let list = match &raw {
            Raw::Text(text) => text.split(',').collect::<Vec<_>>(),
            Raw::List(list) => list.iter().map(String::as_str).collect(),
        };
        let networks = list.into_iter().map(str::trim).filter(|text| !text.is_empty()).map(str::parse);
        networks.collect::<Result<_, _>>().map(Self).map_err(D::Error::custom)
    }
}

/// The header in which trusted proxies report the client address.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProxyHeader {
    /// `X-Forwarded-For`; if it is missing, `Forwarded`.
    #[default]
    Either,
    /// Only `X-Forwarded-For` is read.
    XForwardedFor,
    /// Only `Forwarded` (RFC 7239) is read.
    Forwarded,
}

/// Format of log lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// One line of text per event, for people.
    Text,
    /// One JSON object per line.
    Json,
}

macro_rules! deserialize_by_parsing {
    ($($name:ty),*) => {$(
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
            }
        }
    )*};
}

deserialize_by_parsing!(PublicUrl, MetricsListen, SyslogTarget);

/// Deserializes a Boolean: TOML's own, or text from the environment.
pub fn switch<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Raw {
        Switch(bool),
        Text(String),
    }
    match Raw::deserialize(deserializer)? {
        Raw::Switch(switch) => Ok(switch),
        Raw::Text(text) => text.trim().parse().map_err(|_| D::Error::custom("expected true or false")),
    }
}

/// Deserializes a positive number: TOML's own, or text from the environment.
pub fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    struct Positive;

    impl Visitor<'_> for Positive {
        type Value = u32;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a whole number from 1 to 4294967295")
        }

        fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<u32, E> {
            let wrong = || E::invalid_value(Unexpected::Unsigned(number), &self);
            u32::try_from(number).ok().filter(|number| *number > 0).ok_or_else(wrong)
        }

        fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<u32, E> {
            let wrong = || E::invalid_value(Unexpected::Signed(number), &self);
            u32::try_from(number).ok().filter(|number| *number > 0).ok_or_else(wrong)
        }

        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<u32, E> {
            let wrong = || E::invalid_value(Unexpected::Str(text), &self);
            text.trim().parse().ok().filter(|number| *number > 0).ok_or_else(wrong)
        }
    }

    deserializer.deserialize_any(Positive)
}

/// Like [`number`], but optional.
pub fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    number(deserializer).map(Some)
}
