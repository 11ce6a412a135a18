//! Orders, arrears, jobs, usage, requests: with two people, or fifty, at once.

mod deletion;
mod mails;
mod orders;
mod terms;
mod usage;

use console::{Actor, Console, Error, ServiceCall};
use domain::catalogue::{Catalogue, Draft};
use domain::edition::Edition;
use domain::ledger::{Kind, OrderToken};
use domain::lifecycle::{Cause, Status};
use domain::money::{Currency, Money};
use domain::order::{Choice, Confirmation};
use domain::sdkappid::Sdkappid;
use domain::service_code::ServiceCode;

use crate::back_end::BackEnd;
use crate::common::*;

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
    let kind = if minor > 0 { Kind::TopUp } else { Kind::Correction };
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
    Ok(package.holding.unused(package.at.now))
}

async fn refund(console: &Console, actor: &Actor, app: Sdkappid, name: &str) -> Result<i64, Error> {
    let seen = refundable(console, actor, app).await?;
    console.acting_as(actor).applications().refund(app, &token(name), seen).await
}

async fn status(console: &Console, actor: &Actor, app: Sdkappid) -> (Status, Option<Cause>) {
    let detail = console.acting_as(actor).applications().detail(app, None).await.unwrap();
    (detail.application.status(detail.at), detail.application.life.cause(detail.at))
}

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
