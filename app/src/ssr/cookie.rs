//! The cookies of this console: their names, and how they are read and written.
//!
//! Browsers tell hosts apart, not ports, so other programs' cookies come along, other consoles' among them. The names
//! carry the code of the installation, each cookie is read by itself, and one that is not known is left alone.

use std::time::Duration;

use http::header::COOKIE;
use http::{HeaderMap, HeaderValue};

/// The most cookies of one name that are looked at: browsers send one for each path that it was set for.
const MAX_SAME_NAME: usize = 4;

/// What a browser keeps for this console.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cookie {
    /// The token of a session.
    Session,
    /// The token by which a browser is known to somebody who signed in with it before.
    Device,
    /// The token of the holder of drafts.
    Draft,
    /// The language, for strangers.
    Language,
    /// The theme, for strangers.
    Theme,
}

impl Cookie {
    const LASTING: [Self; 4] = [Self::Session, Self::Device, Self::Language, Self::Theme];

    const fn suffix(self) -> &'static str {
        match self {
            Self::Session => "",
            Self::Device => "-device",
            Self::Draft => "-draft",
            Self::Language => "-language",
            Self::Theme => "-theme",
        }
    }
}

/// The cookies of one installation.
#[derive(Debug, Clone)]
pub struct Cookies {
    /// Whether browsers reach it by HTTPS.
    secure: bool,
    /// How all their names begin. Over HTTPS the prefix makes browsers refuse one that another host set.
    stem: String,
}

impl Cookies {
    /// Those of the installation of that code.
    pub fn new(installation: &str, secure: bool) -> Self {
        let prefix = if secure { "__Host-" } else { "" };
        Self { secure, stem: format!("{prefix}chat-console-{installation}") }
    }

    /// The values that a browser sent, the most specific path first. A cookie that is no text is none of ours.
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

    /// Whether the browser sent any of them that lasts: then it keeps them.
    pub fn any(&self, headers: &HeaderMap) -> bool {
        Cookie::LASTING.into_iter().any(|cookie| self.read(headers, cookie).next().is_some())
    }

    /// Keeps `value` in the browser for so long: out of reach of scripts, and not sent along with other sites'
    /// requests.
    pub fn write(&self, cookie: Cookie, value: &str, lasts: Duration) -> HeaderValue {
        let (stem, suffix, seconds) = (&self.stem, cookie.suffix(), lasts.as_secs());
        let end = if self.secure { "; Secure" } else { "" };
        let text = format!("{stem}{suffix}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{end}");
        // Names and values are ours: plain ASCII.
        HeaderValue::try_from(text).map_or(HeaderValue::from_static(""), |mut value| {
            value.set_sensitive(true);
            value
        })
    }

    /// Makes the browser forget it.
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
