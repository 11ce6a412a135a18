//! The person's own password, choices and browsers.

use std::time::Duration;

use console::{Actor, Error};
use domain::account::SessionId;
use domain::account::access::Access;
use domain::account::language::{Language, Theme};
use domain::account::permission::Role;
use domain::account::person::Email;
use domain::field::{Field, InvalidField, Problem};

use crate::common::{self, *};
use crate::on_both;

const NEW: &str = "another good password";

on_both!(changing_the_password_signs_the_others_out, |fresh| {
    let world = world(fresh).await;
    let here = world.owner().await;
    world.sign_in(OWNER, PASSWORD, "192.0.2.9").await.unwrap();
    let account = world.console.acting_as(&here).account();
    assert_eq!(account.page().await.unwrap().sessions.len(), 2);

    let wrong = account.change_password(password("not the password"), password(NEW)).await;
    assert!(is_wrong(&wrong, Field::Password));
    assert_eq!(account.page().await.unwrap().sessions.len(), 2);
    assert_eq!(world.latest().await, (OWNER.into(), "sign_in_failed".into()));

    world.advance(Duration::from_hours(1));
    account.change_password(password(PASSWORD), password(NEW)).await.unwrap();
    assert_eq!(world.latest().await, (OWNER.into(), "password_changed".into()));
    let sessions = account.page().await.unwrap().sessions;
    assert!(sessions.len() == 1 && sessions[0].current, "{sessions:?}");
    // The password was given just now.
    let Actor::Person(person) = &here else { panic!() };
    let rows = world.fresh.store.sessions(person.account, person.person, world.console.now()).await.unwrap();
    assert_eq!(rows[0].verified_at, world.console.now());
    assert!(matches!(world.sign_in(OWNER, PASSWORD, HOME).await, Err(Error::WrongCredentials)));
    world.sign_in(OWNER, NEW, HOME).await.unwrap();
});

on_both!(one_of_two_new_passwords_at_once_wins, |fresh| {
    let world = world(fresh).await;
    let here = world.owner().await;
    let account = world.console.acting_as(&here).account();
    let (one, two) = tokio::join!(
        account.change_password(password(PASSWORD), password("the first new password")),
        account.change_password(password(PASSWORD), password("the second new password")),
    );
    let new = match (&one, &two) {
        (Ok(_), second) if is_wrong(second, Field::Password) => "the first new password",
        (first, Ok(_)) if is_wrong(first, Field::Password) => "the second new password",
        outcome => panic!("{outcome:?}"),
    };
    world.sign_in(OWNER, new, HOME).await.unwrap();
});

/// Long enough, and on no list: words of the console are not refused.
const EASY: &str = "tencent console";

on_both!(a_new_password_is_none_that_is_tried_first, |fresh| {
    let world = world(fresh).await;
    let is_refused = |answer: Result<(), Error>, field| {
        let expected = [InvalidField { field, problem: Problem::LeakedPassword }];
        assert!(matches!(&answer, Err(Error::Invalid(invalid)) if *invalid == expected), "{answer:?}");
    };
    let actor = stranger(HOME);
    let auth = world.console.acting_as(&actor).auth();
    let created = auth.create_owner(SETUP_CODE, credentials(OWNER, "Qwertyuiop12")).await;
    is_refused(created.map(drop), Field::Password);
    assert_eq!(world.count("person").await, 0);

    let here = world.owner().await;
    let guest: Email = "guest@elsewhere.example".parse().unwrap();
    let members = world.console.acting_as(&here).members();
    let id = members.invite(guest, Access::whole_account(Role::ReadOnly)).await.unwrap();
    let (_, token) = members.invitation(id).await.unwrap();
    let operations = world.console.acting_as(&Actor::Operator).operations();
    let entries = world.count("audit").await;
    for typed in ["123456789012", "Password1234"] {
        let changed = world.console.acting_as(&here).account();
        let changed = changed.change_password(password(PASSWORD), password(typed)).await;
        is_refused(changed.map(drop), Field::NewPassword);
        let joined = world.console.acting_as(&stranger(HOME)).auth().join(&token, &password(typed)).await;
        is_refused(joined.map(drop), Field::Password);
        let reset = operations.reset_password(&OWNER.parse().unwrap(), password(typed)).await;
        is_refused(reset, Field::NewPassword);
    }
    assert_eq!((world.count("audit").await, world.count("person").await), (entries, 1));
    world.console.acting_as(&stranger(HOME)).auth().join(&token, &password(EASY)).await.unwrap();
});

on_both!(a_password_is_not_guessed_from_an_open_browser, |fresh| {
    let world = world(fresh).await;
    let here = world.owner().await;
    let sdkappid = world.create(&here, "Orbit").await;
    let (account, keys) = (world.console.acting_as(&here).account(), world.console.acting_as(&here).keys());
    for _ in 0..3 {
        assert!(is_wrong(&keys.unlock(sdkappid, &password("not the password")).await, Field::Password));
        let change = account.change_password(password("not the password"), password(NEW)).await;
        assert!(is_wrong(&change, Field::Password));
    }
    // Both are closed now, in this browser alone.
    assert!(matches!(keys.unlock(sdkappid, &password(PASSWORD)).await, Err(Error::TooMany { .. })));
    let change = account.change_password(password(PASSWORD), password(NEW)).await;
    assert!(matches!(change, Err(Error::TooMany { .. })));
    world.sign_in(OWNER, PASSWORD, HOME).await.unwrap();
    world.advance(Duration::from_secs(2));
    keys.unlock(sdkappid, &password(PASSWORD)).await.unwrap();
    world.sign_in(OWNER, PASSWORD, HOME).await.unwrap();
});

on_both!(choices_are_remembered, |fresh| {
    let world = world(fresh).await;
    let here = world.owner().await;
    let account = world.console.acting_as(&here).account();
    account.set_preferences(Language::Korean, Theme::Dark).await.unwrap();
    let (_, action, changes) = world.trail().await.pop().unwrap();
    assert_eq!(action, "preferences_changed");
    assert!(changes.contains(r#""after":"ko""#) && changes.contains(r#""after":"dark""#), "{changes}");

    let there = world.sign_in(OWNER, PASSWORD, HOME).await.unwrap();
    let Actor::Person(person) = &there else { panic!() };
    assert_eq!((person.language, person.theme), (Some(Language::Korean), Theme::Dark));
    let entries = world.count("audit").await;
    let account = world.console.acting_as(&there).account();
    account.set_preferences(Language::Korean, Theme::Dark).await.unwrap();
    assert_eq!(world.count("audit").await, entries, "nothing changed");
    let page = account.page().await.unwrap();
    assert_eq!((page.language, page.theme), (Language::Korean, Theme::Dark));
});

on_both!(browsers_are_signed_out_from_elsewhere, |fresh| {
    let world = world(fresh).await;
    let here = world.owner().await;
    for index in 0..3 {
        world.sign_in(OWNER, PASSWORD, &somewhere(index)).await.unwrap();
    }
    let account = world.console.acting_as(&here).account();
    let sessions = account.page().await.unwrap().sessions;
    assert_eq!(
        sessions.iter().map(|session| session.current).collect::<Vec<_>>(),
        [true, false, false, false]
    );

    account.revoke_session(sessions[2].id).await.unwrap();
    let (_, action, changes) = world.trail().await.pop().unwrap();
    assert_eq!(action, "session_revoked");
    assert!(changes.contains(&sessions[2].address), "{changes}");
    assert!(matches!(account.revoke_session(sessions[2].id).await, Err(Error::NotFound)));
    assert!(matches!(account.revoke_session(SessionId(999_999)).await, Err(Error::NotFound)));

    account.revoke_other_sessions().await.unwrap();
    assert_eq!(account.page().await.unwrap().sessions.len(), 1);
    let entries = world.count("audit").await;
    account.revoke_other_sessions().await.unwrap();
    assert_eq!(world.count("audit").await, entries, "there was none left");

    account.sign_out().await.unwrap();
    assert_eq!(world.latest().await, (OWNER.into(), "signed_out".into()));
    account.sign_out().await.unwrap();
    assert_eq!(world.count("session").await, 0);
});
