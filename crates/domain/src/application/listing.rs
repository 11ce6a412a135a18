//! The list of applications: the query in the URL, and one page of results.
//!
//! Pages are found by keyset: a row that is added or deleted in the meantime neither repeats nor hides another
//! one.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use crate::application::Application;
use crate::application::lifecycle::{Moment, Status};
use crate::application::sdkappid::Sdkappid;
use crate::billing::edition::Edition;

/// Rows per page.
pub const PAGE_SIZE: usize = 50;

/// Sort column of the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SortBy {
    /// Time of creation.
    #[default]
    Created,
    /// **Application Name**, case-insensitive.
    Name,
    Sdkappid,
    /// End of the term.
    Expires,
}

impl SortBy {
    /// All columns.
    pub const ALL: [Self; 4] = [Self::Created, Self::Name, Self::Sdkappid, Self::Expires];

    /// Identifier in URLs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Name => "name",
            Self::Sdkappid => "sdkappid",
            Self::Expires => "expires",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Smallest, oldest or A first.
    Ascending,
    /// Largest, newest or Z first.
    Descending,
}

impl Direction {
    /// The opposite direction.
    #[must_use]
    pub const fn reversed(self) -> Self {
        match self {
            Self::Ascending => Self::Descending,
            Self::Descending => Self::Ascending,
        }
    }
}

/// A row's value in the sort column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum SortKey {
    /// A time in microseconds, or an SDKAppID.
    Number(i64),
    /// A folded name, as of `ApplicationName::folded`.
    Text(String),
}

/// Start of a page: next to this row, which is on the neighbouring page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// Whether the page comes before that row instead of after it.
    #[serde(rename = "b")]
    pub backwards: bool,
    /// The row's value in the sort column.
    #[serde(rename = "k")]
    pub key: SortKey,
    /// SDKAppID of the row; breaks ties between equal values.
    #[serde(rename = "i")]
    pub sdkappid: Sdkappid,
}

impl Cursor {
    /// Encodes the cursor for a URL.
    pub fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default())
    }

    /// Decodes a cursor from a URL; `None` if it is not one for this sort column.
    fn decode(text: &str, sort: SortBy) -> Option<Self> {
        if text.len() > 2_048 {
            return None;
        }
        let cursor: Self = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        let fits = matches!((sort, &cursor.key), (SortBy::Name, SortKey::Text(_)))
            || matches!(
                (sort, &cursor.key),
                (SortBy::Created | SortBy::Sdkappid | SortBy::Expires, SortKey::Number(_))
            );
        fits.then_some(cursor)
    }
}

/// A query of the list. Every combination of values is valid; invalid URL parameters fall back to the default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationQuery {
    /// Part of a name, or the beginning of an SDKAppID; empty matches all.
    pub search: String,
    /// Filter by status.
    pub status: Option<Status>,
    /// Filter by edition.
    pub edition: Option<Edition>,
    /// Sort column.
    pub sort: SortBy,
    /// Whether the column's natural direction is reversed (see [`ApplicationQuery::direction`]).
    pub reversed: bool,
    /// Start of the page; `None` for the first page.
    pub cursor: Option<Cursor>,
}

impl ApplicationQuery {
    /// Parses the URL parameters `q`, `status`, `edition`, `sort` (a leading minus reverses it) and `page`;
    /// `get` returns a parameter by name.
    pub fn from_parameters(get: impl Fn(&str) -> Option<String>) -> Self {
        let text = |name: &str| get(name).unwrap_or_default();
        let sort_text = text("sort");
        let (reversed, sort_code) =
            sort_text.strip_prefix('-').map_or((false, sort_text.as_str()), |code| (true, code));
        let sort = SortBy::ALL.into_iter().find(|sort| sort.code() == sort_code).unwrap_or_default();
        let status = text("status");
        Self {
            search: text("q").trim().chars().filter(|char| !char.is_control()).collect(),
            status: Status::LISTED.into_iter().find(|candidate| candidate.code() == status),
            edition: text("edition").parse().ok(),
            sort,
            reversed,
            cursor: Cursor::decode(&text("page"), sort),
        }
    }

    /// The URL parameters of this list, unescaped, without those that have their default value.
    pub fn parameters(&self) -> Vec<(&'static str, String)> {
        let mut parameters = Vec::new();
        if !self.search.is_empty() {
            parameters.push(("q", self.search.clone()));
        }
        if let Some(status) = self.status {
            parameters.push(("status", status.code().into()));
        }
        if let Some(edition) = self.edition {
            parameters.push(("edition", edition.code().into()));
        }
        if self.sort != SortBy::default() || self.reversed {
            parameters
                .push(("sort", format!("{}{}", if self.reversed { "-" } else { "" }, self.sort.code())));
        }
        if let Some(cursor) = &self.cursor {
            parameters.push(("page", cursor.encode()));
        }
        parameters
    }

    /// Sort direction: by default the newest and the soonest to end come first, and names start at A.
    pub const fn direction(&self) -> Direction {
        let natural = match self.sort {
            SortBy::Created | SortBy::Sdkappid => Direction::Descending,
            SortBy::Name | SortBy::Expires => Direction::Ascending,
        };
        if self.reversed { natural.reversed() } else { natural }
    }

    /// Whether any filter is set.
    pub const fn is_filtered(&self) -> bool {
        !self.search.is_empty() || self.status.is_some() || self.edition.is_some()
    }

    /// The same list from its first page, sorted by `sort`; if it is sorted by that already, the direction is reversed.
    #[must_use]
    pub fn sorted_by(&self, sort: SortBy) -> Self {
        Self { sort, reversed: sort == self.sort && !self.reversed, cursor: None, ..self.clone() }
    }

    /// The same list, starting next to `row`.
    #[must_use]
    pub fn beside(&self, row: &Application, backwards: bool) -> Self {
        let cursor = Cursor { backwards, key: self.key_of(row), sdkappid: row.sdkappid };
        Self { cursor: Some(cursor), ..self.clone() }
    }

    fn key_of(&self, row: &Application) -> SortKey {
        match self.sort {
            SortBy::Created => SortKey::Number(row.created_at.micros()),
            SortBy::Name => SortKey::Text(row.name.folded()),
            SortBy::Sdkappid => SortKey::Number(row.sdkappid.number().into()),
            SortBy::Expires => SortKey::Number(row.life.term.end().micros()),
        }
    }
}

/// One page of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationPage {
    /// Moment of reading, for which statuses are computed.
    pub at: Moment,
    /// At most [`PAGE_SIZE`] rows.
    pub rows: Vec<Application>,
    /// Number of matching rows before this page.
    pub before: i64,
    /// Whether there are rows before these.
    pub has_previous: bool,
    /// Whether there are rows after these.
    pub has_next: bool,
    /// Number of matching rows in total.
    pub matching: i64,
    /// Number of applications of the account.
    pub total: i64,
    /// Maximum number of applications of the account.
    pub limit: i64,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn from(parameters: &[(&str, String)]) -> ApplicationQuery {
        ApplicationQuery::from_parameters(|name| {
            parameters.iter().find(|(key, _)| *key == name).map(|(_, value)| value.clone())
        })
    }

    #[test]
    fn nonsense_means_the_default() {
        let nonsense = |name: &str| Some(format!("{name}\u{0}?!"));
        let query = ApplicationQuery::from_parameters(nonsense);
        assert_eq!(query, ApplicationQuery { search: "q?!".into(), ..ApplicationQuery::default() });
    }

    #[test]
    fn a_cursor_of_another_sorting_is_none() {
        let cursor =
            Cursor { backwards: false, key: SortKey::Text("a".into()), sdkappid: Sdkappid::from_random(1) };
        assert!(Cursor::decode(&cursor.encode(), SortBy::Name).is_some());
        assert!(Cursor::decode(&cursor.encode(), SortBy::Created).is_none());
    }

    proptest! {
        #[test]
        fn an_address_says_all(search in "[a-z가-힣0-9 ]{0,20}", status in 0..4_usize, edition in 0..6_usize, sort in 0..4_usize, reversed: bool, key: i64, backwards: bool, number: u64) {
            let sort = SortBy::ALL[sort];
            let key = if sort == SortBy::Name { SortKey::Text(search.clone()) } else { SortKey::Number(key) };
            let query = ApplicationQuery {
                search: search.trim().into(),
                status: Status::LISTED.get(status).copied(),
                edition: Edition::ALL.get(edition).copied(),
                sort,
                reversed,
                cursor: Some(Cursor { backwards, key, sdkappid: Sdkappid::from_random(number) }),
            };
            prop_assert_eq!(from(&query.parameters()), query);
        }

        #[test]
        fn any_cursor_is_read(text: String) {
            let _ = Cursor::decode(&text, SortBy::Name);
        }
    }
}
