//! URLs of the list: every search, sort order, page and dialog has its own.

use domain::application::listing::ApplicationQuery;

/// The URL of the list for `query`.
pub fn list(query: &ApplicationQuery) -> String {
    with(query, &[])
}

/// The URL of the list for `query`, with additional parameters (a dialog, a completed action).
pub fn with(query: &ApplicationQuery, further: &[(&str, &str)]) -> String {
    let mut address = String::from("/applications");
    let own = query.parameters();
    let all = own.iter().map(|(name, value)| (*name, value.as_str())).chain(further.iter().copied());
    for (index, (name, value)) in all.enumerate() {
        address.push(if index == 0 { '?' } else { '&' });
        address.push_str(name);
        address.push('=');
        address.push_str(&crate::address::escape(value));
    }
    address
}

/// The query of a URL, without its question mark.
pub fn query_of(address: &str) -> &str {
    address.split_once('?').map_or("", |(_, query)| query)
}

/// Parses the query of the list's URL, without the question mark.
pub fn read(query: &str) -> ApplicationQuery {
    ApplicationQuery::from_parameters(|name| Some(crate::address::parameter(query, name)))
}

#[cfg(test)]
mod tests {
    use domain::application::lifecycle::Status;

    use super::*;

    #[test]
    fn the_plain_list_has_a_plain_address() {
        assert_eq!(list(&ApplicationQuery::default()), "/applications");
    }

    #[test]
    fn what_is_searched_for_cannot_break_out_of_the_address() {
        let query = ApplicationQuery {
            search: "a&b=c #é".into(),
            status: Some(Status::Disabled),
            ..ApplicationQuery::default()
        };
        assert_eq!(
            with(&query, &[("dialog", "create")]),
            "/applications?q=a%26b%3Dc%20%23%C3%A9&status=disabled&dialog=create"
        );
        assert_eq!(read("q=a%26b%3Dc%20%23%C3%A9&status=disabled&dialog=create"), query);
    }

    #[test]
    fn any_text_is_read() {
        for text in ["", "&&==", "q=%", "q=%zz", "q=%e9", "q", "sort=%2d", "q=+a+%20"] {
            let _ = read(text);
        }
        assert_eq!(read("q=%25zz").search, "%zz");
    }
}
