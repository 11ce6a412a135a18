//! Disabling, enabling, deleting, and a trial that ends by the clock alone.

use std::time::Duration;

use console::Error;
use domain::application::lifecycle::{Event, Refusal, Status};
use domain::application::listing::ApplicationQuery;

use crate::common::{self, *};
use crate::on_both;

on_both!(an_application_is_disabled_enabled_and_deleted, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let sdkappid = world.create(&owner, "Orbit").await;
    let applications = world.console.acting_as(&owner).applications();

    let early = applications.change(sdkappid, Event::Delete).await;
    assert!(matches!(early, Err(Error::Refused(Refusal::DisableFirst))));
    for (event, status, version) in [
        (Event::Disable, Status::Disabled, 2),
        (Event::Enable, Status::Enabled, 3),
        (Event::Disable, Status::Disabled, 4),
    ] {
        let changed = applications.change(sdkappid, event).await.unwrap();
        assert_eq!((changed.status(settled(NOW)), changed.version), (status, version));
        assert_eq!(applications.detail(sdkappid, None).await.unwrap().application, changed);
    }
    let again = applications.change(sdkappid, Event::Disable).await;
    assert!(matches!(again, Err(Error::Refused(Refusal::AlreadyDisabled))));

    applications.change(sdkappid, Event::Delete).await.unwrap();
    let gone = applications.detail(sdkappid, None).await;
    assert!(matches!(gone, Err(Error::NotFound)));
    assert!(matches!(applications.change(sdkappid, Event::Enable).await, Err(Error::NotFound)));
    let page = applications.list(&ApplicationQuery::default()).await.unwrap();
    assert_eq!((page.rows.len(), page.total), (0, 0));
    assert_eq!((world.count("secret_key").await, world.count("application").await), (1, 1));

    let trail = world.trail().await;
    let actions: Vec<_> = trail.iter().skip(2).map(|(_, action, _)| action.as_str()).collect();
    let expected =
        ["application_disabled", "application_enabled", "application_disabled", "application_deleted"];
    assert_eq!(actions, expected);
    assert_eq!(trail[2].2, r#"[{"field":"status","before":"enabled","after":"disabled"}]"#);
    assert_eq!(trail[5].2, r#"[{"field":"status","before":"disabled","after":"deleted"}]"#);
});

on_both!(a_trial_is_over_at_its_instant, |fresh| {
    let world = world(fresh).await;
    let owner = always_verified(&world.owner().await);
    let (running, disabled) = (world.create(&owner, "Running").await, world.create(&owner, "Disabled").await);
    let applications = world.console.acting_as(&owner).applications();
    applications.change(disabled, Event::Disable).await.unwrap();

    let end = NOW.plus_months(1);
    world.advance(end.minus(Duration::from_micros(1)).since(NOW));
    let detail = applications.detail(running, None).await.unwrap();
    assert_eq!(detail.application.status(detail.at), Status::Enabled);
    world.advance(Duration::from_micros(1));
    let detail = applications.detail(running, None).await.unwrap();
    assert_eq!(detail.application.status(detail.at), Status::Suspended);

    for (sdkappid, event, refusal) in [
        (running, Event::Disable, Refusal::SuspendedAlready),
        (running, Event::Enable, Refusal::TrialOver),
        (running, Event::Delete, Refusal::SuspendedNotDisabled),
        (disabled, Event::Enable, Refusal::TrialOver),
    ] {
        let answer = applications.change(sdkappid, event).await;
        assert!(matches!(answer, Err(Error::Refused(reason)) if reason == refusal), "{answer:?}");
    }
    let suspended = ApplicationQuery { status: Some(Status::Suspended), ..ApplicationQuery::default() };
    let page = applications.list(&suspended).await.unwrap();
    assert_eq!(page.rows.iter().map(|row| row.sdkappid).collect::<Vec<_>>(), [running]);
    applications.change(disabled, Event::Delete).await.unwrap();
});

on_both!(one_of_many_disables_at_once_wins, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let sdkappid = world.create(&owner, "Orbit").await;
    let disables: Vec<_> = (0..8)
        .map(|_| {
            let (console, owner) = (world.console.clone(), owner.clone());
            tokio::spawn(async move {
                console.acting_as(&owner).applications().change(sdkappid, Event::Disable).await
            })
        })
        .collect();
    let mut won = 0;
    for disable in disables {
        match disable.await.unwrap() {
            Ok(application) => {
                won += 1;
                assert_eq!(application.version, 2);
            }
            Err(error) => assert!(matches!(error, Error::Refused(Refusal::AlreadyDisabled)), "{error:?}"),
        }
    }
    assert_eq!((won, world.count("audit").await), (1, 3));
});

on_both!(a_trial_is_extended_by_calendar_months, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let sdkappid = world.create(&owner, "Orbit").await;
    let applications = world.console.acting_as(&owner).applications();
    let extended = applications.extend(sdkappid, 1).await.unwrap();
    assert_eq!(extended.life.term.end(), NOW.plus_months(2));
    assert_eq!(world.latest().await, (OWNER.into(), "trial_extended".into()));
    // The same form again extends nothing.
    let again = applications.extend(sdkappid, 1).await;
    assert!(matches!(again, Err(Error::Refused(Refusal::Meanwhile))));

    // Suspended, it is in service again from the commit on, for a month from now.
    world.advance(NOW.plus_months(2).since(NOW) + Duration::from_hours(5));
    let suspended = applications.detail(sdkappid, None).await.unwrap();
    assert_eq!(suspended.application.status(suspended.at), Status::Suspended);
    let extended = applications.extend(sdkappid, 2).await.unwrap();
    let now = world.console.now();
    assert_eq!(
        (extended.status(settled(now)), extended.life.term.end()),
        (Status::Enabled, now.plus_months(1))
    );
    let kept = applications.detail(sdkappid, None).await.unwrap().application;
    assert_eq!(kept, extended);

    let minsu = world.somebody_else("minsu@orbit.example").await;
    let theirs = world.console.acting_as(&minsu).applications().extend(sdkappid, 3).await;
    assert!(matches!(theirs, Err(Error::NotFound)));
});
