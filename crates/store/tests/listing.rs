//! Pages of applications, compared with a list that is sorted and filtered in memory.
#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod common;

use common::{ARREARS, NOW, application, insert, owner};
use domain::account::AccountId;
use domain::application::Application;
use domain::application::lifecycle::{Life, Moment, Status, Term};
use domain::application::listing::{ApplicationQuery, Cursor, Direction, PAGE_SIZE, SortBy, SortKey};
use domain::application::sdkappid::Sdkappid;
use domain::billing::edition::Edition;
use domain::billing::ledger::{EntryCause, EntryKey, LedgerEntry};
use domain::billing::money::{Currency, Money};
use domain::time::Timestamp;
use store::Store;

/// Full of equal names and times, with trials that are over, that end this very moment, and that are paid for:
/// some of them renewed by themselves, some refunded.
fn applications() -> Vec<Application> {
    const NAMES: [&str; 9] =
        ["alpha", "Alpha", "50% off_now", r"back\slash", "한국어 앱", "Zoë", "ZOË 14", "é", "app 1400"];
    let number = |index: u64| index * 7_919 % 1_000 * 100_000;
    let mut applications = Vec::new();
    for index in 0..160_u64 {
        let hours = i64::try_from(index % 5).unwrap() - 2;
        let hours = if index % 4 == 1 { hours * 12 } else { hours };
        let start = Timestamp::from_unix_seconds(NOW.unix_seconds() + hours * 3_600);
        let edition = Edition::ALL[usize::try_from(index % 7).unwrap().min(4)];
        let term = Term { start, months: u32::try_from(index % 2).unwrap() };
        let paid = edition != Edition::Trial;
        let refunded_at = (paid && index % 13 == 3).then_some(start);
        let auto_renew = refunded_at.is_none() && paid && index % 4 == 1;
        let life =
            Life { edition, term, disabled: index % 6 == 0, refunded_at, auto_renew, ..Life::begin(start) };
        applications.push(Application {
            version: 2,
            life,
            created_at: Timestamp::from_unix_seconds(NOW.unix_seconds() - i64::try_from(index % 11).unwrap()),
            description: ["", "Two\nlines"][usize::try_from(index % 2).unwrap()].parse().unwrap(),
            ..application(number(index), NAMES[usize::try_from(index % 9).unwrap()])
        });
    }
    applications
}

/// What the list has to show, all of it.
fn expected<'a>(
    applications: &'a [Application],
    query: &ApplicationQuery,
    at: Moment,
) -> Vec<&'a Application> {
    let search = domain::text::fold(&query.search);
    let matches = |application: &&Application| {
        let found = application.name.folded().contains(&search)
            || application.sdkappid.to_string().starts_with(&search);
        let status = query.status.is_none_or(|status| application.status(at) == status);
        found && status && query.edition.is_none_or(|edition| application.life.edition == edition)
    };
    let mut rows = applications.iter().filter(matches).collect::<Vec<_>>();
    rows.sort_by_key(|row| {
        let key = match query.sort {
            SortBy::Created => (row.created_at.micros(), String::new()),
            SortBy::Name => (0, row.name.folded()),
            SortBy::Sdkappid => (0, String::new()),
            SortBy::Expires => (row.life.term.end().micros(), String::new()),
        };
        (key, row.sdkappid)
    });
    if query.direction() == Direction::Descending {
        rows.reverse();
    }
    rows
}

/// Reads the list from its beginning to its end and back again.
async fn compare(
    store: &Store,
    account: AccountId,
    applications: &[Application],
    query: &ApplicationQuery,
    at: Moment,
) {
    let all = expected(applications, query, at);
    let pages = all.chunks(PAGE_SIZE).collect::<Vec<_>>();
    let check = async |asked: &ApplicationQuery, place: usize| {
        let page = store.applications(account, store::Limits::default(), asked, NOW, ARREARS).await.unwrap();
        let rows = pages.get(place).copied().unwrap_or_default();
        assert_eq!(page.rows.iter().collect::<Vec<_>>(), rows, "{asked:?}");
        assert_eq!((page.has_previous, page.has_next), (place > 0, place + 1 < pages.len()), "{asked:?}");
        assert_eq!(page.before, i64::try_from((place * PAGE_SIZE).min(all.len())).unwrap(), "{asked:?}");
        let counts = (i64::try_from(all.len()).unwrap(), i64::try_from(applications.len()).unwrap());
        assert_eq!((page.matching, page.total), counts, "{asked:?}");
        assert_eq!(page.arrears_since, at.arrears_since);
        page
    };
    let mut page = check(query, 0).await;
    for place in 1..pages.len() {
        page = check(&query.beside(page.rows.last().unwrap(), false), place).await;
    }
    for place in (0..pages.len().saturating_sub(1)).rev() {
        page = check(&query.beside(page.rows.first().unwrap(), true), place).await;
    }
}

on_both!(pages_are_those_of_a_list_in_memory, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await);
    let mina = owner(store, "mina").await;
    let applications = applications();
    let mut tx = store.begin().await.unwrap();
    for application in &applications {
        let first = Application { version: 1, ..application.clone() };
        assert!(tx.insert_application(jiwoo.account, &first).await.unwrap());
        assert!(tx.update_application(jiwoo.account, application, 1).await.unwrap());
    }
    for index in 0..60 {
        assert!(
            tx.insert_application(mina.account, &common::application(index * 3 + 1, "alpha")).await.unwrap()
        );
    }
    tx.commit().await.unwrap();
    let at = common::now();
    compare_all(store, jiwoo.account, &applications, at).await;

    // In arrears for as long as an account may be: nothing that is paid for is in service.
    let since = NOW.minus(ARREARS);
    let key = EntryKey::once(None, &"a-token-of-16-chars".parse().unwrap());
    let cause = EntryCause::Correction { note: "arrears".parse().unwrap() };
    let entry = LedgerEntry::new(key, cause, Money::new(-1, Currency::USD), since).unwrap();
    let mut tx = store.begin().await.unwrap();
    let account_balance =
        tx.account_balance(jiwoo.account).await.unwrap().post(entry.amount(), since).unwrap();
    tx.post(jiwoo.account, &entry, &[], account_balance, "test").await.unwrap().unwrap();
    tx.commit().await.unwrap();
    let at = Moment { arrears_since: Some(since), ..at };
    assert!(
        applications
            .iter()
            .all(|row| row.life.edition == Edition::Trial || row.status(at) == Status::Disabled)
    );
    compare_all(store, jiwoo.account, &applications, at).await;
});

async fn compare_all(store: &Store, account: AccountId, applications: &[Application], at: Moment) {
    for sort in SortBy::ALL {
        for reversed in [false, true] {
            let query = ApplicationQuery { sort, reversed, ..ApplicationQuery::default() };
            compare(store, account, applications, &query, at).await;
            for search in [
                "ALPHA",
                "zoë",
                "%",
                "_",
                r"\",
                "앱",
                "1400",
                "14",
                "14050",
                "nothing",
                "ZOE\u{308}",
                "１４０",
                "\u{110B}\u{1162}\u{11B8}",
                "ORB\u{200B}IT",
            ] {
                compare(
                    store,
                    account,
                    applications,
                    &ApplicationQuery { search: search.into(), ..query.clone() },
                    at,
                )
                .await;
            }
            for status in Status::LISTED {
                compare(
                    store,
                    account,
                    applications,
                    &ApplicationQuery { status: Some(status), ..query.clone() },
                    at,
                )
                .await;
            }
            let (edition, status) = (Some(Edition::Trial), Some(Status::Suspended));
            let narrow = ApplicationQuery { edition, status, search: "o".into(), ..query.clone() };
            assert!(!expected(applications, &narrow, at).is_empty());
            compare(store, account, applications, &narrow, at).await;
            compare(store, account, applications, &ApplicationQuery { edition, ..query }, at).await;
        }
    }
}

on_both!(a_page_beside_a_row_that_is_gone_is_still_a_page, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await);
    insert(store, jiwoo.account, &application(5, "Middle")).await;
    let ask = async |number: i64, backwards: bool| {
        let sdkappid = Sdkappid::from_random(u64::try_from(number).unwrap());
        let cursor = Cursor { backwards, key: SortKey::Number(i64::from(sdkappid.number())), sdkappid };
        let query = ApplicationQuery {
            sort: SortBy::Sdkappid,
            reversed: true,
            cursor: Some(cursor),
            ..ApplicationQuery::default()
        };
        let page =
            store.applications(jiwoo.account, store::Limits::default(), &query, NOW, ARREARS).await.unwrap();
        (page.rows.len(), page.has_previous, page.has_next)
    };
    assert_eq!(ask(1, false).await, (1, false, false));
    assert_eq!(ask(9, false).await, (0, true, false));
    assert_eq!(ask(1, true).await, (0, false, true));
    assert_eq!(ask(9, true).await, (1, false, false));
});

on_both!(a_cursor_of_another_order_starts_at_the_beginning, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await);
    let only = application(5, "Only");
    insert(store, jiwoo.account, &only).await;
    for (sort, key) in [(SortBy::Name, SortKey::Number(1)), (SortBy::Created, SortKey::Text("zzz\0".into()))]
    {
        let cursor = Cursor { backwards: true, key, sdkappid: only.sdkappid };
        let query = ApplicationQuery { sort, cursor: Some(cursor), ..ApplicationQuery::default() };
        assert_eq!(
            store
                .applications(jiwoo.account, store::Limits::default(), &query, NOW, ARREARS)
                .await
                .unwrap()
                .rows,
            std::slice::from_ref(&only)
        );
    }
});

on_both!(suggestions_are_the_newest_that_fit, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await);
    let mut numbers = Vec::new();
    for (seconds, name) in [(1, "Ward Rounds"), (2, "Night Shift"), (3, "Ward 50%")] {
        let created_at = Timestamp::from_unix_seconds(NOW.unix_seconds() + seconds);
        let application =
            Application { created_at, ..application(seconds.unsigned_abs() * 10_000_000, name) };
        insert(store, jiwoo.account, &application).await;
        numbers.push(application.sdkappid);
    }
    let ask = async |search: &str, most: u32| {
        let found = store.suggestions(jiwoo.account, store::Limits::default(), search, most).await.unwrap();
        found.into_iter().map(|suggestion| suggestion.name.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(ask("", 9).await, ["Ward 50%", "Night Shift", "Ward Rounds"]);
    assert_eq!(ask("WARD", 9).await, ["Ward 50%", "Ward Rounds"]);
    assert_eq!(ask("ward", 1).await, ["Ward 50%"]);
    assert_eq!(ask("0%\0", 9).await, ["Ward 50%"]);
    assert_eq!(ask(&numbers[1].to_string()[..4], 9).await, ["Night Shift"]);
    assert_eq!(ask("none", 9).await, Vec::<String>::new());
    let first = &store.suggestions(jiwoo.account, store::Limits::default(), "rounds", 9).await.unwrap()[0];
    assert_eq!((first.sdkappid, first.edition), (numbers[0], Edition::Trial));
});

on_both!(a_name_of_any_bytes_is_kept_and_found, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await);
    // As long as a name may be, and different enough that it cannot be compressed.
    let mut state = 1_u32;
    let mut marks = (0..1_229).map(|_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from_u32(0x300 + (state >> 24) % 0x30).unwrap()
    });
    let long = format!("a{}", marks.by_ref().collect::<String>());
    let families = "👨🏽‍👩🏿‍👧🏻‍👦🏾".repeat(60);
    let ligatures = "\u{FDFA}".repeat(60);
    let names = [&*long, &*families, &*ligatures, "Straße", "u\u{302}né"];
    for (number, name) in (0..).zip(names) {
        insert(store, jiwoo.account, &application(number, name)).await;
    }
    for (search, number) in [
        (long.as_str(), 0),
        (&families, 1),
        ("صلى الله عليه وسلم", 2),
        ("STRASSE", 3),
        ("ÛNÉ", 4),
        ("u\u{302}ne\u{301}", 4),
    ] {
        let query = ApplicationQuery { search: search.into(), ..ApplicationQuery::default() };
        let page =
            store.applications(jiwoo.account, store::Limits::default(), &query, NOW, ARREARS).await.unwrap();
        let found: Vec<_> = page.rows.iter().map(|row| row.sdkappid).collect();
        assert_eq!(found, [Sdkappid::from_random(number)], "{search}");
        let suggested = store.suggestions(jiwoo.account, store::Limits::default(), search, 20).await.unwrap();
        assert_eq!(suggested.iter().map(|row| row.sdkappid).collect::<Vec<_>>(), found);
    }
});

on_both!(an_sdkappid_of_any_length_is_found_by_its_beginning, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await);
    let numbers = [7, 16, 1_600, 160_001, 20_000_123, 1_600_000_123, 1_400_000_016, u32::MAX];
    for number in numbers {
        let application = Application { sdkappid: number.try_into().unwrap(), ..application(0, "x") };
        insert(store, jiwoo.account, &application).await;
    }
    for search in ["1", "16", "160", "1600000123", "2", "20000123", "4294967295", "7", "9", "0"] {
        let query = ApplicationQuery {
            search: search.into(),
            sort: SortBy::Sdkappid,
            reversed: true,
            ..ApplicationQuery::default()
        };
        let page =
            store.applications(jiwoo.account, store::Limits::default(), &query, NOW, ARREARS).await.unwrap();
        let found: Vec<u32> = page.rows.iter().map(|row| row.sdkappid.number()).collect();
        let mut expected: Vec<u32> =
            numbers.into_iter().filter(|number| number.to_string().starts_with(search)).collect();
        expected.sort_unstable();
        assert_eq!(found, expected, "{search}");
    }
});
