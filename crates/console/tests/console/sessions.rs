//! How long a browser stays signed in.

use std::time::Duration;

use console::{Actor, Error, SignIn, Stranger};
use domain::field::Field;

use crate::common::{self, *};
use crate::on_both;

on_both!(an_unused_session_ends, |fresh| {
    let world = world(fresh).await;
    let signed_in = sign_in(&world, &stranger(HOME), true).await;
    let token = &signed_in.token;
    let almost = NOW.plus(policy().session_idle).minus(Duration::from_secs(1)).since(NOW);
    world.advance(almost);
    // Using it moves its end.
    assert!(holds(&world, token).await);
    world.advance(almost);
    assert!(holds(&world, token).await);
    world.advance(policy().session_idle);
    assert!(!holds(&world, token).await);
});

on_both!(a_session_ends_however_much_it_is_used, |fresh| {
    let world = world(fresh).await;
    let signed_in = sign_in(&world, &stranger(HOME), true).await;
    let step = Duration::from_hours(10);
    let mut used = Duration::ZERO;
    while used + step < policy().session_absolute {
        world.advance(step);
        used += step;
        assert!(holds(&world, &signed_in.token).await, "after {used:?}");
    }
    world.advance(policy().session_absolute.saturating_sub(used));
    assert!(!holds(&world, &signed_in.token).await);
});

on_both!(a_session_is_written_once_a_minute, |fresh| {
    let world = world(fresh).await;
    let signed_in = sign_in(&world, &stranger(HOME), true).await;
    let actor = world.holder(&signed_in).await;
    for (seconds, seen_after) in [(30, 0), (29, 0), (1, 60), (59, 60), (1, 120)] {
        world.advance(Duration::from_secs(seconds));
        assert!(holds(&world, &signed_in.token).await);
        let page = world.console.acting_as(&actor).account().page().await.unwrap();
        assert_eq!(page.sessions[0].seen_at, NOW.plus(Duration::from_secs(seen_after)));
    }
});

on_both!(what_is_no_token_is_nobodys, |fresh| {
    let world = world(fresh).await;
    let signed_in = sign_in(&world, &stranger(HOME), true).await;
    let token = &signed_in.token;
    assert!(token.len() == 64 && holds(&world, token).await);
    for wrong in ["", &token[1..], &token.to_uppercase(), &format!("{token}0"), &"0".repeat(64), "\u{e9}"] {
        assert!(!holds(&world, wrong).await, "{wrong}");
    }
    assert!(!format!("{signed_in:?}").contains(token.as_str()));
});

on_both!(signing_in_again_replaces_the_browsers_session, |fresh| {
    let world = world(fresh).await;
    let first = sign_in(&world, &stranger(HOME), true).await;
    let actor = world.holder(&first).await;
    let second = sign_in(&world, &actor, false).await;
    assert!(!holds(&world, &first.token).await);
    assert!(holds(&world, &second.token).await);
    let actor = world.holder(&second).await;
    let page = world.console.acting_as(&actor).account().page().await.unwrap();
    assert_eq!(page.sessions.len(), 1);
    assert_eq!((page.sessions[0].browser.as_str(), page.sessions[0].current), ("Firefox", true));
});

on_both!(a_proof_renews_the_token_of_a_session, |fresh| {
    let world = world(fresh).await;
    let mut token = sign_in(&world, &stranger(HOME), true).await.token;
    let person = async |token: &str| {
        Actor::Person(world.console.person(token, HOME.parse().unwrap()).await.unwrap().unwrap())
    };
    let sdkappid = world.create(&person(&token).await, "Orbit").await;
    for way in ["password", "key", "change"] {
        world.advance(policy().verification_freshness + Duration::from_secs(1));
        let actor = person(&token).await;
        let acting = world.console.acting_as(&actor);
        let refused = acting.account().revoke_other_sessions().await;
        assert!(matches!(refused, Err(Error::VerificationNeeded)), "{way}: {refused:?}");
        let renewed = match way {
            "password" => acting.account().verify_password(&password(PASSWORD)).await,
            "key" => acting.keys().unlock(sdkappid, &password(PASSWORD)).await.map(|(_, renewed)| renewed),
            _ => {
                acting.account().change_password(password(PASSWORD), password("another good password")).await
            }
        };
        let renewed = renewed.unwrap();
        assert!(!holds(&world, &token).await, "{way}: a copy of the token is good still");
        assert!(!format!("{renewed:?}").contains(&renewed.token));
        token = renewed.token;
        let actor = person(&token).await;
        world.console.acting_as(&actor).account().revoke_other_sessions().await.unwrap();
    }
    assert_eq!(world.count("session").await, 1);
    // What was refused leaves it as it is.
    let actor = person(&token).await;
    let wrong = world.console.acting_as(&actor).account().verify_password(&password(PASSWORD)).await;
    assert!(is_wrong(&wrong, Field::Password));
    assert!(holds(&world, &token).await);
});

on_both!(a_browsers_name_is_shortened, |fresh| {
    let world = world(fresh).await;
    let browser = format!("\u{1b}[31m{}", "가".repeat(500));
    let actor = Actor::Stranger(Stranger { address: HOME.parse().unwrap(), browser });
    let signed_in = sign_in(&world, &actor, true).await;
    let actor = world.holder(&signed_in).await;
    let page = world.console.acting_as(&actor).account().page().await.unwrap();
    let kept = &page.sessions[0].browser;
    assert!(kept.chars().count() == 200 && kept.starts_with("[31m가"), "{kept}");
});

on_both!(what_has_ended_is_swept_away, |fresh| {
    let world = world(fresh).await;
    let signed_in = sign_in(&world, &stranger(HOME), true).await;
    let actor = world.holder(&signed_in).await;
    let submission = world.console.submission(&world.console.form_token(), []).unwrap();
    let console = world.console.with_submission(&submission);
    let acting = console.acting_as(&actor);
    let sdkappid = acting.applications().create(new_application("Orbit")).await.unwrap();
    acting.keys().show(sdkappid).await.unwrap();
    assert!(world.sign_in(OWNER, "not the password", HOME).await.is_err());
    let rows = async || {
        let mut rows = Vec::new();
        for table in ["session", "reveal", "throttle", "submission", "familiar"] {
            rows.push(world.count(table).await);
        }
        rows
    };
    world.console.purge_expired().await.unwrap();
    assert_eq!(rows().await, [1, 1, 1, 1, 2], "nothing has ended yet");
    world.advance(Duration::from_hours(2));
    world.console.purge_expired().await.unwrap();
    assert_eq!(rows().await, [1, 0, 0, 1, 2]);
    world.advance(Duration::from_hours(24 * 8));
    world.console.purge_expired().await.unwrap();
    assert_eq!(rows().await, [0, 0, 0, 0, 2]);
    world.advance(console::DEVICE_LIFETIME);
    world.console.purge_expired().await.unwrap();
    assert_eq!(rows().await, [0, 0, 0, 0, 0]);
});

async fn sign_in(world: &World<'_>, actor: &Actor, first: bool) -> console::SignedIn {
    let auth = world.console.acting_as(actor).auth();
    let credentials = credentials(OWNER, PASSWORD);
    if first {
        auth.create_owner(SETUP_CODE, credentials).await.unwrap()
    } else {
        match auth.sign_in(credentials, None).await.unwrap() {
            SignIn::Done(signed_in) => signed_in,
            SignIn::CodeNeeded(_) => panic!("the owner has no second factor"),
        }
    }
}

async fn holds(world: &World<'_>, token: &str) -> bool {
    world.console.person(token, HOME.parse().unwrap()).await.unwrap().is_some()
}
