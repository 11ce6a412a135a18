//! Setting up and signing in, and how guessing gets slower.

use std::time::Duration;

use console::{Actor, Error};
use domain::field::Field;

use crate::common::{self, *};
use crate::on_both;

on_both!(the_first_owner_comes_once, |fresh| {
    let world = world(fresh).await;
    let actor = stranger(HOME);
    let auth = world.console.acting_as(&actor).auth();
    assert!(auth.needs_owner().await.unwrap());
    let signed_in = auth.create_owner(" abcd efgh-jklm", credentials(OWNER, PASSWORD)).await.unwrap();
    assert!(!auth.needs_owner().await.unwrap());
    let Actor::Person(person) = world.holder(&signed_in).await else { panic!() };
    assert_eq!(person.email.as_str(), OWNER);
    assert_eq!(signed_in.lasts, policy().session_absolute);

    let again = auth.create_owner(SETUP_CODE, credentials("b@orbit.example", PASSWORD)).await;
    assert!(matches!(again, Err(Error::SetUpAlready)));
    assert_eq!(world.count("person").await, 1);
    assert_eq!(world.latest().await, (OWNER.into(), "owner_created".into()));
});

on_both!(two_first_owners_at_once_become_one, |fresh| {
    let world = world(fresh).await;
    let attempts: Vec<_> = (0..6)
        .map(|index| {
            let console = world.console.clone();
            tokio::spawn(async move {
                let actor = stranger(&somewhere(index));
                let mine = credentials(&format!("owner{index}@orbit.example"), PASSWORD);
                console.acting_as(&actor).auth().create_owner(SETUP_CODE, mine).await
            })
        })
        .collect();
    let mut winners = 0;
    for attempt in attempts {
        match attempt.await.unwrap() {
            Ok(_) => winners += 1,
            Err(error) => assert!(matches!(error, Error::SetUpAlready), "{error:?}"),
        }
    }
    assert_eq!((winners, world.count("person").await, world.count("account").await), (1, 1, 1));
});

on_both!(a_setup_code_is_not_guessed, |fresh| {
    let world = world(fresh).await;
    let actor = stranger("2001:db8::1");
    let neighbour = stranger("2001:db8::2");
    let guess = |actor| {
        let acting = world.console.acting_as(actor).auth();
        async move { acting.create_owner("AAAA-BBBB-CCCC", credentials(OWNER, PASSWORD)).await }
    };
    for _ in 0..21 {
        assert!(is_wrong(&guess(&actor).await, Field::SetupCode));
    }
    let Err(Error::TooMany { retry_after }) = guess(&neighbour).await else { panic!("not slowed down") };
    assert_eq!(retry_after, Duration::from_secs(2));
    // The right one is not looked at either, and another network is not held up.
    let auth = world.console.acting_as(&actor).auth();
    let right = auth.create_owner(SETUP_CODE, credentials(OWNER, PASSWORD));
    assert!(matches!(right.await, Err(Error::TooMany { .. })));
    assert_eq!(world.count("person").await, 0);
    world.owner().await;
});

on_both!(the_right_setup_code_does_not_count_as_a_guess, |fresh| {
    let world = world(fresh).await;
    let actor = stranger(HOME);
    let auth = world.console.acting_as(&actor).auth();
    for _ in 0..20 {
        let guess = auth.create_owner("AAAA", credentials(OWNER, PASSWORD)).await;
        assert!(is_wrong(&guess, Field::SetupCode));
    }
    world.owner().await;
    world.sign_in(OWNER, PASSWORD, HOME).await.unwrap();
});

on_both!(wrong_password_and_unknown_address_look_the_same, |fresh| {
    let world = world(fresh).await;
    world.owner().await;
    let wrong = world.sign_in(OWNER, "not the password", HOME).await;
    assert!(matches!(wrong, Err(Error::WrongCredentials)));
    let unknown = world.sign_in("nobody@orbit.example", PASSWORD, HOME).await;
    assert!(matches!(unknown, Err(Error::WrongCredentials)));
    let right = world.sign_in("Owner@Orbit.Example", PASSWORD, HOME).await;
    assert!(matches!(right, Ok(Actor::Person(_))));

    let trail = world.trail().await;
    let [_, first, second, third] = &trail[..] else { panic!("{trail:?}") };
    assert_eq!((first.0.as_str(), first.1.as_str()), ("stranger at 192.0.2.1", "sign_in_failed"));
    assert_eq!((second.0.as_str(), second.1.as_str()), ("stranger at 192.0.2.1", "sign_in_failed"));
    assert!(second.2.contains("nobody@orbit.example"));
    assert_eq!((third.0.as_str(), third.1.as_str()), (OWNER, "signed_in"));
    let written = format!("{trail:?}");
    assert!(!written.contains("password") && !written.contains(SETUP_CODE), "{written}");
});

on_both!(guessing_a_password_gets_slower, |fresh| {
    let world = world(fresh).await;
    world.owner().await;
    let guess = async |address: &str| world.sign_in(OWNER, "not the password", address).await;
    for index in 0..6 {
        assert!(matches!(guess("203.0.113.5").await, Err(Error::WrongCredentials)), "{index}");
    }
    let entries = world.count("audit").await;
    for _ in 0..3 {
        let Err(Error::TooMany { retry_after }) = world.sign_in(OWNER, PASSWORD, "203.0.113.5").await else {
            panic!("not slowed down")
        };
        assert_eq!(retry_after, Duration::from_secs(2), "an attempt during a block counts");
    }
    assert_eq!(world.count("audit").await, entries);

    // Another person is not held up, nor is this one elsewhere; and after the wait there too, with a clean sheet.
    world.somebody_else("b@orbit.example").await;
    world.sign_in("b@orbit.example", PASSWORD, "203.0.113.5").await.unwrap();
    world.sign_in(OWNER, PASSWORD, "203.0.113.6").await.unwrap();
    world.advance(Duration::from_secs(2));
    world.sign_in(OWNER, PASSWORD, "203.0.113.5").await.unwrap();
    for index in 0..6 {
        assert!(matches!(guess("203.0.113.5").await, Err(Error::WrongCredentials)), "{index}");
    }
    world.advance(Duration::from_secs(2));
    assert!(matches!(guess("203.0.113.5").await, Err(Error::WrongCredentials)));
    let Err(Error::TooMany { retry_after }) = world.sign_in(OWNER, PASSWORD, "203.0.113.5").await else {
        panic!()
    };
    assert_eq!(retry_after, Duration::from_secs(4));
});

on_both!(strangers_lock_nobody_out_and_get_nowhere, |fresh| {
    let world = world(fresh).await;
    let home = stranger(HOME);
    let auth = world.console.acting_as(&home).auth();
    let device = auth.create_owner(SETUP_CODE, credentials(OWNER, PASSWORD)).await.unwrap().device;
    // Many networks guess, for a day, a hundred times an hour.
    let mut looked_at = 0;
    for index in 0..2_400_u32 {
        let address = format!("2001:db8:{:x}:{:x}::1", index / 7, index);
        match world.sign_in(OWNER, "not the password", &address).await {
            Err(Error::WrongCredentials) => looked_at += 1,
            Err(Error::TooMany { .. }) => {}
            other => panic!("{other:?}"),
        }
        world.advance(Duration::from_secs(36));
    }
    assert!((21..150).contains(&looked_at), "{looked_at}");
    // The owner gets in all the while: by the browser wherever it is, and at home in any browser.
    let device = world.sign_in_with(Some(&device), OWNER, PASSWORD, "198.51.100.77").await.unwrap().device;
    world.sign_in(OWNER, PASSWORD, HOME).await.unwrap();
    world.sign_in(OWNER, PASSWORD, "198.51.100.77").await.unwrap();
    world.sign_in_with(Some(&device), OWNER, PASSWORD, "198.51.100.78").await.unwrap();
    assert_eq!(world.count("familiar").await, 6, "three networks and three browsers");
});

on_both!(a_full_stop_for_strangers_holds_up_strangers_alone, |fresh| {
    let world = world(fresh).await;
    let home = stranger(HOME);
    let auth = world.console.acting_as(&home).auth();
    let device = auth.create_owner(SETUP_CODE, credentials(OWNER, PASSWORD)).await.unwrap().device;
    for index in 0..40 {
        let _ = world.sign_in(OWNER, "not the password", &somewhere(index)).await;
    }
    let right = world.sign_in(OWNER, PASSWORD, "203.0.113.5").await;
    assert!(matches!(right, Err(Error::TooMany { .. })), "{right:?}");
    // Neither nonsense nor another person's device is a way in.
    world.somebody_else("b@orbit.example").await;
    let theirs = world.sign_in_with(None, "b@orbit.example", PASSWORD, "203.0.113.5").await.unwrap().device;
    for token in ["", "nonsense", &theirs, &"0".repeat(64)] {
        let right = world.sign_in_with(Some(token), OWNER, PASSWORD, "203.0.113.5").await;
        assert!(matches!(right, Err(Error::TooMany { .. })), "{right:?}");
    }
    world.sign_in_with(Some(&device), OWNER, PASSWORD, "203.0.113.5").await.unwrap();
});

on_both!(a_stranger_on_the_same_network_holds_up_no_known_browser, |fresh| {
    let world = world(fresh).await;
    let home = stranger(HOME);
    let auth = world.console.acting_as(&home).auth();
    let device = auth.create_owner(SETUP_CODE, credentials(OWNER, PASSWORD)).await.unwrap().device;
    for _ in 0..6 {
        let guess = world.sign_in(OWNER, "not the password", HOME).await;
        assert!(matches!(guess, Err(Error::WrongCredentials)));
    }
    assert!(matches!(world.sign_in(OWNER, PASSWORD, HOME).await, Err(Error::TooMany { .. })));
    let device = world.sign_in_with(Some(&device), OWNER, PASSWORD, HOME).await.unwrap().device;
    // A browser that was taken is no way to guess either.
    for _ in 0..6 {
        let guess = world.sign_in_with(Some(&device), OWNER, "not the password", "203.0.113.5").await;
        assert!(matches!(guess, Err(Error::WrongCredentials)));
    }
    let right = world.sign_in_with(Some(&device), OWNER, PASSWORD, "203.0.113.5").await;
    assert!(matches!(right, Err(Error::TooMany { .. })));
});

on_both!(one_address_that_tries_many_people_gets_slower, |fresh| {
    let world = world(fresh).await;
    world.owner().await;
    for index in 0..21 {
        let guess = world.sign_in(&format!("person{index}@orbit.example"), PASSWORD, "203.0.113.5").await;
        assert!(matches!(guess, Err(Error::WrongCredentials)), "{index}");
    }
    let held_up = world.sign_in(OWNER, PASSWORD, "203.0.113.5").await;
    assert!(matches!(held_up, Err(Error::TooMany { .. })));
    world.sign_in(OWNER, PASSWORD, "203.0.113.6").await.unwrap();

    // A right password of one's own does not wipe the address's failures out.
    world.advance(Duration::from_secs(2));
    world.sign_in(OWNER, PASSWORD, "203.0.113.5").await.unwrap();
    let guess = world.sign_in("another@orbit.example", PASSWORD, "203.0.113.5").await;
    assert!(matches!(guess, Err(Error::WrongCredentials)));
    let held_up = world.sign_in("yet.another@orbit.example", PASSWORD, "203.0.113.5").await;
    assert!(matches!(held_up, Err(Error::TooMany { .. })));
});

on_both!(many_guesses_at_once_do_not_slip_through, |fresh| {
    let world = world(fresh).await;
    world.owner().await;
    let guesses: Vec<_> = (0..60)
        .map(|index| {
            let console = world.console.clone();
            tokio::spawn(async move {
                let actor = stranger(&somewhere(index));
                let guess = credentials(OWNER, &format!("guess number {index}"));
                console.acting_as(&actor).auth().sign_in(guess, None).await.map(|_| ())
            })
        })
        .collect();
    let mut looked_at = 0;
    for guess in guesses {
        match guess.await.unwrap() {
            Err(Error::WrongCredentials) => looked_at += 1,
            Err(Error::TooMany { .. }) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(looked_at, 21);
});

on_both!(the_operator_does_not_sign_in, |fresh| {
    let world = world(fresh).await;
    let operator = world.console.acting_as(&Actor::Operator);
    let answer = operator.auth().sign_in(credentials(OWNER, PASSWORD), None).await;
    assert!(matches!(answer, Err(Error::SignedOut)));
});

on_both!(a_password_does_not_expire, |fresh| {
    let world = world(fresh).await;
    world.owner().await;
    world.advance(Duration::from_hours(24 * 1_000));
    world.sign_in(OWNER, PASSWORD, HOME).await.unwrap();
});
