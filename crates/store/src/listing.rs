//! The list of applications: one keyset page, and the application selector.
//!
//! A page is one row: the database joins its applications into one text, because handing fifty rows of
//! eleven values across threads costs more than reading them. Columns are separated by U+001F and
//! applications by U+001E, control characters that no text of an application can hold; what is read is
//! judged by the parsers of `domain` like any other row.

use std::time::Duration;

use domain::account::AccountId;
use domain::application::{Application, Suggestion};
use domain::listing::{Direction, PAGE_SIZE, Query, SortBy, SortKey};
use domain::text::fold;
use domain::time::Timestamp;

use crate::record::{LifeRecord, Table};
use crate::run::Sql;
use crate::{ApplicationRows, Error, Store};

const TABLE: Table = Table("application");

/// The applications that are shown at all. The index of the order also names the account and leaves out
/// what is deleted.
macro_rules! scope {
    () => {
        "FROM application WHERE account_id = $1 AND deleted_at IS NULL"
    };
}

/// Found by name or by the beginning of the SDKAppID: everything where the text is empty. No SDKAppID outside of
/// $4 to $5 begins with it, so that most are not written out to see.
macro_rules! found {
    () => {
        " AND ($3 = '' OR instr(name_folded, $3) > 0 \
         OR (sdkappid BETWEEN $4 AND $5 AND instr(CAST(sdkappid AS TEXT), $3) = 1))"
    };
}

/// The filters, each of which an empty text turns off. The CASE is `Life::status` in terms of columns, which
/// find what the rule then judges once more: `suspends_at` is the end of a trial, of a package or of what was
/// paid for it, and $11 the instant before which arrears, and packages that are renewed by themselves, are over.
macro_rules! filter {
    () => {
        concat!(
            found!(), " AND ($8 = '' OR edition = $8) \
             AND ($9 = '' OR $9 = CASE WHEN disabled THEN 'disabled' \
             WHEN edition = 'trial' THEN CASE WHEN suspends_at <= $10 THEN 'suspended' ELSE 'enabled' END \
             WHEN suspends_at <= CASE WHEN auto_renew THEN $11 ELSE $10 END THEN 'disabled' \
             WHEN EXISTS (SELECT 1 FROM account WHERE id = $1 AND arrears_since <= $11) THEN 'disabled' \
             ELSE 'enabled' END)"
        )
    };
}

/// One page: the account's count, how many match, the applications as one text in any order, and how
/// many are on the near side of the place where the page starts.
macro_rules! page {
    ($key:literal, $order:literal, $filter:expr, $matching:expr, $beyond:expr, $near:expr) => {
        Sql::both(concat!(
            "SELECT application_count, arrears_since, ", $matching, ", \
             (SELECT string_agg(concat_ws('\u{1f}', sdkappid, name, description, region, edition, term_start, term_months, \
             extensions, disabled, auto_renew, COALESCE(refunded_at, 0), created_at, version), '\u{1e}') \
             FROM (SELECT sdkappid, name, description, region, edition, term_start, term_months, extensions, disabled, auto_renew, \
             refunded_at, created_at, version ",
            scope!(), $filter, $beyond, " ORDER BY ", $key, " ", $order, ", sdkappid ", $order, " LIMIT $2) AS page), ",
            $near, " FROM account WHERE id = $1"
        ))
    };
    // At the beginning, where there is nothing before.
    (first, $key:literal, $order:literal, $filter:expr, $matching:expr) => {
        page!($key, $order, $filter, $matching, "", "CAST(0 AS BIGINT)")
    };
    // Beside the row ($6, $7): those `$beyond` it, and how many are `$near` it (itself among them).
    (beside, $key:literal, $order:literal, $filter:expr, $matching:expr, $beyond:literal, $near:literal) => {
        page!(
            $key,
            $order,
            $filter,
            $matching,
            concat!(" AND (", $key, ", sdkappid) ", $beyond, " ($6, $7)"),
            concat!("(SELECT count(*) ", scope!(), $filter, " AND (", $key, ", sdkappid) ", $near, " ($6, $7))")
        )
    };
}

/// The statement for one order, with its variants.
macro_rules! ordered {
    ($asked:expr, $key:literal) => {
        match ($asked.direction, $asked.beside, $asked.filtered) {
            (Direction::Ascending, false, false) => page!(first, $key, "ASC", "", "application_count"),
            (Direction::Ascending, false, true) => page!(first, $key, "ASC", filter!(), matching!()),
            (Direction::Ascending, true, false) => {
                page!(beside, $key, "ASC", "", "application_count", ">", "<=")
            }
            (Direction::Ascending, true, true) => {
                page!(beside, $key, "ASC", filter!(), matching!(), ">", "<=")
            }
            (Direction::Descending, false, false) => page!(first, $key, "DESC", "", "application_count"),
            (Direction::Descending, false, true) => page!(first, $key, "DESC", filter!(), matching!()),
            (Direction::Descending, true, false) => {
                page!(beside, $key, "DESC", "", "application_count", "<", ">=")
            }
            (Direction::Descending, true, true) => {
                page!(beside, $key, "DESC", filter!(), matching!(), "<", ">=")
            }
        }
    };
}

macro_rules! matching {
    () => {
        concat!("(SELECT count(*) ", scope!(), filter!(), ")")
    };
}

/// What decides the text of the statement.
struct Asked {
    sort: SortBy,
    /// The direction in which rows are read: backwards for a page before a row.
    direction: Direction,
    beside: bool,
    filtered: bool,
}

impl Asked {
    const fn statement(&self) -> Sql {
        match self.sort {
            SortBy::Created => ordered!(self, "created_at"),
            SortBy::Name => ordered!(self, "name_folded"),
            SortBy::Sdkappid => ordered!(self, "sdkappid"),
            SortBy::Expires => ordered!(self, "term_ends_at"),
        }
    }
}

/// Count of the account, its arrears, matching, applications, how many are on the near side.
type Record = (i64, Option<i64>, i64, Option<String>, i64);

impl Store {
    /// One keyset page, never a deleted application. Statuses are those of `now`, where an account may be in
    /// arrears for as long as `arrears`.
    pub async fn applications(
        &self,
        account: AccountId,
        query: &Query,
        now: Timestamp,
        arrears: Duration,
    ) -> Result<ApplicationRows, Error> {
        let cursor = query.cursor.as_ref().filter(|cursor| fits(query.sort, &cursor.key));
        let backwards = cursor.is_some_and(|cursor| cursor.backwards);
        let direction = if backwards { query.direction().reversed() } else { query.direction() };
        let asked =
            Asked { sort: query.sort, direction, beside: cursor.is_some(), filtered: query.is_filtered() };
        let sql = asked.statement();
        let limit = i64::try_from(PAGE_SIZE + 1).unwrap_or(i64::MAX);
        let beside = cursor.map_or(0, |cursor| i64::from(cursor.sdkappid.number()));
        let Search { text, from, to } = Search::new(&query.search);
        let edition = query.edition.map_or("", |edition| edition.code());
        let status = query.status.map_or("", |status| status.code());
        let (now, over) = (now.micros(), now.minus(arrears).micros());
        let record = match cursor.map(|cursor| &cursor.key) {
            Some(SortKey::Text(key)) => {
                read!(
                    self,
                    fetch_optional::<Record>(
                        sql, account.0, limit, &text, from, to, key, beside, edition, status, now, over
                    )
                )
            }
            key => {
                let key = if let Some(SortKey::Number(key)) = key { *key } else { 0 };
                read!(
                    self,
                    fetch_optional::<Record>(
                        sql, account.0, limit, &text, from, to, key, beside, edition, status, now, over
                    )
                )
            }
        };
        let (total, arrears_since, matching, joined, near) = record.unwrap_or_default();
        let arrears_since = arrears_since.map(Timestamp::from_micros);

        let mut rows = joined.as_deref().map_or(Ok(Vec::new()), parse_rows)?;
        sort(&mut rows, query.sort, direction);
        let more = rows.len() > PAGE_SIZE;
        rows.truncate(PAGE_SIZE);
        if backwards {
            rows.reverse();
        }
        let (has_previous, has_next) = if backwards { (more, near > 0) } else { (near > 0, more) };
        let here = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        let before = if backwards { (matching - near - here).max(0) } else { near };
        Ok(ApplicationRows { rows, before, has_previous, has_next, matching, total, arrears_since })
    }

    /// For the application selector: name contains or SDKAppID begins with `search`; newest first.
    pub async fn suggestions(
        &self,
        account: AccountId,
        search: &str,
        most: u32,
    ) -> Result<Vec<Suggestion>, Error> {
        const SELECT: Sql = Sql::both(concat!(
            "SELECT sdkappid, name, edition ",
            scope!(),
            found!(),
            " ORDER BY created_at DESC, sdkappid DESC LIMIT $2"
        ));
        let Search { text, from, to } = Search::new(search);
        let records = read!(
            self,
            fetch_all::<(i64, String, String)>(SELECT, account.0, i64::from(most), &text, from, to)
        );
        let suggestion = |(sdkappid, name, edition): (i64, String, String)| {
            Ok(Suggestion {
                sdkappid: TABLE.sdkappid(sdkappid)?,
                name: TABLE.ok("name", name.try_into())?,
                edition: TABLE.ok("edition", edition.parse())?,
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

/// What is searched for, in terms of columns.
struct Search {
    /// Part of a folded name; empty for everything.
    text: String,
    /// The smallest SDKAppID that can begin with it ...
    from: i64,
    /// ... and the largest. None where it is smaller than `from`.
    to: i64,
}

impl Search {
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

/// As the database ordered them before it took the first ones.
fn sort(rows: &mut [Application], by: SortBy, direction: Direction) {
    match by {
        SortBy::Created => rows.sort_by_key(|row| (row.created_at, row.sdkappid)),
        SortBy::Name => rows.sort_by_cached_key(|row| (row.name.folded(), row.sdkappid)),
        SortBy::Sdkappid => rows.sort_by_key(|row| row.sdkappid),
        SortBy::Expires => rows.sort_by_cached_key(|row| (row.life.term.end(), row.sdkappid)),
    }
    if direction == Direction::Descending {
        rows.reverse();
    }
}

fn parse_rows(text: &str) -> Result<Vec<Application>, Error> {
    text.split('\u{1e}').map(parse_row).collect()
}

fn parse_row(text: &str) -> Result<Application, Error> {
    let mut columns = text.split('\u{1f}');
    let mut column = |name| TABLE.some(name, columns.next());
    let number = |name, text: &str| TABLE.ok(name, text.parse::<i64>());
    let sdkappid = TABLE.sdkappid(number("sdkappid", column("sdkappid")?)?)?;
    let name = TABLE.ok("name", column("name")?.to_owned().try_into())?;
    let description = TABLE.ok("description", column("description")?.to_owned().try_into())?;
    let region = TABLE.ok("region", column("region")?.parse())?;
    let life = LifeRecord {
        edition: column("edition")?.to_owned(),
        term_start: number("term_start", column("term_start")?)?,
        term_months: number("term_months", column("term_months")?)?,
        extensions: number("extensions", column("extensions")?)?,
        disabled: switch("disabled", column("disabled")?)?,
        auto_renew: switch("auto_renew", column("auto_renew")?)?,
        refunded_at: Some(number("refunded_at", column("refunded_at")?)?).filter(|at| *at != 0),
        deleted_at: None,
        grace_until: None,
        shredded_at: None,
        deletion_requested_at: None,
    };
    Ok(Application {
        sdkappid,
        name,
        description,
        region,
        life: life.life()?,
        created_at: Timestamp::from_micros(number("created_at", column("created_at")?)?),
        version: number("version", column("version")?)?,
    })
}

/// In SQLite's way of writing it, or PostgreSQL's.
fn switch(column: &'static str, text: &str) -> Result<bool, Error> {
    let on = match text {
        "1" | "t" => Some(true),
        "0" | "f" => Some(false),
        _ => None,
    };
    TABLE.some(column, on)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_the_beginning_of_an_sdkappid() {
        let range = |search| (Search::new(search).from, Search::new(search).to);
        assert_eq!(range("14001"), (14_001, 1_400_199_999));
        assert_eq!(range("1400000001"), (1_400_000_001, 1_400_000_001));
        for nothing in ["", "0", "14a", "14000000011", "-1", "+1"] {
            assert_eq!(range(nothing), (1, 0), "{nothing}");
        }
    }
}
