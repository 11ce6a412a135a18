//! Certificates that end, and applications that do.

use std::time::Duration;

use console::{Actor, MailContent};
use domain::application::alarms::Alarms;
use domain::application::lifecycle::Event;
use domain::billing::notice::Notice;
use domain::certificate::{Attention, CertificateId, Health};
use domain::field::Field;
use domain::time::Timestamp;

use super::form::{Form, NAMES};
use super::{Desk, Vendors};
use crate::common::{self, *};
use crate::on_both;

const DAY: Duration = Duration::from_hours(24);
const INSTANT: Duration = Duration::from_micros(1);

/// When the fixtures' `.p12` files end.
const END: Timestamp = Timestamp::from_unix_seconds(2_524_521_600);

/// The mails about ends of certificates that jobs write down now.
async fn mails(world: &World<'_>) -> Vec<(CertificateId, Timestamp)> {
    world.console.run_jobs().await.unwrap();
    let mut told = Vec::new();
    for mail in world.console.take_mails(99).await.unwrap() {
        if let MailContent::Notice(Notice::CertificateEnds { id, at }) = mail.content {
            assert_eq!(mail.recipients[0].0.as_str(), OWNER);
            told.push((id, at));
        }
        world.console.mail_sent(&mail).await.unwrap();
    }
    told
}

on_both!(the_end_of_a_certificate_is_told_four_times, |fresh| {
    let vendors = Vendors::start(END.minus(DAY * 31)).await;
    let desk = Desk::of(&vendors, fresh).await;
    let id = desk.add(&Form::of("p12", vendors.folder())).await;
    for name in NAMES.into_iter().filter(|name| *name != "p12") {
        desk.add(&Form::of(name, vendors.folder())).await;
    }
    let expiries = desk.certificates().expiries(desk.app).await.unwrap();
    assert_eq!(expiries.iter().map(|ending| (ending.id, ending.at)).collect::<Vec<_>>(), [(id, END)]);
    assert_eq!(mails(&desk.world).await, []);
    for days in [30, 14, 7, 1] {
        desk.world.set(END.minus(DAY * days).minus(INSTANT));
        assert_eq!(mails(&desk.world).await, [], "before {days} days");
        desk.world.advance(INSTANT);
        let other = vendors.world(fresh, 2).await;
        let (one, two) = tokio::join!(desk.world.console.run_jobs(), other.console.run_jobs());
        one.unwrap();
        two.unwrap();
        assert_eq!(mails(&desk.world).await, [(id, END)], "{days} days");
        desk.world.advance(Duration::from_hours(1));
        assert_eq!(mails(&desk.world).await, [], "once at {days} days");
    }
    desk.world.set(END);
    assert_eq!(mails(&desk.world).await, [], "it is no news any more");
});

on_both!(a_calendar_reads_the_ends_by_its_address_alone, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let desk = Desk::of(&vendors, fresh).await;
    let id = desk.add(&Form::of("p12", vendors.folder())).await;
    let console = &desk.world.console;
    let key = desk.certificates().calendar_key(desk.app).await.unwrap();
    let ends: Vec<_> = console.calendar(desk.app, &key).await.unwrap().iter().map(|one| one.id).collect();
    assert_eq!(ends, [id]);
    // Neither another application's, nor an altered one, nor one for somebody else.
    let other = desk.world.create(&desk.owner, "Comet").await;
    let (head, sealed) = key.rsplit_once('.').unwrap();
    let (account, person) = head.split_once('.').unwrap();
    let last = if sealed.ends_with('A') { 'g' } else { 'A' };
    let altered = format!("{head}.{}{last}", &sealed[..sealed.len() - 1]);
    let somebody = format!("{account}.{}.{sealed}", person.parse::<i64>().unwrap() + 1);
    for (app, key) in [
        (other, key.as_str()),
        (desk.app, &altered),
        (desk.app, &somebody),
        (desk.app, head),
        (desk.app, ""),
        (desk.app, "1.1.€"),
        (desk.app, "1.1."),
    ] {
        assert!(matches!(console.calendar(app, key).await, Err(console::Error::NotFound)), "{key}");
    }
    let applications = console.acting_as(&desk.owner).applications();
    applications.change(desk.app, Event::Disable).await.unwrap();
    applications.change(desk.app, Event::Delete).await.unwrap();
    assert!(matches!(console.calendar(desk.app, &key).await, Err(console::Error::NotFound)));
});

on_both!(a_calendar_follows_the_requirement_of_a_second_factor, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let desk = Desk::of(&vendors, fresh).await;
    let console = &desk.world.console;
    let key = desk.certificates().calendar_key(desk.app).await.unwrap();
    let Actor::Person(owner) = &desk.owner else { panic!("a person") };
    for required in [true, false] {
        let mut tx = desk.world.fresh.store.begin().await.unwrap();
        tx.set_second_factor_required(owner.account, required).await.unwrap();
        tx.commit().await.unwrap();
        let calendar = console.calendar(desk.app, &key).await;
        assert_eq!(matches!(calendar, Err(console::Error::NotFound)), required);
    }
});

on_both!(the_end_of_what_is_deleted_is_not_told, |fresh| {
    let vendors = Vendors::start(END.minus(DAY * 20)).await;
    let desk = Desk::of(&vendors, fresh).await;
    let form = Form::of("p12", vendors.folder());
    let gone = desk.add(&form).await;
    let kept = desk.add(&form).await;
    desk.certificates().delete(desk.app, gone).await.unwrap();
    // Added when it is late already: told at once, and warned of where it is added.
    let late = desk.certificates().add(desk.app, form.added()).await.unwrap();
    assert_eq!(late.warnings.len(), 2, "it ends soon, and it is not of Apple's");
    let mut told = mails(&desk.world).await;
    told.sort_by_key(|(id, _)| *id);
    assert_eq!(told, [(kept, END), (late.id, END)]);
    let applications = desk.world.console.acting_as(&desk.owner).applications();
    applications.change(desk.app, Event::Disable).await.unwrap();
    applications.change(desk.app, Event::Delete).await.unwrap();
    desk.world.set(END.minus(DAY * 14));
    assert_eq!(mails(&desk.world).await, []);
});

on_both!(whoever_is_over_is_not_added_but_can_be_renamed, |fresh| {
    let vendors = Vendors::start(END.minus(DAY)).await;
    let desk = Desk::of(&vendors, fresh).await;
    let form = Form::of("p12", vendors.folder());
    let id = desk.add(&form).await;
    desk.world.set(END);
    let certificates = desk.certificates();
    assert!(matches!(certificates.add(desk.app, form.added()).await, Err(console::Error::Invalid(_))));
    let (file, wanted) = form.file().unwrap();
    let looked = certificates.inspect_file(file, wanted).await;
    assert!(matches!(looked, Err(console::Error::Invalid(_))));
    let renamed = form.without_secrets().with(Field::CertificateName, "Over");
    certificates.edit(desk.app, id, renamed.edited(), 1).await.unwrap();
    let setting = certificates.list(desk.app).await.unwrap();
    assert_eq!(setting.certificate(id).unwrap().name.as_str(), "Over");
});

on_both!(what_was_deleted_long_enough_ago_loses_its_certificates, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let desk = Desk::of(&vendors, fresh).await;
    let console = &desk.world.console;
    for name in NAMES {
        desk.add(&Form::of(name, vendors.folder())).await;
    }
    let kept = desk.world.create(&desk.owner, "Comet").await;
    let form = Form::of("honor", vendors.folder());
    desk.certificates().add(kept, form.added()).await.unwrap();
    let applications = console.acting_as(&desk.owner).applications();
    applications.change(desk.app, Event::Disable).await.unwrap();
    applications.change(desk.app, Event::Delete).await.unwrap();
    let (_, deleted) = applications.deleted().await.unwrap();
    let until = deleted[0].2.grace_until.unwrap();
    desk.world.set(until.minus(INSTANT));
    assert_eq!(console.run_jobs().await.unwrap().shredded, 0);
    assert_eq!(desk.world.count("certificate").await, 11);
    desk.world.set(until);
    assert_eq!(console.run_jobs().await.unwrap().shredded, 1);
    let left = console.all_certificates().await.unwrap();
    assert_eq!(
        left.iter().map(|(app, one)| (*app, &one.health)).collect::<Vec<_>>(),
        [(kept, &Health::Unknown)]
    );
});

on_both!(what_needs_somebody_is_counted_as_it_is_judged, |fresh| {
    let vendors = Vendors::start(END.minus(DAY * 30).minus(INSTANT)).await;
    let desk = Desk::of(&vendors, fresh).await;
    assert_eq!(desk.certificates().alarms().await.unwrap().len(), 0);
    desk.add(&Form::of("p12", vendors.folder())).await;
    desk.add(&Form::of("fcm", vendors.folder())).await;
    let refused = desk.add(&Form::other("vivo", vendors.folder())).await;
    desk.check(refused).await;
    for expiring in [0, 1] {
        let expected = Alarms { failing: 1, expiring };
        let all = desk.certificates().alarms().await.unwrap();
        assert_eq!(all.into_iter().collect::<Vec<_>>(), [(desk.app, expected)]);
        assert_eq!(desk.certificates().alarms_of(desk.app).await.unwrap(), expected);
        let setting = desk.certificates().list(desk.app).await.unwrap();
        let judged = |attention| {
            let found = setting.certificates.iter().filter(|one| one.attention(setting.at.now) == attention);
            u32::try_from(found.count()).unwrap()
        };
        let counted = Alarms { failing: judged(Attention::Failing), expiring: judged(Attention::Expiring) };
        assert_eq!(counted, expected);
        desk.world.advance(INSTANT);
    }
});
