//! What the operator does at the command line.

use console::{Actor, Error, SignIn};

use crate::common::{self, *};
use crate::on_both;
use crate::second_factors::enrolled;

on_both!(the_operator_sets_a_password, |fresh| {
    let world = world(fresh).await;
    world.owner().await;
    for index in 0..42 {
        let _ = world.sign_in(OWNER, "not the password", &somewhere(index / 6)).await;
    }
    assert!(matches!(world.sign_in(OWNER, PASSWORD, "203.0.113.9").await, Err(Error::TooMany { .. })));
    let operations = world.console.acting_as(&Actor::Operator).operations();
    assert_eq!(operations.people().await.unwrap(), [(OWNER.to_owned(), NOW)]);
    operations.reset_password(&OWNER.parse().unwrap(), password("set by the operator")).await.unwrap();
    assert_eq!(world.latest().await, ("operator".into(), "password_reset".into()));
    assert_eq!(world.count("session").await, 0, "somebody stayed signed in");
    // The wait is over too: the person is expected to come.
    world.sign_in(OWNER, "set by the operator", "203.0.113.9").await.unwrap();
    world.sign_in(OWNER, "set by the operator", &somewhere(0)).await.unwrap();
    assert!(matches!(world.sign_in(OWNER, PASSWORD, HOME).await, Err(Error::WrongCredentials)));

    let unknown = operations.reset_password(&"b@orbit.example".parse().unwrap(), password(PASSWORD)).await;
    assert!(matches!(unknown, Err(Error::NotFound)));
});

on_both!(an_old_password_on_its_way_in_is_too_late, |fresh| {
    let world = world(fresh).await;
    world.owner().await;
    let (email, mut old) = (OWNER.parse().unwrap(), PASSWORD.to_owned());
    for round in 0..8 {
        let new = format!("password of round {round}");
        let (here, there) = (stranger(HOME), Actor::Operator);
        let auth = world.console.acting_as(&here).auth();
        let operations = world.console.acting_as(&there).operations();
        let (signed_in, reset) = tokio::join!(
            auth.sign_in(credentials(OWNER, &old), None),
            operations.reset_password(&email, password(&new))
        );
        reset.unwrap();
        // Either the reset ended the session, or the sign-in came too late.
        assert_eq!(world.count("session").await, 0, "round {round}: {signed_in:?}");
        old = new;
        world.advance(std::time::Duration::from_hours(1));
    }
});

on_both!(a_new_password_leaves_the_second_factor, |fresh| {
    let world = world(fresh).await;
    enrolled(&world).await;
    let operations = world.console.acting_as(&Actor::Operator).operations();
    operations.reset_password(&OWNER.parse().unwrap(), password("set by the operator")).await.unwrap();
    let (actor, typed) = (stranger(HOME), credentials(OWNER, "set by the operator"));
    let answer = world.console.acting_as(&actor).auth().sign_in(typed, None).await;
    assert!(matches!(answer, Ok(SignIn::CodeNeeded(_))), "{answer:?}");
    assert_eq!(world.count("session").await, 0);
});

on_both!(the_operator_ends_sessions, |fresh| {
    let world = world(fresh).await;
    world.owner().await;
    world.sign_in(OWNER, PASSWORD, "192.0.2.9").await.unwrap();
    world.somebody_else("b@orbit.example").await;
    world.somebody_else("c@orbit.example").await;
    let operations = world.console.acting_as(&Actor::Operator).operations();
    assert_eq!(operations.sign_out(&OWNER.parse().unwrap()).await.unwrap(), 2);
    let (who, action, changes) = world.trail().await.pop().unwrap();
    assert_eq!((who.as_str(), action.as_str()), ("operator", "session_revoked"));
    assert!(changes.contains(OWNER) && changes.contains(r#""before":"2""#), "{changes}");
    assert_eq!(world.count("session").await, 2, "the others stay");

    assert_eq!(operations.sign_everybody_out().await.unwrap(), 2);
    assert_eq!(world.count("session").await, 0);
    let entries = world.count("audit").await;
    assert_eq!(operations.sign_everybody_out().await.unwrap(), 0);
    assert_eq!(world.count("audit").await, entries);
    let unknown = operations.sign_out(&"nobody@orbit.example".parse().unwrap()).await;
    assert!(matches!(unknown, Err(Error::NotFound)));
    world.sign_in(OWNER, PASSWORD, HOME).await.unwrap();
});

on_both!(nobody_else_is_the_operator, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    for actor in [owner, stranger(HOME)] {
        let operations = world.console.acting_as(&actor).operations();
        assert!(matches!(operations.sign_everybody_out().await, Err(Error::NotFound)));
        assert!(matches!(operations.sign_out(&OWNER.parse().unwrap()).await, Err(Error::NotFound)));
        assert!(matches!(operations.people().await, Err(Error::NotFound)));
        let reset = operations.reset_password(&OWNER.parse().unwrap(), password("taken over by them")).await;
        assert!(matches!(reset, Err(Error::NotFound)));
    }
    world.sign_in(OWNER, PASSWORD, HOME).await.unwrap();
});
