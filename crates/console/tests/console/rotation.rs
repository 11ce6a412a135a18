//! Rotating a key: nobody is cut off before it is said so, and nobody is let in afterwards.

use std::time::Duration;

use console::{Actor, Error};
use domain::application::sdkappid::Sdkappid;
use domain::field::{Field, InvalidField, Problem};
use domain::key::rotation::{KeyRefusal, KeyState, Overlap};
use domain::usersig::service_code::ServiceCode;

use crate::back_end::BackEnd;
use crate::common::{self, *};
use crate::on_both;

const DAY: Duration = Duration::from_hours(24);

fn days(text: &str) -> Overlap {
    text.parse().unwrap()
}

async fn keys(world: &World<'_>, owner: &Actor, sdkappid: Sdkappid) -> Vec<KeyState> {
    world.console.acting_as(owner).applications().detail(sdkappid, None).await.unwrap().keys
}

on_both!(the_old_key_is_accepted_until_the_overlap_ends, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let old = BackEnd::of(&world, &owner, "Orbit").await;
    let sdkappid = old.sdkappid;
    assert_eq!(world.console.acting_as(&owner).keys().rotate(sdkappid, 1, days("7"), "").await.unwrap(), 2);
    assert_eq!(world.latest().await, (OWNER.into(), "key_rotated".into()));

    let new = BackEnd::with_current_key(&world, &owner, sdkappid).await;
    assert_ne!(new.key, old.key);
    let long = |back_end: &BackEnd| back_end.sign_for(&world, "jo", 30 * 86_400);
    let (by_old, by_new) = (long(&old), long(&new));
    assert_eq!(new.version(&world, "jo", &by_old).await, Ok(1));
    assert_eq!(old.version(&world, "jo", &by_new).await, Ok(2));
    let instant = Duration::from_micros(1);
    world.advance(DAY.saturating_mul(7).saturating_sub(instant));
    assert_eq!(new.version(&world, "jo", &by_old).await, Ok(1));
    world.advance(Duration::from_micros(1));
    assert_eq!(new.version(&world, "jo", &by_old).await, Err(ServiceCode::WrongKey));
    assert_eq!(old.version(&world, "jo", &by_new).await, Err(ServiceCode::WrongKey));
    assert_eq!(new.version(&world, "jo", &by_new).await, Ok(2));
});

on_both!(at_most_two_keys_are_accepted, |fresh| {
    let world = world(fresh).await;
    let owner = always_verified(&world.owner().await);
    let sdkappid = world.create(&owner, "Orbit").await;
    let acting = world.console.acting_as(&owner);
    let rotate = async |seen, overlap: &str| acting.keys().rotate(sdkappid, seen, days(overlap), "").await;
    rotate(1, "7").await.unwrap();
    // The same form again, and a further one.
    assert!(matches!(rotate(1, "7").await, Err(Error::KeyRefused(KeyRefusal::Meanwhile))));
    assert!(matches!(rotate(2, "7").await, Err(Error::KeyRefused(KeyRefusal::TwoAccepted))));
    assert_eq!(keys(&world, &owner, sdkappid).await.len(), 2);
    world.advance(DAY * 7);
    assert_eq!(rotate(2, "1").await.unwrap(), 3);
});

on_both!(without_an_overlap_the_sdkappid_is_typed, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let leaked = BackEnd::of(&world, &owner, "Orbit").await;
    let sdkappid = leaked.sdkappid;
    let stolen = leaked.sign(&world, "jo");
    let acting = world.console.acting_as(&owner);
    for (typed, problem) in [("", Problem::Missing), ("1400000000", Problem::Wrong)] {
        let refused = acting.keys().rotate(sdkappid, 1, days("0"), typed).await;
        let invalid = [InvalidField { field: Field::Confirmation, problem }];
        assert!(matches!(refused, Err(Error::Invalid(fields)) if fields == invalid));
    }
    assert_eq!(leaked.version(&world, "jo", &stolen).await, Ok(1));
    acting.keys().rotate(sdkappid, 1, days("0"), &format!(" {sdkappid} ")).await.unwrap();
    let new = BackEnd::with_current_key(&world, &owner, sdkappid).await;
    assert_eq!(new.version(&world, "jo", &stolen).await, Err(ServiceCode::WrongKey));
});

on_both!(a_rotation_is_undone, |fresh| {
    let world = world(fresh).await;
    let owner = always_verified(&world.owner().await);
    let old = BackEnd::of(&world, &owner, "Orbit").await;
    let sdkappid = old.sdkappid;
    let acting = world.console.acting_as(&owner);
    let undo = async |seen| acting.keys().undo(sdkappid, seen).await;
    assert!(matches!(undo(1).await, Err(Error::KeyRefused(KeyRefusal::NothingToUndo))));
    acting.keys().rotate(sdkappid, 1, days("7"), "").await.unwrap();
    let new = BackEnd::with_current_key(&world, &owner, sdkappid).await;
    let by_new = new.sign(&world, "jo");
    assert_eq!(old.version(&world, "jo", &by_new).await, Ok(2));
    undo(2).await.unwrap();
    assert_eq!(world.latest().await, (OWNER.into(), "key_rotation_undone".into()));
    assert_eq!(old.version(&world, "jo", &by_new).await, Err(ServiceCode::WrongKey));
    // The old key has no end any more, and the number of the other one is not given again.
    world.advance(DAY * 20);
    assert_eq!(old.version(&world, "jo", &old.sign(&world, "jo")).await, Ok(1));
    assert_eq!(acting.keys().rotate(sdkappid, 1, days("7"), "").await.unwrap(), 3);
});

on_both!(a_key_in_use_is_retired_on_purpose_only, |fresh| {
    let world = world(fresh).await;
    let owner = always_verified(&world.owner().await);
    let old = BackEnd::of(&world, &owner, "Orbit").await;
    let sdkappid = old.sdkappid;
    let acting = world.console.acting_as(&owner);
    assert_eq!(old.version(&world, "jo", &old.sign(&world, "jo")).await, Ok(1));
    acting.keys().rotate(sdkappid, 1, days("30"), "").await.unwrap();
    let retire = async |version, typed: &str| acting.keys().retire(sdkappid, version, typed).await;
    assert!(matches!(retire(2, "").await, Err(Error::KeyRefused(KeyRefusal::Current))));
    // What was verified a moment ago counts before it is written down.
    assert!(matches!(retire(1, "").await, Err(Error::Invalid(_))));
    let states = keys(&world, &owner, sdkappid).await;
    assert_eq!((states[1].usage.uses(), states[1].usage.last_used_at), (2, Some(NOW)), "caller and user");
    assert_eq!((states[0].usage.uses(), states[0].usage.last_used_at), (0, None));

    world.advance(DAY);
    retire(1, "").await.unwrap();
    assert_eq!(world.latest().await, (OWNER.into(), "key_retired".into()));
    assert!(matches!(retire(1, "").await, Err(Error::KeyRefused(KeyRefusal::Ended))));
    let new = BackEnd::with_current_key(&world, &owner, sdkappid).await;
    assert_eq!(new.version(&world, "jo", &old.sign(&world, "jo")).await, Err(ServiceCode::WrongKey));
    assert!(matches!(
        acting.keys().undo(sdkappid, 2).await,
        Err(Error::KeyRefused(KeyRefusal::NothingToUndo))
    ));
});

on_both!(a_key_in_use_ends_at_once_when_the_sdkappid_is_typed, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let old = BackEnd::of(&world, &owner, "Orbit").await;
    let acting = world.console.acting_as(&owner);
    let by_old = old.sign(&world, "jo");
    acting.keys().rotate(old.sdkappid, 1, days("7"), "").await.unwrap();
    assert_eq!(old.version(&world, "jo", &by_old).await, Ok(1));
    acting.keys().retire(old.sdkappid, 1, &old.sdkappid.to_string()).await.unwrap();
    let new = BackEnd::with_current_key(&world, &owner, old.sdkappid).await;
    assert_eq!(new.version(&world, "jo", &by_old).await, Err(ServiceCode::WrongKey));
});

on_both!(two_people_rotate_once, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let sdkappid = world.create(&owner, "Orbit").await;
    let attempts: Vec<_> = (0..8)
        .map(|_| {
            let (console, owner) = (world.console.clone(), owner.clone());
            tokio::spawn(
                async move { console.acting_as(&owner).keys().rotate(sdkappid, 1, days("7"), "").await },
            )
        })
        .collect();
    let mut rotated = 0;
    for attempt in attempts {
        match attempt.await.unwrap() {
            Ok(version) => rotated += version,
            Err(error) => assert!(matches!(error, Error::KeyRefused(KeyRefusal::Meanwhile)), "{error}"),
        }
    }
    assert_eq!((rotated, world.count("secret_key").await), (2, 2));
});

on_both!(uses_are_counted_by_hour_and_written_down, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let back_end = BackEnd::of(&world, &owner, "Orbit").await;
    for _ in 0..3 {
        back_end.version(&world, "jo", &back_end.sign(&world, "jo")).await.unwrap();
    }
    back_end.version(&world, "jo", "nonsense").await.unwrap_err();
    assert_eq!(world.count("key_use").await, 0, "a verification writes nothing");
    world.console.flush_key_uses().await.unwrap();
    world.advance(Duration::from_hours(2));
    back_end.version(&world, "jo", &back_end.sign(&world, "jo")).await.unwrap();
    world.console.flush_key_uses().await.unwrap();
    world.console.flush_key_uses().await.unwrap();
    let usage = keys(&world, &owner, back_end.sdkappid).await.remove(0).usage;
    assert_eq!((usage.hours[21], usage.hours[22], usage.hours[23]), (7, 0, 2));
    assert_eq!(usage.last_used_at, Some(world.console.now()));

    world.advance(Duration::from_hours(72));
    world.console.purge_expired().await.unwrap();
    assert_eq!(world.count("key_use").await, 0);
    assert_eq!(keys(&world, &owner, back_end.sdkappid).await[0].usage.uses(), 0);
});

on_both!(a_key_that_ended_long_ago_is_destroyed, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let old = BackEnd::of(&world, &owner, "Orbit").await;
    let Actor::Person(person) = &owner else { panic!() };
    world.console.acting_as(&owner).keys().rotate(old.sdkappid, 1, days("1"), "").await.unwrap();
    let sealed = async || {
        let keys = world.fresh.store.keys(person.account, old.sdkappid).await.unwrap();
        keys.into_iter().map(|key| key.sealed.len()).collect::<Vec<_>>()
    };
    world.advance(DAY * 30);
    world.console.purge_expired().await.unwrap();
    assert!(sealed().await.iter().all(|length| *length > 0));
    world.advance(DAY + Duration::from_micros(1));
    world.console.purge_expired().await.unwrap();
    let [current, ended] = sealed().await[..] else { panic!() };
    assert!(current > 0 && ended == 0);
    // What is left of it is in nobody's way.
    let owner = world.sign_in(OWNER, PASSWORD, HOME).await.unwrap();
    let tool = world.console.acting_as(&owner).usersigs();
    assert!(tool.page(old.sdkappid, "").await.unwrap().can_sign);
    tool.diagnose(old.sdkappid, &old.sign(&world, "jo"), "").await.unwrap();
});

on_both!(keys_of_another_account_are_not_found, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let sdkappid = world.create(&owner, "Orbit").await;
    let other = world.somebody_else("minsu@orbit.example").await;
    let keys = world.console.acting_as(&other).keys();
    assert!(matches!(keys.rotate(sdkappid, 1, days("7"), "").await, Err(Error::NotFound)));
    assert!(matches!(keys.undo(sdkappid, 1).await, Err(Error::NotFound)));
    assert!(matches!(keys.retire(sdkappid, 1, "").await, Err(Error::NotFound)));
});
