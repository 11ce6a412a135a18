//! The list of applications: one keyset page, and the application selector.

use std::time::Duration;

use domain::account::{AccountId, PersonId, TokenId};
use domain::application::listing::{ApplicationQuery, Direction, PAGE_SIZE, SortBy, SortKey};
use domain::application::{Application, ApplicationSuggestion};
use domain::text::fold;
use domain::time::Timestamp;

use crate::applications::{ApplicationRecord, application_columns};
use crate::db::decode::{Table, life_columns};
use crate::db::query::Sql;
use crate::{Error, Store};

/// Whose chosen applications a list is limited to: those of a member, those of an API token, or those that both have.
#[derive(Debug, Clone, Copy, Default)]
pub struct Limits {
    /// A member who is limited to chosen applications.
    pub member: Option<PersonId>,
    /// An API token that is limited to chosen applications.
    pub token: Option<TokenId>,
}

/// A page of applications.
#[derive(Debug, Clone)]
pub struct ApplicationRows {
    /// At most `listing::PAGE_SIZE`, in the order of the query.
    pub rows: Vec<Application>,
    /// Number of matching rows before these.
    pub before: i64,
    /// Whether there are rows before these.
    pub has_previous: bool,
    /// Whether there are rows after these.
    pub has_next: bool,
    /// Number of matching rows (the account's counter where nothing is filtered).
    pub matching: i64,
    /// Number of applications of the account.
    pub total: i64,
    /// Since when the account is in arrears.
    pub arrears_since: Option<Timestamp>,
}

const TABLE: Table = Table("application");

const COLUMNS: &str = application_columns!();

/// The applications that are shown at all. The index of the order also names the account and leaves out
/// what is deleted.
const SCOPE: &str = "FROM application WHERE account_id = $1 AND deleted_at IS NULL";

/// Found by name or by the beginning of the SDKAppID: everything where the text is empty. No SDKAppID outside of
/// $4 to $5 begins with it, so that most are not written out to see.
const FOUND: &str = " AND ($3 = '' OR instr(name_folded, $3) > 0 \
                     OR (sdkappid BETWEEN $4 AND $5 AND instr(CAST(sdkappid AS TEXT), $3) = 1))";

/// The filters, each of which an empty text turns off. The CASE is `Life::status` in terms of columns, which
/// find what the rule then judges once more: $12 is the instant before which arrears, and packages that are renewed
/// by themselves, are over.
const FILTERS: &str = " AND ($9 = '' OR edition = $9) \
                       AND ($10 = '' OR $10 = CASE WHEN disabled THEN 'disabled' \
                       WHEN edition = 'trial' THEN CASE WHEN service_ends_at <= $11 THEN 'suspended' ELSE 'enabled' END \
                       WHEN service_ends_at <= CASE WHEN auto_renew THEN $12 ELSE $11 END THEN 'disabled' \
                       WHEN EXISTS (SELECT 1 FROM account WHERE id = $1 AND arrears_since <= $12) THEN 'disabled' \
                       ELSE 'enabled' END)";

/// The applications within `limits`, whose IDs are these parameters: `member` and `token`.
fn chosen(limits: Limits, member: &str, token: &str) -> String {
    let among = |is_limited: bool, of: &str, parameter: &str| {
        if is_limited {
            format!(" AND sdkappid IN (SELECT sdkappid FROM {of}_application WHERE {of}_id = {parameter})")
        } else {
            String::new()
        }
    };
    [among(limits.member.is_some(), "person", member), among(limits.token.is_some(), "token", token)].concat()
}

/// Builder of the two statements of a page.
struct PageStatements {
    sort: SortBy,
    /// The direction in which rows are read: backwards for a page before a row.
    direction: Direction,
    /// Whether the page is beside a row ($6 or $7, $8), or at the beginning.
    beside: bool,
    filtered: bool,
    /// Whose chosen applications are shown alone: those of member $13 and of token $14.
    limits: Limits,
}

impl PageStatements {
    /// The column of the order, and the parameter that has the cursor's value of it.
    const fn key(&self) -> (&'static str, &'static str) {
        match self.sort {
            SortBy::Name => ("name_folded", "$6"),
            SortBy::Created => ("created_at", "$7"),
            SortBy::Sdkappid => ("sdkappid", "$7"),
            SortBy::Expires => ("term_ends_at", "$7"),
        }
    }

    fn chosen(&self) -> String {
        chosen(self.limits, "$13", "$14")
    }

    fn filter(&self) -> String {
        let (found, filters) = if self.filtered { (FOUND, FILTERS) } else { ("", "") };
        [&self.chosen(), found, filters].concat()
    }

    /// The applications of the page, in the direction in which they are read.
    fn rows(&self) -> String {
        let ((column, key), filter) = (self.key(), self.filter());
        let (order, beyond) = match self.direction {
            Direction::Ascending => ("ASC", ">"),
            Direction::Descending => ("DESC", "<"),
        };
        let beyond = if self.beside {
            format!(" AND ({column}, sdkappid) {beyond} ({key}, $8)")
        } else {
            String::new()
        };
        format!(
            "SELECT {COLUMNS} {SCOPE}{filter}{beyond} ORDER BY {column} {order}, sdkappid {order} LIMIT $2"
        )
    }

    /// How many applications the account has, its arrears, how many match, and how many of these are on the near
    /// side of the row that the page is beside (itself among them).
    fn counts(&self) -> String {
        let ((column, key), filter) = (self.key(), self.filter());
        // The account's counter is the quicker way to the same number.
        let counted = |has_condition: bool, condition: &str| {
            if has_condition {
                format!("(SELECT count(*) {SCOPE}{condition})")
            } else {
                "application_count".into()
            }
        };
        let is_limited = self.limits.member.is_some() || self.limits.token.is_some();
        let total = counted(is_limited, &self.chosen());
        let matching = counted(is_limited || self.filtered, &filter);
        let near = match self.direction {
            Direction::Ascending => "<=",
            Direction::Descending => ">=",
        };
        let near = if self.beside {
            format!("(SELECT count(*) {SCOPE}{filter} AND ({column}, sdkappid) {near} ({key}, $8))")
        } else {
            "CAST(0 AS BIGINT)".into()
        };
        format!("SELECT {total}, arrears_since, {matching}, {near} FROM account WHERE id = $1")
    }
}

/// Row of [`PageStatements::counts`]: total, arrears since (µs), matching, near.
type CountsRecord = (i64, Option<i64>, i64, i64);

impl Store {
    /// One keyset page, never a deleted application. Statuses are those of `now`, where an account may be in
    /// arrears for as long as `arrears`. Only those within `limits`.
    pub async fn applications(
        &self,
        account: AccountId,
        limits: Limits,
        query: &ApplicationQuery,
        now: Timestamp,
        arrears: Duration,
    ) -> Result<ApplicationRows, Error> {
        let cursor = query.cursor.as_ref().filter(|cursor| fits(query.sort, &cursor.key));
        let backwards = cursor.is_some_and(|cursor| cursor.backwards);
        let statements = PageStatements {
            sort: query.sort,
            direction: if backwards { query.direction().reversed() } else { query.direction() },
            beside: cursor.is_some(),
            filtered: query.is_filtered(),
            limits,
        };
        let (member, token) = (limits.member.map(|person| person.0), limits.token.map(|token| token.0));
        let limit = i64::try_from(PAGE_SIZE + 1).unwrap_or(i64::MAX);
        let SearchRange { text, from, to } = SearchRange::new(&query.search);
        let (text, account) = (text.as_str(), account.0);
        let (name, number) = match cursor.map(|cursor| &cursor.key) {
            Some(SortKey::Text(name)) => (name.as_str(), 0),
            Some(SortKey::Number(number)) => ("", *number),
            None => ("", 0),
        };
        let id = cursor.map_or(0, |cursor| i64::from(cursor.sdkappid.number()));
        let edition = query.edition.map_or("", |edition| edition.code());
        let status = query.status.map_or("", |status| status.code());
        let (now, over) = (now.micros(), now.minus(arrears).micros());

        let sql = Sql::composed(statements.counts());
        let counts = read!(
            self,
            fetch_optional::<CountsRecord>(
                sql, account, limit, text, from, to, name, number, id, edition, status, now, over, member,
                token
            )
        );
        let (total, arrears_since, matching, near) = counts.unwrap_or_default();
        let sql = Sql::composed(statements.rows());
        let records = read!(
            self,
            fetch_all::<ApplicationRecord>(
                sql, account, limit, text, from, to, name, number, id, edition, status, now, over, member,
                token
            )
        );
        let rows = records.into_iter().map(ApplicationRecord::application);
        let mut rows = rows.collect::<Result<Vec<_>, _>>()?;

        let more = rows.len() > PAGE_SIZE;
        rows.truncate(PAGE_SIZE);
        if backwards {
            rows.reverse();
        }
        let (has_previous, has_next) = if backwards { (more, near > 0) } else { (near > 0, more) };
        let here = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        let before = if backwards { (matching - near - here).max(0) } else { near };
        let arrears_since = arrears_since.map(Timestamp::from_micros);
        Ok(ApplicationRows { rows, before, has_previous, has_next, matching, total, arrears_since })
    }

    /// For the application selector: name contains or SDKAppID begins with `search`; newest first. Only
    /// those within `limits`.
    pub async fn suggestions(
        &self,
        account: AccountId,
        limits: Limits,
        search: &str,
        limit: u32,
    ) -> Result<Vec<ApplicationSuggestion>, Error> {
        let chosen = chosen(limits, "$6", "$7");
        let select = format!(
            "SELECT sdkappid, name, edition {SCOPE}{FOUND}{chosen} ORDER BY created_at DESC, sdkappid DESC LIMIT $2"
        );
        let SearchRange { text, from, to } = SearchRange::new(search);
        let records = read!(
            self,
            fetch_all::<(i64, String, String)>(
                Sql::composed(select),
                account.0,
                i64::from(limit),
                &text,
                from,
                to,
                limits.member.map(|person| person.0),
                limits.token.map(|token| token.0)
            )
        );
        let suggestion = |(sdkappid, name, edition): (i64, String, String)| {
            Ok(ApplicationSuggestion {
                sdkappid: TABLE.sdkappid(sdkappid)?,
                name: TABLE.valid("name", name.try_into())?,
                edition: TABLE.valid("edition", edition.parse())?,
            })
        };
        records.into_iter().map(suggestion).collect()
    }
}

/// A key of another column names no place in this order: the list starts at its beginning. No name has
/// U+0000 in it, and PostgreSQL does not take it.
fn fits(sort: SortBy, key: &SortKey) -> bool {
    match key {
        SortKey::Text(text) => sort == SortBy::Name && !text.contains('\0'),
        SortKey::Number(_) => sort != SortBy::Name,
    }
}

/// Search text as conditions on columns.
struct SearchRange {
    /// Part of a folded name; empty for everything.
    text: String,
    /// The smallest SDKAppID that can begin with it ...
    from: i64,
    /// ... and the largest. `None` if it is smaller than `from`.
    to: i64,
}

impl SearchRange {
    fn new(search: &str) -> Self {
        // No name has control characters, and PostgreSQL takes none with U+0000.
        let text: String = fold(search).chars().filter(|char| !char.is_control()).collect();
        let is_number = text.len() <= 10 && text.bytes().all(|byte| byte.is_ascii_digit());
        let (from, to) = match text.parse::<i64>() {
            Ok(number) if is_number && number > 0 => {
                let rest = 10_i64.pow(u32::try_from(10 - text.len()).unwrap_or(0));
                (number, number * rest + rest - 1)
            }
            _ => (1, 0),
        };
        Self { text, from, to }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_the_beginning_of_an_sdkappid() {
        let range = |search| (SearchRange::new(search).from, SearchRange::new(search).to);
        assert_eq!(range("14001"), (14_001, 1_400_199_999));
        assert_eq!(range("1400000001"), (1_400_000_001, 1_400_000_001));
        for nothing in ["", "0", "14a", "14000000011", "-1", "+1"] {
            assert_eq!(range(nothing), (1, 0), "{nothing}");
        }
    }
}
