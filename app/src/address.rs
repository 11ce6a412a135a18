//! Addresses inside this console: where to go next, and how to come back here.

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_matched};

/// The most bytes of an address that is passed on.
const LONGEST: usize = 2_000;

/// `address` if it is a place inside this console: a path of this very origin. Anything else, a path that a
/// browser would take for another host (`//host`, `/\host`) included, is none.
///
/// It came from outside and ends in a `Location` header, so it has to be plain ASCII too.
pub fn local_path(address: &str) -> Option<&str> {
    let rest = address.strip_prefix('/')?;
    let plain =
        address.len() <= LONGEST && address.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    (plain && !rest.starts_with('/')).then_some(address)
}

/// The address of a page: its path, and its query without the question mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PageUrl {
    pub(crate) path: String,
    pub(crate) search: String,
    matched: String,
}

/// The address of the page that the component is on. While the next page is awaited, the browser's address is that one's
/// already; this one stays. (The router's own `use_url` stays too where only a parameter of the path changes.)
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

/// The address of the page that is shown, to come back to: without what was only meant to be seen once.
pub fn here() -> String {
    let location = use_location();
    with_query(&location.pathname.get(), &lasting(&location.search.get()))
}

/// The pairs of a query without those that were only meant to be seen once.
pub fn lasting(query: &str) -> String {
    let lasts = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or_default();
        !pair.is_empty() && !matches!(name, "done" | "reveal" | "cookie")
    };
    query.split('&').filter(lasts).collect::<Vec<_>>().join("&")
}

/// An address without what it says to have been done, and that.
pub(crate) fn split_done(address: &str) -> (String, Option<&str>) {
    let (rest, fragment) = address.find('#').map_or((address, ""), |start| address.split_at(start));
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let done = query.split('&').find_map(|pair| pair.strip_prefix("done="));
    ([&with_query(path, &without(query, "done")), fragment].concat(), done)
}

/// The pairs of a query without the one of that name.
pub(crate) fn without(query: &str, name: &str) -> String {
    let is_kept = |pair: &&str| !pair.is_empty() && pair.split('=').next() != Some(name);
    query.trim_start_matches('?').split('&').filter(is_kept).collect::<Vec<_>>().join("&")
}

/// What a query says of `name`, decoded once; nothing where it says nothing. (The router's own map of a query is decoded
/// twice: `%250d` would become a line break.)
pub(crate) fn parameter(query: &str, name: &str) -> String {
    let mut pairs = form_urlencoded::parse(query.trim_start_matches('?').as_bytes());
    pairs.find(|(own, _)| own == name).map(|(_, value)| value.into_owned()).unwrap_or_default()
}

/// `path` with a query; without the question mark where there is none.
pub fn with_query(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// `text` as a value in the query of an address.
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
            assert_eq!(lasting(query), kept);
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
        assert_eq!(local_path(&format!("/{}", "a".repeat(LONGEST))), None);
    }
}
