//! Detects when signing in cannot work at the URL that a browser uses. A console configured for HTTPS sets secure
//! cookies, which are not stored over HTTP, and a browser may refuse cookies altogether: without a notice, a correct
//! password would only lead back to the sign-in page.

use domain::account::language::Language;
use http::HeaderMap;
use http::header::HOST;
use http::request::Parts;
use leptos::prelude::*;

use super::Site;
use crate::address::parameter;
use crate::i18n::text::sign_in_notice;
use crate::ui::Notice;

/// The parameter of `/sign-in` that means: the password was correct but no cookie was returned.
pub const NO_COOKIE: &str = "cookie=missing";

/// The notice for the requested page, if that page is for sign-in or set-up.
pub(super) fn notice(language: Language) -> Option<AnyView> {
    let site = super::site();
    let asked = with_context(|parts: &Parts| {
        let lets_in = matches!(parts.uri.path(), "/sign-in" | "/setup");
        let lost = parameter(parts.uri.query().unwrap_or_default(), "cookie") == "missing";
        lets_in.then(|| (lost, is_elsewhere(&parts.headers, &site)))
    });
    let (lost, elsewhere) = asked.flatten()?;
    let address = site.address.as_str();
    let text = match (lost, site.secure) {
        _ if elsewhere => sign_in_notice::not_here(language).to_owned(),
        (true, true) => sign_in_notice::not_kept_https(language, address),
        (true, false) => sign_in_notice::not_kept(language, address),
        (false, _) => return None,
    };
    let link = site.secure.then(|| {
        let href = format!("{address}/sign-in");
        view! { <p><a href=href>{address.to_owned()}</a></p> }
    });
    let view = view! {
        <section class="banner" aria-label=crate::i18n::text::arrears::notices(language)>
            <Notice><p role="alert">{text}</p>{link}</Notice>
        </section>
    };
    Some(view.into_any())
}

/// Whether a console configured for HTTPS is reached over HTTP. Only a proxy sees the connection, but browsers send
/// Fetch Metadata over HTTPS alone. Old browsers never send it, so a different host than the public one, or the proxy's
/// own header, is required too.
fn is_elsewhere(headers: &HeaderMap, site: &Site) -> bool {
    let text =
        |name: http::HeaderName| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let public = site.address.split("://").nth(1).unwrap_or_default();
    let by_http = text(http::HeaderName::from_static("x-forwarded-proto")).eq_ignore_ascii_case("http");
    let tells = headers.contains_key("sec-fetch-mode");
    site.secure && !tells && (by_http || !text(HOST).eq_ignore_ascii_case(public))
}

#[cfg(test)]
mod tests {
    use super::super::Cookies;
    use super::*;

    #[test]
    fn tells_plain_http_from_a_proxy_with_tls() {
        let site = |address: &str| Site {
            secure: address.starts_with("https"),
            address: address.into(),
            cookies: Cookies::new("", true),
            provider: None,
        };
        let public = site("https://console.example");
        for (sent, elsewhere) in [
            (&[("host", "192.168.0.7:3000")][..], true),
            (&[("host", "console.example")], false),
            (&[("host", "console.example"), ("x-forwarded-proto", "http")], true),
            (&[("host", "Console.example"), ("x-forwarded-proto", "https")], false),
            // A proxy that sends its own host name; the browser uses TLS.
            (&[("host", "127.0.0.1:3000"), ("sec-fetch-mode", "navigate")], false),
        ] {
            let headers = sent.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
            let headers: HeaderMap = headers.collect();
            assert_eq!(is_elsewhere(&headers, &public), elsewhere, "{headers:?}");
            assert!(!is_elsewhere(&headers, &site("http://console.example")));
        }
    }
}
