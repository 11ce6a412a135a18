//! Orders and refunds: charged once, in any interleaving.

use std::time::Duration;

use console::Error;
use domain::application::Profile;
use domain::edition::Edition;
use domain::ledger::Kind;
use domain::lifecycle::{Cause, Event, Refusal, Status};
use domain::order::{Confirmation, OrderRefusal};

use super::*;
use crate::common::{self, *};
use crate::on_both;

on_both!(an_order_upgrades_at_once_and_is_charged_once, |fresh| {
    let world = world(fresh).await;
    world.console.set_catalogue(priced(""));
    let owner = world.owner().await;
    let app = world.create(&owner, "Orbit").await;
    let standard = month_of(Edition::Standard, false);
    let refused = order(&world.console, &owner, app, &standard, "a").await;
    let missing = usd(30_000);
    assert!(
        matches!(refused, Err(Error::OrderRefused(OrderRefusal::NotCovered { missing: m })) if m == missing)
    );

    top_up(&world.console, &owner, 100_000, "top").await;
    top_up(&world.console, &owner, 100_000, "top").await;
    let first = order(&world.console, &owner, app, &standard, "a").await.unwrap();
    // The same form again, whatever it would cost now.
    let applications = world.console.acting_as(&owner).applications();
    let again = Confirmation { accepted: true, priced: standard.clone(), seen: usd(1), token: token("a") };
    assert_eq!(applications.order(app, &standard, &again).await.unwrap(), first);
    assert_eq!(status(&world.console, &owner, app).await, (Status::Enabled, None));

    // Ten days later what is unused comes off the price of the upgrade.
    world.advance(Duration::from_hours(10 * 24));
    let pro = month_of(Edition::Pro, true);
    order(&world.console, &owner, app, &pro, "b").await.unwrap();
    let billing = world.console.acting_as(&owner).billing().page(None).await.unwrap();
    let amounts: Vec<_> = billing.entries.iter().rev().map(|row| row.entry.amount().minor()).collect();
    // 2026-09-21 to 2026-10-21 are 30 days, 20 of them unused.
    assert_eq!(amounts, [100_000, -30_000, -60_000 + 20_000]);
    assert_eq!(billing.standing.balance(), usd(30_000));
    assert_eq!(billing.entries[0].lines.len(), 2);
    let down = order(&world.console, &owner, app, &standard, "c").await;
    assert!(matches!(down, Err(Error::OrderRefused(OrderRefusal::Life(Refusal::DowngradeIsRefund)))));

    let seen = refundable(&world.console, &owner, app).await.unwrap();
    let other = applications.refund(app, &token("r"), usd(seen.minor() - 1)).await;
    assert!(matches!(other, Err(Error::OrderRefused(OrderRefusal::PriceChanged))));
    let id = applications.refund(app, &token("r"), seen).await.unwrap();
    assert_eq!(applications.refund(app, &token("r"), seen).await.unwrap(), id);
    assert_eq!(status(&world.console, &owner, app).await, (Status::Disabled, Some(Cause::Refund)));
    order(&world.console, &owner, app, &standard, "d").await.unwrap();
    assert_eq!(status(&world.console, &owner, app).await, (Status::Enabled, None));

    let minsu = world.somebody_else("minsu@orbit.example").await;
    let theirs = world.console.acting_as(&minsu);
    assert!(matches!(theirs.applications().quote(app, Some(&pro)).await, Err(Error::NotFound)));
    assert!(matches!(theirs.applications().refund(app, &token("m"), seen).await, Err(Error::NotFound)));
    assert!(matches!(theirs.billing().entry(id).await, Err(Error::NotFound)));
    let note = "mine".parse().unwrap();
    let own = theirs.billing().post(Kind::TopUp, usd(1), note, &token("n")).await;
    assert!(matches!(own, Err(Error::NotFound)), "only whoever runs the installation posts");
});

on_both!(fifty_identical_orders_charge_once, |fresh| {
    let world = world(fresh).await;
    world.console.set_catalogue(priced(""));
    let owner = world.owner().await;
    let app = world.create(&owner, "Orbit").await;
    top_up(&world.console, &owner, 3_000_000, "top").await;
    let orders: Vec<_> = (0..50)
        .map(|_| {
            let (console, owner) = (world.console.clone(), owner.clone());
            tokio::spawn(async move {
                let choice = month_of(Edition::Standard, false);
                let confirmation = Confirmation {
                    accepted: true,
                    priced: choice.clone(),
                    seen: usd(30_000),
                    token: token("same"),
                };
                console.acting_as(&owner).applications().order(app, &choice, &confirmation).await
            })
        })
        .collect();
    let mut ids = Vec::new();
    for order in orders {
        ids.push(order.await.unwrap().unwrap());
    }
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    let billing = world.console.acting_as(&owner).billing().page(None).await.unwrap();
    assert_eq!((billing.entries.len(), billing.standing.balance()), (2, usd(3_000_000 - 30_000)));
});

on_both!(fifty_different_operations_end_where_some_order_of_them_does, |fresh| {
    let world = world(fresh).await;
    world.console.set_catalogue(priced(""));
    let owner = world.owner().await;
    let app = world.create(&owner, "Orbit").await;
    top_up(&world.console, &owner, 10_000_000, "top").await;
    let operations: Vec<_> = (0..50)
        .map(|index| {
            let (console, owner) = (world.console.clone(), owner.clone());
            tokio::spawn(async move {
                let applications = console.acting_as(&owner).applications();
                let name = format!("{index}");
                let done: Result<(), Error> = match index % 7 {
                    0 => applications.change(app, Event::Disable).await.map(drop),
                    1 => applications.change(app, Event::Enable).await.map(drop),
                    2 => order(&console, &owner, app, &month_of(Edition::Standard, false), &name)
                        .await
                        .map(drop),
                    3 => order(&console, &owner, app, &month_of(Edition::Pro, true), &name).await.map(drop),
                    4 => refund(&console, &owner, app, &name).await.map(drop),
                    5 => {
                        let profile = Profile::parse(&format!("Orbit {index}"), "").unwrap();
                        applications.edit(app, profile, 1).await.map(drop)
                    }
                    _ => console.run_jobs().await.map(drop),
                };
                (index % 7, done)
            })
        })
        .collect();
    let mut won = 0;
    for operation in operations {
        let (kind, done) = operation.await.unwrap();
        match done {
            Ok(()) if kind != 6 => won += 1,
            Ok(()) | Err(Error::Refused(_) | Error::OrderRefused(_) | Error::Changed(_)) => {}
            Err(error) => panic!("{error:?}"),
        }
    }
    // Every one that succeeded made a version, in the order of the audit trail: replayed one after the other they
    // lead to what is there.
    let detail = world.console.acting_as(&owner).applications().detail(app, None).await.unwrap();
    assert_eq!(detail.application.version, 1 + won);
    let trail = world.trail().await;
    let mut status = "enabled".to_owned();
    for (_, action, changes) in trail.iter().skip(2) {
        let changes: Vec<domain::audit::Change> = serde_json::from_str(changes).unwrap();
        if let Some(change) = changes.into_iter().find(|change| change.field == "status") {
            assert_eq!(change.before, status, "{action}");
            status = change.after;
        }
    }
    assert_eq!(detail.application.status(detail.at).code(), status);
    let rows = world.fresh.store.entries_after(person(&owner).account, 0, 1_000).await.unwrap();
    let mut balance = usd(0);
    for row in rows {
        balance = balance.plus(row.entry.amount()).unwrap();
        assert_eq!(balance, row.balance);
    }
    let standing = world.fresh.store.standing(person(&owner).account).await.unwrap();
    assert_eq!(standing.balance(), balance);
});
