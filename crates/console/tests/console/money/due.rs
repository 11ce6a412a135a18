//! What happens when its time has come: packages end or are renewed, usage is charged.

use super::*;

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
    assert_eq!(status(&world.console, &owner, app).await, (Status::Disabled, Some(StatusCause::Lapsed)));
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
    assert_eq!(world.latest().await, ("console".into(), "package_renewed".into()));
    // A month later the balance does not cover it: it is taken all the same, and the arrears begin.
    world.set(NOW.plus_months(2));
    assert_eq!(world.console.run_jobs().await.unwrap().posted, 1);
    let billing = world.console.acting_as(&owner).billing().page(None).await.unwrap();
    assert_eq!(billing.account_balance.balance(), usd(-30_000));
    assert_eq!(billing.account_balance.arrears_since(), Some(NOW.plus_months(2)));
});

on_both!(what_was_due_before_an_order_is_not_in_the_name_of_who_orders, |fresh| {
    let world = world(fresh).await;
    world.console.set_catalogue(priced(""));
    let owner = world.owner().await;
    let app = world.create(&owner, "Orbit").await;
    top_up(&world.console, &owner, 90_000, "top").await;
    order(&world.console, &owner, app, &month_of(Edition::Standard, true), "a").await.unwrap();
    // The renewal is due, and no job has run.
    world.set(NOW.plus_months(1));
    order(&world.console, &owner, app, &month_of(Edition::Standard, true), "b").await.unwrap();
    let trail = world.trail().await;
    let last: Vec<_> = trail[trail.len() - 2..].iter().map(|(who, ..)| who.as_str()).collect();
    assert_eq!(last, ["console", OWNER]);
    let billing = world.console.acting_as(&owner).billing().page(None).await.unwrap();
    let posted: Vec<_> = billing.entries.iter().map(|row| row.who.as_str()).collect();
    assert_eq!(posted[..2], [OWNER, "console"]);
    assert_eq!(billing.account_balance.balance(), usd(0));
});

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
            console.flush_active_users().await.unwrap();
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
    assert_eq!((newest.cause().kind(), newest.amount()), (EntryKind::Overage, usd(-500)));
});
