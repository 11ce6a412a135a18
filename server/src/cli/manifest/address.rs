//! The address of a console.

use std::fmt;

use url::{Host, Url};

/// Scheme, host and port; nothing else.
#[derive(Debug, Clone)]
pub struct Address(Url);

impl Address {
    /// Parses an address, or says what is wrong with it. `http` leads to this machine only, unless it is allowed: the token
    /// could be read on the way.
    pub fn parse(text: &str, allow_http: bool) -> Result<Self, String> {
        let expected = || format!("{text:?} is not an address such as https://console.example.com");
        let url = Url::parse(text).map_err(|_| expected())?;
        let is_plain = url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        let is_web = matches!(url.scheme(), "http" | "https") && url.host().is_some();
        if !is_plain || !is_web {
            return Err(expected());
        }
        let address = Self(url);
        if address.is_https() || address.is_loopback() || allow_http {
            Ok(address)
        } else {
            Err(format!("{text} is not encrypted and would show the token on the way; --allow-http sends it"))
        }
    }

    pub fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }

    fn is_loopback(&self) -> bool {
        match self.host() {
            Host::Domain(name) => name == "localhost",
            Host::Ipv4(ip) => ip.is_loopback(),
            Host::Ipv6(ip) => ip.is_loopback(),
        }
    }

    pub fn host(&self) -> Host<&str> {
        // Parsed addresses have one.
        self.0.host().unwrap_or(Host::Domain(""))
    }

    pub fn port(&self) -> u16 {
        self.0.port_or_known_default().unwrap_or_default()
    }

    /// The value of `Host`.
    pub fn authority(&self) -> &str {
        self.0.authority()
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_sent_unencrypted_to_this_machine_alone() {
        for good in [
            "https://console.example",
            "https://c.example:8443/",
            "http://127.0.0.1:3000",
            "http://localhost:3000",
            "http://[::1]:3000",
        ] {
            assert!(Address::parse(good, false).is_ok(), "{good}");
        }
        assert!(Address::parse("http://console.example", false).unwrap_err().contains("--allow-http"));
        assert!(Address::parse("http://console.example", true).is_ok());
        for bad in
            ["console.example", "ftp://console.example", "https://c.example/base", "https://me@c.example", ""]
        {
            assert!(Address::parse(bad, true).unwrap_err().contains("is not an address"), "{bad}");
        }
    }

    #[test]
    fn the_host_header_has_the_port_if_it_is_unusual() {
        let authority = |text: &str| Address::parse(text, false).unwrap().authority().to_owned();
        assert_eq!(authority("https://c.example:443"), "c.example");
        assert_eq!(authority("http://[::1]:3000"), "[::1]:3000");
        assert_eq!(Address::parse("https://c.example", false).unwrap().port(), 443);
    }
}
