//! Showing a key: once, here, now, and only to whoever gave the password lately.

use std::time::Duration;

use console::{Actor, Error};
use domain::application::sdkappid::Sdkappid;
use domain::field::Field;
use domain::key::SecretKey;

use crate::common::{self, *};
use crate::on_both;

on_both!(a_key_is_shown_once, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let sdkappid = world.create(&owner, "Orbit").await;
    let token = show(&world, &owner, sdkappid).await.unwrap();
    assert_eq!(world.latest().await, (OWNER.into(), "key_shown".into()));
    let key = reveal(&world, &owner, sdkappid, &token).await.unwrap();
    assert!(key.parse::<SecretKey>().is_ok());
    assert_eq!(reveal(&world, &owner, sdkappid, &token).await, None);

    // It is the same key again, and no other application's.
    let token = show(&world, &owner, sdkappid).await.unwrap();
    assert_eq!(reveal(&world, &owner, sdkappid, &token).await.as_deref(), Some(key.as_str()));
    let other = world.create(&owner, "Other").await;
    let token = show(&world, &owner, other).await.unwrap();
    assert_ne!(reveal(&world, &owner, other, &token).await.unwrap(), key);
    let trail = format!("{:?}", world.trail().await);
    assert!(!trail.contains(&key) && !trail.contains(&token));
});

on_both!(a_permission_is_for_one_browser_and_one_application, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let elsewhere = world.sign_in(OWNER, PASSWORD, HOME).await.unwrap();
    let (sdkappid, other) = (world.create(&owner, "Orbit").await, world.create(&owner, "Other").await);
    let token = show(&world, &owner, sdkappid).await.unwrap();
    assert_eq!(reveal(&world, &elsewhere, sdkappid, &token).await, None);
    assert_eq!(reveal(&world, &owner, other, &token).await, None);
    for wrong in ["", "x", &token[1..], &token.to_uppercase(), &"0".repeat(64)] {
        assert_eq!(reveal(&world, &owner, sdkappid, wrong).await, None, "{wrong}");
    }
    assert!(reveal(&world, &owner, sdkappid, &token).await.is_some());

    let token = show(&world, &owner, sdkappid).await.unwrap();
    world.advance(Duration::from_mins(1));
    assert_eq!(reveal(&world, &owner, sdkappid, &token).await, None);
});

on_both!(at_once_a_key_is_shown_once, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let sdkappid = world.create(&owner, "Orbit").await;
    let token = show(&world, &owner, sdkappid).await.unwrap();
    let readers: Vec<_> = (0..8)
        .map(|_| {
            let (console, owner, token) = (world.console.clone(), owner.clone(), token.clone());
            tokio::spawn(async move {
                let detail = console.acting_as(&owner).applications().detail(sdkappid, Some(&token)).await;
                detail.unwrap().revealed.is_some()
            })
        })
        .collect();
    let mut shown = 0;
    for reader in readers {
        shown += usize::from(reader.await.unwrap());
    }
    assert_eq!(shown, 1);
});

on_both!(the_password_is_asked_for_again, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let sdkappid = world.create(&owner, "Orbit").await;
    world.advance(policy().verification_freshness);
    show(&world, &owner, sdkappid).await.unwrap();
    world.advance(Duration::from_secs(1));
    let entries = world.count("audit").await;
    assert!(matches!(show(&world, &owner, sdkappid).await, Err(Error::VerificationNeeded)));
    assert_eq!((world.count("audit").await, world.count("reveal").await), (entries, 1));

    let keys = world.console.acting_as(&owner).keys();
    let wrong = keys.unlock(sdkappid, &password("not the password")).await;
    assert!(is_wrong(&wrong, Field::Password));
    assert_eq!(world.count("reveal").await, 1);
    // The actor was made when the request began: the password given with it counts at once.
    let (token, _) = keys.unlock(sdkappid, &password(PASSWORD)).await.unwrap();
    assert!(reveal(&world, &owner, sdkappid, &token).await.is_some());
    // The next request reads the session anew.
    show(&world, &world.again(&owner).await, sdkappid).await.unwrap();
});

on_both!(a_key_from_another_row_does_not_open, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let (sdkappid, other) = (world.create(&owner, "Orbit").await, world.create(&owner, "Other").await);
    let Actor::Person(person) = &owner else { panic!() };
    let theirs = world.fresh.store.keys(person.account, other).await.unwrap();
    let mut tx = world.fresh.store.begin().await.unwrap();
    tx.delete_keys(person.account, sdkappid).await.unwrap();
    tx.insert_key(person.account, sdkappid, &theirs[0]).await.unwrap();
    tx.commit().await.unwrap();

    let token = show(&world, &owner, sdkappid).await.unwrap();
    let applications = world.console.acting_as(&owner).applications();
    let answer = applications.detail(sdkappid, Some(&token)).await;
    let Err(Error::Vault(error)) = answer else { panic!("a swapped key was opened") };
    assert!(error.to_string().contains(&format!("application {sdkappid}")), "{error}");
    // Without the secret the page is there as ever.
    applications.detail(sdkappid, None).await.unwrap();
});

async fn show(world: &World<'_>, actor: &Actor, sdkappid: Sdkappid) -> Result<String, Error> {
    world.console.acting_as(actor).keys().show(sdkappid).await
}

async fn reveal(world: &World<'_>, actor: &Actor, sdkappid: Sdkappid, token: &str) -> Option<String> {
    world.console.acting_as(actor).applications().detail(sdkappid, Some(token)).await.unwrap().revealed
}
