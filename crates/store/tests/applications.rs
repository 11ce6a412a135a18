//! Applications, with what belongs to each: keys, reveals and the audit trail.
#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod common;

use common::{ARREARS, NOW, after, application, insert, new_session, owner};
use domain::application::Application;
use domain::application::lifecycle::{Event, Life, Step, Term};
use domain::audit::{Action, AuditEntry, Change, RecentChange};
use domain::billing::edition::Edition;
use domain::key::Algorithm;
use domain::key::rotation::KeyLife;
use store::{DataKeyRow, Error, KeyRow, RevealRow};

/// The first one has ended; any other is current.
fn key(version: i64) -> KeyRow {
    let ended = KeyLife { ends_at: Some(after(100)), retired_at: None };
    KeyRow {
        version,
        algorithm: Algorithm::HmacSha256,
        sealed: vec![0, 255, 7],
        created_at: after(version.unsigned_abs()),
        life: if version == 1 { ended } else { KeyLife::CURRENT },
        last_used_at: None,
    }
}

fn entry(who: &str, action: Action) -> AuditEntry {
    let change = Change { field: "name".into(), before: "\"이전\"\n".into(), after: String::new() };
    AuditEntry { at: NOW, who: who.into(), action, changes: vec![change] }
}

/// The next version of it, after `event`.
fn changed(application: &Application, event: Event) -> Application {
    let life = application.life.next(event, common::now()).unwrap();
    Application { life, version: application.version + 1, ..application.clone() }
}

on_both!(an_application_is_read_back_as_it_was_written, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await);
    let trial = application(1, "Ward Rounds 병동 👩‍⚕️");
    let term = Term { start: after(77), months: 12 };
    let life = Life { edition: Edition::ProPlus, term, disabled: true, ..Life::begin(NOW) };
    let paid = Application { life, description: "".parse().unwrap(), ..application(99_999_999, "x") };
    for application in [&trial, &paid] {
        insert(store, jiwoo.account, application).await;
        assert_eq!(
            store.application(jiwoo.account, application.sdkappid).await.unwrap().as_ref(),
            Some(application)
        );
        let mut tx = store.begin().await.unwrap();
        assert_eq!(
            tx.application(jiwoo.account, application.sdkappid).await.unwrap().as_ref(),
            Some(application)
        );
    }
    assert_eq!(store.application_count(jiwoo.account).await.unwrap(), 2);
    assert_eq!(store.begin().await.unwrap().application_count(jiwoo.account).await.unwrap(), 2);
});

on_both!(an_sdkappid_is_given_once, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await);
    let mina = owner(store, "mina").await;
    let first = application(1, "First");
    insert(store, jiwoo.account, &first).await;
    let mut tx = store.begin().await.unwrap();
    assert!(!tx.insert_application(mina.account, &application(1, "Second")).await.unwrap());
    let deleted = changed(&changed(&first, Event::Disable), Event::Delete);
    assert!(tx.update_application(jiwoo.account, &deleted, 1).await.unwrap());
    assert!(!tx.insert_application(mina.account, &application(1, "Third")).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(store.application_count(jiwoo.account).await.unwrap(), 0);
    assert_eq!(store.application_count(mina.account).await.unwrap(), 0);
});

on_both!(who_saves_an_old_version_changes_nothing, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await);
    let first = application(1, "First");
    insert(store, jiwoo.account, &first).await;
    let mine = Application {
        name: "Mine".parse().unwrap(),
        description: "mine".parse().unwrap(),
        ..changed(&first, Event::Disable)
    };
    let yours = Application { name: "Yours".parse().unwrap(), version: 2, ..first.clone() };
    let mut tx = store.begin().await.unwrap();
    assert!(tx.update_application(jiwoo.account, &mine, 1).await.unwrap());
    assert!(!tx.update_application(jiwoo.account, &yours, 1).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(store.application(jiwoo.account, first.sdkappid).await.unwrap(), Some(mine));
});

on_both!(a_deleted_application_is_gone_but_for_the_service, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await);
    let first = application(1, "First");
    insert(store, jiwoo.account, &first).await;
    let deleted = changed(&changed(&first, Event::Disable), Event::Delete);
    let mut tx = store.begin().await.unwrap();
    tx.insert_key(jiwoo.account, first.sdkappid, &key(1)).await.unwrap();
    assert!(tx.update_application(jiwoo.account, &deleted, 1).await.unwrap());
    tx.delete_keys(jiwoo.account, first.sdkappid).await.unwrap();
    assert_eq!(tx.application(jiwoo.account, first.sdkappid).await.unwrap(), None);
    // It is uncounted once, and counted again when it is restored.
    assert_eq!(tx.application_count(jiwoo.account).await.unwrap(), 0);
    assert_eq!(tx.deleted_application(jiwoo.account, first.sdkappid).await.unwrap(), Some(deleted.clone()));
    let life = deleted.life.next(Step::Restore, common::now()).unwrap();
    let restored = Application { life, version: deleted.version + 1, ..deleted.clone() };
    assert!(tx.update_application(jiwoo.account, &restored, deleted.version).await.unwrap());
    assert_eq!(tx.application_count(jiwoo.account).await.unwrap(), 1);
    let deleted = Application { version: restored.version + 1, ..deleted };
    assert!(tx.update_application(jiwoo.account, &deleted, restored.version).await.unwrap());
    assert_eq!(tx.application_count(jiwoo.account).await.unwrap(), 0);
    tx.commit().await.unwrap();
    assert_eq!(store.application(jiwoo.account, first.sdkappid).await.unwrap(), None);
    assert!(
        store
            .applications(
                jiwoo.account,
                store::Limits::default(),
                &domain::application::listing::ApplicationQuery::default(),
                NOW,
                ARREARS
            )
            .await
            .unwrap()
            .rows
            .is_empty()
    );
    assert!(store.suggestions(jiwoo.account, store::Limits::default(), "", 9).await.unwrap().is_empty());
    let service = store.service(first.sdkappid, "administrator").await.unwrap().unwrap();
    assert_eq!((service.account, service.life, service.keys.len()), (jiwoo.account, deleted.life, 0));
});

on_both!(the_service_is_told_life_and_keys, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await);
    let first = application(1, "First");
    insert(store, jiwoo.account, &first).await;
    insert(store, jiwoo.account, &application(2, "Second")).await;
    let mut tx = store.begin().await.unwrap();
    tx.insert_key(jiwoo.account, first.sdkappid, &key(1)).await.unwrap();
    tx.insert_key(jiwoo.account, first.sdkappid, &key(2)).await.unwrap();
    tx.commit().await.unwrap();
    let service = store.service(first.sdkappid, "administrator").await.unwrap().unwrap();
    assert_eq!((service.account, service.life), (jiwoo.account, first.life));
    assert_eq!(service.keys.iter().map(|key| key.version).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(
        (service.keys[0].sealed.as_slice(), service.keys[0].created_at),
        ([0, 255, 7].as_slice(), after(2))
    );
    assert!(store.service(application(3, "x").sdkappid, "administrator").await.unwrap().is_none());

    let keys = store.keys(jiwoo.account, first.sdkappid).await.unwrap();
    assert_eq!(keys.iter().map(store::KeyRow::facts).collect::<Vec<_>>(), [key(2).facts(), key(1).facts()]);
});

on_both!(another_account_sees_and_changes_nothing, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await);
    let mina = owner(store, "mina").await;
    let first = application(1, "First");
    insert(store, jiwoo.account, &first).await;
    let mut tx = store.begin().await.unwrap();
    tx.insert_key(jiwoo.account, first.sdkappid, &key(1)).await.unwrap();
    tx.append_audit(Some(jiwoo.account), Some(first.sdkappid), entry("jiwoo", Action::ApplicationCreated))
        .unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.begin().await.unwrap();
    assert_eq!(tx.application(mina.account, first.sdkappid).await.unwrap(), None);
    assert!(!tx.update_application(mina.account, &changed(&first, Event::Disable), 1).await.unwrap());
    tx.delete_keys(mina.account, first.sdkappid).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.application(mina.account, first.sdkappid).await.unwrap(), None);
    assert!(store.keys(mina.account, first.sdkappid).await.unwrap().is_empty());
    assert!(store.recent_changes(mina.account, first.sdkappid, 9).await.unwrap().is_empty());
    assert!(store.changes_since(mina.account, first.sdkappid, 0, 9).await.unwrap().is_empty());
    assert!(store.suggestions(mina.account, store::Limits::default(), "First", 9).await.unwrap().is_empty());
    let page = store
        .applications(
            mina.account,
            store::Limits::default(),
            &domain::application::listing::ApplicationQuery::default(),
            NOW,
            ARREARS,
        )
        .await
        .unwrap();
    assert_eq!(
        (page.rows.len(), page.matching, page.total, page.has_next, page.has_previous),
        (0, 0, 0, false, false)
    );

    assert_eq!(store.application(jiwoo.account, first.sdkappid).await.unwrap(), Some(first.clone()));
    assert_eq!(store.keys(jiwoo.account, first.sdkappid).await.unwrap().len(), 1);

    // A key in the name of an account that the application is not of.
    let mut tx = store.begin().await.unwrap();
    assert!(matches!(tx.insert_key(mina.account, first.sdkappid, &key(2)).await, Err(Error::Database(_))));
});

on_both!(a_key_is_revealed_once_and_where_it_was_asked_for, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await);
    let (first, second) = (application(1, "First"), application(2, "Second"));
    insert(store, jiwoo.account, &first).await;
    insert(store, jiwoo.account, &second).await;
    let mut tx = store.begin().await.unwrap();
    let other = tx.insert_session(&new_session(jiwoo.account, jiwoo.person, "phone")).await.unwrap();
    for (token, ends_at) in [(b"once", after(60)), (b"late", after(10)), (b"gone", after(60))] {
        let session = if token == b"gone" { other } else { jiwoo.session };
        tx.insert_reveal(&RevealRow {
            token_hash: token.to_vec(),
            session,
            sdkappid: first.sdkappid,
            ends_at,
        })
        .await
        .unwrap();
    }
    assert!(!tx.take_reveal(b"none", jiwoo.session, first.sdkappid, NOW).await.unwrap());
    assert!(!tx.take_reveal(b"once", other, first.sdkappid, NOW).await.unwrap());
    assert!(!tx.take_reveal(b"once", jiwoo.session, second.sdkappid, NOW).await.unwrap());
    assert!(!tx.take_reveal(b"late", jiwoo.session, first.sdkappid, after(10)).await.unwrap());
    assert!(tx.take_reveal(b"once", jiwoo.session, first.sdkappid, after(59)).await.unwrap());
    assert!(!tx.take_reveal(b"once", jiwoo.session, first.sdkappid, after(59)).await.unwrap());
    // With its session it goes too.
    assert!(tx.delete_session(jiwoo.account, jiwoo.person, other).await.unwrap());
    assert!(!tx.take_reveal(b"gone", other, first.sdkappid, NOW).await.unwrap());
    assert_eq!(tx.delete_reveals_before(after(10)).await.unwrap(), 0);
    assert_eq!(tx.delete_reveals_before(after(11)).await.unwrap(), 1);
    tx.commit().await.unwrap();
});

on_both!(the_trail_is_read_newest_first, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await);
    let first = application(1, "First");
    insert(store, jiwoo.account, &first).await;
    let mut tx = store.begin().await.unwrap();
    tx.append_audit(None, None, entry("console", Action::SignInFailed)).unwrap();
    tx.append_audit(Some(jiwoo.account), None, entry("jiwoo", Action::SignedIn)).unwrap();
    for action in Action::ALL {
        tx.append_audit(Some(jiwoo.account), Some(first.sdkappid), entry("jiwoo", action)).unwrap();
    }
    tx.commit().await.unwrap();
    let newest = Action::ALL.into_iter().rev().map(|action| {
        let entry = entry("jiwoo", action);
        // What is only counted has no changes.
        let changes = if Action::ROUTINE.contains(&action) { Vec::new() } else { entry.changes };
        RecentChange { entry: AuditEntry { changes, ..entry }, times: 1 }
    });
    let recent = store.recent_changes(jiwoo.account, first.sdkappid, 99).await.unwrap();
    assert_eq!(recent, newest.collect::<Vec<_>>());
});

on_both!(an_entry_keeps_the_version_that_it_made, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await);
    let (first, other) = (application(1, "First"), application(2, "Other"));
    let app = Some(first.sdkappid);
    let since = async |version, most| {
        let entries = store.changes_since(jiwoo.account, first.sdkappid, version, most).await.unwrap();
        entries.into_iter().map(|entry| entry.who).collect::<Vec<_>>()
    };
    let mut tx = store.begin().await.unwrap();
    assert!(tx.insert_application(jiwoo.account, &first).await.unwrap());
    tx.append_audit(Some(jiwoo.account), app, entry("first", Action::ApplicationCreated)).unwrap();
    tx.append_audit(Some(jiwoo.account), app, entry("nothing", Action::ApplicationEdited)).unwrap();
    tx.commit().await.unwrap();

    // Whatever the entry says, and whatever else the transaction writes down before it.
    let second = Application { version: 2, ..first.clone() };
    let mut tx = store.begin().await.unwrap();
    assert!(tx.update_application(jiwoo.account, &second, 1).await.unwrap());
    assert!(
        !tx.update_application(jiwoo.account, &Application { version: 7, ..first.clone() }, 1).await.unwrap()
    );
    let about_other = entry("other", Action::ApplicationEdited);
    tx.append_audit(Some(jiwoo.account), Some(other.sdkappid), about_other).unwrap();
    tx.append_audit(Some(jiwoo.account), None, entry("nobody", Action::SignedIn)).unwrap();
    tx.append_audit(Some(jiwoo.account), app, entry("second", Action::AdministratorAdded)).unwrap();
    let third = Application { version: 3, ..first.clone() };
    assert!(tx.update_application(jiwoo.account, &third, 2).await.unwrap());
    tx.append_audit(Some(jiwoo.account), app, entry("third", Action::ApplicationEdited)).unwrap();
    tx.commit().await.unwrap();

    assert_eq!(since(0, 9).await, ["third", "second", "first"]);
    assert_eq!(since(0, 2).await, ["third", "second"]);
    assert_eq!(since(1, 9).await, ["third", "second"]);
    assert_eq!(since(3, 9).await, Vec::<String>::new());
});

on_both!(routine_is_counted_among_the_changes, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await);
    let (first, other) = (application(1, "First"), application(2, "Other"));
    insert(store, jiwoo.account, &first).await;
    insert(store, jiwoo.account, &other).await;
    let mut tx = store.begin().await.unwrap();
    for (who, action, times) in [
        ("jiwoo", Action::UserSigVerified, 3),
        ("jiwoo", Action::ApplicationCreated, 1),
        ("jiwoo", Action::UserSigVerified, 5),
        ("mina", Action::UserSigVerified, 2),
        ("jiwoo", Action::KeyShown, 1),
        ("jiwoo", Action::KeyRotated, 1),
        ("jiwoo", Action::UserSigVerified, 4),
        ("jiwoo", Action::UserSigGenerated, 1),
    ] {
        for _ in 0..times {
            tx.append_audit(Some(jiwoo.account), Some(first.sdkappid), entry(who, action)).unwrap();
        }
    }
    tx.append_audit(Some(jiwoo.account), Some(other.sdkappid), entry("jiwoo", Action::UserSigVerified))
        .unwrap();
    tx.commit().await.unwrap();
    let recent = async |most| {
        let recent = store.recent_changes(jiwoo.account, first.sdkappid, most).await.unwrap();
        let line = |recent: RecentChange| (recent.entry.who, recent.entry.action, recent.times);
        recent.into_iter().map(line).collect::<Vec<_>>()
    };
    let line = |who: &str, action, times| (who.to_owned(), action, times);
    let newest = |verified| {
        vec![
            line("jiwoo", Action::UserSigGenerated, 1),
            line("jiwoo", Action::UserSigVerified, verified),
            line("jiwoo", Action::KeyRotated, 1),
            line("jiwoo", Action::KeyShown, 1),
            line("mina", Action::UserSigVerified, 2),
            line("jiwoo", Action::ApplicationCreated, 1),
        ]
    };
    assert_eq!(recent(8).await, newest(12));
    assert_eq!(recent(3).await, newest(9));
    let last = [
        line("jiwoo", Action::UserSigGenerated, 1),
        line("jiwoo", Action::UserSigVerified, 4),
        line("jiwoo", Action::KeyRotated, 1),
    ];
    assert_eq!(recent(1).await, last);
});

on_both!(data_keys_are_read_oldest_first, |fresh| {
    let row = |id| DataKeyRow { id, wrapped: vec![1, 2, 3], created_at: NOW };
    let mut tx = fresh.store.begin().await.unwrap();
    assert!(tx.data_keys().await.unwrap().is_empty());
    tx.insert_data_key(&row(2)).await.unwrap();
    tx.insert_data_key(&row(1)).await.unwrap();
    assert_eq!(tx.data_keys().await.unwrap().len(), 2);
    tx.commit().await.unwrap();
    let keys = fresh.store.data_keys().await.unwrap();
    assert_eq!(keys.iter().map(|key| key.id).collect::<Vec<_>>(), [1, 2]);
    assert_eq!((keys[0].wrapped.as_slice(), keys[0].created_at), ([1, 2, 3].as_slice(), NOW));
});
