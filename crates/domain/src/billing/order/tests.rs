use std::time::Duration;

use super::*;
use crate::application::lifecycle::{Life, Refusal, Status};
use crate::application::sdkappid::Sdkappid;
use crate::billing::account_balance::AccountBalance;
use crate::billing::catalogue::{AddOnCode, Catalogue, Draft, Policy};
use crate::billing::edition::Edition;
use crate::billing::ledger::{EntryKind, OrderToken};
use crate::billing::money::{Currency, Money};
use crate::time::Timestamp;

/// 2026-11-01T12:00:00Z: a month of 30 days.
const NOW: Timestamp = Timestamp::from_unix_seconds(1_793_534_400);
const DAY: Duration = Duration::from_hours(24);
const CATALOGUE: &str = r#"
terms = [1, 2, 12]
[edition.standard]
prices = { USD = "300.00" }
[edition.pro]
prices = { USD = "600.00" }
[[add_on]]
code = "history"
name = { en = "History", ko = "기록", zh-CN = "历史" }
prices = { USD = "30.00" }
pointless_in = ["pro"]
[[add_on]]
code = "review"
name = { en = "Review", ko = "검토", zh-CN = "审核" }
"#;

fn catalogue() -> Catalogue {
    toml::from_str::<Draft>(CATALOGUE).unwrap().check().unwrap()
}

fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::USD)
}

fn rich() -> AccountBalance {
    AccountBalance::from_stored(usd(1_000_000), None).unwrap()
}

fn code(text: &str) -> AddOnCode {
    text.parse().unwrap()
}

fn choice(edition: Edition, months: u32) -> Choice {
    Choice { edition, months, add_ons: Vec::new(), auto_renew: false }
}

fn trial() -> Subscription {
    let life = Life::begin(NOW.minus(DAY * 3));
    Subscription { sdkappid: Sdkappid::from_random(7), life, add_ons: Vec::new(), paid: usd(0) }
}

fn quote(subscription: &Subscription, choice: &Choice, now: Timestamp) -> Result<Quote, OrderRefusal> {
    Quote::new(&catalogue(), subscription, choice, rich(), now)
}

fn confirmation(choice: &Choice, seen: Money) -> Confirmation {
    let token = "0123456789abcdef".parse::<OrderToken>().unwrap();
    Confirmation { accepted: true, priced: choice.clone(), seen, token }
}

fn bought(subscription: &Subscription, choice: &Choice, now: Timestamp) -> OrderReceipt {
    let quote = quote(subscription, choice, now).unwrap();
    let seen = quote.total();
    quote.confirm(&confirmation(choice, seen)).unwrap()
}

fn standard() -> Subscription {
    let with_history = Choice { add_ons: vec![code("history")], ..choice(Edition::Standard, 1) };
    bought(&trial(), &with_history, NOW).subscription
}

#[test]
fn the_first_package_costs_its_price() {
    let bought = bought(&trial(), &choice(Edition::Standard, 2), NOW);
    assert_eq!((bought.entry.amount(), bought.account_balance.balance()), (usd(-60_000), usd(940_000)));
    assert_eq!((bought.subscription.paid, bought.subscription.life.term.start), (usd(60_000), NOW));
    assert_eq!(bought.entry.cause().kind(), EntryKind::Order);
}

#[test]
fn an_upgrade_gives_back_the_days_that_are_not_used() {
    let subscription = standard();
    assert_eq!(subscription.paid, usd(33_000));
    // After ten days and a bit, 20 of 30 days are refunded, including the started one.
    let at = NOW.plus(DAY * 10 + Duration::from_hours(23));
    let quote = quote(&subscription, &choice(Edition::Pro, 1), at).unwrap();
    let amounts: Vec<_> = quote.lines().iter().map(|line| line.amount.minor()).collect();
    assert_eq!((quote.kind(), amounts), (OrderKind::Upgrade, vec![60_000, -22_000]));
    assert_eq!((quote.total(), quote.after().paid), (usd(38_000), usd(60_000)));
    assert!(quote.after().add_ons.is_empty());
    assert_eq!(quote.after().life.term.start, at);
}

#[test]
fn what_comes_back_may_exceed_the_price() {
    let year = bought(&trial(), &choice(Edition::Standard, 12), NOW).subscription;
    let up = bought(&year, &choice(Edition::Pro, 1), NOW);
    assert_eq!(up.entry.amount(), usd(360_000 - 60_000));
    let poor = AccountBalance::from_stored(usd(-1), Some(NOW)).unwrap();
    let quote = Quote::new(&catalogue(), &year, &choice(Edition::Pro, 1), poor, NOW).unwrap();
    assert_eq!(
        quote
            .confirm(&confirmation(&choice(Edition::Pro, 1), usd(-300_000)))
            .unwrap()
            .account_balance
            .arrears_since(),
        None
    );
}

#[test]
fn a_renewal_goes_on_at_todays_price() {
    let subscription = standard();
    let same = Choice { add_ons: vec![code("history")], auto_renew: true, ..choice(Edition::Standard, 2) };
    let renewed = bought(&subscription, &same, NOW.plus(DAY));
    assert_eq!((renewed.entry.amount(), renewed.subscription.paid), (usd(-66_000), usd(99_000)));
    assert_eq!(renewed.entry.cause().kind(), EntryKind::Renewal);
    let life = renewed.subscription.life;
    assert_eq!((life.term.start, life.term.months, life.auto_renew), (NOW, 3, true));
    // With other add-ons it is a change, starting now.
    let change = quote(&subscription, &choice(Edition::Standard, 1), NOW.plus(DAY * 15)).unwrap();
    assert_eq!((change.kind(), change.total()), (OrderKind::Change, usd(30_000 - 16_500)));
}

#[test]
fn says_why_something_cannot_be_ordered() {
    let subscription = standard();
    let pro = bought(&trial(), &choice(Edition::Pro, 1), NOW).subscription;
    let with = |codes: &[&str], edition| Choice {
        add_ons: codes.iter().map(|text| code(text)).collect(),
        ..choice(edition, 1)
    };
    let downgrade = OrderRefusal::Life(Refusal::DowngradeIsRefund);
    for (subscription, choice, refusal) in [
        (&subscription, choice(Edition::Pro, 3), OrderRefusal::NotATerm),
        (&subscription, choice(Edition::Enterprise, 1), OrderRefusal::Unpriced),
        (&pro, choice(Edition::Standard, 1), downgrade),
        (&pro, choice(Edition::Trial, 1), OrderRefusal::Life(Refusal::NeverBackToTrial)),
        (&subscription, with(&["history"], Edition::Pro), OrderRefusal::PointlessAddOn(code("history"))),
        (&subscription, with(&["review"], Edition::Pro), OrderRefusal::UnpricedAddOn(code("review"))),
        (&subscription, with(&["nothing"], Edition::Pro), OrderRefusal::UnknownAddOn(code("nothing"))),
        (
            &subscription,
            with(&["history", "history"], Edition::Standard),
            OrderRefusal::UnknownAddOn(code("history")),
        ),
    ] {
        assert_eq!(quote(subscription, &choice, NOW).unwrap_err(), refusal, "{choice:?}");
    }
}

#[test]
fn confirming_needs_acceptance_the_shown_price_and_the_money() {
    let quote = |balance, policy: &str| {
        let catalogue = toml::from_str::<Draft>(&format!("{policy}{CATALOGUE}")).unwrap().check().unwrap();
        let account_balance = AccountBalance::from_stored(usd(balance), None).unwrap();
        Quote::new(&catalogue, &trial(), &choice(Edition::Standard, 1), account_balance, NOW).unwrap()
    };
    let fine = confirmation(&choice(Edition::Standard, 1), usd(30_000));
    let not_accepted = Confirmation { accepted: false, ..fine.clone() };
    assert_eq!(quote(30_000, "").confirm(&not_accepted), Err(OrderRefusal::NotAccepted));
    let other = Confirmation { seen: usd(29_999), ..fine.clone() };
    assert_eq!(quote(30_000, "").confirm(&other), Err(OrderRefusal::PriceChanged));
    let for_pro = Confirmation { priced: choice(Edition::Pro, 1), ..fine.clone() };
    assert_eq!(quote(30_000, "").confirm(&for_pro), Err(OrderRefusal::NotPriced));
    let missing = usd(1);
    assert_eq!(quote(29_999, "").confirm(&fine), Err(OrderRefusal::NotCovered { missing }));
    assert!(quote(30_000, "").confirm(&fine).is_ok());
    let on_credit = quote(0, "policy.orders_below_zero = true\n").confirm(&fine).unwrap();
    assert_eq!(on_credit.account_balance.arrears_since(), Some(NOW));
}

#[test]
fn what_is_bought_is_what_a_price_was_shown_for() {
    let choices: Vec<Choice> = [(Edition::Standard, 1), (Edition::Standard, 2), (Edition::Pro, 1)]
        .into_iter()
        .flat_map(|(edition, months)| {
            let plain = choice(edition, months);
            let renewed = Choice { auto_renew: true, ..plain.clone() };
            let more = Choice { add_ons: vec![code("history")], ..plain.clone() };
            [plain, renewed, more]
        })
        .collect();
    for chosen in &choices {
        let Ok(quote) = quote(&trial(), chosen, NOW) else { continue };
        for priced in &choices {
            // Even if both have the same price.
            let confirmed = quote.clone().confirm(&confirmation(priced, quote.total()));
            assert_eq!(confirmed.is_ok(), priced == chosen, "{chosen:?} for the price of {priced:?}");
        }
    }
    let both =
        |codes: [&str; 2]| Choice { add_ons: codes.map(code).to_vec(), ..choice(Edition::Standard, 1) };
    assert!(both(["history", "review"]).is_same(&both(["review", "history"])));
}

#[test]
fn a_refund_gives_back_what_is_unused_and_disables() {
    let token: OrderToken = "0123456789abcdef".parse().unwrap();
    let subscription = standard();
    for (days, back) in [(0, 33_000), (1, 31_900), (15, 16_500), (29, 1_100)] {
        let now = NOW.plus(DAY * days);
        let refunded = refund(&subscription, &token, usd(back), rich(), Policy::DEFAULT, now).unwrap();
        assert_eq!(refunded.entry.amount(), usd(back), "{days}");
        assert_eq!(refunded.subscription.life.status(now), Status::Disabled);
        assert_eq!(refunded.subscription.unused(now), usd(0));
        // A lower edition takes a refund and a new order.
        let again = bought(&refunded.subscription, &choice(Edition::Standard, 1), now);
        assert_eq!(again.subscription.life.status(now), Status::Enabled);
        assert_eq!((again.subscription.life.term.start, again.subscription.paid), (now, usd(30_000)));
    }
    // Exactly the amount that was shown is refunded.
    let other = refund(&subscription, &token, usd(33_000), rich(), Policy::DEFAULT, NOW.plus(DAY));
    assert_eq!(other, Err(OrderRefusal::PriceChanged));
    let late = NOW.plus(DAY * 30);
    let over = refund(&subscription, &token, usd(0), rich(), Policy::DEFAULT, late);
    assert_eq!(over, Err(OrderRefusal::Life(Refusal::PackageOver)));
}
