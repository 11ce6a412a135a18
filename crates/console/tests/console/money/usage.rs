//! Monthly active users and reported usage, their limits and overage.

use std::time::Duration;

use domain::catalogue::LimitKind;
use domain::edition::Edition;
use domain::ledger::{Kind, Month};
use domain::notice::Notice;
use domain::service_code::ServiceCode;

use super::*;
use crate::back_end::BackEnd;
use crate::common::{self, *};
use crate::on_both;

on_both!(users_count_once_a_month_and_what_is_beyond_is_charged_or_refused, |fresh| {
    let world = world(fresh).await;
    world.console.set_catalogue(priced(""));
    let owner = world.owner().await;
    let (charged, refused) = (world.create(&owner, "Charged").await, world.create(&owner, "Refused").await);
    let console = &world.console;
    top_up(console, &owner, 500_000, "top").await;
    order(console, &owner, charged, &month_of(Edition::Standard, true), "a").await.unwrap();
    order(console, &owner, refused, &month_of(Edition::Pro, true), "b").await.unwrap();
    for (app, third) in [(charged, Ok(())), (refused, Err(ServiceCode::TooManyUsers))] {
        let back_end = BackEnd::with_current_key(&world, &owner, app).await;
        for (user, expected) in
            [("ann", Ok(())), ("bo", Ok(())), ("ann", Ok(())), ("cy", third), ("bo", Ok(()))]
        {
            let shown =
                crate::workbench::diagnose(&world, &owner, app, &back_end.sign(&world, user), user).await;
            assert_eq!(judge(&world, &back_end, user).await, expected, "{user}");
            assert_eq!(shown.diagnosis.code, expected.err().unwrap_or(ServiceCode::Ok), "{user}");
            console.write_down_active_users().await.unwrap();
        }
        assert_eq!(report(&world, &back_end, r#"{"Groups": 12, "Friends": 3}"#).await, Ok(()));
        assert_eq!(report(&world, &back_end, r#"{"Groups": 7}"#).await, Ok(()));
        for wrong in ["{}", r#"{"MonthlyActiveUsers": 1}"#, r#"{"Groups": -1}"#, r#"{"Groups": "1"}"#] {
            assert_eq!(report(&world, &back_end, wrong).await, Err(ServiceCode::BadParameter), "{wrong}");
        }
        assert_eq!(report(&world, &back_end, "[]").await, Err(ServiceCode::BadBody));
    }
    let applications = console.acting_as(&owner).applications();
    let detail = applications.detail(charged, None).await.unwrap();
    let package = applications.package(&detail.application).await.unwrap();
    let used = |kind| package.used(kind);
    assert_eq!(used(LimitKind::MonthlyActiveUsers), Some(3));
    assert_eq!((used(LimitKind::Groups), used(LimitKind::Friends)), (Some(7), Some(3)));
    assert!(package.notices().iter().any(|notice| matches!(notice, Notice::OverLimit { used: 3, .. })));

    // The month is over; another server is a week late with it.
    world.set(Month::of(NOW).end().plus(Duration::from_hours(7 * 24)));
    assert_eq!(console.run_jobs().await.unwrap().posted, 1);
    assert_eq!(console.run_jobs().await.unwrap().posted, 0);
    let billing = console.acting_as(&owner).billing().page(None).await.unwrap();
    let newest = &billing.entries[0].entry;
    assert_eq!((newest.cause().kind(), newest.amount()), (Kind::Overage, usd(-500)));
});
