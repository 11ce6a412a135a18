//! Passkeys (WebAuthn): their names, the host that they belong to, and why one is refused.

use std::net::Ipv4Addr;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::account::PasskeyId;
use crate::field::Problem;
use crate::text;
use crate::time::Timestamp;

/// Name of a passkey: 1 to 60 characters on one line.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PasskeyName(String);

impl PasskeyName {
    /// Maximum length in characters.
    pub const MAX_LENGTH: u32 = 60;

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PasskeyName {
    type Err = Problem;

    fn from_str(raw: &str) -> Result<Self, Problem> {
        text::parse(raw, 1, Self::MAX_LENGTH, false).map(Self)
    }
}

impl TryFrom<String> for PasskeyName {
    type Error = &'static str;

    /// Accepts a stored name without validating it again: it was validated by the rules of its time.
    fn try_from(kept: String) -> Result<Self, &'static str> {
        text::kept(kept, 1, false).map(Self).map_err(|_| "not the name of a passkey")
    }
}

impl From<PasskeyName> for String {
    fn from(name: PasskeyName) -> Self {
        name.0
    }
}

/// A passkey, as listed on `/account`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyFacts {
    pub id: PasskeyId,
    pub name: PasskeyName,
    pub created_at: Timestamp,
    /// When somebody last signed in or proved who they are with it.
    pub used_at: Option<Timestamp>,
}

/// What a browser is asked to sign, or to make a passkey for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyChallenge {
    /// Names the challenge in the form that answers it. Hexadecimal.
    pub token: String,
    /// `PublicKeyCredentialCreationOptionsJSON` or `PublicKeyCredentialRequestOptionsJSON` of WebAuthn level 3.
    pub options: String,
}

/// Why a passkey was not accepted, or none was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PasskeyRefusal {
    /// The challenge has ended, was used before, or is of another browser.
    Expired,
    /// No passkey of this console, or not one of the person who is asked for it.
    Unknown,
    /// It does not prove what it should.
    Wrong,
    /// Its counter went back: somebody may have copied it.
    Copied,
    /// The device has one for this person already.
    Exists,
    /// The person has as many as they may have.
    LimitReached,
    /// The person, or the browser after a while, gave up. Also where the device has no passkey for this console, which
    /// browsers do not tell apart.
    Cancelled,
    /// The browser cannot use passkeys.
    Unsupported,
    /// Passkeys are switched off.
    Off(PasskeysOff),
}

/// Why an installation has no passkeys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PasskeysOff {
    /// No public URL is configured, so nothing says which host passkeys belong to.
    NoPublicUrl,
    /// The host of the public URL is an IP address, which WebAuthn does not allow.
    IpAddress,
    /// Browsers offer passkeys over HTTPS only, except on the same machine.
    NotSecure,
}

/// Whom passkeys belong to: the host of the public URL. They work nowhere else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelyingParty {
    id: String,
    origin: String,
}

impl RelyingParty {
    /// From the public URL: scheme, host and port in lower case, without a path.
    pub fn of(public_url: Option<&str>) -> Result<Self, PasskeysOff> {
        let origin = public_url.ok_or(PasskeysOff::NoPublicUrl)?;
        let (scheme, host) = origin.split_once("://").ok_or(PasskeysOff::NoPublicUrl)?;
        let is_ipv6 = host.starts_with('[');
        let id = host.split(':').next().unwrap_or_default();
        if is_ipv6 || id.parse::<Ipv4Addr>().is_ok() {
            return Err(PasskeysOff::IpAddress);
        }
        let is_local = id == "localhost" || id.ends_with(".localhost");
        if scheme != "https" && !is_local {
            return Err(PasskeysOff::NotSecure);
        }
        Ok(Self { id: id.to_owned(), origin: origin.to_owned() })
    }

    /// The RP ID of WebAuthn: the host.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What browsers send as the origin.
    pub fn origin(&self) -> &str {
        &self.origin
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_belong_to_a_name_that_browsers_trust() {
        for (url, expected) in [
            (None, Err(PasskeysOff::NoPublicUrl)),
            (Some("https://console.example.com"), Ok("console.example.com")),
            (Some("https://console.example.com:8443"), Ok("console.example.com")),
            (Some("http://localhost:3000"), Ok("localhost")),
            (Some("http://console.localhost:3000"), Ok("console.localhost")),
            (Some("http://console.example.com"), Err(PasskeysOff::NotSecure)),
            (Some("https://192.0.2.1"), Err(PasskeysOff::IpAddress)),
            (Some("http://127.0.0.1:3000"), Err(PasskeysOff::IpAddress)),
            (Some("https://[2001:db8::1]:3000"), Err(PasskeysOff::IpAddress)),
        ] {
            let party = RelyingParty::of(url);
            assert_eq!(party.as_ref().map(RelyingParty::id).map_err(|off| *off), expected, "{url:?}");
            assert!(party.is_err() || party.ok().as_ref().map(RelyingParty::origin) == url, "{url:?}");
        }
    }

    #[test]
    fn a_name_is_one_line() {
        assert_eq!("  Phone ".parse::<PasskeyName>().map(String::from), Ok("Phone".to_owned()));
        assert_eq!(" ".parse::<PasskeyName>(), Err(Problem::Missing));
        assert_eq!("a".repeat(61).parse::<PasskeyName>(), Err(Problem::TooLong(60)));
    }
}
