//! **Check**, by hand and by itself: proven, refused, or neither.

use std::time::Duration;

use console::{Error, MailContent};
use domain::application::lifecycle::Event;
use domain::billing::notice::Notice;
use domain::certificate::{CertificateId, Environment, Health, Platform, Remedy};
use domain::field::Field;

use super::form::{Form, NAMES};
use super::{Desk, Vendors};
use crate::common::{self, *};
use crate::on_both;

const HOUR: Duration = Duration::from_hours(1);
const INSTANT: Duration = Duration::from_micros(1);

/// Since when it fails, and what to do about it.
fn failing(health: &Health) -> (domain::time::Timestamp, Remedy) {
    let Health::FailingSince { since, words, remedy } = health else { panic!("not failing: {health:?}") };
    assert!(!words.is_empty());
    (*since, *remedy)
}

on_both!(a_wrong_secret_fails_since_it_first_did, |fresh| {
    let mut vendors = Vendors::start(NOW).await;
    let desk = Desk::of(&vendors, fresh).await;
    let mut wrong = Vec::new();
    for name in NAMES.into_iter().filter(|name| *name != "p12") {
        let id = desk.add(&Form::other(name, vendors.folder())).await;
        let remedy = if name == "p8" { Remedy::SwitchEnvironment } else { Remedy::CorrectSecret };
        wrong.push((name, id, remedy));
    }
    for hours in 0..2 {
        for (name, id, remedy) in &wrong {
            let health = desk.check(*id).await;
            assert_eq!(failing(&health), (NOW, *remedy), "{name} after {hours} h");
            assert_eq!(desk.one(*id).await.checked_at, Some(NOW.plus(HOUR * hours)), "{name}");
        }
        desk.world.advance(HOUR);
    }
    // Put right it is proven; wrong again it fails since then.
    let (vivo, later) = (wrong[4].1, desk.world.console.now());
    desk.edit(vivo, &Form::of("vivo", vendors.folder())).await.unwrap();
    assert_eq!(desk.check(vivo).await, Health::Proven { at: later });
    desk.edit(vivo, &Form::other("vivo", vendors.folder())).await.unwrap();
    assert_eq!(failing(&desk.check(vivo).await).0, later);
    // A vendor that cannot be reached takes nothing back.
    vendors.stop().await;
    desk.world.advance(HOUR);
    assert_eq!(failing(&desk.check(vivo).await).0, later);
});

on_both!(a_vendor_that_cannot_be_reached_refutes_nothing, |fresh| {
    let mut vendors = Vendors::start(NOW).await;
    let desk = Desk::of(&vendors, fresh).await;
    let (mut proven, mut unknown) = (Vec::new(), Vec::new());
    for name in NAMES {
        let id = desk.add(&Form::of(name, vendors.folder())).await;
        assert_eq!(desk.check(id).await, Health::Proven { at: NOW }, "{name}");
        proven.push((name, id));
        unknown.push((name, desk.add(&Form::other(name, vendors.folder())).await));
    }
    vendors.stop().await;
    desk.world.advance(HOUR);
    let later = NOW.plus(HOUR);
    for (name, id) in proven {
        assert_eq!(desk.check(id).await, Health::Proven { at: NOW }, "{name}");
        assert_eq!(desk.one(id).await.checked_at, Some(later), "{name}");
    }
    for (name, id) in unknown {
        let health = desk.check(id).await;
        let Health::NotProven { at, remedy, why } = health else { panic!("{name}: {health:?}") };
        assert_eq!((at, remedy), (later, Remedy::CheckNetwork), "{name}: {why}");
    }
});

on_both!(a_key_of_apples_other_environment_is_told_apart, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let desk = Desk::of(&vendors, fresh).await;
    let development = Environment::Development.code();
    let sandbox = Form::other("p8", vendors.folder());
    let id = desk.add(&sandbox).await;
    assert_eq!(failing(&desk.check(id).await), (NOW, Remedy::SwitchEnvironment));
    // Without the file again: the key stays, and so does its name.
    desk.edit(id, &sandbox.without_secrets().with(Field::Environment, development)).await.unwrap();
    assert_eq!(desk.check(id).await, Health::Proven { at: NOW });
    // A certificate says itself where it belongs: it is not taken for elsewhere at all.
    let wrong = Form::other("p12", vendors.folder()).with(Field::Environment, "production");
    let refused = desk.certificates().add(desk.app, wrong.added()).await;
    assert!(matches!(refused, Err(Error::Invalid(_))));
    let (file, wanted) = wrong.file().unwrap();
    let looked = desk.certificates().inspect_file(file, wanted).await;
    assert!(matches!(looked, Err(Error::Invalid(_))));
    assert_eq!(desk.world.count("certificate").await, 1);
});

on_both!(vendors_are_asked_once_a_day_by_one_server, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let desk = Desk::of(&vendors, fresh).await;
    let other = vendors.world(fresh, 2).await;
    let (one, two) = (&desk.world.console, &other.console);
    for index in 0..60 {
        let form = Form::of("xiaomi", vendors.folder());
        desk.add(&form.with(Field::CertificateName, &format!("Build {index}"))).await;
    }
    // Saved is to be tried at once.
    let mut calls = 0;
    for _ in 0..2 {
        let (first, second) = tokio::join!(one.check_certificates(), two.check_certificates());
        assert_eq!(first.unwrap() + second.unwrap(), 60);
        calls += 60;
        assert_eq!(vendors.received().await.len(), calls);
        assert_eq!(one.check_certificates().await.unwrap(), 0);
        desk.world.advance((HOUR * 24).saturating_sub(INSTANT));
        assert_eq!(two.check_certificates().await.unwrap(), 0);
        assert_eq!(vendors.received().await.len(), calls);
        desk.world.advance(INSTANT);
    }
    let (first, second) = tokio::join!(one.check_certificates(), two.check_certificates());
    assert_eq!(first.unwrap() + second.unwrap(), 60);
    let at = NOW.plus(HOUR * 48);
    for (app, certificate) in one.all_certificates().await.unwrap() {
        assert_eq!((app, certificate.health), (desk.app, Health::Proven { at }));
        assert_eq!(certificate.checked_at, Some(at));
    }
});

on_both!(what_could_not_be_asked_is_asked_again_after_an_hour, |fresh| {
    let mut vendors = Vendors::start(NOW).await;
    let desk = Desk::of(&vendors, fresh).await;
    let console = &desk.world.console;
    for name in ["vivo", "p8"] {
        desk.add(&Form::of(name, vendors.folder())).await;
    }
    let wrong = desk.add(&Form::other("oppo", vendors.folder())).await;
    assert_eq!(console.check_certificates().await.unwrap(), 3);
    assert_eq!(failing(&desk.one(wrong).await.health).0, NOW);
    vendors.stop().await;
    desk.world.advance(HOUR * 24);
    for _ in 0..3 {
        assert_eq!(console.check_certificates().await.unwrap(), 3);
        desk.world.advance(HOUR.saturating_sub(INSTANT));
        assert_eq!(console.check_certificates().await.unwrap(), 0);
        desk.world.advance(INSTANT);
    }
    vendors.resume().await;
    let at = console.now();
    assert_eq!(console.check_certificates().await.unwrap(), 3);
    let states = desk.list().await.certificates.into_iter().map(|one| one.health);
    assert_eq!(states.filter(|health| *health == Health::Proven { at }).count(), 2);
    assert_eq!(failing(&desk.one(wrong).await.health).0, NOW, "since it was first refused");
    desk.world.advance(HOUR);
    assert_eq!(console.check_certificates().await.unwrap(), 0);
});

on_both!(nothing_is_asked_for_applications_that_are_deleted, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let desk = Desk::of(&vendors, fresh).await;
    let console = &desk.world.console;
    let id: CertificateId = desk.add(&Form::of("meizu", vendors.folder())).await;
    let applications = console.acting_as(&desk.owner).applications();
    applications.change(desk.app, Event::Disable).await.unwrap();
    applications.change(desk.app, Event::Delete).await.unwrap();
    assert_eq!(console.check_certificates().await.unwrap(), 0);
    assert!(matches!(desk.certificates().check(desk.app, id).await, Err(Error::NotFound)));
    assert!(matches!(desk.certificates().list(desk.app).await, Err(Error::NotFound)));
    assert!(vendors.received().await.is_empty());
    applications.restore(desk.app).await.unwrap();
    assert_eq!(console.check_certificates().await.unwrap(), 1);
    assert_eq!(desk.one(id).await.health, Health::Proven { at: NOW });
});

on_both!(that_it_began_to_fail_is_told_once, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let desk = Desk::of(&vendors, fresh).await;
    let id = desk.add(&Form::of("vivo", vendors.folder())).await;
    desk.add(&Form::of("oppo", vendors.folder())).await;
    let console = &desk.world.console;
    let told = async || {
        let mut told = Vec::new();
        for mail in console.take_mails(99).await.unwrap() {
            assert_eq!(mail.recipients[0].0.as_str(), OWNER);
            console.mail_sent(&mail).await.unwrap();
            let MailContent::Notice(notice) = mail.content else { panic!("a mail to one person") };
            told.push(notice);
        }
        told
    };
    assert_eq!(console.check_certificates().await.unwrap(), 2);
    assert_eq!(told().await, []);
    for round in 0..2 {
        desk.edit(id, &Form::other("vivo", vendors.folder())).await.unwrap();
        let since = console.now();
        assert_eq!(console.check_certificates().await.unwrap(), 1);
        assert_eq!(
            told().await,
            [Notice::CertificateFails { id, platform: Platform::Vivo, since }],
            "{round}"
        );
        desk.world.advance(HOUR * 24);
        assert_eq!(console.check_certificates().await.unwrap(), 2);
        assert_eq!(told().await, [], "once");
        // Put right and wrong again it is news again; the person who looks needs no mail.
        desk.edit(id, &Form::of("vivo", vendors.folder())).await.unwrap();
        assert!(matches!(desk.check(id).await, Health::Proven { .. }));
        assert_eq!(told().await, []);
        desk.world.advance(HOUR);
    }
});
