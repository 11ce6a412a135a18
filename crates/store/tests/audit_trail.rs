//! The list of the audit trail: filters, order and pages.
#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod common;

use common::{Fresh, after, application, insert, owner};
use domain::account::AccountId;
use domain::application::sdkappid::Sdkappid;
use domain::audit::listing::{AuditCursor, AuditFilter};
use domain::audit::{Action, AuditEntry, Change};
use store::{Store, TrailScope};

/// Account, application, seconds after the start, who, action, value.
type Written<'a> = (Option<AccountId>, Option<Sdkappid>, u64, &'a str, Action, &'a str);

async fn write(store: &Store, entries: &[Written<'_>]) {
    let mut tx = store.begin().await.unwrap();
    for (account, sdkappid, seconds, who, action, value) in entries {
        let changes = Change::between("name", "", value).into_iter().collect();
        let entry = AuditEntry { at: after(*seconds), who: (*who).into(), action: *action, changes };
        tx.append_audit(*account, *sdkappid, entry).unwrap();
    }
    tx.commit().await.unwrap();
}

async fn numbers(
    fresh: &Fresh,
    scope: TrailScope,
    filter: &AuditFilter,
    cursor: Option<AuditCursor>,
    limit: u32,
) -> Vec<i64> {
    let entries = fresh.store.trail(scope, filter, cursor, limit).await.unwrap();
    entries.into_iter().map(|entry| entry.number).collect()
}

on_both!(entries_are_found_by_each_filter, |fresh| {
    let (store, jiwoo, mina) =
        (&fresh.store, owner(&fresh.store, "jiwoo").await, owner(&fresh.store, "mina").await);
    let app = application(1, "Orbit");
    insert(store, jiwoo.account, &app).await;
    let (account, other, app) = (Some(jiwoo.account), Some(mina.account), Some(app.sdkappid));
    write(
        store,
        &[
            (account, app, 10, "jiwoo", Action::ApplicationCreated, "Orbit Messenger"),
            (account, app, 20, "kim", Action::KeyShown, ""),
            (None, None, 30, "stranger", Action::SignInFailed, "orbit@example.com"),
            (other, None, 40, "mina", Action::SignedIn, "orbit"),
            // By a clock that is late.
            (account, None, 15, "kim", Action::SignedIn, "50% \"off\"_"),
            (account, app, 20, "jiwoo", Action::KeyShown, ""),
        ],
    )
    .await;
    let own = TrailScope::Account(jiwoo.account);
    let all = TrailScope::AccountAndNone(jiwoo.account);
    let every = AuditFilter::default();
    assert_eq!(numbers(fresh, own, &every, None, 9).await, [6, 2, 5, 1]);
    assert_eq!(numbers(fresh, all, &every, None, 9).await, [3, 6, 2, 5, 1]);
    assert_eq!(numbers(fresh, TrailScope::Account(mina.account), &every, None, 9).await, [4]);
    let filter = |change: fn(&mut AuditFilter)| {
        let mut filter = AuditFilter::default();
        change(&mut filter);
        filter
    };
    for (filter, expected) in [
        (filter(|filter| filter.who = "kim".into()), &[2, 5][..]),
        (filter(|filter| filter.who = "ki".into()), &[]),
        (filter(|filter| filter.action = Some(Action::KeyShown)), &[6, 2]),
        (filter(|filter| filter.sdkappid = Some(Sdkappid::from_random(1))), &[6, 2, 1]),
        (filter(|filter| filter.from = Some(after(15))), &[3, 6, 2, 5]),
        (filter(|filter| filter.until = Some(after(20))), &[5, 1]),
        (filter(|filter| filter.text = "ORBIT".into()), &[3, 1]),
        (filter(|filter| filter.text = "JIwoo".into()), &[6, 1]),
        (filter(|filter| filter.text = "50%".into()), &[5]),
        (filter(|filter| filter.text = "5_%".into()), &[]),
        (
            filter(|filter| {
                filter.who = "kim".into();
                filter.action = Some(Action::KeyShown);
                filter.from = Some(after(20));
                filter.until = Some(after(21));
            }),
            &[2],
        ),
    ] {
        assert_eq!(numbers(fresh, all, &filter, None, 9).await, expected, "{filter:?}");
    }
});

on_both!(pages_follow_one_another, |fresh| {
    let jiwoo = owner(&fresh.store, "jiwoo").await;
    let account = Some(jiwoo.account);
    // Some at the same time, some of no account.
    let entries: Vec<Written<'_>> = (0_u64..23)
        .map(|index| {
            let account = account.filter(|_| index % 3 > 0);
            (account, None, index / 4, "jiwoo", Action::SignedIn, "")
        })
        .collect();
    write(&fresh.store, &entries).await;
    let scope = TrailScope::AccountAndNone(jiwoo.account);
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let page = fresh.store.trail(scope, &AuditFilter::default(), cursor, 5).await.unwrap();
        let Some(last) = page.last() else { break };
        cursor = Some(last.cursor());
        seen.extend(page.iter().map(|entry| entry.number));
        // What is added meanwhile is on no later page.
        write(&fresh.store, &[(account, None, 99, "jiwoo", Action::SignedOut, "")]).await;
    }
    assert_eq!(seen, (1..=23).rev().collect::<Vec<_>>());
});
