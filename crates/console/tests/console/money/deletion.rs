//! Deletion on request: settled, restored, and final after the grace period.

use std::time::Duration;

use console::{Done, Error};
use domain::edition::Edition;
use domain::lifecycle::{Cause, Event, Refusal, Status};
use domain::service_code::ServiceCode;
use domain::support::{NewRequest, State};

use super::*;
use crate::back_end::BackEnd;
use crate::common::{self, *};
use crate::on_both;

on_both!(a_deletion_is_asked_for_settled_restored_and_at_last_for_good, |fresh| {
    let world = world(fresh).await;
    world.console.set_catalogue(priced(""));
    let owner = world.owner().await;
    let app = world.create(&owner, "Orbit").await;
    let (console, acting) = (&world.console, world.console.acting_as(&owner));
    let (applications, support) = (acting.applications(), acting.support());
    top_up(console, &owner, 90_000, "top").await;
    order(console, &owner, app, &month_of(Edition::Standard, false), "a").await.unwrap();
    let back_end = BackEnd::with_current_key(&world, &owner, app).await;
    let refused = applications.change(app, Event::Delete).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::PaidDeletedOnRequest))));
    let new = || NewRequest::parse("Delete it", "We moved").unwrap();
    let request = support.ask_for_deletion(app, new()).await.unwrap();
    assert!(matches!(
        support.ask_for_deletion(app, new()).await,
        Err(Error::Refused(Refusal::AlreadyRequested))
    ));
    support.write(request, "First a refund.".parse().unwrap()).await.unwrap();
    assert!(matches!(support.settle(request).await, Err(Error::Refused(Refusal::DisableFirst))));
    let (row, _) = support.request(request).await.unwrap();
    assert_eq!((row.request.state, row.request.messages.len()), (State::Answered, 2));

    refund(console, &owner, app, "r").await.unwrap();
    support.settle(request).await.unwrap();
    assert!(matches!(applications.detail(app, None).await, Err(Error::NotFound)));
    assert_eq!(judge(&world, &back_end, "jo").await, Err(ServiceCode::NoSuchApplication));
    assert_eq!(applications.deleted().await.unwrap().1.len(), 1);
    assert_eq!(console.run_jobs().await.unwrap(), Done { mails: 1, ..Done::default() });
    applications.restore(app).await.unwrap();
    assert_eq!(status(console, &owner, app).await, (Status::Disabled, Some(Cause::Refund)));
    order(console, &owner, app, &month_of(Edition::Standard, false), "b").await.unwrap();
    assert_eq!(judge(&world, &back_end, "jo").await, Ok(()), "the key is what it was");

    let request = support.ask_for_deletion(app, new()).await.unwrap();
    support.withdraw(request).await.unwrap();
    let request = support.ask_for_deletion(app, new()).await.unwrap();
    refund(console, &owner, app, "s").await.unwrap();
    support.settle(request).await.unwrap();
    world.advance(Duration::from_hours(7 * 24) - Duration::from_micros(1));
    assert_eq!((console.run_jobs().await.unwrap().shredded, world.count("secret_key").await), (0, 1));
    world.advance(Duration::from_micros(1));
    assert!(matches!(applications.restore(app).await, Err(Error::Refused(Refusal::GraceOver))));
    assert_eq!((console.run_jobs().await.unwrap().shredded, world.count("secret_key").await), (1, 0));
    assert_eq!(console.run_jobs().await.unwrap().shredded, 0);
    assert!(matches!(applications.restore(app).await, Err(Error::NotFound)));
    assert_eq!(world.count("application WHERE name = 'Orbit'").await, 0);

    // A trial without a grace is for good at once.
    console.set_catalogue(priced("policy.deletion_grace_days = 0\n"));
    let trial = world.create(&owner, "Trial").await;
    applications.change(trial, Event::Disable).await.unwrap();
    applications.change(trial, Event::Delete).await.unwrap();
    assert_eq!(world.count("secret_key").await, 0);

    let minsu = world.somebody_else("minsu@orbit.example").await;
    let theirs = console.acting_as(&minsu).support();
    assert!(matches!(theirs.request(request).await, Err(Error::NotFound)));
    assert!(matches!(theirs.settle(request).await, Err(Error::NotFound)));
    assert!(theirs.list(None).await.unwrap().0.is_empty());
});
