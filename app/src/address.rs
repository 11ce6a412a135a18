//! URLs inside this console: where to go next, and how to return to the current page.

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_matched};

/// The maximum length of a redirect target, in bytes.
const MAX_BYTES: usize = 2_000;

/// Returns `address` if it is a path on this origin, or `None` otherwise, including for paths that a browser would
/// resolve to another host (`//host`, `/\host`).
///
/// The value is untrusted and ends up in a `Location` header, so it must also be plain ASCII.
pub fn local_path(address: &str) -> Option<&str> {
    let rest = address.strip_prefix('/')?;
    let plain =
        address.len() <= MAX_BYTES && address.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    (plain && !rest.starts_with('/')).then_some(address)
}

/// The URL of a page: its path, and its query without the question mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PageUrl {
    pub(crate) path: String,
    pub(crate) search: String,
    matched: String,
}

/// The URL of the page that renders the component. During a navigation the browser's URL is already that of the next
/// page; this one does not change. (The router's own `use_url` does not change either if only a path parameter
/// differs.)
pub(crate) fn use_page_url() -> Memo<PageUrl> {
    let (location, matched) = (use_location(), use_matched());
    Memo::new(move |before: Option<&PageUrl>| {
        let (path, matched) = (location.pathname.get(), matched.get());
        match before {
            Some(before) if before.path != path && before.matched == matched => before.clone(),
            _ => PageUrl { path, search: location.search.get(), matched },
        }
    })
}

/// The URL of the current page, without its one-time parameters, for returning to it.
pub fn current_url() -> String {
    let (path, query) = here();
    with_query(&path, &query)
}

/// The path of the current page, and its query without one-time parameters.
pub(crate) fn here() -> (String, String) {
    let location = use_location();
    (location.pathname.get(), without_one_time(&location.search.get()))
}

/// Removes the one-time parameters from a query.
pub fn without_one_time(query: &str) -> String {
    let lasts = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or_default();
        !pair.is_empty() && !matches!(name, "done" | "reveal" | "cookie" | "problem" | "request")
    };
    query.split('&').filter(lasts).collect::<Vec<_>>().join("&")
}

/// Splits the `done` parameter off an address: returns the address without it, and its value.
pub(crate) fn split_done(address: &str) -> (String, Option<&str>) {
    let (rest, fragment) = address.find('#').map_or((address, ""), |start| address.split_at(start));
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let done = query.split('&').find_map(|pair| pair.strip_prefix("done="));
    ([&with_query(path, &without(query, "done")), fragment].concat(), done)
}

/// Removes the parameter `name` from a query.
pub(crate) fn without(query: &str, name: &str) -> String {
    let is_kept = |pair: &&str| !pair.is_empty() && pair.split('=').next() != Some(name);
    query.trim_start_matches('?').split('&').filter(is_kept).collect::<Vec<_>>().join("&")
}

/// The value of `name` in a query, decoded once; empty if it is absent. (The router's own query map decodes twice:
/// `%250d` would become a line break.)
pub(crate) fn parameter(query: &str, name: &str) -> String {
    let mut pairs = form_urlencoded::parse(query.trim_start_matches('?').as_bytes());
    pairs.find(|(own, _)| own == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
}

/// Appends a query to `path`; without the question mark if the query is empty.
pub fn with_query(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// Escapes `text` for use as a query value.
pub fn escape(text: &str) -> String {
    leptos_router::location::Url::escape(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_places_inside_the_console() {
        for inside in
            ["/", "/applications", "/applications/1400000001?dialog=disable&done=", "/a//b", "/%2F%2Fhost"]
        {
            assert_eq!(local_path(inside), Some(inside));
        }
    }

    #[test]
    fn keeps_what_lasts_of_a_query() {
        for (query, kept) in [
            ("", ""),
            ("dialog=create", "dialog=create"),
            ("done=saved", ""),
            ("a=1&reveal=0&b=2&draft=00", "a=1&b=2&draft=00"),
            ("done&undone=1&", "undone=1"),
        ] {
            assert_eq!(without_one_time(query), kept);
        }
        assert_eq!(with_query("/a", ""), "/a");
        assert_eq!(with_query("/a", "b=1"), "/a?b=1");
    }

    #[test]
    fn what_was_done_is_said_once() {
        for (address, rest, done) in [
            ("/a?done=saved", "/a", Some("saved")),
            ("/a?b=c&done=done&d=e#f", "/a?b=c&d=e#f", Some("done")),
            ("/a#done=x", "/a#done=x", None),
            ("/a?b=c", "/a?b=c", None),
        ] {
            assert_eq!(split_done(address), (rest.to_owned(), done));
        }
    }

    #[test]
    fn refuses_every_other_place() {
        for outside in [
            "",
            "applications",
            "//host/path",
            "/\\host",
            "\\/host",
            "https://host/",
            "javascript:alert(1)",
            "/\t/host",
            "/\n/host",
            " /applications",
            "/a b",
            "/a\r\nSet-Cookie: a=b",
            "/설정",
            "/\u{0}",
        ] {
            assert_eq!(local_path(outside), None, "{outside:?}");
        }
        assert_eq!(local_path(&format!("/{}", "a".repeat(MAX_BYTES))), None);
    }
}
