//! Orders, arrears, jobs, usage, requests: with two people, or fifty, at once.

mod due;

use std::time::Duration;

use console::{Actor, Console, Error, JobSummary, MailContent, ServiceCall};
use domain::application::Profile;
use domain::application::lifecycle::{Event, Refusal, Status, StatusCause};
use domain::application::sdkappid::Sdkappid;
use domain::billing::catalogue::{Catalogue, Draft, LimitKind};
use domain::billing::edition::Edition;
use domain::billing::ledger::{EntryKind, Month, OrderToken};
use domain::billing::money::{Currency, Money};
use domain::billing::notice::Notice;
use domain::billing::order::{Choice, Confirmation, OrderRefusal};
use domain::support::{NewRequest, RequestState};
use domain::usersig::service_code::ServiceCode;

use crate::back_end::BackEnd;
use crate::common::{self, *};
use crate::on_both;

const PRICED: &str = r#"
[edition.standard]
prices = { USD = "300.00" }
limits.monthly_active_users = { most = 2 }
overage.monthly_active_users = { per = 1, prices = { USD = "5.00" } }
[edition.pro]
prices = { USD = "600.00" }
limits.monthly_active_users = { most = 2, over = "refused" }
"#;

fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::USD)
}

fn priced(extra: &str) -> Catalogue {
    toml::from_str::<Draft>(&format!("{extra}{PRICED}")).unwrap().check().unwrap()
}

fn token(name: &str) -> OrderToken {
    format!("token-of-16-characters-{name}").parse().unwrap()
}

fn month_of(edition: Edition, auto_renew: bool) -> Choice {
    Choice { edition, months: 1, add_ons: Vec::new(), auto_renew }
}

async fn top_up(console: &Console, actor: &Actor, minor: i64, name: &str) {
    let kind = if minor > 0 { EntryKind::TopUp } else { EntryKind::Correction };
    let note = "by bank transfer".parse().unwrap();
    console.acting_as(actor).billing().post(kind, usd(minor), note, &token(name)).await.unwrap();
}

async fn order(
    console: &Console,
    actor: &Actor,
    app: Sdkappid,
    choice: &Choice,
    name: &str,
) -> Result<i64, Error> {
    let applications = console.acting_as(actor).applications();
    let page = applications.quote(app, Some(choice)).await?;
    let seen = page.quote.unwrap().map_err(Error::OrderRefused)?.total();
    let confirmation = Confirmation { accepted: true, priced: choice.clone(), seen, token: token(name) };
    applications.order(app, choice, &confirmation).await
}

/// What the dialog **Refund** shows.
async fn refundable(console: &Console, actor: &Actor, app: Sdkappid) -> Result<Money, Error> {
    let applications = console.acting_as(actor).applications();
    let detail = applications.detail(app, None).await?;
    let package = applications.package(&detail.application).await?;
    Ok(package.subscription.unused(package.at.now))
}

async fn refund(console: &Console, actor: &Actor, app: Sdkappid, name: &str) -> Result<i64, Error> {
    let seen = refundable(console, actor, app).await?;
    console.acting_as(actor).applications().refund(app, &token(name), seen).await
}

async fn status(console: &Console, actor: &Actor, app: Sdkappid) -> (Status, Option<StatusCause>) {
    let detail = console.acting_as(actor).applications().detail(app, None).await.unwrap();
    (detail.application.status(detail.at), detail.application.life.cause(detail.at))
}

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
    assert_eq!(billing.account_balance.balance(), usd(30_000));
    assert_eq!(billing.entries[0].lines.len(), 2);
    let down = order(&world.console, &owner, app, &standard, "c").await;
    assert!(matches!(down, Err(Error::OrderRefused(OrderRefusal::Life(Refusal::DowngradeIsRefund)))));

    let seen = refundable(&world.console, &owner, app).await.unwrap();
    let other = applications.refund(app, &token("r"), usd(seen.minor() - 1)).await;
    assert!(matches!(other, Err(Error::OrderRefused(OrderRefusal::PriceChanged))));
    let id = applications.refund(app, &token("r"), seen).await.unwrap();
    assert_eq!(applications.refund(app, &token("r"), seen).await.unwrap(), id);
    assert_eq!(status(&world.console, &owner, app).await, (Status::Disabled, Some(StatusCause::Refund)));
    order(&world.console, &owner, app, &standard, "d").await.unwrap();
    assert_eq!(status(&world.console, &owner, app).await, (Status::Enabled, None));

    let minsu = world.somebody_else("minsu@orbit.example").await;
    let theirs = world.console.acting_as(&minsu);
    assert!(matches!(theirs.applications().quote(app, Some(&pro)).await, Err(Error::NotFound)));
    assert!(matches!(theirs.applications().refund(app, &token("m"), seen).await, Err(Error::NotFound)));
    assert!(matches!(theirs.billing().entry(id).await, Err(Error::NotFound)));
    let note = "mine".parse().unwrap();
    let own = theirs.billing().post(EntryKind::TopUp, usd(1), note, &token("n")).await;
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
    assert_eq!((billing.entries.len(), billing.account_balance.balance()), (2, usd(3_000_000 - 30_000)));
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
    let account_balance = world.fresh.store.account_balance(person(&owner).account).await.unwrap();
    assert_eq!(account_balance.balance(), balance);
});

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
    assert_eq!(status(console, &owner, paid).await, (Status::Disabled, Some(StatusCause::Arrears)));
    assert_eq!(judge(&world, &back_end, "jo").await, Err(ServiceCode::OutOfService));
    assert_eq!(status(console, &owner, trial).await, (Status::Enabled, None));
    assert_eq!(console.run_jobs().await.unwrap().mails, 1);
    assert_eq!(console.run_jobs().await.unwrap(), JobSummary::default());

    top_up(console, &owner, 1, "settled").await;
    assert_eq!(status(console, &owner, paid).await, (Status::Enabled, None));
    assert_eq!(judge(&world, &back_end, "jo").await, Ok(()));
    assert_eq!(status(console, &owner, refunded).await, (Status::Disabled, Some(StatusCause::Refund)));
});

on_both!(a_deletion_is_asked_for_settled_restored_and_at_last_for_good, |fresh| {
    let world = world(fresh).await;
    world.console.set_catalogue(priced(""));
    let owner = always_verified(&world.owner().await);
    let app = world.create(&owner, "Orbit").await;
    let (console, acting) = (&world.console, world.console.acting_as(&owner));
    let (applications, support) = (acting.applications(), acting.support());
    top_up(console, &owner, 90_000, "top").await;
    order(console, &owner, app, &month_of(Edition::Standard, false), "a").await.unwrap();
    let back_end = BackEnd::with_current_key(&world, &owner, app).await;
    let refused = applications.change(app, Event::Delete).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::PaidDeletedOnRequest))));
    let new = || NewRequest::parse("Delete it", "We moved").unwrap();
    let request = support.request_deletion(app, new()).await.unwrap();
    assert!(matches!(
        support.request_deletion(app, new()).await,
        Err(Error::Refused(Refusal::AlreadyRequested))
    ));
    support.reply(request, "First a refund.".parse().unwrap()).await.unwrap();
    assert!(matches!(support.settle(request).await, Err(Error::Refused(Refusal::DisableFirst))));
    let (row, _) = support.request(request).await.unwrap();
    assert_eq!((row.request.state, row.request.messages.len()), (RequestState::Answered, 2));

    refund(console, &owner, app, "r").await.unwrap();
    support.settle(request).await.unwrap();
    assert!(matches!(applications.detail(app, None).await, Err(Error::NotFound)));
    assert_eq!(judge(&world, &back_end, "jo").await, Err(ServiceCode::NoSuchApplication));
    assert_eq!(applications.deleted().await.unwrap().1.len(), 1);
    assert_eq!(console.run_jobs().await.unwrap(), JobSummary { mails: 1, ..JobSummary::default() });
    applications.restore(app).await.unwrap();
    assert_eq!(status(console, &owner, app).await, (Status::Disabled, Some(StatusCause::Refund)));
    order(console, &owner, app, &month_of(Edition::Standard, false), "b").await.unwrap();
    assert_eq!(judge(&world, &back_end, "jo").await, Ok(()), "the key is what it was");

    let request = support.request_deletion(app, new()).await.unwrap();
    support.withdraw(request).await.unwrap();
    let request = support.request_deletion(app, new()).await.unwrap();
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
    let is_end = |notice: &Notice| matches!(notice, Notice::Ends { at, renews: false } if *at == end);
    assert!(matches!(&mails[0].content, MailContent::Notice(notice) if is_end(notice)));
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

/// Whether a UserSig of that user is taken now.
async fn judge(world: &World<'_>, back_end: &BackEnd, user: &str) -> Result<(), ServiceCode> {
    back_end.verify(world, user, &back_end.sign(world, user)).await.map(drop)
}

async fn report(world: &World<'_>, back_end: &BackEnd, body: &str) -> Result<(), ServiceCode> {
    let (actor, caller) = (stranger(HOME), back_end.sign(world, "administrator"));
    let sdkappid = back_end.sdkappid.to_string();
    let call = ServiceCall { sdkappid: &sdkappid, identifier: "administrator", usersig: &caller };
    world.console.acting_as(&actor).service().report_usage(call, body.as_bytes()).await
}

fn person(actor: &Actor) -> &console::Person {
    let Actor::Person(person) = actor else { unreachable!("somebody is signed in") };
    person
}
