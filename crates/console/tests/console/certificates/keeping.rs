//! Added, changed, made the default, deleted.

use console::Error;
use domain::application::lifecycle::Refusal;
use domain::certificate::{CertificateId, Health, Platform};
use domain::field::Field;

use super::form::{Form, NAMES, PACKAGE};
use super::sending::push_to;
use super::{Desk, Vendors};
use crate::common::{self, *};
use crate::on_both;

const OTHER_PACKAGE: &str = "com.example.courier";

on_both!(every_platform_is_added_changed_and_deleted, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let desk = Desk::of(&vendors, fresh).await;
    for name in NAMES {
        let (form, other) = (Form::of(name, vendors.folder()), Form::other(name, vendors.folder()));
        let id = desk.add(&form).await;
        let first = desk.one(id).await;
        assert_eq!((first.platform, first.name.as_str()), (form.platform, &*format!("Our {name}")));
        assert_eq!((first.health.clone(), first.version), (Health::Unknown, 1), "{name}");
        assert_eq!(desk.check(id).await, Health::Proven { at: NOW }, "{name}");

        // A secret that is not given stays, and with it what is known of it.
        let renamed = form.clone().without_secrets().with(Field::CertificateName, "Renamed");
        let renamed = renamed.with(Field::Notes, "of Kim");
        assert_eq!(desk.edit(id, &renamed).await.unwrap().id, id, "{name}");
        let second = desk.one(id).await;
        assert_eq!((second.name.as_str(), second.notes.as_str(), second.version), ("Renamed", "of Kim", 2));
        assert_eq!(second.facts, first.facts, "{name}");
        assert_eq!(second.health, Health::Proven { at: NOW }, "{name}");
        assert_eq!(desk.check(id).await, Health::Proven { at: NOW }, "{name}");

        // A new one replaces it; nothing is known of that one yet.
        let saved = desk.edit(id, &other).await.unwrap();
        let third = desk.one(id).await;
        assert_ne!(third.facts.fingerprint(), first.facts.fingerprint(), "{name}");
        assert_eq!((saved.id, &saved.facts), (id, &third.facts), "{name}");
        assert_eq!((third.health.clone(), third.version), (Health::Unknown, 3), "{name}");
        let proven = matches!(desk.check(id).await, Health::Proven { .. });
        assert_eq!(proven, name == "p12", "{name}: only the other .p12 is right as well");

        // Whoever saw an older one does not save over it, and nothing is changed by it.
        for seen in [0, 1, 2, 4] {
            let late = desk.certificates().edit(desk.app, id, form.edited(), seen).await;
            assert!(matches!(late, Err(Error::Refused(Refusal::Meanwhile))), "{name}: {seen}");
        }
        assert_eq!(desk.one(id).await.facts, third.facts, "{name}");
        // The right one again.
        desk.edit(id, &form).await.unwrap();
        assert_eq!(desk.check(id).await, Health::Proven { at: NOW }, "{name}");

        desk.certificates().delete(desk.app, id).await.unwrap();
        assert!(desk.list().await.certificate(id).is_none());
        for gone in [
            desk.certificates().delete(desk.app, id).await,
            desk.certificates().make_default(desk.app, id).await,
            desk.certificates().check(desk.app, id).await.map(drop),
            desk.certificates().edit(desk.app, id, form.edited(), 5).await.map(drop),
        ] {
            assert!(matches!(gone, Err(Error::NotFound)), "{name}");
        }
    }
    assert_eq!(desk.world.count("certificate").await, 0);
    // A number is never used again.
    let last = desk.add(&Form::of("vivo", vendors.folder())).await;
    assert_eq!(usize::try_from(last.number()).unwrap(), NAMES.len() + 1);
    let actions: Vec<_> = desk.world.trail().await.into_iter().map(|(_, action, _)| action).collect();
    let count = |action| actions.iter().filter(|own| *own == action).count();
    assert_eq!((count("certificate_added"), count("certificate_edited")), (11, 30));
    assert_eq!((count("certificate_deleted"), count("certificate_checked")), (10, 40));
});

on_both!(a_certificate_stays_with_its_platform, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let desk = Desk::of(&vendors, fresh).await;
    let id = desk.add(&Form::of("huawei", vendors.folder())).await;
    let before = desk.one(id).await;
    for name in NAMES.into_iter().filter(|name| *name != "huawei") {
        let other = desk.edit(id, &Form::of(name, vendors.folder())).await.map(drop);
        assert!(matches!(other, Err(Error::NotFound)), "{name}: {other:?}");
    }
    assert_eq!(desk.one(id).await, before);
    // A certificate of Apple's and a key are of one platform.
    let id = desk.add(&Form::of("p12", vendors.folder())).await;
    for name in ["p8", "p12"] {
        desk.edit(id, &Form::of(name, vendors.folder())).await.unwrap();
        assert_eq!(desk.check(id).await, Health::Proven { at: NOW }, "{name}");
    }
    // Its file is needed: what is kept is of the other kind.
    let key = desk.edit(id, &Form::of("p8", vendors.folder()).without_secrets()).await.map(drop);
    assert!(matches!(key, Err(Error::Invalid(_))), "{key:?}");
});

on_both!(each_platform_and_package_has_one_default, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let desk = Desk::of(&vendors, fresh).await;
    let defaults = async || -> Vec<CertificateId> {
        let all = desk.list().await.certificates;
        all.into_iter().filter(|one| one.is_default).map(|one| one.id).collect()
    };
    for name in ["huawei", "xiaomi", "meizu", "p8"] {
        let form = Form::of(name, vendors.folder());
        let first = desk.add(&form).await;
        let second = desk.add(&form).await;
        let elsewhere = desk.add(&form.clone().package(OTHER_PACKAGE)).await;
        assert_eq!(defaults().await, [first, elsewhere], "{name}");

        desk.certificates().make_default(desk.app, second).await.unwrap();
        assert_eq!(defaults().await, [second, elsewhere], "{name}");
        desk.certificates().make_default(desk.app, second).await.unwrap();
        assert_eq!(defaults().await, [second, elsewhere], "{name}");
        // It is a change: whoever saw the one before saves over nothing.
        let late = desk.certificates().edit(desk.app, second, form.edited(), 1).await;
        assert!(matches!(late, Err(Error::Refused(Refusal::Meanwhile))), "{name}");

        // Renamed it stays the default; with another package it leaves the place, and takes nobody else's.
        desk.edit(second, &form.clone().with(Field::CertificateName, "Renamed")).await.unwrap();
        assert_eq!(defaults().await, [second, elsewhere], "{name}");
        desk.edit(second, &form.clone().package(OTHER_PACKAGE)).await.unwrap();
        assert_eq!(defaults().await, [elsewhere], "{name}");
        let next = desk.add(&form).await;
        assert_eq!(defaults().await, [elsewhere, next], "{name}");

        // Whoever deletes the default has none, until one is made it.
        desk.certificates().delete(desk.app, next).await.unwrap();
        assert_eq!(defaults().await, [elsewhere], "{name}");
        desk.certificates().make_default(desk.app, first).await.unwrap();
        assert_eq!(defaults().await, [first, elsewhere], "{name}");
        // The first one of another package is its default, however it came there.
        desk.edit(first, &form.clone().package("com.example.third")).await.unwrap();
        assert_eq!(defaults().await, [first, elsewhere], "{name}");
        for id in [first, second, elsewhere] {
            desk.certificates().delete(desk.app, id).await.unwrap();
        }
    }
    // Where the vendor asks for no package there is one for the platform; and `.p8` and `.p12` are one platform.
    for (one, other) in [("fcm", "fcm"), ("vivo", "vivo"), ("p8", "p12")] {
        let before = defaults().await;
        let first = desk.add(&Form::of(one, vendors.folder())).await;
        desk.add(&Form::of(other, vendors.folder())).await;
        assert_eq!(defaults().await, [&before[..], &[first]].concat());
    }
    // Another application has its own.
    let elsewhere = desk.world.create(&desk.owner, "Comet").await;
    let vivo = Form::of("vivo", vendors.folder());
    desk.certificates().add(elsewhere, vivo.added()).await.unwrap();
    assert!(desk.certificates().list(elsewhere).await.unwrap().certificates[0].is_default);
});

on_both!(a_client_is_told_the_numbers_of_the_defaults_and_no_secret, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let desk = Desk::of(&vendors, fresh).await;
    let huawei = desk.add(&Form::of("huawei", vendors.folder())).await;
    let vivo = desk.add(&Form::of("vivo", vendors.folder())).await;
    let p12 = desk.add(&Form::of("p12", vendors.folder())).await;
    desk.add(&Form::of("vivo", vendors.folder())).await;
    let configuration = desk.certificates().client_configuration(desk.app).await.unwrap();
    let expected = serde_json::json!({
        "huaweiPushBussinessId": huawei.number(),
        "huaweiPushAppId": "fake-huawei-app",
        "vivoPushBussinessId": vivo.number(),
        "vivoPushAppId": "fake-vivo-app",
        "vivoPushAppKey": "fake-vivo-key",
        "apnsPushBussinessId": p12.number(),
    });
    assert_eq!(configuration, expected);
    let expiries = desk.certificates().expiries(desk.app).await.unwrap();
    let expiries: Vec<_> = expiries.iter().map(|ending| (ending.id, ending.platform)).collect();
    assert_eq!(expiries, [(p12, Platform::Apns)]);
});

on_both!(certificates_of_others_are_not_there, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let desk = Desk::of(&vendors, fresh).await;
    let form = Form::of("huawei", vendors.folder());
    let id = desk.add(&form).await;
    let minsu = desk.world.somebody_else("minsu@orbit.example").await;
    let own = desk.world.create(&minsu, "Minsu's").await;
    let second = desk.world.create(&desk.owner, "Comet").await;
    let before = (desk.one(id).await, vendors.received().await.len(), desk.world.trail().await.len());
    let theirs = desk.world.console.acting_as(&minsu);
    let test = || push_to("a-device");
    // Neither in the application that is not theirs, nor by its number in one of their own; and what is the
    // same person's is not of both applications.
    for (certificates, app) in
        [(theirs.certificates(), desk.app), (theirs.certificates(), own), (desk.certificates(), second)]
    {
        for answer in [
            certificates.edit(app, id, form.edited(), 1).await.map(drop),
            certificates.delete(app, id).await,
            certificates.make_default(app, id).await,
            certificates.check(app, id).await.map(drop),
            certificates.test(app, id, test()).await.map(drop),
        ] {
            assert!(matches!(answer, Err(Error::NotFound)), "{answer:?}");
        }
    }
    for answer in [
        theirs.certificates().list(desk.app).await.map(drop),
        theirs.certificates().add(desk.app, form.added()).await.map(drop),
        theirs.certificates().client_configuration(desk.app).await.map(drop),
        theirs.certificates().expiries(desk.app).await.map(drop),
    ] {
        assert!(matches!(answer, Err(Error::NotFound)), "{answer:?}");
    }
    let nobody = stranger(HOME);
    let nobody = desk.world.console.acting_as(&nobody).certificates();
    assert!(matches!(nobody.list(desk.app).await, Err(Error::SignedOut)));
    let (file, wanted) = Form::of("p12", vendors.folder()).file().unwrap();
    assert!(matches!(nobody.inspect_file(file, wanted).await, Err(Error::SignedOut)));
    let after = (desk.one(id).await, vendors.received().await.len(), desk.world.trail().await.len());
    assert_eq!(after, before);
    assert_eq!(desk.one(id).await.facts.bundle(), PACKAGE);
});
