//! URLs that contain a password. A `/`, `?`, `#` or `@` in it that is not encoded ends the host early, so that parsers
//! find another host than intended: such a URL is refused before any connection is made.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use url::Url;

/// Why a URL is refused. Never repeats the URL, which may contain a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Another scheme, or none.
    #[error("expected an address that starts with {0}")]
    Scheme(&'static str),
    /// User name or password contains a character that is not percent-encoded.
    #[error(
        "special characters in the user name or the password have to be percent-encoded: / is %2F, @ is %40, # is \
         %23, ? is %3F, : is %3A, % is %25, a space is %20"
    )]
    Encoding,
    /// The host is missing.
    #[error("expected a host after {0}")]
    Host(&'static str),
    /// The port is not a number from 1 to 65535.
    #[error(
        "expected a number from 1 to 65535 as the port; special characters in the password, such as / or #, have to \
         be percent-encoded (/ is %2F, # is %23)"
    )]
    Port,
    /// Invalid text after the host.
    #[error("{0}")]
    Other(&'static str),
}

/// Checks that `text` is `scheme://[user[:password]@]host[:port][/path][?query]` in which user and password are
/// percent-encoded. The host, with its port.
fn host_of<'a>(text: &'a str, schemes: &[&'static str]) -> Result<&'a str, AddressError> {
    let scheme = schemes.first().copied().unwrap_or_default();
    let rest =
        schemes.iter().find_map(|scheme| text.strip_prefix(scheme)).ok_or(AddressError::Scheme(scheme))?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(end);
    // An `@` after the host was meant to precede it.
    if tail.contains('@') || tail.contains('#') || authority.matches('@').count() > 1 {
        return Err(AddressError::Encoding);
    }
    let (user, host) = authority.split_once('@').unwrap_or(("", authority));
    // The parser that uses the URL has the last word.
    let name = host.rsplit_once(':').filter(|(name, _)| !name.contains(':') || name.ends_with(']'));
    let name = name.map_or(host, |(name, _)| name);
    if Url::parse(text).is_ok_and(|url| url.host_str().unwrap_or_default() != name) {
        return Err(AddressError::Encoding);
    }
    let is_plain = |char: char| !char.is_control() && !char.is_whitespace() && char != '\\';
    if !text.chars().all(is_plain) || user.matches(':').count() > 1 || !is_percent_encoded(text) {
        return Err(AddressError::Encoding);
    }
    Ok(host)
}

/// Whether each `%` begins an encoded byte.
fn is_percent_encoded(text: &str) -> bool {
    text.split('%').skip(1).all(|rest| {
        let digits = rest.as_bytes().iter().take(2);
        digits.clone().count() == 2 && digits.clone().all(u8::is_ascii_hexdigit)
    })
}

fn check_port(host: &str) -> Result<(), AddressError> {
    let after_brackets = host.rsplit_once(']').map_or(host, |(_, rest)| rest);
    match after_brackets.split_once(':') {
        Some((_, port)) if port.parse::<u16>().is_ok_and(|port| port > 0) => Ok(()),
        Some(_) => Err(AddressError::Port),
        None => Ok(()),
    }
}

/// A `postgres://` URL. Only its host and database are printed: it may contain a password.
#[derive(Clone)]
pub struct DatabaseUrl(String);

impl DatabaseUrl {
    /// The URL with its password; never log it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    fn without_password(&self) -> String {
        let (scheme, rest) = self.0.split_once("://").unwrap_or_default();
        let rest = rest.split('?').next().unwrap_or_default();
        let place = rest.rsplit_once('@').map_or(rest, |(_, place)| place);
        format!("{scheme}://{place}")
    }
}

impl TryFrom<String> for DatabaseUrl {
    type Error = AddressError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let text = text.trim().to_owned();
        // The host may be missing if it is a parameter: the folder of a socket.
        check_port(host_of(&text, &["postgres://", "postgresql://"])?)?;
        Ok(Self(text))
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.without_password())
    }
}

impl Serialize for DatabaseUrl {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.without_password())
    }
}

/// The URL of a mail server: `smtps://` or `smtp://`. Never printed: it may contain a password.
#[derive(Clone)]
pub struct SmtpUrl(String);

impl SmtpUrl {
    /// The URL with its password; never log it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for SmtpUrl {
    type Error = AddressError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        const SCHEMES: [&str; 2] = ["smtps://", "smtp://"];
        let text = text.trim().to_owned();
        if !SCHEMES.iter().any(|scheme| text.starts_with(scheme)) {
            return Err(AddressError::Scheme("smtps:// or smtp://"));
        }
        let host = host_of(&text, &SCHEMES)?;
        if host.is_empty() || host.starts_with(':') {
            return Err(AddressError::Host("smtps:// or smtp://"));
        }
        check_port(host)?;
        let (_, query) = text.split_once('?').unwrap_or_default();
        let is_known = |pair: &str| matches!(pair, "" | "tls=required" | "tls=opportunistic");
        if !query.split('&').all(is_known) {
            return Err(AddressError::Other(
                "after the question mark, tls=required or tls=opportunistic is expected; a question mark in the \
                 password has to be percent-encoded: %3F",
            ));
        }
        Ok(Self(text))
    }
}

impl fmt::Debug for SmtpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SmtpUrl(hidden)")
    }
}

impl Serialize for SmtpUrl {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("(hidden)")
    }
}

macro_rules! deserialize_by_checking {
    ($($name:ty),*) => {$(
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.try_into().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

deserialize_by_checking!(DatabaseUrl, SmtpUrl);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn smtp(text: &str) -> Result<SmtpUrl, AddressError> {
        text.to_owned().try_into()
    }

    fn database(text: &str) -> Result<DatabaseUrl, AddressError> {
        text.to_owned().try_into()
    }

    #[test]
    fn a_password_with_raw_special_characters_is_refused_and_percent_encoding_named() {
        for password in [
            "a/b", "25/b", "a@b", "a#b", "25#b", "a?b", "a%b", "a%zzb", "a:b", "a b", "a\\b", "/", "@", "@/",
            "a@25/",
        ] {
            for error in [
                smtp(&format!("smtps://kim:{password}@mail.example.com")).unwrap_err().to_string(),
                database(&format!("postgres://kim:{password}@db.example.com:5432/console"))
                    .unwrap_err()
                    .to_string(),
            ] {
                assert!(error.contains("percent-encoded") && error.contains("%2F"), "{password}: {error}");
            }
        }
    }

    #[test]
    fn what_is_written_right_is_taken() {
        for fine in [
            "smtps://mail.example.com",
            "smtps://kim%40example.com:a%2Fb%23@mail.example.com:465",
            "smtp://kim:p!$&'()*+,;=~^[x@mail.example.com:587?tls=required",
            "smtp://127.0.0.1:25",
            "smtp://[::1]:25/console.example.com",
        ] {
            assert!(smtp(fine).is_ok(), "{fine}");
        }
        for fine in [
            "postgres://kim:a%40b@db.example.com:5432/console?sslmode=require",
            "postgresql:///console?host=/var/run/postgresql",
            "postgres://console@localhost/postgres?host=/tmp/x.Ab1",
            "postgres://kim@[2001:db8::1]/console",
        ] {
            assert!(database(fine).is_ok(), "{fine}");
        }
        for (wrong, expected) in [
            ("mail.example.com:25", "smtps://"),
            ("https://mail.example.com", "smtps://"),
            ("smtps://", "host"),
            ("smtps://kim:x@", "host"),
            ("smtp://mail.example.com:port", "port"),
            ("smtp://mail.example.com?tls=yes", "tls=required"),
        ] {
            let error = smtp(wrong).unwrap_err().to_string();
            assert!(error.contains(expected), "{wrong}: {error}");
        }
    }

    proptest! {
        /// Whatever the password, an address that is accepted leads to the host that was meant.
        #[test]
        fn never_another_host(user in "[a-z@/:#?%\\\\ .]{0,6}", password in "[a-z0-9@/:#?%\\\\\\[\\] .&=]{0,12}") {
            let text = format!("smtps://{user}:{password}@mail.example.com:465");
            if smtp(&text).is_ok() {
                let host = Url::parse(&text).unwrap().host_str().map(ToOwned::to_owned);
                prop_assert_eq!(host.as_deref(), Some("mail.example.com"));
            }
            let text = format!("postgres://{user}:{password}@db.example.com:5432/console");
            if database(&text).is_ok() {
                let host = Url::parse(&text).unwrap().host_str().map(ToOwned::to_owned);
                prop_assert_eq!(host.as_deref(), Some("db.example.com"));
            }
        }

        /// Each password can be written.
        #[test]
        fn encoded_it_is_taken(password in "\\PC{0,12}") {
            let encoded: String = password.bytes().fold(String::new(), |text, byte| text + &format!("%{byte:02X}"));
            let smtp_address = format!("smtps://kim:{encoded}@mail.example.com");
            let database_address = format!("postgres://kim:{encoded}@db/console");
            prop_assert!(smtp(&smtp_address).is_ok());
            prop_assert!(database(&database_address).is_ok());
        }
    }
}
