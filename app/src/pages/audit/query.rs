//! The URL parameters of the trail.

use std::time::Duration;

use domain::application::sdkappid::Sdkappid;
use domain::audit::Action;
use domain::audit::listing::{AuditCursor, AuditFilter};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::address::{escape, parameter, with_query};
use crate::routes::PagePath;

/// The longest text that is searched for, in characters.
const MAX_TEXT: usize = 200;
const DAY: Duration = Duration::from_hours(24);

/// What the trail is restricted to, and where the page begins.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditQuery {
    /// What the entries have to meet.
    pub filter: AuditFilter,
    /// The page has the entries after this place.
    pub before: Option<AuditCursor>,
}

impl AuditQuery {
    /// Reads a query; what makes no sense is ignored.
    pub fn read(query: &str) -> Self {
        // Without control characters, which PostgreSQL does not take all of.
        let text = |name: &str| -> String {
            let value = parameter(query, name);
            value.trim().chars().filter(|char| !char.is_control()).take(MAX_TEXT).collect()
        };
        let filter = AuditFilter {
            who: text("who"),
            sdkappid: text("application").parse::<Sdkappid>().ok(),
            action: Action::from_code(&text("action")),
            from: Timestamp::from_date(&text("from")),
            until: Timestamp::from_date(&text("to")).map(|day| day.plus(DAY)),
            text: text("q"),
        };
        Self { filter, before: text("before").parse().ok() }
    }

    /// The first day, as the form has it; empty if there is none.
    pub(super) fn from(&self) -> String {
        self.filter.from.map(Timestamp::date).unwrap_or_default()
    }

    /// The last day.
    pub(super) fn to(&self) -> String {
        self.filter.until.map(|until| until.minus(DAY).date()).unwrap_or_default()
    }

    /// The conditions that are set, by the names of their fields.
    fn conditions(&self) -> Vec<(&'static str, String)> {
        let AuditFilter { who, sdkappid, action, text, .. } = &self.filter;
        let mut conditions = vec![
            ("who", who.clone()),
            ("application", sdkappid.map(|sdkappid| sdkappid.to_string()).unwrap_or_default()),
            ("action", action.map_or("", Action::code).to_owned()),
            ("from", self.from()),
            ("to", self.to()),
            ("q", text.clone()),
        ];
        conditions.retain(|(_, value)| !value.is_empty());
        conditions
    }

    /// The conditions as the API names them.
    pub(super) fn api_parameters(&self) -> Vec<(&'static str, String)> {
        let api_name = |name| if name == "application" { "sdkappid" } else { name };
        self.conditions().into_iter().map(|(name, value)| (api_name(name), value)).collect()
    }

    /// The conditions as the audit trail names them, e.g. `who=kim@orbit.example, action=key_shown`.
    #[cfg(feature = "ssr")]
    pub fn describe(&self) -> String {
        let conditions = self.conditions();
        conditions.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(", ")
    }

    /// The query of the conditions, and of a place to go on after.
    pub(super) fn query(&self, before: Option<AuditCursor>) -> String {
        let before = before.map(|cursor| ("before", cursor.to_string()));
        let pairs = self.conditions().into_iter().chain(before);
        pairs.map(|(name, value)| format!("{name}={}", escape(&value))).collect::<Vec<_>>().join("&")
    }

    /// The URL of the page after `before`, or of the first one.
    pub(super) fn address(&self, before: Option<AuditCursor>) -> String {
        with_query(&PagePath::Audit.to_string(), &self.query(before))
    }

    /// The URL of the same entries as a file.
    pub(super) fn download(&self, extension: &str) -> String {
        with_query(&format!("/audit/entries.{extension}"), &self.query(None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_has_what_was_read_from_it() {
        for (query, address) in [
            ("", "/audit"),
            ("?who=+jo%00+&application=x&action=nothing&from=2026-13-01&before=x", "/audit?who=jo"),
            (
                "who=kim%40orbit.example&application=1400000007&action=key_shown&from=2026-11-01&to=2026-11-30&q=a%26b",
                "/audit?who=kim%40orbit%2Eexample&application=1400000007&action=key%5Fshown&from=2026%2D11%2D01&to=2026%2D11%2D30&q=a%26b",
            ),
            ("before=1790000000000000-7", "/audit?before=1790000000000000%2D7"),
        ] {
            let read = AuditQuery::read(query);
            assert_eq!(read.address(read.before), address);
        }
        let read = AuditQuery::read("?from=2026-11-29&to=2026-11-29&before=5-7");
        let day = Timestamp::from_date("2026-11-29").unwrap();
        assert_eq!((read.filter.from, read.filter.until), (Some(day), Some(day.plus(DAY))));
        assert_eq!(read.download("csv"), "/audit/entries.csv?from=2026%2D11%2D29&to=2026%2D11%2D29");
    }
}
