//! The URL parameters of the list.

use domain::application::sdkappid::Sdkappid;
use serde::{Deserialize, Serialize};

use crate::address::{escape, parameter, with_query};
use crate::routes::PagePath;

/// What the list is restricted to, and where the page begins.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListQuery {
    /// A `TaskID`, UserID or `RegistrationID`; empty for all pushes.
    pub search: String,
    /// The page has the pushes with smaller numbers.
    pub before: Option<i64>,
}

impl ListQuery {
    /// Reads a query; what makes no sense is ignored.
    pub(super) fn read(query: &str) -> Self {
        Self::new(&parameter(query, "q"), parameter(query, "before").parse().ok())
    }

    /// Without control characters, which no ID has and PostgreSQL does not take all of.
    pub(super) fn new(search: &str, before: Option<i64>) -> Self {
        Self { search: search.trim().chars().filter(|char| !char.is_control()).collect(), before }
    }

    /// Whether it is that of the first page of all pushes.
    pub(super) fn is_default(&self) -> bool {
        self.search.is_empty() && self.before.is_none()
    }

    /// The URL of the list.
    pub(super) fn address(&self, sdkappid: Sdkappid) -> String {
        let search = (!self.search.is_empty()).then(|| format!("q={}", escape(&self.search)));
        let before = self.before.map(|number| format!("before={number}"));
        let query: Vec<String> = search.into_iter().chain(before).collect();
        with_query(&PagePath::Records(sdkappid).to_string(), &query.join("&"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_has_what_was_read_from_it() {
        let sdkappid: Sdkappid = "1400000007".parse().unwrap();
        for (query, read, address) in [
            ("", ListQuery::default(), "/applications/1400000007/push/records"),
            ("?q=+jo%00+&before=x", ListQuery::new("jo", None), "/applications/1400000007/push/records?q=jo"),
            ("before=40", ListQuery::new("", Some(40)), "/applications/1400000007/push/records?before=40"),
            (
                "q=a%26b%3D&before=-1",
                ListQuery::new("a&b=", Some(-1)),
                "/applications/1400000007/push/records?q=a%26b%3D&before=-1",
            ),
        ] {
            assert_eq!(ListQuery::read(query), read);
            assert_eq!(read.address(sdkappid), address);
            assert_eq!(read.is_default(), query.is_empty(), "{query}");
        }
    }
}
