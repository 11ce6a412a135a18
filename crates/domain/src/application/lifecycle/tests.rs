use std::time::Duration;

use super::*;

const NOW: Timestamp = Timestamp::from_unix_seconds(1_700_000_000);
const HOUR: Duration = Duration::from_hours(1);
const INSTANT: Duration = Duration::from_micros(1);
const ORDER: Step = Step::Order { edition: Edition::Pro, months: 1, auto_renew: false };

fn paid() -> Life {
    Life::begin(NOW).next(ORDER, NOW).unwrap()
}

fn hours(count: u32) -> Timestamp {
    NOW.plus(HOUR * count)
}

fn in_arrears(since: Timestamp, now: Timestamp) -> Moment {
    Moment { arrears_since: Some(since), ..Moment::from(now) }
}

#[test]
fn a_trial_is_suspended_at_the_instant_of_its_end() {
    let life = Life::begin(NOW);
    let end = NOW.plus_months(1);
    assert_eq!(life.status(end.minus(INSTANT)), Status::Enabled);
    assert_eq!(life.status(end), Status::Suspended);
    assert_eq!(life.next(Event::Enable, end), Err(Refusal::TrialOver));
    assert_eq!(life.next(Event::Disable, end), Err(Refusal::SuspendedAlready));
    assert_eq!(life.next(Event::Delete, end), Err(Refusal::SuspendedNotDisabled));
}

#[test]
fn a_trial_is_disabled_enabled_and_deleted_by_hand() {
    let life = Life::begin(NOW);
    assert_eq!(life.next(Event::Delete, NOW), Err(Refusal::DisableFirst));
    assert_eq!(life.next(Event::Enable, NOW), Err(Refusal::AlreadyEnabled));
    let disabled = life.next(Event::Disable, NOW).unwrap();
    assert_eq!((disabled.status(NOW), disabled.cause(NOW)), (Status::Disabled, Some(StatusCause::ByHand)));
    assert_eq!(disabled.next(Event::Disable, NOW), Err(Refusal::AlreadyDisabled));
    assert_eq!(disabled.next(Event::Enable, NOW).unwrap(), life);
    assert_eq!(disabled.next(Event::Enable, NOW.plus_months(1)), Err(Refusal::TrialOver));
    let deleted = disabled.next(Event::Delete, NOW).unwrap();
    assert_eq!(deleted.status(NOW), Status::Deleted);
    for event in Event::ALL {
        assert_eq!(deleted.next(event, NOW), Err(Refusal::Deleted));
    }
}

#[test]
fn a_trial_is_extended_from_its_end_or_from_now() {
    let life = Life::begin(NOW);
    let once = life.next(Step::Extend, NOW).unwrap();
    assert_eq!(once.term, Term { start: NOW, months: 2 });
    let late = NOW.plus_months(5);
    let late = once.next(Step::Extend, late).unwrap();
    assert_eq!(late.term, Term { start: NOW.plus_months(5), months: 1 });
    assert_eq!(late.status(NOW.plus_months(5)), Status::Enabled);

    let policy = Policy { trial_extensions: Some(2), ..Policy::DEFAULT };
    let capped = Moment { policy, ..Moment::from(NOW) };
    assert_eq!(late.next(Step::Extend, capped), Err(Refusal::ExtensionsUsedUp));
    assert_eq!(paid().next(Step::Extend, NOW), Err(Refusal::OnlyTrialsExtend));

    let disabled = life.next(Step::Disable, NOW).unwrap();
    let later = NOW.plus_months(2);
    assert_eq!(disabled.next(Step::Extend, later).unwrap().status(later), Status::Disabled);
}

#[test]
fn a_paid_application_is_not_switched_by_hand() {
    let life = paid();
    assert_eq!(life.status(NOW), Status::Enabled);
    assert_eq!(life.refusal(Event::Disable, NOW), Some(Refusal::PaidDisablesItself));
    assert_eq!(life.refusal(Event::Delete, NOW), Some(Refusal::PaidDeletedOnRequest));
    assert_eq!(life.refusal(Event::Enable, NOW), Some(Refusal::AlreadyEnabled));
    assert_eq!(life.refusal(Event::Enable, NOW.plus_months(1)), Some(Refusal::PaidEnablesItself));
}

#[test]
fn a_paid_package_lapses_at_the_instant_of_its_end() {
    let life = paid();
    let end = NOW.plus_months(1);
    assert_eq!((life.status(end.minus(INSTANT)), life.stops_at(NOW)), (Status::Enabled, Some(end)));
    assert_eq!((life.status(end), life.cause(end)), (Status::Disabled, Some(StatusCause::Lapsed)));
    assert_eq!(life.stops_at(end), None);

    let by_itself = life.next(Step::RenewByItself, NOW).unwrap();
    assert_eq!(by_itself.status(end.plus(HOUR * 24).minus(INSTANT)), Status::Enabled);
    assert_eq!(by_itself.status(end.plus(HOUR * 24)), Status::Disabled);
    assert_eq!(life.next(Step::RenewByItself, end), Err(Refusal::PackageOver));
    assert_eq!(by_itself.next(Step::NoLongerRenewByItself, NOW).unwrap(), life);
}

#[test]
fn a_renewal_goes_on_from_the_end_or_from_now() {
    let life = paid();
    let end = NOW.plus_months(1);
    let renewed = life.next(Step::Renew { months: 2 }, end.minus(INSTANT)).unwrap();
    assert_eq!(renewed.term, Term { start: NOW, months: 3 });
    let late = life.next(Step::Renew { months: 2 }, end).unwrap();
    assert_eq!(late.term, Term { start: end, months: 2 });
    for months in [0, 25] {
        assert_eq!(life.next(Step::Renew { months }, NOW), Err(Refusal::NotATerm));
    }
    assert_eq!(Life::begin(NOW).next(Step::Renew { months: 1 }, NOW), Err(Refusal::NothingPaid));
}

#[test]
fn arrears_disable_what_is_paid_and_bring_it_back() {
    let life = paid();
    let trial = Life::begin(NOW);
    assert_eq!(life.status(in_arrears(NOW, hours(24).minus(INSTANT))), Status::Enabled);
    let over = in_arrears(NOW, hours(24));
    assert_eq!((life.status(over), life.cause(over)), (Status::Disabled, Some(StatusCause::Arrears)));
    assert_eq!(trial.status(over), Status::Enabled);
    assert_eq!(life.stops_at(in_arrears(NOW, NOW)), Some(hours(24)));
    assert_eq!(life.status(hours(24)), Status::Enabled);

    // An application disabled for another cause is not brought back with the rest.
    let refunded = life.next(Step::Refund, NOW).unwrap();
    assert_eq!(refunded.cause(over), Some(StatusCause::Refund));
    assert_eq!(refunded.status(hours(24)), Status::Disabled);
}

#[test]
fn an_order_goes_up_and_never_back() {
    let order = |edition| Step::Order { edition, months: 1, auto_renew: true };
    let disabled = Life::begin(NOW).next(Step::Disable, NOW).unwrap();
    let life = disabled.next(order(Edition::Pro), hours(1)).unwrap();
    assert_eq!((life.status(hours(1)), life.term.start, life.auto_renew), (Status::Enabled, hours(1), true));
    assert_eq!(life.next(order(Edition::ProPlus), NOW).unwrap().edition, Edition::ProPlus);
    assert_eq!(life.next(order(Edition::Trial), NOW), Err(Refusal::NeverBackToTrial));
    assert_eq!(life.next(order(Edition::Standard), NOW), Err(Refusal::DowngradeIsRefund));

    let refunded = life.next(Step::Refund, hours(2)).unwrap();
    assert_eq!((refunded.status(hours(2)), refunded.auto_renew), (Status::Disabled, false));
    assert_eq!(refunded.next(Step::Refund, hours(2)), Err(Refusal::AlreadyRefunded));
    let lower = refunded.next(order(Edition::Standard), hours(3)).unwrap();
    assert_eq!((lower.edition, lower.status(hours(3))), (Edition::Standard, Status::Enabled));
    let again = refunded.next(Step::Renew { months: 1 }, hours(3)).unwrap();
    assert_eq!((again.edition, again.term.start), (Edition::Pro, hours(3)));

    let lapsed = NOW.plus_months(3);
    assert!(life.next(order(Edition::Standard), lapsed).is_ok());
    assert_eq!(life.next(Step::Refund, lapsed), Err(Refusal::PackageOver));
    assert_eq!(Life::begin(NOW).next(Step::Refund, NOW), Err(Refusal::NothingPaid));
}

#[test]
fn a_paid_application_is_deleted_on_request_once_it_is_disabled() {
    let life = paid();
    assert_eq!(life.next(Step::DeleteOnRequest, NOW), Err(Refusal::NotRequested));
    assert_eq!(Life::begin(NOW).next(Step::RequestDeletion, NOW), Err(Refusal::TrialDeletedByHand));
    let asked = life.next(Step::RequestDeletion, NOW).unwrap();
    assert_eq!(asked.next(Step::RequestDeletion, NOW), Err(Refusal::AlreadyRequested));
    assert_eq!(asked.next(Step::DismissRequest, NOW).unwrap(), life);
    assert_eq!(life.next(Step::DismissRequest, NOW), Err(Refusal::NotRequested));
    assert_eq!(asked.next(Step::DeleteOnRequest, NOW), Err(Refusal::DisableFirst));
    let refunded = asked.next(Step::Refund, NOW).unwrap();
    let deleted = refunded.next(Step::DeleteOnRequest, NOW).unwrap();
    assert_eq!((deleted.status(NOW), deleted.deletion_requested_at), (Status::Deleted, None));
}

#[test]
fn deleting_is_reversible_within_the_grace() {
    let disabled = Life::begin(NOW).next(Step::Disable, NOW).unwrap();
    let deleted = disabled.next(Step::Delete, NOW).unwrap();
    let grace = NOW.plus(HOUR * 24 * 7);
    assert_eq!(deleted.grace_until, Some(grace));
    assert_eq!(deleted.next(Step::Restore, grace.minus(INSTANT)).unwrap(), disabled);
    assert_eq!(deleted.next(Step::Shred, grace.minus(INSTANT)), Err(Refusal::GraceRuns));
    assert_eq!(deleted.next(Step::Restore, grace), Err(Refusal::GraceOver));
    let shredded = deleted.next(Step::Shred, grace).unwrap();
    assert_eq!(shredded.next(Step::Shred, grace), Err(Refusal::AlreadyShredded));
    assert_eq!(shredded.next(Step::Restore, NOW), Err(Refusal::GraceOver));
    assert_eq!(shredded.status(grace), Status::Deleted);
    for step in [Step::Restore, Step::Shred] {
        assert_eq!(disabled.next(step, NOW), Err(Refusal::NotDeleted));
    }
    // Deleted permanently at once, as before there was a grace period.
    let old = Life { grace_until: None, ..deleted };
    assert_eq!(old.next(Step::Restore, NOW), Err(Refusal::GraceOver));
    assert!(old.next(Step::Shred, NOW).is_ok());
}

#[test]
fn the_browser_gets_all_of_it() {
    let some = Some(NOW);
    let life = Life {
        disabled: true,
        deleted_at: some,
        grace_until: some,
        shredded_at: some,
        extensions: 2,
        auto_renew: true,
        refunded_at: some,
        deletion_requested_at: some,
        ..Life::begin(NOW)
    };
    let at =
        Moment { now: NOW, arrears_since: some, policy: Policy { arrears_hours: 7, ..Policy::default() } };
    assert_eq!(serde_json::from_str::<Life>(&serde_json::to_string(&life).unwrap()).unwrap(), life);
    assert_eq!(serde_json::from_str::<Moment>(&serde_json::to_string(&at).unwrap()).unwrap(), at);
}
