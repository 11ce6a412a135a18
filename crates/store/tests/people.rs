//! People, their sessions, and how often they failed.
#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod common;

use common::{NOW, after, new_person, new_session, owner};
use domain::account::language::{Language, Theme};
use domain::account::{AccountId, PersonId, SessionId};
use store::ThrottleRow;

on_both!(a_person_is_kept_as_given, |fresh| {
    let store = &fresh.store;
    assert!(!store.any_person().await.unwrap());
    assert!(!store.begin().await.unwrap().any_person().await.unwrap());
    let jiwoo = owner(store, "jiwoo").await;
    assert!(store.any_person().await.unwrap());
    assert!(store.begin().await.unwrap().any_person().await.unwrap());

    let row = store.person_by_email(&"Jiwoo@orbit.example".parse().unwrap()).await.unwrap().unwrap();
    assert_eq!((row.account, row.person), (jiwoo.account, jiwoo.person));
    assert_eq!((row.password_hash.as_str(), row.created_at), ("hash of jiwoo", NOW));
    assert_eq!((row.language, row.theme), (None, Theme::System));
    assert!(store.person_by_email(&"nobody@orbit.example".parse().unwrap()).await.unwrap().is_none());
    assert_eq!(store.people().await.unwrap().len(), 1);
});

on_both!(an_address_belongs_to_one_person, |fresh| {
    let jiwoo = owner(&fresh.store, "jiwoo").await;
    let mut tx = fresh.store.begin().await.unwrap();
    let other = tx.insert_account(NOW).await.unwrap();
    assert_ne!(other, jiwoo.account);
    assert_eq!(tx.insert_person(&new_person(other, "jiwoo")).await.unwrap(), None);
    // A refusal is no failure: the transaction goes on.
    assert!(tx.insert_person(&new_person(other, "mina")).await.unwrap().is_some());
    tx.commit().await.unwrap();
    let people = fresh.store.people().await.unwrap();
    assert_eq!(
        people.iter().map(|row| row.email.as_str()).collect::<Vec<_>>(),
        ["jiwoo@orbit.example", "mina@orbit.example"]
    );
});

on_both!(a_person_changes_in_their_own_account_alone, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await);
    let mina = owner(store, "mina").await;
    let mut tx = store.begin().await.unwrap();
    tx.set_password_hash(jiwoo.account, jiwoo.person, "new").await.unwrap();
    tx.set_preferences(jiwoo.account, jiwoo.person, Language::Korean, Theme::Dark).await.unwrap();
    tx.set_password_hash(jiwoo.account, mina.person, "stolen").await.unwrap();
    tx.set_preferences(jiwoo.account, mina.person, Language::Chinese, Theme::Light).await.unwrap();
    tx.commit().await.unwrap();

    let row = store.person(jiwoo.account, jiwoo.person).await.unwrap().unwrap();
    assert_eq!(
        (row.password_hash.as_str(), row.language, row.theme),
        ("new", Some(Language::Korean), Theme::Dark)
    );
    let row = store.person(mina.account, mina.person).await.unwrap().unwrap();
    assert_eq!((row.password_hash.as_str(), row.language, row.theme), ("hash of mina", None, Theme::System));
    assert!(store.person(jiwoo.account, mina.person).await.unwrap().is_none());
    let session = store.session(b"jiwoo", NOW).await.unwrap().unwrap();
    assert_eq!((session.language, session.theme), (Some(Language::Korean), Theme::Dark));
});

on_both!(a_session_lasts_until_either_end, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await);
    let row = store.session(b"jiwoo", after(59)).await.unwrap().unwrap();
    assert_eq!((row.session, row.account, row.person), (jiwoo.session, jiwoo.account, jiwoo.person));
    assert_eq!(
        (row.email.as_str(), row.browser.as_str(), row.address.as_str()),
        ("jiwoo@orbit.example", "Firefox", "192.0.2.7")
    );
    assert_eq!((row.created_at, row.seen_at, row.verified_at), (NOW, NOW, NOW));
    assert_eq!((row.idle_ends_at, row.ends_at), (after(60), after(3600)));
    assert!(store.session(b"jiwoo", after(60)).await.unwrap().is_none());
    assert!(store.session(b"other", NOW).await.unwrap().is_none());

    let mut tx = store.begin().await.unwrap();
    tx.touch_session(jiwoo.session, after(50), after(9999)).await.unwrap();
    tx.renew_session(jiwoo.session, b"renewed", after(40)).await.unwrap();
    tx.commit().await.unwrap();
    assert!(store.session(b"jiwoo", after(50)).await.unwrap().is_none());
    let row = store.session(b"renewed", after(3599)).await.unwrap().unwrap();
    assert_eq!((row.seen_at, row.verified_at, row.idle_ends_at), (after(50), after(40), after(9999)));
    assert!(store.session(b"renewed", after(3600)).await.unwrap().is_none());

    let mut tx = store.begin().await.unwrap();
    assert_eq!(tx.delete_ended_sessions(after(3599)).await.unwrap(), 0);
    assert_eq!(tx.delete_ended_sessions(after(3600)).await.unwrap(), 1);
});

on_both!(sessions_are_listed_and_ended_by_their_person, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await);
    let mina = owner(store, "mina").await;
    let mut tx = store.begin().await.unwrap();
    let phone = tx.insert_session(&new_session(jiwoo.account, jiwoo.person, "phone")).await.unwrap();
    let tablet = tx.insert_session(&new_session(jiwoo.account, jiwoo.person, "tablet")).await.unwrap();
    tx.touch_session(phone, after(9), after(69)).await.unwrap();
    tx.commit().await.unwrap();

    let ids = async |account, person| {
        store.sessions(account, person, NOW).await.unwrap().iter().map(|row| row.session).collect::<Vec<_>>()
    };
    assert_eq!(ids(jiwoo.account, jiwoo.person).await, [phone, tablet, jiwoo.session]);
    assert_eq!(ids(jiwoo.account, mina.person).await, Vec::<SessionId>::new());
    assert!(store.sessions(jiwoo.account, jiwoo.person, after(69)).await.unwrap().is_empty());

    let mut tx = store.begin().await.unwrap();
    assert!(!tx.delete_session(jiwoo.account, jiwoo.person, mina.session).await.unwrap());
    assert!(!tx.delete_session(mina.account, jiwoo.person, tablet).await.unwrap());
    assert!(tx.delete_session(jiwoo.account, jiwoo.person, tablet).await.unwrap());
    assert!(!tx.delete_session(jiwoo.account, jiwoo.person, tablet).await.unwrap());
    assert_eq!(tx.delete_sessions_except(jiwoo.account, jiwoo.person, Some(phone)).await.unwrap(), 1);
    tx.commit().await.unwrap();
    assert_eq!(ids(jiwoo.account, jiwoo.person).await, [phone]);

    let mut tx = store.begin().await.unwrap();
    assert_eq!(tx.delete_sessions_except(jiwoo.account, jiwoo.person, None).await.unwrap(), 1);
    let next = tx.insert_session(&new_session(jiwoo.account, jiwoo.person, "next")).await.unwrap();
    tx.commit().await.unwrap();
    assert!(next > tablet, "a session's number is not given away again");
    assert_eq!(ids(mina.account, mina.person).await, [mina.session]);
});

on_both!(failures_are_counted_by_subject, |fresh| {
    let store = &fresh.store;
    let row = ThrottleRow { failures: 3, blocked_until: after(8), failed_at: NOW };
    let mut tx = store.begin().await.unwrap();
    assert_eq!(tx.throttle("email:jiwoo").await.unwrap(), None);
    tx.put_throttle("email:jiwoo", ThrottleRow { failures: 1, ..row }).await.unwrap();
    tx.put_throttle("email:jiwoo", row).await.unwrap();
    tx.put_throttle("address:192.0.2.7", ThrottleRow { failed_at: after(9), ..row }).await.unwrap();
    assert_eq!(tx.throttle("email:jiwoo").await.unwrap(), Some(row));
    tx.commit().await.unwrap();

    assert_eq!(store.throttle("email:jiwoo").await.unwrap(), Some(row));
    let mut tx = store.begin().await.unwrap();
    assert_eq!(tx.delete_throttles_before(after(9)).await.unwrap(), 1);
    assert_eq!(tx.throttle("email:jiwoo").await.unwrap(), None);
    tx.delete_throttle("address:192.0.2.7").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.throttle("address:192.0.2.7").await.unwrap(), None);
});

on_both!(failures_at_the_same_moment_are_all_counted, |fresh| {
    let fail = async |store: store::Store| {
        let mut tx = store.begin().await.unwrap();
        let failures = tx.throttle("email:jiwoo").await.unwrap().map_or(0, |row| row.failures);
        tokio::task::yield_now().await;
        tx.put_throttle(
            "email:jiwoo",
            ThrottleRow { failures: failures + 1, blocked_until: NOW, failed_at: NOW },
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
    };
    let mut attempts = tokio::task::JoinSet::new();
    for _ in 0..40 {
        attempts.spawn(fail(fresh.store.clone()));
    }
    attempts.join_all().await;
    assert_eq!(fresh.store.throttle("email:jiwoo").await.unwrap().unwrap().failures, 40);
});

on_both!(two_owners_cannot_come_at_once, |fresh| {
    let come = async |store: store::Store, name: &'static str| {
        let mut tx = store.begin().await.unwrap();
        if tx.any_person().await.unwrap() {
            return false;
        }
        let account = tx.insert_account(NOW).await.unwrap();
        tokio::task::yield_now().await;
        tx.insert_person(&new_person(account, name)).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        true
    };
    let (one, other) = tokio::join!(
        tokio::spawn(come(fresh.store.clone(), "jiwoo")),
        tokio::spawn(come(fresh.store.clone(), "mina")),
    );
    assert!(one.unwrap() != other.unwrap());
    assert_eq!(fresh.store.people().await.unwrap().len(), 1);
});

on_both!(an_unknown_person_has_nothing, |fresh| {
    let (account, person) = (AccountId(1), PersonId(1));
    assert!(fresh.store.person(account, person).await.unwrap().is_none());
    assert!(fresh.store.sessions(account, person, NOW).await.unwrap().is_empty());
    assert_eq!(fresh.store.application_count(account).await.unwrap(), 0);
});

on_both!(a_person_is_familiar_with_places_of_their_own, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await);
    let mina = owner(store, "mina").await;
    let mut tx = store.begin().await.unwrap();
    for (seconds, place) in [(0, "device:a"), (1, "address:192.0.2.7"), (2, "device:b"), (3, "device:c")] {
        tx.put_known_origin(jiwoo.account, jiwoo.person, place, after(seconds)).await.unwrap();
    }
    tx.put_known_origin(mina.account, mina.person, "device:m", NOW).await.unwrap();
    tx.commit().await.unwrap();
    let known = async |email: &str, device, network| {
        store.is_known_origin(&email.parse().unwrap(), device, network).await.unwrap()
    };
    let (one, other) = ("jiwoo@orbit.example", "mina@orbit.example");
    assert_eq!(known(one, "device:a", "address:192.0.2.7").await, (true, true));
    assert_eq!(known(one, "device:m", "address:192.0.2.8").await, (false, false));
    assert_eq!(known(other, "device:a", "address:192.0.2.7").await, (false, false));
    assert_eq!(known("nobody@orbit.example", "device:a", "address:192.0.2.7").await, (false, false));

    let mut tx = store.begin().await.unwrap();
    tx.delete_known_origin(mina.account, jiwoo.person, "device:c").await.unwrap();
    tx.delete_known_origin(jiwoo.account, jiwoo.person, "device:b").await.unwrap();
    tx.put_known_origin(jiwoo.account, jiwoo.person, "device:a", after(9)).await.unwrap();
    tx.keep_latest_origins(jiwoo.account, jiwoo.person, 2).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(known(one, "device:a", "address:192.0.2.7").await, (true, false));
    assert_eq!(known(one, "device:c", "").await, (true, false));
    assert_eq!(known(other, "device:m", "").await, (true, false));

    let mut tx = store.begin().await.unwrap();
    assert_eq!(tx.delete_known_origins_before(after(9)).await.unwrap(), 2);
    tx.commit().await.unwrap();
    assert_eq!(known(one, "device:a", "").await, (true, false));
});

on_both!(subjects_are_forgotten_by_their_beginning, |fresh| {
    let row = ThrottleRow { failures: 3, blocked_until: after(8), failed_at: NOW };
    let mut tx = fresh.store.begin().await.unwrap();
    for subject in ["email:a from x", "email:a from y", "email:ab from x", "email:a", "address:x%"] {
        tx.put_throttle(subject, row).await.unwrap();
    }
    tx.delete_throttles_of("email:a from ").await.unwrap();
    tx.delete_throttles_of("%").await.unwrap();
    tx.commit().await.unwrap();
    for (subject, there) in
        [("email:a from x", false), ("email:a from y", false), ("email:ab from x", true), ("email:a", true)]
    {
        assert_eq!(fresh.store.throttle(subject).await.unwrap().is_some(), there, "{subject}");
    }
});

on_both!(an_installation_has_one_code, |fresh| {
    let mut tx = fresh.store.begin().await.unwrap();
    assert_eq!(tx.installation_code("first").await.unwrap(), "first");
    assert_eq!(tx.installation_code("second").await.unwrap(), "first");
    tx.commit().await.unwrap();
});
