//! Creating and editing applications.

use console::{Actor, Error, Person};
use domain::application::listing::ApplicationQuery;
use domain::application::sdkappid::Sdkappid;
use domain::application::{Application, Profile};
use domain::audit::{Action, AuditEntry, Change};

use crate::common::{self, *};
use crate::on_both;

on_both!(a_new_application_is_there, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let applications = world.console.acting_as(&owner).applications();
    let sdkappid = world.create(&owner, "Orbit").await;
    assert_eq!(world.latest().await, (OWNER.into(), "application_created".into()));

    let page = applications.list(&ApplicationQuery::default()).await.unwrap();
    assert_eq!((page.rows.len(), page.matching, page.total, page.limit, page.at.now), (1, 1, 1, 300, NOW));
    let detail = applications.detail(sdkappid, None).await.unwrap();
    assert_eq!(detail.application, page.rows[0]);
    assert_eq!((detail.application.name.as_str(), detail.application.version), ("Orbit", 1));
    assert_eq!((detail.keys[0].facts.version, detail.revealed), (1, None));
    assert_eq!(detail.recent.len(), 1);
    let names: Vec<_> = applications.suggest(" orb ").await.unwrap();
    assert_eq!(names.iter().map(|suggestion| suggestion.sdkappid).collect::<Vec<_>>(), [sdkappid]);
});

on_both!(the_limit_holds_at_once_too, |fresh| {
    let policy = console::Policy { application_limit: 5, ..policy() };
    let world = open(fresh, policy, 1, master_key(1)).await.unwrap();
    let owner = world.owner().await;
    let attempts: Vec<_> = (0..12)
        .map(|index| {
            let (console, owner) = (world.console.clone(), owner.clone());
            tokio::spawn(async move {
                let application = new_application(&format!("App {index}"));
                console.acting_as(&owner).applications().create(application).await
            })
        })
        .collect();
    let mut created = 0;
    for attempt in attempts {
        match attempt.await.unwrap() {
            Ok(_) => created += 1,
            Err(error) => assert!(matches!(error, Error::LimitReached { limit: 5 }), "{error:?}"),
        }
    }
    assert_eq!((created, world.count("application").await, world.count("secret_key").await), (5, 5, 5));
});

on_both!(a_taken_sdkappid_is_drawn_again, |fresh| {
    // Two processes that draw the same numbers in the same order.
    let first = world(fresh).await;
    let owner = first.owner().await;
    let second = open(fresh, policy(), 7, master_key(1)).await.unwrap();
    let third = open(fresh, policy(), 7, master_key(1)).await.unwrap();
    let one = second.create(&owner, "One").await;
    let two = third.create(&owner, "Two").await;
    assert_ne!(one, two);
    assert_eq!(first.count("secret_key").await, 2);
});

on_both!(edits_are_saved_once, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let applications = world.console.acting_as(&owner).applications();
    let sdkappid = world.create(&owner, "Orbit").await;
    let edited = applications.edit(sdkappid, profile("Orbit 2"), 1).await.unwrap();
    assert_eq!((edited.name.as_str(), edited.version), ("Orbit 2", 2));
    assert_eq!(read(&world, &owner, sdkappid).await, edited);

    // The same form again: nothing is left to change.
    let entries = world.count("audit").await;
    assert_eq!(applications.edit(sdkappid, profile("Orbit 2"), 1).await.unwrap(), edited);
    assert_eq!(world.count("audit").await, entries);
    let gone = applications.edit(Sdkappid::from_random(12), profile("x"), 1).await;
    assert!(matches!(gone, Err(Error::NotFound)));
});

on_both!(who_saves_second_is_told_what_changed, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let sdkappid = world.create(&owner, "Orbit").await;
    let applications = world.console.acting_as(&owner).applications();
    applications.edit(sdkappid, profile("Orbit 2"), 1).await.unwrap();
    world.console.acting_as(&owner).keys().show(sdkappid).await.unwrap();
    applications.change(sdkappid, domain::application::lifecycle::Event::Disable).await.unwrap();
    world.advance(std::time::Duration::from_mins(5));
    let newest = applications.edit(sdkappid, profile("Orbit 3"), 3).await.unwrap();

    let Err(Error::Changed(theirs)) = applications.edit(sdkappid, profile("Mine"), 1).await else { panic!() };
    assert_eq!((theirs.who.as_str(), theirs.at, theirs.version), (OWNER, world.console.now(), 4));
    let changes: Vec<_> = theirs
        .changes
        .iter()
        .map(|change| (change.field.as_str(), change.before.as_str(), change.after.as_str()))
        .collect();
    let expected = [
        ("name", "Orbit", "Orbit 3"),
        ("description", "About Orbit", "About Orbit 3"),
        ("status", "enabled", "disabled"),
    ];
    assert_eq!(changes, expected);
    assert_eq!(read(&world, &owner, sdkappid).await, newest, "a refused edit changed something");

    // Only what is newer than what was seen.
    let Err(Error::Changed(theirs)) = applications.edit(sdkappid, profile("Mine"), 3).await else { panic!() };
    assert_eq!(theirs.changes[0].before, "Orbit 2");
    assert_eq!(applications.edit(sdkappid, profile("Mine"), theirs.version).await.unwrap().version, 5);
    for never in [-1, 0, 6, i64::MAX, i64::MIN] {
        let answer = applications.edit(sdkappid, profile("Never"), never).await;
        assert!(matches!(answer, Err(Error::Changed(_))), "{never}");
    }
});

on_both!(who_saves_second_is_told_who_saved_whatever_they_did, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let sdkappid = world.create(&owner, "Orbit").await;
    let before = read(&world, &owner, sdkappid).await;
    let Actor::Person(Person { account, .. }) = owner else { panic!() };
    // An action of which nothing else says that it makes a version, and much that makes none after it.
    let change = Change::between("region", "kr", "sg");
    let entry = |who: &str, action, change: Option<Change>| AuditEntry {
        at: NOW,
        who: who.into(),
        action,
        changes: change.into_iter().collect(),
    };
    let mut tx = fresh.store.begin().await.unwrap();
    assert!(tx.update_application(account, &Application { version: 2, ..before }, 1).await.unwrap());
    let moved = entry("minsu@orbit.example", Action::KeyRotated, change.clone());
    tx.append_audit(Some(account), Some(sdkappid), moved).unwrap();
    for _ in 0..250 {
        let shown = entry(OWNER, Action::KeyShown, None);
        tx.append_audit(Some(account), Some(sdkappid), shown).unwrap();
    }
    tx.commit().await.unwrap();

    let applications = world.console.acting_as(&owner).applications();
    let Err(Error::Changed(theirs)) = applications.edit(sdkappid, profile("Mine"), 1).await else { panic!() };
    assert_eq!((theirs.who.as_str(), theirs.version), ("minsu@orbit.example", 2));
    assert_eq!(theirs.changes, Vec::from_iter(change));
});

on_both!(one_of_many_edits_at_once_wins, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let sdkappid = world.create(&owner, "Orbit").await;
    let edits: Vec<_> = (0..8)
        .map(|index| {
            let (console, owner) = (world.console.clone(), owner.clone());
            tokio::spawn(async move {
                let mine = profile(&format!("Name {index}"));
                console.acting_as(&owner).applications().edit(sdkappid, mine, 1).await
            })
        })
        .collect();
    let (mut won, mut told) = (Vec::new(), Vec::new());
    for edit in edits {
        match edit.await.unwrap() {
            Ok(application) => won.push(application),
            Err(Error::Changed(theirs)) => told.push(theirs),
            Err(error) => panic!("{error:?}"),
        }
    }
    assert_eq!((won.len(), told.len()), (1, 7));
    assert_eq!(read(&world, &owner, sdkappid).await, won[0]);
    for theirs in told {
        assert_eq!((theirs.version, theirs.changes[0].after.as_str()), (2, won[0].name.as_str()));
    }
});

fn profile(name: &str) -> Profile {
    Profile::parse(name, &format!("About {name}")).unwrap()
}

async fn read(world: &World<'_>, actor: &Actor, sdkappid: Sdkappid) -> Application {
    world.console.acting_as(actor).applications().detail(sdkappid, None).await.unwrap().application
}
