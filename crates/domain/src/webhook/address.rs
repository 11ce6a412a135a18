//! The URL of an endpoint.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::field::Problem;

/// `https://host[:port][/path][?query]`, or the same with `http`; no user name, password or fragment.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EndpointUrl {
    text: String,
    is_https: bool,
    host: Host,
    port: u16,
    /// Where the path, or the query of a URL without a path, begins in `text`.
    path_start: usize,
}

/// The host of an endpoint.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Host {
    /// A name that has to be resolved.
    Name(String),
    /// An IP address.
    Address(IpAddr),
}

impl EndpointUrl {
    /// Maximum length in bytes.
    pub const MAX_LENGTH: u32 = 1_000;

    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the scheme is `https`.
    pub const fn is_https(&self) -> bool {
        self.is_https
    }

    pub const fn host(&self) -> &Host {
        &self.host
    }

    /// The port of the URL, or the default port of its scheme.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// The value of the header `Host`: host, and port if the URL has one.
    pub fn authority(&self) -> &str {
        let start = if self.is_https { "https://" } else { "http://" }.len();
        self.text.get(start..self.path_start).unwrap_or_default()
    }

    /// The target of the request: path and query.
    pub fn path_and_query(&self) -> String {
        match self.text.get(self.path_start..).unwrap_or_default() {
            path if path.starts_with('/') => path.to_owned(),
            query => format!("/{query}"),
        }
    }
}

impl FromStr for EndpointUrl {
    type Err = Problem;

    fn from_str(raw: &str) -> Result<Self, Problem> {
        let typed = raw.trim();
        if typed.is_empty() {
            return Err(Problem::Missing);
        }
        if typed.len() > Self::MAX_LENGTH as usize {
            return Err(Problem::TooLong(Self::MAX_LENGTH));
        }
        parse(typed).ok_or(Problem::NotAnEndpoint)
    }
}

fn parse(typed: &str) -> Option<EndpointUrl> {
    let (scheme, rest) = typed.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let is_https = match scheme.as_str() {
        "https" => true,
        "http" => false,
        _ => return None,
    };
    // What a request line and a header can hold.
    if !rest.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'#' | b'\\' | b'"' | b'<' | b'>'))
    {
        return None;
    }
    let path_start = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(path_start);
    let authority = authority.to_ascii_lowercase();
    let (host, port) = split_port(&authority)?;
    let default = if is_https { 443 } else { 80 };
    let port = match port {
        None => default,
        Some(port) => port.parse().ok().filter(|port| *port != 0)?,
    };
    let host = parse_host(host)?;
    let path_start = scheme.len() + "://".len() + path_start;
    let text = format!("{scheme}://{authority}{path}");
    Some(EndpointUrl { text, is_https, host, port, path_start })
}

/// Host and port; an IPv6 address stays in its brackets.
fn split_port(authority: &str) -> Option<(&str, Option<&str>)> {
    if authority.starts_with('[') {
        let (host, port) = authority.split_at(authority.find(']')? + 1);
        return match port {
            "" => Some((host, None)),
            port => Some((host, Some(port.strip_prefix(':')?))),
        };
    }
    Some(authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port))))
}

fn parse_host(host: &str) -> Option<Host> {
    if let Some(address) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return address.parse::<Ipv6Addr>().ok().map(|address| Host::Address(address.into()));
    }
    if let Ok(address) = host.parse() {
        return Some(Host::Address(address));
    }
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    let labels = host.strip_suffix('.').unwrap_or(host);
    (labels.len() <= 253 && labels.split('.').all(is_label)).then(|| Host::Name(host.to_owned()))
}

impl TryFrom<String> for EndpointUrl {
    type Error = NotAnEndpointUrl;

    fn try_from(text: String) -> Result<Self, NotAnEndpointUrl> {
        text.parse().map_err(|_| NotAnEndpointUrl)
    }
}

impl From<EndpointUrl> for String {
    fn from(url: EndpointUrl) -> Self {
        url.text
    }
}

impl fmt::Display for EndpointUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The text is not the URL of an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnEndpointUrl;

impl fmt::Display for NotAnEndpointUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the URL of an endpoint")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_urls_apart() {
        let name = |name: &str| Host::Name(name.to_owned());
        for (text, host, port, authority, path) in [
            ("https://a.example", name("a.example"), 443, "a.example", "/"),
            ("http://a.example/x?y=1", name("a.example"), 80, "a.example", "/x?y=1"),
            ("https://a.example?y", name("a.example"), 443, "a.example", "/?y"),
            ("HTTPS://A.Example:8443/X", name("a.example"), 8443, "a.example:8443", "/X"),
            ("https://10.0.0.1:9/", Host::Address([10, 0, 0, 1].into()), 9, "10.0.0.1:9", "/"),
            ("https://[::1]:9/", Host::Address(Ipv6Addr::LOCALHOST.into()), 9, "[::1]:9", "/"),
            ("https://[::1]", Host::Address(Ipv6Addr::LOCALHOST.into()), 443, "[::1]", "/"),
            // Resolved like a name, and then checked like every other address.
            ("https://2130706433/", name("2130706433"), 443, "2130706433", "/"),
        ] {
            let url: EndpointUrl = text.parse().unwrap();
            assert_eq!((url.host(), url.port()), (&host, port), "{text}");
            assert_eq!((url.authority(), url.path_and_query().as_str()), (authority, path), "{text}");
            assert_eq!(url.is_https(), text.to_lowercase().starts_with("https"));
            assert_eq!(url.as_str().parse(), Ok(url.clone()), "stored and read again");
        }
    }

    #[test]
    fn refuses_what_is_no_endpoint() {
        for text in [
            "a.example",
            "ftp://a.example",
            "https://",
            "https:///x",
            "https://user@a.example",
            "https://user:password@a.example/",
            "https://a.example/#part",
            "https://a.example/ x",
            "https://a.example/\r\nHost: b",
            "https://a.example:0",
            "https://a.example:99999",
            "https://a.example:",
            "https://a..example",
            "https://[::1",
            "https://[::1]x",
            "https://[1.2.3.4]",
            "https://ä.example",
            "https://a.example\\@b.example",
        ] {
            assert_eq!(text.parse::<EndpointUrl>(), Err(Problem::NotAnEndpoint), "{text}");
        }
        assert_eq!(" ".parse::<EndpointUrl>(), Err(Problem::Missing));
        let long = format!("https://a.example/{}", "x".repeat(1_000));
        assert_eq!(long.parse::<EndpointUrl>(), Err(Problem::TooLong(EndpointUrl::MAX_LENGTH)));
    }
}
