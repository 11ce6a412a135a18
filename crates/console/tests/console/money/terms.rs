//! Arrears, packages that lapse and packages that renew.

use std::time::Duration;

use console::Done;
use domain::edition::Edition;
use domain::lifecycle::{Cause, Status};
use domain::service_code::ServiceCode;

use super::*;
use crate::back_end::BackEnd;
use crate::common::{self, *};
use crate::on_both;

on_both!(arrears_disable_what_is_paid_for_and_settling_brings_it_back, |fresh| {
    let world = world(fresh).await;
    world.console.set_catalogue(priced(""));
    let owner = world.owner().await;
    let (paid, trial, refunded) = (
        world.create(&owner, "Paid").await,
        world.create(&owner, "Trial").await,
        world.create(&owner, "Refunded").await,
    );
    let console = &world.console;
    top_up(console, &owner, 90_000, "top").await;
    order(console, &owner, paid, &month_of(Edition::Standard, false), "p").await.unwrap();
    order(console, &owner, refunded, &month_of(Edition::Pro, false), "q").await.unwrap();
    refund(console, &owner, refunded, "r").await.unwrap();
    let back_end = BackEnd::with_current_key(&world, &owner, paid).await;
    top_up(console, &owner, -60_001, "owed").await;
    world.advance(Duration::from_hours(24) - Duration::from_micros(1));
    assert_eq!(status(console, &owner, paid).await, (Status::Enabled, None));
    assert_eq!(judge(&world, &back_end, "jo").await, Ok(()));
    world.advance(Duration::from_micros(1));
    // No job has run.
    assert_eq!(status(console, &owner, paid).await, (Status::Disabled, Some(Cause::Arrears)));
    assert_eq!(judge(&world, &back_end, "jo").await, Err(ServiceCode::OutOfService));
    assert_eq!(status(console, &owner, trial).await, (Status::Enabled, None));
    assert_eq!(console.run_jobs().await.unwrap().mails, 1);
    assert_eq!(console.run_jobs().await.unwrap(), Done::default());

    top_up(console, &owner, 1, "settled").await;
    assert_eq!(status(console, &owner, paid).await, (Status::Enabled, None));
    assert_eq!(judge(&world, &back_end, "jo").await, Ok(()));
    assert_eq!(status(console, &owner, refunded).await, (Status::Disabled, Some(Cause::Refund)));
});

on_both!(a_package_that_lapses_is_refused_without_a_job, |fresh| {
    let world = world(fresh).await;
    world.console.set_catalogue(priced(""));
    let owner = world.owner().await;
    let app = world.create(&owner, "Orbit").await;
    top_up(&world.console, &owner, 30_000, "top").await;
    order(&world.console, &owner, app, &month_of(Edition::Standard, false), "a").await.unwrap();
    let back_end = BackEnd::with_current_key(&world, &owner, app).await;
    world.set(NOW.plus_months(1).minus(Duration::from_micros(1)));
    assert_eq!(judge(&world, &back_end, "jo").await, Ok(()));
    world.set(NOW.plus_months(1));
    assert_eq!(judge(&world, &back_end, "jo").await, Err(ServiceCode::OutOfService));
    assert_eq!(status(&world.console, &owner, app).await, (Status::Disabled, Some(Cause::Lapsed)));
});

on_both!(a_package_renews_itself_once_however_many_servers_try, |fresh| {
    let world = world(fresh).await;
    let other = common::world(fresh).await;
    for world in [&world, &other] {
        world.console.set_catalogue(priced(""));
    }
    let owner = world.owner().await;
    let app = world.create(&owner, "Orbit").await;
    top_up(&world.console, &owner, 60_000, "top").await;
    order(&world.console, &owner, app, &month_of(Edition::Standard, true), "a").await.unwrap();
    let end = NOW.plus_months(1);
    for world in [&world, &other] {
        world.set(end);
    }
    let (one, two) = tokio::join!(world.console.run_jobs(), other.console.run_jobs());
    assert_eq!(one.unwrap().posted + two.unwrap().posted, 1);
    let detail = world.console.acting_as(&owner).applications().detail(app, None).await.unwrap();
    assert_eq!(detail.application.life.term.end(), NOW.plus_months(2));
    // A month later the balance does not cover it: it is taken all the same, and the arrears begin.
    world.set(NOW.plus_months(2));
    assert_eq!(world.console.run_jobs().await.unwrap().posted, 1);
    let billing = world.console.acting_as(&owner).billing().page(None).await.unwrap();
    assert_eq!(billing.standing.balance(), usd(-30_000));
    assert_eq!(billing.standing.arrears_since(), Some(NOW.plus_months(2)));
});
