//! What a browser keeps: the cookie of its session and, for a while, that of its drafts.

use std::time::Duration;

use console::Drafts;
use http::HeaderValue;

/// The name of the session cookie. Over HTTPS the prefix makes browsers refuse one that another host set.
pub const fn session_cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-chat-console" } else { "chat-console" }
}

/// Keeps `token` in the browser: out of reach of scripts, and not sent along with other sites' requests.
pub fn session_cookie(token: &str, lasts: Duration, secure: bool) -> HeaderValue {
    write(session_cookie_name(secure), token, lasts.as_secs(), secure)
}

/// Makes the browser forget its token.
pub fn clear_session_cookie(secure: bool) -> HeaderValue {
    write(session_cookie_name(secure), "", 0, secure)
}

/// The name of the cookie that says which drafts are this browser's.
pub fn draft_cookie_name(secure: bool) -> String {
    format!("{}-draft", session_cookie_name(secure))
}

/// Keeps the token of the holder of drafts in the browser, for as long as the newest is kept.
pub fn draft_cookie(token: &str, secure: bool) -> HeaderValue {
    write(&draft_cookie_name(secure), token, Drafts::LASTS.as_secs(), secure)
}

/// A token is hexadecimal; one that does not fit into a header is not sent at all.
fn write(name: &str, token: &str, seconds: u64, secure: bool) -> HeaderValue {
    let end = if secure { "; Secure" } else { "" };
    let text = format!("{name}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{end}");
    HeaderValue::try_from(text).map_or(HeaderValue::from_static(""), |mut value| {
        value.set_sensitive(true);
        value
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_out_of_reach() {
        let value = session_cookie("ab12", Duration::from_mins(1), true);
        assert_eq!(
            value.to_str().unwrap(),
            "__Host-chat-console=ab12; Path=/; Max-Age=60; HttpOnly; SameSite=Lax; Secure"
        );
        assert!(!format!("{value:?}").contains("ab12"));
        assert!(
            clear_session_cookie(false).to_str().unwrap().starts_with("chat-console=; Path=/; Max-Age=0;")
        );
    }
}
