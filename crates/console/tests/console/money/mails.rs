//! Notices by email: each once, and again until it was sent.

use std::time::Duration;

use domain::notice::Notice;

use crate::common::{self, *};
use crate::on_both;

on_both!(people_are_told_once_and_again_until_it_was_sent, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let app = world.create(&owner, "Orbit").await;
    let console = &world.console;
    let end = NOW.plus_months(1);
    world.set(end.minus(Duration::from_hours(7 * 24)).minus(Duration::from_micros(1)));
    assert_eq!(console.run_jobs().await.unwrap().mails, 0);
    world.advance(Duration::from_micros(1));
    assert_eq!(console.run_jobs().await.unwrap().mails, 1);
    assert_eq!(console.run_jobs().await.unwrap().mails, 0);
    let mails = console.take_mails(9).await.unwrap();
    assert_eq!((mails.len(), mails[0].recipients[0].0.as_str()), (1, OWNER));
    assert_eq!(mails[0].application, Some((app, "Orbit".into())));
    assert!(matches!(mails[0].notice, Notice::Ends { at, renews: false } if at == end));
    // Taken, but never sent: another attempt gets it a minute later.
    assert!(console.take_mails(9).await.unwrap().is_empty());
    world.advance(Duration::from_mins(1));
    let mails = console.take_mails(9).await.unwrap();
    console.mail_sent(&mails[0]).await.unwrap();
    world.advance(Duration::from_hours(1));
    assert!(console.take_mails(9).await.unwrap().is_empty());
    // On the last day, and after the end, for as long as it is news.
    for (hours, mails) in [(24 * 6, 1), (24, 1), (24 * 6, 0), (24 * 3, 0)] {
        world.advance(Duration::from_hours(hours));
        assert_eq!(console.run_jobs().await.unwrap().mails, mails, "after {hours} h");
    }
});
