//! Lives of applications and their accounts through the use cases and the database, beside the reference that the
//! rules alone are tried with: events in any order, a clock that jumps by up to two years, jobs that run never,
//! late, or on two servers at once.

use std::collections::{BTreeMap, BTreeSet};

use console::{Actor, Console, Error, Person};
use domain::account::access::Access;
use domain::account::permission::Role;
use domain::account::person::Email;
use domain::account::{AccountId, PersonId, SessionId};
use domain::application::lifecycle::{Event, Moment, Refusal, Status, Step};
use domain::application::sdkappid::Sdkappid;
use domain::billing::account_balance::AccountBalance;
use domain::billing::catalogue::LimitKind;
use domain::billing::ledger::{EntryKind, Month, OrderToken};
use domain::billing::money::{Currency, Money};
use domain::billing::order::{Choice, Confirmation};
use domain::support::NewRequest;

use crate::common::{self, *};
use crate::on_both;
use crate::reference::Reference;
use crate::world::{Action, No, Seen, TestRng, World as Rules};

/// On each database; more with HISTORIES=...
const HISTORIES: u64 = 500;
const DOINGS: u64 = 30;

/// What became of something that was tried.
#[derive(Debug, PartialEq, Eq)]
enum Happened {
    Done,
    Not(No),
    /// The console says that there is no such application.
    Gone,
}

/// One application of an account of its own.
struct Stored<'a> {
    world: &'a World<'a>,
    /// A second server on the same database.
    other: &'a World<'a>,
    actor: Actor,
    account: AccountId,
    sdkappid: Sdkappid,
    request: Option<i64>,
}

on_both!(every_history_goes_as_the_reference_says, |fresh| {
    let histories = std::env::var("HISTORIES").ok().and_then(|text| text.parse().ok()).unwrap_or(HISTORIES);
    let (world, other) = (world(fresh).await, world(fresh).await);
    let (mut done, mut met) = (0, BTreeSet::new());
    for seed in 0..histories {
        let mut rng = TestRng::new(seed);
        let mut rules = Rules::new(&mut rng);
        let mut stored = begin(&world, &other, &rules).await;
        let mut reference = Reference::new(&rules);
        let (mut forms, mut months, mut history) = (BTreeMap::new(), BTreeSet::new(), Vec::new());
        for _ in 0..DOINGS {
            let mut action = Action::any(&mut rng, &rules);
            let replayed = is_replayed(&mut action, &forms, &mut rules);
            if let Action::Overage { .. } = action
                && (reference.seen(rules.now).status == Status::Deleted
                    || !months.insert(Month::of(rules.now)))
            {
                continue;
            }
            history.push(action);
            if let Action::Wait(duration) = action {
                rules.now = rules.now.plus(duration);
                world.set(rules.now);
                other.set(rules.now);
            }
            let before = reference.seen(rules.now);
            let happened = stored.carry_out(action, &rules).await;
            let expected = expect(&mut reference, action, replayed, &rules);
            let is_gone = happened == Happened::Gone
                && (before.status == Status::Deleted || expected == Err(No::Life(Refusal::NotDeleted)));
            let agrees = is_gone || happened == expected.map_or_else(Happened::Not, |()| Happened::Done);
            assert!(agrees, "seed {seed}: {happened:?} after {history:#?}");
            let seen = stored.seen(&mut rules).await;
            assert_eq!(seen, reference.seen(rules.now), "seed {seed}: {history:#?}");
            if let (Happened::Done, Some((kind, form))) = (&happened, form_of(&mut action)) {
                forms.insert(*form, kind);
            }
            done += u64::from(happened == Happened::Done);
            met.insert(format!("{:?} {:?}", seen.status, seen.cause));
        }
        stored.check_ledger().await;
        stored.end().await;
    }
    assert!(done * 2 > histories * DOINGS, "only {done} of {} were carried out", histories * DOINGS);
    assert!(met.len() >= if histories < 500 { 7 } else { 11 }, "{met:#?}");
});

/// Forms that were carried out are replayed; one that was another kind's becomes a new one.
fn is_replayed(action: &mut Action, forms: &BTreeMap<u64, u8>, rules: &mut Rules) -> bool {
    let Some((kind, form)) = form_of(action) else { return false };
    if forms.get(form).is_some_and(|known| *known != kind) {
        *form = rules.forms + 1;
    }
    rules.forms = rules.forms.max(*form);
    forms.get(form) == Some(&kind)
}

/// The form of a action that has one, and its kind.
fn form_of(action: &mut Action) -> Option<(u8, &mut u64)> {
    match action {
        Action::Order { form, .. } => Some((0, form)),
        Action::Refund { form } => Some((1, form)),
        Action::Post { form, .. } => Some((2, form)),
        _ => None,
    }
}

/// What the reference says. An order and a refund catch up first, and leave nothing behind where they are refused;
/// jobs do everything that is due.
fn expect(reference: &mut Reference, action: Action, replayed: bool, rules: &Rules) -> Result<(), No> {
    let now = rules.now;
    let renew = |reference: &mut Reference| {
        let renewals = Action::Renewals { servers: 1 };
        std::iter::from_fn(|| reference.carry_out(renewals, now).ok()).take(2_000).count()
    };
    match action {
        // Answered as the first time.
        _ if replayed => Ok(()),
        Action::Order { .. } | Action::Refund { .. } | Action::Post { .. } => {
            let mut tried = reference.clone();
            if !matches!(action, Action::Post { .. }) && tried.seen(now).status != Status::Deleted {
                renew(&mut tried);
            }
            tried.carry_out(action, now)?;
            *reference = tried;
            Ok(())
        }
        Action::Renewals { .. } | Action::Overage { .. } => {
            if let Action::Overage { .. } = action {
                let _ = reference.carry_out(action, now);
            }
            renew(reference);
            let _ = reference.carry_out(Action::Step(Step::Shred), now);
            Ok(())
        }
        Action::Step(Step::Shred) => {
            renew(reference);
            let _ = reference.carry_out(action, now);
            Ok(())
        }
        _ => reference.carry_out(action, now),
    }
}

async fn begin<'a>(world: &'a World<'a>, other: &'a World<'a>, rules: &Rules) -> Stored<'a> {
    for world in [world, other] {
        world.set(rules.now);
        world.console.set_catalogue(rules.catalogue.clone());
    }
    let mut tx = world.fresh.store.begin().await.unwrap();
    let account = tx.insert_account(rules.now).await.unwrap();
    let person = new_owner(account, format!("{account}@orbit.example").parse().unwrap());
    let id = tx.insert_person(&person).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    let actor = actor(account, id, person.email);
    let sdkappid = world.create(&actor, "Lives").await;
    Stored { world, other, actor, account, sdkappid, request: None }
}

fn actor(account: AccountId, person: PersonId, email: Email) -> Actor {
    Actor::Person(Person {
        account,
        person,
        email,
        access: Access::whole_account(Role::Owner),
        session: SessionId(1),
        language: None,
        theme: domain::account::language::Theme::default(),
        operator: true,
        account_balance: AccountBalance::new(Currency::USD),
        // Months go by, and it is not what this is about.
        verified_at: domain::time::Timestamp::from_micros(i64::MAX),
        second_factor_required: false,
        has_second_factor: false,
        address: HOME.parse().unwrap(),
        browser: String::new(),
    })
}

fn happened<T>(result: Result<T, Error>) -> Happened {
    match result {
        Ok(_) => Happened::Done,
        Err(Error::Refused(refusal)) => Happened::Not(No::Life(refusal)),
        Err(Error::OrderRefused(refusal)) => Happened::Not(No::Order(refusal)),
        Err(Error::NotFound) => Happened::Gone,
        Err(error) => panic!("{error:?}"),
    }
}

impl Stored<'_> {
    fn console(&self) -> &Console {
        &self.world.console
    }

    async fn carry_out(&mut self, action: Action, rules: &Rules) -> Happened {
        let token = |form: u64| format!("form-{form:020}").parse::<OrderToken>().unwrap();
        let acting = self.console().acting_as(&self.actor);
        match action {
            Action::Wait(_) => Happened::Done,
            Action::Step(step) => self.step(step).await,
            Action::Order { edition, months, auto_renew, form } => {
                let choice = Choice { edition, months, add_ons: Vec::new(), auto_renew };
                // What the page would show; a due renewal changes the price, so it is posted first by showing it
                // to somebody who looks twice.
                let page = acting.applications().quote(self.sdkappid, Some(&choice)).await;
                let seen = page.ok().and_then(|page| page.quote).and_then(Result::ok);
                let seen = seen.map_or(Money::zero(Currency::USD), |quote| quote.total());
                let confirmation =
                    Confirmation { accepted: true, priced: choice.clone(), seen, token: token(form) };
                let first = acting.applications().order(self.sdkappid, &choice, &confirmation).await;
                let Err(Error::OrderRefused(domain::billing::order::OrderRefusal::PriceChanged)) = first
                else {
                    return happened(first);
                };
                let seen = self.price_after_catching_up(&choice, rules);
                let confirmation = Confirmation {
                    accepted: true,
                    priced: choice.clone(),
                    seen: seen.await,
                    token: token(form),
                };
                happened(acting.applications().order(self.sdkappid, &choice, &confirmation).await)
            }
            Action::Refund { form } => {
                let applications = acting.applications();
                let seen = match applications.detail(self.sdkappid, None).await {
                    Ok(detail) => applications.package(&detail.application).await.ok(),
                    Err(_) => None,
                };
                let seen = seen.map(|package| package.subscription.unused(package.at.now));
                let seen = seen.unwrap_or(Money::zero(Currency::USD));
                let first = applications.refund(self.sdkappid, &token(form), seen).await;
                let Err(Error::OrderRefused(domain::billing::order::OrderRefusal::PriceChanged)) = first
                else {
                    return happened(first);
                };
                // A due renewal was posted first; somebody looks again.
                let seen = self.after_catching_up(rules).await.0.unused(rules.now);
                happened(acting.applications().refund(self.sdkappid, &token(form), seen).await)
            }
            Action::Post { minor, form } => {
                let kind = if minor > 0 { EntryKind::TopUp } else { EntryKind::Correction };
                let (amount, note) = (Money::new(minor, Currency::USD), "by an operator".parse().unwrap());
                happened(acting.billing().post(kind, amount, note, &token(form)).await)
            }
            Action::Renewals { servers } => self.jobs(servers).await,
            Action::Overage { used, servers } => {
                let month = Month::of(rules.now).previous().unwrap();
                let mut tx = self.world.fresh.store.begin().await.unwrap();
                let kind = LimitKind::MonthlyActiveUsers;
                tx.set_usage(self.account, self.sdkappid, month, kind, used).await.unwrap();
                tx.commit().await.unwrap();
                self.jobs(servers).await
            }
        }
    }

    /// The price as it is once everything that is due is posted: reckoned beside the database.
    async fn price_after_catching_up(&self, choice: &Choice, rules: &Rules) -> Money {
        let (subscription, account_balance) = self.after_catching_up(rules).await;
        let quote = domain::billing::order::Quote::new(
            &rules.catalogue,
            &subscription,
            choice,
            account_balance,
            rules.now,
        );
        quote.unwrap().total()
    }

    async fn after_catching_up(
        &self,
        rules: &Rules,
    ) -> (domain::billing::order::Subscription, AccountBalance) {
        let row = self.world.fresh.store.service(self.sdkappid, "administrator").await.unwrap().unwrap();
        let store = &self.world.fresh.store;
        let mut account_balance = store.account_balance(self.account).await.unwrap();
        let mut subscription =
            store.subscription(self.account, self.sdkappid, row.life, Currency::USD).await.unwrap();
        let due = |subscription: &_, account_balance| {
            domain::billing::ledger::due_renewal(&rules.catalogue, subscription, account_balance, rules.now)
        };
        while let Some(renewal) = due(&subscription, account_balance) {
            (subscription, account_balance) = (renewal.subscription, renewal.account_balance);
        }
        (subscription, account_balance)
    }

    async fn step(&mut self, step: Step) -> Happened {
        let (acting, app) = (self.console().acting_as(&self.actor), self.sdkappid);
        let applications = acting.applications();
        match step {
            Step::Disable => happened(applications.change(app, Event::Disable).await),
            Step::Enable => happened(applications.change(app, Event::Enable).await),
            Step::Delete => happened(applications.change(app, Event::Delete).await),
            Step::Extend => {
                let version = match applications.detail(app, None).await {
                    Ok(detail) => detail.application.version,
                    Err(error) => return happened::<()>(Err(error)),
                };
                happened(applications.extend(app, version).await)
            }
            Step::RenewByItself => happened(applications.set_auto_renew(app, true).await),
            Step::NoLongerRenewByItself => happened(applications.set_auto_renew(app, false).await),
            Step::Restore => happened(applications.restore(app).await),
            Step::RequestDeletion => {
                let new = NewRequest::parse("Delete it", "Please").unwrap();
                let asked = acting.support().request_deletion(app, new).await;
                self.request = asked.as_ref().ok().copied().or(self.request);
                happened(asked)
            }
            Step::DismissRequest | Step::DeleteOnRequest => self.settle(step).await,
            Step::Shred => self.jobs(1).await,
            Step::Order { .. } | Step::Renew { .. } | Step::Refund => unreachable!("tried as orders"),
        }
    }

    /// Without an open request there is nothing to press: the rule is asked instead.
    async fn settle(&mut self, step: Step) -> Happened {
        let acting = self.console().acting_as(&self.actor);
        let (at, life) = self.life().await;
        match self.request.filter(|_| life.deletion_requested_at.is_some()) {
            None => Happened::Not(No::Life(life.refusal(step, at).unwrap())),
            Some(request) if step == Step::DismissRequest => {
                happened(acting.support().withdraw(request).await)
            }
            Some(request) => happened(acting.support().settle(request).await),
        }
    }

    /// On as many servers at the same time.
    async fn jobs(&self, servers: u32) -> Happened {
        if servers == 1 {
            self.console().run_jobs().await.unwrap();
        } else {
            let (one, other) = tokio::join!(self.console().run_jobs(), self.other.console.run_jobs());
            one.unwrap();
            other.unwrap();
        }
        Happened::Done
    }

    async fn life(&self) -> (Moment, domain::application::lifecycle::Life) {
        let row = self.world.fresh.store.service(self.sdkappid, "administrator").await.unwrap().unwrap();
        let (now, policy) = (self.console().now(), self.console().catalogue().policy());
        (Moment { now, arrears_since: row.arrears_since, policy }, row.life)
    }

    async fn seen(&self, rules: &mut Rules) -> Seen {
        let (at, life) = self.life().await;
        let store = &self.world.fresh.store;
        let account_balance = store.account_balance(self.account).await.unwrap();
        let subscription =
            store.subscription(self.account, self.sdkappid, life, Currency::USD).await.unwrap();
        assert_eq!(account_balance.arrears_since(), at.arrears_since);
        let paid = subscription.paid.minor();
        // The next action is chosen by how things stand.
        (rules.subscription, rules.account_balance) = (subscription, account_balance);
        Seen {
            status: life.status(at),
            cause: life.cause(at),
            end: life.term.end(),
            balance: account_balance.balance().minor(),
            arrears_since: account_balance.arrears_since(),
            paid,
        }
    }

    async fn check_ledger(&self) {
        let store = &self.world.fresh.store;
        let entries = store.entries_after(self.account, 0, 10_000).await.unwrap();
        let mut sum = Money::zero(Currency::USD);
        for row in &entries {
            sum = sum.plus(row.entry.amount()).unwrap();
            assert_eq!(sum, row.balance, "entry {}", row.id);
        }
        assert_eq!(sum, store.account_balance(self.account).await.unwrap().balance());
    }

    /// Leaves nothing for the jobs of the next history.
    async fn end(self) {
        self.world
            .run(
                "UPDATE application SET deleted_at = 1, shredded_at = 1;
                 UPDATE account SET balance = 0, arrears_since = NULL;
                 DELETE FROM mail;
                 DELETE FROM usage",
            )
            .await;
    }
}
