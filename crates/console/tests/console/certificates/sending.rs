//! **Test push**: what the vendor is sent, what it says, and who sees that.

use std::time::Duration;

use console::{Error, TestPush};
use domain::application::lifecycle::Event;
use domain::certificate::{CertificateId, Remedy, TestOutcome, TestResult};
use domain::delivery::outcome::DeliveryState;
use domain::field::Field;

use super::form::{Form, NAMES};
use super::{Delivering, Desk, Vendors};
use crate::common::{self, *};
use crate::on_both;

/// A device of everybody's: APNs asks for 64 digits.
pub const DEVICE: &str = "a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4";
const NOBODY: &str = "0000000000000000000000000000000000000000000000000000000000000000";

pub fn push_to(token: &str) -> TestPush {
    TestPush { title: "Ward 3".into(), body: "Bed 12 asks for you".into(), token: token.into() }
}

async fn send(desk: &Desk<'_>, id: CertificateId, token: &str) -> TestResult {
    let certificates = desk.certificates();
    let shown = certificates.test(desk.app, id, push_to(token)).await.unwrap();
    certificates.test_result(desk.app, &shown).await.unwrap().unwrap()
}

fn outcome(result: &TestResult) -> &TestOutcome {
    result.outcome.as_ref().unwrap()
}

on_both!(every_vendor_takes_a_test_push_and_says_why_it_does_not, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let desk = Desk::of(&vendors, fresh).await;
    let _delivering = Delivering::start(&desk.world.console);
    for name in NAMES {
        let id = desk.add(&Form::of(name, vendors.folder())).await;
        let before = vendors.received().await.len();
        let result = send(&desk, id, DEVICE).await;
        let accepted = outcome(&result);
        assert!(accepted.accepted, "{name}: {result:?}");
        assert_eq!(
            (result.id, &*accepted.class, accepted.remedy),
            (id, "accepted", Remedy::Nothing),
            "{name}"
        );
        assert_eq!((&*result.title, &*result.token), ("Ward 3", DEVICE), "{name}");
        let received = vendors.received().await;
        assert_eq!(received.len(), before + 1, "{name}");
        let push = received.last().unwrap();
        assert_eq!(push["tokens"], serde_json::json!([DEVICE]), "{name}");
        assert!(push["sent"].to_string().contains("Bed 12 asks for you"), "{name}: {push}");

        let nobody = if name.starts_with('p') { NOBODY } else { "nonsense" };
        let result = send(&desk, id, nobody).await;
        let refused = outcome(&result);
        assert!(!refused.accepted && refused.message_id.is_empty(), "{name}");
        let expected = if name.starts_with('p') {
            ("doubtful_token", Remedy::SwitchEnvironment)
        } else {
            ("invalid_token", Remedy::DropToken)
        };
        assert_eq!((&*refused.class, refused.remedy), expected, "{name}: {result:?}");
        assert!(!refused.code.is_empty() && !refused.is_retried, "{name}");

        desk.edit(id, &Form::other(name, vendors.folder())).await.unwrap();
        if name != "p12" {
            // The second time the vendor has refused it before.
            for _ in 0..2 {
                let result = send(&desk, id, DEVICE).await;
                let refused = outcome(&result);
                assert_eq!(
                    (refused.accepted, &*refused.class),
                    (false, "credential_fault"),
                    "{name}: {result:?}"
                );
                assert!(!refused.words.is_empty() || !refused.code.is_empty(), "{name}: {result:?}");
                let record = desk.world.console.acting_as(&desk.owner).pushes();
                let record = record.record(desk.app, &result.task_id).await.unwrap();
                let states: Vec<_> = record.summary.states.into_iter().collect();
                assert_eq!(states, [(DeliveryState::Rejected, 1)], "{name}");
            }
        }
    }
    let sent = desk.world.trail().await.into_iter().filter(|(_, action, _)| action == "test_push_sent");
    assert_eq!(sent.count(), 38);
});

on_both!(a_test_push_opens_what_the_certificate_says, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let desk = Desk::of(&vendors, fresh).await;
    let form = Form::of("huawei", vendors.folder()).with(Field::ClickAction, "web_page");
    let form = form.with(Field::ClickTarget, "https://orbit.example/ward").with(Field::Channel, "urgent");
    let id = desk.add(&form).await;
    let _delivering = Delivering::start(&desk.world.console);
    assert!(outcome(&send(&desk, id, DEVICE).await).accepted);
    let sent = vendors.received().await.pop().unwrap()["sent"].to_string();
    assert!(sent.contains("https://orbit.example/ward") && sent.contains("urgent"), "{sent}");
});

on_both!(nothing_is_sent_for_an_application_out_of_service, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let desk = Desk::of(&vendors, fresh).await;
    let id = desk.add(&Form::of("xiaomi", vendors.folder())).await;
    let _delivering = Delivering::start(&desk.world.console);
    let applications = desk.world.console.acting_as(&desk.owner).applications();
    let send = async || desk.certificates().test(desk.app, id, push_to(DEVICE)).await;
    applications.change(desk.app, Event::Disable).await.unwrap();
    assert!(matches!(send().await, Err(Error::OutOfService)));
    // As long as it is only disabled, its certificates are looked after.
    desk.certificates().check(desk.app, id).await.unwrap();
    let received = vendors.received().await.len();
    applications.change(desk.app, Event::Delete).await.unwrap();
    assert!(matches!(send().await, Err(Error::NotFound)));
    applications.restore(desk.app).await.unwrap();
    assert!(matches!(send().await, Err(Error::OutOfService)));
    assert_eq!(vendors.received().await.len(), received);
    assert!(desk.world.trail().await.iter().all(|(_, action, _)| action != "test_push_sent"));
    applications.change(desk.app, Event::Enable).await.unwrap();
    send().await.unwrap();
    // What ends by itself is out of service without a job.
    desk.world.set(NOW.plus_months(1));
    assert!(matches!(send().await, Err(Error::OutOfService)));
    assert_eq!(vendors.received().await.len(), received + 1);
});

on_both!(a_result_is_shown_to_the_browser_that_sent_it, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let desk = Desk::of(&vendors, fresh).await;
    let console = &desk.world.console;
    let _delivering = Delivering::start(console);
    let id = desk.add(&Form::of("oppo", vendors.folder())).await;
    let shown = desk.certificates().test(desk.app, id, push_to(DEVICE)).await.unwrap();
    let again = async || desk.certificates().test_result(desk.app, &shown).await.unwrap();
    assert!(outcome(&again().await.unwrap()).accepted);
    assert!(again().await.is_some(), "a page that is loaded again shows it again");

    let elsewhere = desk.world.sign_in(OWNER, PASSWORD, "192.0.2.9").await.unwrap();
    let minsu = desk.world.somebody_else("minsu@orbit.example").await;
    for actor in [&elsewhere, &minsu] {
        let theirs = console.acting_as(actor).certificates();
        assert_eq!(theirs.test_result(desk.app, &shown).await.unwrap(), None);
    }
    let second = desk.world.create(&desk.owner, "Comet").await;
    assert_eq!(desk.certificates().test_result(second, &shown).await.unwrap(), None);
    let nobody = stranger(HOME);
    let nobody = console.acting_as(&nobody).certificates().test_result(desk.app, &shown).await;
    assert!(matches!(nobody, Err(Error::SignedOut)));
    let mut wrong = shown.clone();
    wrong.replace_range(..1, if shown.starts_with('0') { "1" } else { "0" });
    for wrong in ["", "0", &wrong, &shown.to_uppercase()[1..]] {
        assert_eq!(desk.certificates().test_result(desk.app, wrong).await.unwrap(), None);
    }
    desk.world.advance(Duration::from_mins(10));
    assert!(again().await.is_none());
});

on_both!(nothing_is_sent_with_a_certificate_that_is_deleted, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let desk = Desk::of(&vendors, fresh).await;
    let other = vendors.world(fresh, 2).await;
    let _delivering = Delivering::start(&desk.world.console);
    for name in NAMES {
        let id = desk.add(&Form::of(name, vendors.folder())).await;
        // Tokens and connections are open then, on two servers.
        let elsewhere = other.console.acting_as(&desk.owner).certificates();
        elsewhere.test(desk.app, id, push_to(DEVICE)).await.unwrap();
        assert!(outcome(&send(&desk, id, DEVICE).await).accepted, "{name}");
        desk.certificates().delete(desk.app, id).await.unwrap();
        let received = vendors.received().await.len();
        for certificates in [desk.certificates(), elsewhere] {
            let late = certificates.test(desk.app, id, push_to(DEVICE)).await;
            assert!(matches!(late, Err(Error::NotFound)), "{name}");
        }
        assert_eq!(vendors.received().await.len(), received, "{name}");
        assert_eq!(desk.world.count("certificate").await, 0, "{name}");
    }
});

on_both!(a_test_push_is_recorded_like_any_other, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let desk = Desk::of(&vendors, fresh).await;
    let id = desk.add(&Form::of("p8", vendors.folder())).await;
    let pushes = desk.world.console.acting_as(&desk.owner).pushes();
    let states = async |task: &str| {
        let record = pushes.record(desk.app, task).await.unwrap();
        assert!(record.summary.is_test);
        assert_eq!(record.devices[0].test_token.as_deref(), Some(DEVICE));
        record.summary.states.into_iter().collect::<Vec<_>>()
    };
    // Nobody delivers yet: it waits, and says so.
    let waiting = send(&desk, id, DEVICE).await;
    assert_eq!(waiting.outcome, None);
    assert_eq!(states(&waiting.task_id).await, [(DeliveryState::Waiting, 1)]);
    // Nothing that was tested is sent for an application that was stopped meanwhile.
    let applications = desk.world.console.acting_as(&desk.owner).applications();
    applications.change(desk.app, Event::Disable).await.unwrap();
    applications.change(desk.app, Event::Enable).await.unwrap();
    let _delivering = Delivering::start(&desk.world.console);
    vendors.chaos(&serde_json::json!({ "apns": { "unavailable": 1.0 } })).await;
    let retried = send(&desk, id, DEVICE).await;
    assert!(outcome(&retried).is_retried, "{retried:?}");
    assert_eq!(outcome(&retried).class, "transient");
    assert_eq!(states(&retried.task_id).await, [(DeliveryState::Retrying, 1)]);
    assert_eq!(states(&waiting.task_id).await, [(DeliveryState::ApplicationStopped, 1)]);
    assert_eq!(pushes.list(desk.app, "", None).await.unwrap().pushes.len(), 2);
    assert!(vendors.deliveries().await.is_empty());
});
