//! The cookies of this console: their names, and how they are read and written.
//!
//! Browsers separate cookies by host, not by port, so cookies of other programs and other consoles arrive too. The
//! names contain the installation's code, each cookie is read independently, and unknown ones are ignored.

use std::time::Duration;

use http::header::COOKIE;
use http::{HeaderMap, HeaderValue};

/// The maximum number of cookies with one name that are examined: browsers send one for each path that it was set for.
const MAX_SAME_NAME: usize = 4;

/// The cookies that this console sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cookie {
    /// The session token.
    Session,
    /// The token of a browser in which somebody signed in before.
    Device,
    /// The token of a sign-in that waits for a code.
    PendingSignIn,
    /// The token of a browser that was sent to the OpenID Connect provider.
    ProviderRequest,
    /// The token that owns the browser's drafts.
    Draft,
    /// The language, if nobody is signed in.
    Language,
    /// The theme, if nobody is signed in.
    Theme,
}

impl Cookie {
    const LASTING: [Self; 4] = [Self::Session, Self::Device, Self::Language, Self::Theme];

    const fn suffix(self) -> &'static str {
        match self {
            Self::Session => "",
            Self::Device => "-device",
            Self::PendingSignIn => "-sign-in",
            Self::ProviderRequest => "-provider",
            Self::Draft => "-draft",
            Self::Language => "-language",
            Self::Theme => "-theme",
        }
    }
}

/// The cookies of one installation.
#[derive(Debug, Clone)]
pub struct Cookies {
    /// Whether browsers reach the console over HTTPS.
    secure: bool,
    /// The prefix of all names. Over HTTPS it makes browsers reject cookies set by another host.
    stem: String,
}

impl Cookies {
    /// The cookies of the installation with that code.
    pub fn new(installation: &str, secure: bool) -> Self {
        let prefix = if secure { "__Host-" } else { "" };
        Self { secure, stem: format!("{prefix}chat-console-{installation}") }
    }

    /// The values that a browser sent, the most specific path first. Cookies that are not text were not set by this
    /// console.
    pub fn read<'a>(&'a self, headers: &'a HeaderMap, cookie: Cookie) -> impl Iterator<Item = &'a str> {
        let pairs =
            headers.get_all(COOKIE).into_iter().flat_map(|line| line.as_bytes().split(|byte| *byte == b';'));
        let values = pairs.filter_map(move |pair| {
            let rest = pair.trim_ascii().strip_prefix(self.stem.as_bytes())?;
            let value = rest.strip_prefix(cookie.suffix().as_bytes())?.strip_prefix(b"=")?;
            std::str::from_utf8(value).ok()
        });
        values.take(MAX_SAME_NAME)
    }

    /// Whether the browser sent any lasting cookie, which shows that it stores cookies.
    pub fn any(&self, headers: &HeaderMap) -> bool {
        Cookie::LASTING.into_iter().any(|cookie| self.read(headers, cookie).next().is_some())
    }

    /// Stores `value` in the browser for `lasts`: not readable by scripts, and not sent with requests from other sites.
    pub fn write(&self, cookie: Cookie, value: &str, lasts: Duration) -> HeaderValue {
        let (stem, suffix, seconds) = (&self.stem, cookie.suffix(), lasts.as_secs());
        let end = if self.secure { "; Secure" } else { "" };
        let text = format!("{stem}{suffix}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{end}");
        // Names and values are plain ASCII.
        HeaderValue::try_from(text).map_or(HeaderValue::from_static(""), |mut value| {
            value.set_sensitive(true);
            value
        })
    }

    /// Deletes the cookie in the browser.
    pub fn clear(&self, cookie: Cookie) -> HeaderValue {
        self.write(cookie, "", Duration::ZERO)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(lines: &[&[u8]]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(COOKIE, HeaderValue::from_bytes(line).unwrap());
        }
        headers
    }

    #[test]
    fn is_out_of_reach() {
        let value = Cookies::new("a1", true).write(Cookie::Session, "ab12", Duration::from_mins(1));
        assert_eq!(
            value.to_str().unwrap(),
            "__Host-chat-console-a1=ab12; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure"
        );
        assert!(!format!("{value:?}").contains("ab12"));
        let cleared = Cookies::new("a1", false).clear(Cookie::Device);
        assert!(cleared.to_str().unwrap().starts_with("chat-console-a1-device=; Path=/; Max-Age=0;"));
    }

    #[test]
    fn foreign_cookies_do_not_matter() {
        let cookies = Cookies::new("a1", false);
        let huge = format!("huge={}; chat-console-a1=ab12", "x".repeat(60_000));
        for lines in [
            &["city=서울; chat-console-a1=ab12".as_bytes()][..],
            &[b"city=\xff\xfe; chat-console-a1=ab12"],
            &[b"q=\"a;chat-console-a1=ab12"],
            &[b"=; ;;a; b = c=;chat-console-a1=ab12; chat-console=other; chat-console-b2=cd34"],
            &[b"chat-console-b2=cd34", "이름=값".as_bytes(), b"chat-console-a1=ab12"],
            &[b"chat-console-a1-device=ef56;\tchat-console-a1=ab12 "],
            &[b"chat-console-a1=\xff; chat-console-a1=ab12"],
            &[huge.as_bytes()],
        ] {
            let headers = sent(lines);
            assert_eq!(cookies.read(&headers, Cookie::Session).collect::<Vec<_>>(), ["ab12"], "{headers:?}");
        }
    }

    #[test]
    fn each_cookie_of_the_name_is_told_and_no_other() {
        let cookies = Cookies::new("a1", false);
        let headers = sent(&[b"chat-console-a1=one; chat-console-a1=two; chat-console-a1-theme=dark"]);
        assert_eq!(cookies.read(&headers, Cookie::Session).collect::<Vec<_>>(), ["one", "two"]);
        assert_eq!(cookies.read(&headers, Cookie::Theme).collect::<Vec<_>>(), ["dark"]);
        assert!(cookies.any(&headers) && !Cookies::new("b2", false).any(&headers));
        assert!(!Cookies::new("a1", true).any(&headers), "another scheme has other names");
    }
}
