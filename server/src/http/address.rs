//! The public URL of the console: the configured one, or else the one that signed-in people last used, or else a
//! guess.

use std::net::SocketAddr;
use std::sync::{PoisonError, RwLock};

use axum::extract::Request;
use http::HeaderName;
use http::header::{HOST, HeaderMap, ORIGIN};
use http::uri::Authority;

use crate::config::Config;
use crate::http::client::{self, Proxies};
use crate::http::error::header_text;

const X_FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// The URLs of this console, without a trailing slash.
#[derive(Debug)]
pub struct Addresses {
    configured: Option<String>,
    guess: String,
    /// The one that a signed-in person used last.
    seen: RwLock<Option<String>>,
}

impl Addresses {
    /// For a console with that configuration that listens on `address`.
    pub fn new(config: &Config, address: SocketAddr) -> Self {
        let configured = config.public_url.as_ref().map(|url| url.origin().to_owned());
        Self { configured, guess: guess(address), seen: RwLock::default() }
    }

    /// For links outside of a request, e.g. in e-mails.
    pub fn current(&self) -> String {
        self.configured.clone().or_else(|| self.seen()).unwrap_or_else(|| self.guess.clone())
    }

    /// For links on the page of this request.
    pub fn of(&self, request: &Request, proxies: &Proxies) -> String {
        if let Some(configured) = &self.configured {
            return configured.clone();
        }
        self.used_by(request, proxies).unwrap_or_else(|| self.current())
    }

    /// Remembers the URL of a request by a signed-in person; strangers could send any. A loopback address
    /// does not replace one that others can reach.
    pub fn learn(&self, request: &Request, proxies: &Proxies) {
        if self.configured.is_some() {
            return;
        }
        let Some(used) = self.used_by(request, proxies) else { return };
        let seen = self.seen();
        if seen.as_ref() != Some(&used) && (seen.is_none_or(|seen| is_local(&seen)) || !is_local(&used)) {
            *self.seen.write().unwrap_or_else(PoisonError::into_inner) = Some(used);
        }
    }

    fn seen(&self) -> Option<String> {
        self.seen.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The URL that the browser shows, as far as the request reveals it.
    fn used_by(&self, request: &Request, proxies: &Proxies) -> Option<String> {
        let headers = request.headers();
        let host: Authority = header_text(headers, HOST).parse().ok().filter(|host: &Authority| {
            let name = host.host().trim_matches(['[', ']']);
            !host.as_str().contains('@')
                && !name.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_unspecified())
        })?;
        let host = host.as_str().to_ascii_lowercase();
        // A form's `Origin` has the scheme; for pages only a proxy reports it.
        if let Some((scheme @ ("http" | "https"), origin)) = header_text(headers, ORIGIN).split_once("://")
            && origin.eq_ignore_ascii_case(&host)
        {
            return Some(format!("{scheme}://{host}"));
        }
        let known = self.seen().filter(|seen| seen.split_once("://").is_some_and(|(_, seen)| seen == host));
        let scheme = proxied_scheme(request, headers, proxies);
        Some(match (scheme, known) {
            (Some(scheme), _) => format!("{scheme}://{host}"),
            (None, Some(known)) => known,
            (None, None) => format!("http://{host}"),
        })
    }
}

fn proxied_scheme(request: &Request, headers: &HeaderMap, proxies: &Proxies) -> Option<&'static str> {
    let text = header_text(headers, X_FORWARDED_PROTO);
    if !client::is_proxied(request, proxies) {
        return None;
    }
    match text.rsplit(',').next().unwrap_or_default().trim() {
        "https" => Some("https"),
        "http" => Some("http"),
        _ => None,
    }
}

/// 0.0.0.0 cannot be reached: the name of this machine is the better guess.
fn guess(address: SocketAddr) -> String {
    if !address.ip().is_unspecified() {
        return format!("http://{address}");
    }
    let name = hostname::get().ok().and_then(|name| name.into_string().ok()).filter(|name| !name.is_empty());
    format!("http://{}:{}", name.as_deref().unwrap_or("localhost"), address.port())
}

fn is_local(address: &str) -> bool {
    let host = address.split_once("://").and_then(|(_, host)| host.parse::<Authority>().ok());
    let host = host.as_ref().map_or("", |host| host.host().trim_matches(['[', ']']));
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::extract::ConnectInfo;

    use super::*;

    fn addresses(toml: &str) -> (Addresses, Proxies) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("console.toml");
        std::fs::write(&file, toml).unwrap();
        let config = crate::config::Loaded::read(Some(&file), []).unwrap().config;
        let proxies = Proxies { trusted: config.trusted_proxies.clone(), header: config.proxy_header };
        (Addresses::new(&config, config.listen), proxies)
    }

    fn request(headers: &[(&str, &str)]) -> Request {
        let mut request = Request::get("/applications");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let peer = ConnectInfo(SocketAddr::from(([10, 0, 0, 1], 50_000)));
        request.extension(peer).body(Body::empty()).unwrap()
    }

    #[test]
    fn nobody_is_sent_to_an_address_that_is_none() {
        for listen in ["0.0.0.0:3313", "[::]:3313"] {
            let (addresses, proxies) = addresses(&format!("listen = '{listen}'"));
            let guess = addresses.current();
            assert!(
                !guess.contains("0.0.0.0") && !guess.contains("[::]") && guess.ends_with(":3313"),
                "{guess}"
            );
            addresses.learn(&request(&[("host", "0.0.0.0:3313")]), &proxies);
            assert_eq!(addresses.current(), guess);
        }
    }

    #[test]
    fn the_address_that_people_use_is_learnt() {
        let (addresses, proxies) = addresses("listen = '0.0.0.0:3313'");
        let learn = |headers: &[(&str, &str)]| {
            addresses.learn(&request(headers), &proxies);
            addresses.current()
        };
        assert_eq!(learn(&[("host", "localhost:3313")]), "http://localhost:3313");
        assert_eq!(learn(&[("host", "Console.lan:3313")]), "http://console.lan:3313");
        // A form says that it was TLS, and then pages of that host are known to be.
        let form = [("host", "console.lan:3313"), ("origin", "https://console.lan:3313")];
        assert_eq!(learn(&form), "https://console.lan:3313");
        assert_eq!(learn(&[("host", "console.lan:3313")]), "https://console.lan:3313");
        assert_eq!(learn(&[("host", "127.0.0.1:3313")]), "https://console.lan:3313");
        // A header of a stranger's proxy counts for nothing, nor does a host that is none.
        let spoofed = [("host", "console.lan:3313"), ("x-forwarded-proto", "http")];
        assert_eq!(learn(&spoofed), "https://console.lan:3313");
        assert_eq!(learn(&[("host", "a@b")]), "https://console.lan:3313");
        assert_eq!(learn(&[]), "https://console.lan:3313");
        assert_eq!(addresses.of(&request(&[("host", "127.0.0.1:3313")]), &proxies), "http://127.0.0.1:3313");
    }

    #[test]
    fn a_proxy_that_is_trusted_tells_the_scheme() {
        let (addresses, proxies) = addresses("trusted_proxies = ['10.0.0.1']");
        let page = request(&[("host", "console.example.com"), ("x-forwarded-proto", "https")]);
        assert_eq!(addresses.of(&page, &proxies), "https://console.example.com");
    }

    #[test]
    fn what_is_configured_stays() {
        let (addresses, proxies) = addresses("public_url = 'https://console.example.com/'");
        let request = request(&[("host", "evil.example"), ("origin", "https://evil.example")]);
        addresses.learn(&request, &proxies);
        assert_eq!(addresses.current(), "https://console.example.com");
        assert_eq!(addresses.of(&request, &proxies), "https://console.example.com");
    }
}
