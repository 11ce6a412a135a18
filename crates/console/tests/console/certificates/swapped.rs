//! Ciphertexts that somebody moved from one row to another.

use std::time::Duration;

use console::Error;
use domain::certificate::Health;

use super::form::{Form, NAMES};
use super::sending::push_to;
use super::{Delivering, Desk, Vendors};
use crate::common::{self, *};
use crate::on_both;

/// The first two change their ciphertexts.
const SWAP: &str = "CREATE TABLE swap AS SELECT id, sealed FROM certificate; \
    UPDATE certificate SET sealed = (SELECT swap.sealed FROM swap WHERE swap.id = 3 - certificate.id) WHERE id IN (1, 2); \
    DROP TABLE swap";

on_both!(a_secret_of_another_row_is_not_used, |fresh| {
    let mut vendors = Vendors::start(NOW).await;
    let desk = Desk::of(&vendors, fresh).await;
    let form = Form::of("xiaomi", vendors.folder());
    let mut ids = Vec::new();
    for _ in 0..3 {
        let id = desk.add(&form).await;
        assert_eq!(desk.check(id).await, Health::Proven { at: NOW });
        ids.push(id);
    }
    assert_eq!(ids.iter().map(|id| id.number()).collect::<Vec<_>>(), [1, 2, 3]);
    let received = vendors.received().await.len();
    desk.world.run(SWAP).await;
    desk.world.advance(Duration::from_hours(24));
    // Somebody asks for the first; the job finds the second by itself, and the third is what it was.
    assert_eq!(desk.check(ids[0]).await, Health::Undecryptable);
    assert_eq!(desk.world.console.check_certificates().await.unwrap(), 2);
    assert_eq!(desk.one(ids[1]).await.health, Health::Undecryptable);
    assert_eq!(desk.one(ids[2]).await.health, Health::Proven { at: desk.world.console.now() });
    // The vendor was not asked with it: when it last was is still said.
    assert_eq!(desk.one(ids[0]).await.checked_at, Some(NOW));
    assert!(!desk.one(ids[0]).await.health.is_usable());
    for id in &ids[..2] {
        let error = desk.certificates().test(desk.app, *id, push_to("a-device")).await.unwrap_err();
        assert!(matches!(error, Error::Vault(_)), "{error:?}");
        assert!(!format!("{error} {error:?}").contains("secret-of-"), "{error:?}");
        let edited = desk.edit(*id, &form.clone().without_secrets()).await.map(drop);
        assert!(matches!(edited, Err(Error::Vault(_))), "{edited:?}");
    }
    assert_eq!(vendors.received().await.len(), received + 1, "of the third alone");
    let _delivering = Delivering::start(&desk.world.console);
    assert!(desk.certificates().test(desk.app, ids[2], push_to("a-device")).await.is_ok());

    // Back in their places they can be opened, and that is known although the vendor says nothing.
    desk.world.run(SWAP).await;
    vendors.stop().await;
    let health = desk.check(ids[0]).await;
    assert!(matches!(health, Health::NotProven { .. }), "{health:?}");
    vendors.resume().await;
    let at = desk.world.console.now();
    for id in &ids {
        assert_eq!(desk.check(*id).await, Health::Proven { at });
    }
});

on_both!(whoever_lost_a_secret_gives_it_again, |fresh| {
    let vendors = Vendors::start(NOW).await;
    let desk = Desk::of(&vendors, fresh).await;
    for name in NAMES {
        let form = Form::of(name, vendors.folder());
        let id = desk.add(&form).await;
        // Of no row at all.
        desk.world.run("UPDATE certificate SET sealed = (SELECT wrapped FROM data_key)").await;
        assert_eq!(desk.check(id).await, Health::Undecryptable, "{name}");
        let kept = desk.edit(id, &form.clone().without_secrets()).await.map(drop);
        assert!(matches!(kept, Err(Error::Vault(_))), "{name}: {kept:?}");
        assert_eq!(desk.edit(id, &form).await.unwrap().id, id, "{name}");
        assert_eq!(desk.check(id).await, Health::Proven { at: NOW }, "{name}");
    }
    // Whoever does not have it any more gets rid of the row at least.
    desk.world.run("UPDATE certificate SET sealed = (SELECT wrapped FROM data_key)").await;
    for certificate in desk.list().await.certificates {
        desk.certificates().delete(desk.app, certificate.id).await.unwrap();
    }
    assert_eq!(desk.world.count("certificate").await, 0);
});
