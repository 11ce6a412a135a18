//! **Test push**: what the vendor is sent, what it says, and who sees that.

use std::time::Duration;

use console::{Error, TestPush};
use domain::application::lifecycle::Event;
use domain::certificate::{CertificateId, Remedy, TestResult};
use domain::field::Field;

use super::form::{Form, NAMES};
use super::{Desk, Vendors};
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

on_both!(every_vendor_takes_a_test_push_and_says_why_it_does_not, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let desk = Desk::of(&vendors, fresh).await;
    for name in NAMES {
        let id = desk.add(&Form::of(name, vendors.folder())).await;
        let before = vendors.received().await.len();
        let result = send(&desk, id, DEVICE).await;
        assert!(result.accepted, "{name}: {result:?}");
        assert_eq!((result.id, &*result.class, result.remedy), (id, "accepted", Remedy::Nothing), "{name}");
        assert_eq!((&*result.title, &*result.token), ("Ward 3", DEVICE), "{name}");
        let received = vendors.received().await;
        assert_eq!(received.len(), before + 1, "{name}");
        let push = received.last().unwrap();
        assert_eq!(push["tokens"], serde_json::json!([DEVICE]), "{name}");
        assert!(push["sent"].to_string().contains("Bed 12 asks for you"), "{name}: {push}");

        let nobody = if name.starts_with('p') { NOBODY } else { "nonsense" };
        let result = send(&desk, id, nobody).await;
        assert!(!result.accepted && result.message_id.is_empty(), "{name}");
        let expected = if name.starts_with('p') {
            ("doubtful_token", Remedy::SwitchEnvironment)
        } else {
            ("invalid_token", Remedy::DropToken)
        };
        assert_eq!((&*result.class, result.remedy), expected, "{name}: {result:?}");
        assert!(!result.code.is_empty(), "{name}");

        desk.edit(id, &Form::other(name, vendors.folder())).await.unwrap();
        if name != "p12" {
            let result = send(&desk, id, DEVICE).await;
            assert_eq!((result.accepted, &*result.class), (false, "credential_fault"), "{name}: {result:?}");
        }
    }
    let sent = desk.world.trail().await.into_iter().filter(|(_, action, _)| action == "test_push_sent");
    assert_eq!(sent.count(), 29);
});

on_both!(a_test_push_opens_what_the_certificate_says, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let desk = Desk::of(&vendors, fresh).await;
    let form = Form::of("huawei", vendors.folder()).with(Field::ClickAction, "web_page");
    let form = form.with(Field::ClickTarget, "https://orbit.example/ward").with(Field::Channel, "urgent");
    let id = desk.add(&form).await;
    assert!(send(&desk, id, DEVICE).await.accepted);
    let sent = vendors.received().await.pop().unwrap()["sent"].to_string();
    assert!(sent.contains("https://orbit.example/ward") && sent.contains("urgent"), "{sent}");
});

on_both!(nothing_is_sent_for_an_application_out_of_service, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let desk = Desk::of(&vendors, fresh).await;
    let id = desk.add(&Form::of("xiaomi", vendors.folder())).await;
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
    let id = desk.add(&Form::of("oppo", vendors.folder())).await;
    let shown = desk.certificates().test(desk.app, id, push_to(DEVICE)).await.unwrap();
    let again = async || desk.certificates().test_result(desk.app, &shown).await.unwrap();
    assert!(again().await.unwrap().accepted);
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
    for name in NAMES {
        let id = desk.add(&Form::of(name, vendors.folder())).await;
        // Tokens and connections are open then, on two servers.
        let elsewhere = other.console.acting_as(&desk.owner).certificates();
        elsewhere.test(desk.app, id, push_to(DEVICE)).await.unwrap();
        assert!(send(&desk, id, DEVICE).await.accepted, "{name}");
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
