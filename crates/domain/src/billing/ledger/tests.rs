use std::time::Duration;

use super::*;
use crate::application::lifecycle::{Life, Moment, Status, Step};
use crate::application::sdkappid::Sdkappid;
use crate::billing::account_balance::AccountBalance;
use crate::billing::catalogue::{Catalogue, Draft, LimitKind, Policy};
use crate::billing::edition::Edition;
use crate::billing::order::Subscription;
use crate::time::Timestamp;

const NOW: Timestamp = Timestamp::from_unix_seconds(1_700_000_000);
const CATALOGUE: &str = r#"
[edition.standard]
prices = { USD = "100.00" }
limits.monthly_active_users = { most = 10000 }
overage.monthly_active_users = { per = 1000, prices = { USD = "15.00" } }
"#;

fn catalogue() -> Catalogue {
    toml::from_str::<Draft>(CATALOGUE).unwrap().check().unwrap()
}

fn usd(minor: i64) -> Money {
    Money::new(minor, Currency::USD)
}

fn account_balance(minor: i64) -> AccountBalance {
    AccountBalance::from_stored(usd(minor), (minor < 0).then_some(NOW)).unwrap()
}

fn subscription() -> Subscription {
    let order = Step::Order { edition: Edition::Standard, months: 1, auto_renew: true };
    let life = Life::begin(NOW).next(order, NOW).unwrap();
    Subscription { sdkappid: Sdkappid::from_random(7), life, add_ons: Vec::new(), paid: usd(10_000) }
}

#[test]
fn a_renewal_is_posted_once_however_often_it_is_asked_for() {
    let (catalogue, subscription) = (catalogue(), subscription());
    let end = subscription.life.term.end();
    let early = Timestamp::from_micros(end.micros() - 1);
    assert_eq!(due_renewal(&catalogue, &subscription, account_balance(0), early), None);
    let due = due_renewal(&catalogue, &subscription, account_balance(0), end).unwrap();
    assert_eq!((due.entry.amount(), due.subscription.paid), (usd(-10_000), usd(20_000)));
    assert_eq!(due.subscription.life.term.months, 2);
    assert_eq!(due.account_balance.arrears_since(), Some(end));
    // A concurrent request from another server has the same key.
    let late = end.plus(Duration::from_hours(3));
    let twice = due_renewal(&catalogue, &subscription, account_balance(0), late).unwrap();
    assert_eq!((twice.entry.key(), twice.subscription), (due.entry.key(), due.subscription.clone()));
    // The renewal is not due a second time.
    assert_eq!(due_renewal(&catalogue, &due.subscription, due.account_balance, late), None);
}

#[test]
fn a_missed_renewal_begins_anew_and_only_if_it_is_covered() {
    let (catalogue, subscription) = (catalogue(), subscription());
    let late = subscription.life.term.end().plus(Duration::from_hours(24 * 7));
    assert_eq!(subscription.life.status(late), Status::Disabled);
    assert_eq!(due_renewal(&catalogue, &subscription, account_balance(9_999), late), None);
    let due = due_renewal(&catalogue, &subscription, account_balance(10_000), late).unwrap();
    assert_eq!((due.subscription.life.term.start, due.subscription.paid), (late, usd(10_000)));
    assert_eq!(due.subscription.life.status(late), Status::Enabled);
}

#[test]
fn what_is_out_of_service_is_not_renewed_by_itself() {
    let (catalogue, subscription) = (catalogue(), subscription());
    let end = subscription.life.term.end();
    let with = |life: Life| Subscription { life, ..subscription.clone() };
    let due = |subscription: &Subscription| {
        due_renewal(&catalogue, subscription, account_balance(50_000), end).is_some()
    };
    assert!(due(&subscription));
    let life = subscription.life;
    for step in [Step::Refund, Step::RequestDeletion, Step::NoLongerRenewByItself] {
        assert!(!due(&with(life.next(step, NOW).unwrap())), "{step:?}");
    }
    // In arrears for too long.
    assert_eq!(due_renewal(&catalogue, &subscription, account_balance(-1), end), None);
    let unpriced = Life { edition: Edition::Pro, ..life };
    assert!(!due(&with(unpriced)));
    let moment = Moment { arrears_since: Some(NOW), ..Moment::from(end) };
    assert_eq!(life.status(moment), Status::Disabled);
}

#[test]
fn overage_is_due_when_the_month_is_over() {
    let catalogue = catalogue();
    let month: Month = "2026-02".parse().unwrap();
    let usage = |used| Usage {
        sdkappid: Sdkappid::from_random(7),
        month,
        edition: Edition::Standard,
        add_ons: &[],
        limit: LimitKind::MonthlyActiveUsers,
        used,
    };
    let usd = Currency::USD;
    let at = |used, now| overage(&catalogue, &usage(used), usd, now).map(|entry| entry.amount().minor());
    assert_eq!(at(10_000, month.end()), None);
    assert_eq!(at(10_001, Timestamp::from_micros(month.end().micros() - 1)), None);
    assert_eq!(at(10_001, month.end()), Some(-1_500));
    assert_eq!(at(11_000, month.end()), Some(-1_500));
    assert_eq!(at(11_001, month.end()), Some(-3_000));
    assert_eq!(at(u64::MAX, month.end()), None);
    let entry = overage(&catalogue, &usage(10_001), usd, month.end()).unwrap();
    let late = overage(&catalogue, &usage(10_001), usd, NOW.plus_months(60)).unwrap();
    assert_eq!(entry.key(), late.key());
    assert_eq!(overage(&catalogue, &usage(10_001), "KRW".parse().unwrap(), month.end()), None);
    let groups = Usage { limit: LimitKind::Groups, ..usage(10_001) };
    assert_eq!(overage(&catalogue, &groups, usd, month.end()), None);
}

#[test]
fn an_entry_is_on_its_side_of_zero_and_the_balance_is_the_sum() {
    let token: OrderToken = "0123456789abcdef".parse().unwrap();
    let note: Note = "bank transfer".parse().unwrap();
    let entry =
        |cause: EntryCause, minor| LedgerEntry::new(EntryKey::once(None, &token), cause, usd(minor), NOW);
    let top_up = entry(EntryCause::TopUp { note: note.clone() }, 500).unwrap();
    let correction = entry(EntryCause::Correction { note: note.clone() }, -700).unwrap();
    assert_eq!(entry(EntryCause::TopUp { note: note.clone() }, -1), Err(WrongAmount));
    assert_eq!(entry(EntryCause::Correction { note }, 0), Err(WrongAmount));
    assert_eq!(balance(Currency::USD, [&top_up, &correction]), Ok(usd(-200)));
    assert_eq!(balance("KRW".parse().unwrap(), [&top_up]), Err(MoneyError::OtherCurrency));
    let json = serde_json::to_string(&top_up).unwrap();
    assert_eq!(serde_json::from_str::<LedgerEntry>(&json).unwrap(), top_up);
}

#[test]
fn a_browser_cannot_take_the_key_of_a_job() {
    let sdkappid = Sdkappid::from_random(7);
    let renewal = EntryKey::renewal(sdkappid, NOW);
    assert!(renewal.as_str().parse::<OrderToken>().is_err());
    let token: OrderToken = "a".repeat(64).parse().unwrap();
    assert!(EntryKey::once(Some(sdkappid), &token).as_str().len() <= 96);
    for wrong in ["", "short", &"a".repeat(65), "0123456789abcde:", "0123456789abcdeé"] {
        assert_eq!(wrong.parse::<OrderToken>(), Err(ParseTokenError), "{wrong}");
    }
    assert_eq!(Policy::default(), Policy::DEFAULT);
}
