//! `/v4/usersig/verify`: who is let in, and what everybody else is told.

use std::time::Duration;

use console::{Actor, Error};
use domain::application::lifecycle::Event;
use domain::field::Problem;
use domain::usersig::service_code::ServiceCode;
use domain::usersig::user_id::UserId;
use domain::usersig::{Scheme, Verified};

use crate::back_end::{BackEnd, call};
use crate::common::{self, *};
use crate::on_both;

on_both!(a_user_is_who_they_claim_to_be, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let back_end = BackEnd::of(&world, &owner, "Orbit").await;
    let sig = back_end.sign(&world, "user 1 é");
    world.advance(Duration::from_secs(7));
    let verified = back_end.verify(&world, "user 1 é", &sig).await.unwrap();
    let time = u64::try_from(NOW.unix_seconds()).unwrap();
    assert_eq!(verified, Verified { scheme: Scheme::V2, time, expire: 3_600, key_version: 1 });
});

on_both!(each_wrong_thing_has_its_code, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let (one, two) = (BackEnd::of(&world, &owner, "One").await, BackEnd::of(&world, &owner, "Two").await);
    let sig = one.sign(&world, "jo");
    let wrong_key = BackEnd { sdkappid: one.sdkappid, key: two.key.clone() }.sign(&world, "jo");
    let expired = one.sign_for(&world, "jo", 8);
    for (user, sig, code) in [
        ("jo", "", ServiceCode::Empty),
        ("jo", "rubbish", ServiceCode::Unreadable),
        ("jo", &sig[..sig.len() - 1], ServiceCode::Unreadable),
        ("jo", wrong_key.as_str(), ServiceCode::WrongKey),
    ] {
        assert_eq!(one.verify(&world, user, sig).await, Err(code), "{sig}");
    }
    // The fifth failure is the last one of this minute.
    world.advance(Duration::from_mins(1));
    assert_eq!(one.verify(&world, "joe", &sig).await, Err(ServiceCode::OtherUser));
    assert_eq!(one.verify(&world, "jo", &two.sign(&world, "jo")).await, Err(ServiceCode::OtherApplication));
    assert_eq!(one.verify(&world, "jo", &expired).await, Err(ServiceCode::Expired));
});

on_both!(a_call_is_judged_before_its_body, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let one = BackEnd::of(&world, &owner, "One").await;
    let sdkappid = one.sdkappid.to_string();
    let (admin, jo) = (one.sign(&world, "administrator"), one.sign(&world, "jo"));
    for (sdkappid, identifier, sig, code) in [
        ("", "administrator", admin.as_str(), ServiceCode::BadAddress),
        ("0", "administrator", &admin, ServiceCode::BadAddress),
        ("4294967296", "administrator", &admin, ServiceCode::BadAddress),
        ("14", "administrator", &admin, ServiceCode::NoSuchApplication),
        (" 1400000000", "administrator", &admin, ServiceCode::BadAddress),
        ("1499999999", "administrator", &admin, ServiceCode::NoSuchApplication),
        (&sdkappid, "", &admin, ServiceCode::NotAdministrator),
        (&sdkappid, "jo", &jo, ServiceCode::NotAdministrator),
        (&sdkappid, "Administrator", &admin, ServiceCode::NotAdministrator),
        (&sdkappid, "administrator", "", ServiceCode::Empty),
        (&sdkappid, "administrator", &jo, ServiceCode::OtherUser),
    ] {
        assert_eq!(
            call(&world, sdkappid, identifier, sig, b"not JSON").await,
            Err(code),
            "{sdkappid} {identifier}"
        );
    }
    for (body, code) in [
        (b"".as_slice(), ServiceCode::BadBody),
        (b"{", ServiceCode::BadBody),
        (b"[]", ServiceCode::BadBody),
        (b"null", ServiceCode::BadBody),
        (b"{\"UserID\":\"\xff\"}", ServiceCode::BadBody),
        (b"{}", ServiceCode::BadParameter),
        (br#"{"UserID":"jo"}"#, ServiceCode::BadParameter),
        (br#"{"UserID":7,"UserSig":"x"}"#, ServiceCode::BadParameter),
        (br#"{"UserID":"jo","UserSig":null}"#, ServiceCode::BadParameter),
        (br#"{"UserID":"","UserSig":"x"}"#, ServiceCode::BadParameter),
        (br#"{"UserID":"123456789012345678901234567890123","UserSig":"x"}"#, ServiceCode::BadParameter),
    ] {
        assert_eq!(one.post(&world, body).await, Err(code), "{}", String::from_utf8_lossy(body));
    }
    // None of these was a failed verification but the two of the first list.
    one.verify(&world, "jo", &jo).await.unwrap();
});

on_both!(an_application_out_of_service_answers_at_once, |fresh| {
    let world = world(fresh).await;
    let owner = always_verified(&world.owner().await);
    let one = BackEnd::of(&world, &owner, "One").await;
    let applications = world.console.acting_as(&owner).applications();
    let sig = one.sign(&world, "jo");
    one.verify(&world, "jo", &sig).await.unwrap();
    applications.change(one.sdkappid, Event::Disable).await.unwrap();
    assert_eq!(one.verify(&world, "jo", &sig).await, Err(ServiceCode::OutOfService));
    // Whoever has no key learns no more than that.
    let blind = call(&world, &one.sdkappid.to_string(), "jo", "rubbish", b"").await;
    assert_eq!(blind, Err(ServiceCode::OutOfService));
    applications.change(one.sdkappid, Event::Enable).await.unwrap();
    one.verify(&world, "jo", &sig).await.unwrap();

    world.advance(NOW.plus_months(1).since(NOW));
    let sig = one.sign(&world, "jo");
    assert_eq!(one.verify(&world, "jo", &sig).await, Err(ServiceCode::OutOfService));

    let two = BackEnd::of(&world, &world.sign_in(OWNER, PASSWORD, HOME).await.unwrap(), "Two").await;
    applications.change(two.sdkappid, Event::Disable).await.unwrap();
    applications.change(two.sdkappid, Event::Delete).await.unwrap();
    let sig = two.sign(&world, "jo");
    assert_eq!(two.verify(&world, "jo", &sig).await, Err(ServiceCode::NoSuchApplication));
});

on_both!(a_stranger_cannot_close_an_application, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let one = BackEnd::of(&world, &owner, "One").await;
    let guess = async || call(&world, &one.sdkappid.to_string(), "administrator", "rubbish", b"").await;
    for _ in 0..5 {
        assert_eq!(guess().await, Err(ServiceCode::Unreadable));
    }
    assert_eq!(guess().await, Err(ServiceCode::TooOften));
    one.verify(&world, "jo", &one.sign(&world, "jo")).await.unwrap();
    world.advance(Duration::from_mins(1));
    assert_eq!(guess().await, Err(ServiceCode::Unreadable));
});

on_both!(too_many_failures_close_an_application_for_a_minute, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let (one, two) = (BackEnd::of(&world, &owner, "One").await, BackEnd::of(&world, &owner, "Two").await);
    let good = one.sign(&world, "jo");
    for _ in 0..5 {
        one.verify(&world, "jo", &good).await.unwrap();
        assert_eq!(one.verify(&world, "jo", "rubbish").await, Err(ServiceCode::Unreadable));
    }
    assert_eq!(one.verify(&world, "jo", &good).await, Err(ServiceCode::TooOften));
    two.verify(&world, "jo", &two.sign(&world, "jo")).await.unwrap();
    world.advance(Duration::from_secs(59));
    assert_eq!(one.verify(&world, "jo", &good).await, Err(ServiceCode::TooOften));
    world.advance(Duration::from_secs(1));
    one.verify(&world, "jo", &good).await.unwrap();
});

on_both!(a_key_that_cannot_be_opened_is_our_fault, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let (one, two) = (BackEnd::of(&world, &owner, "One").await, BackEnd::of(&world, &owner, "Two").await);
    let Actor::Person(person) = &owner else { panic!() };
    let theirs = world.fresh.store.keys(person.account, two.sdkappid).await.unwrap();
    let mut tx = world.fresh.store.begin().await.unwrap();
    tx.delete_keys(person.account, one.sdkappid).await.unwrap();
    tx.insert_key(person.account, one.sdkappid, &theirs[0]).await.unwrap();
    tx.commit().await.unwrap();
    let forged = BackEnd { sdkappid: one.sdkappid, key: two.key.clone() };
    let sig = forged.sign(&world, "jo");
    assert_eq!(forged.verify(&world, "jo", &sig).await, Err(ServiceCode::Internal));
});

on_both!(the_administrator_is_a_user_too, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let one = BackEnd::of(&world, &owner, "One").await;
    let sig = one.sign(&world, UserId::administrator().as_str());
    one.verify(&world, "administrator", &sig).await.unwrap();
});

on_both!(administrators_may_call, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let back_end = BackEnd::of(&world, &owner, "Orbit").await;
    let (id, ops) = (back_end.sdkappid, "ops".parse::<UserId>().unwrap());
    let applications = world.console.acting_as(&owner).applications();
    let asks = async |who: &str| {
        let sig = back_end.sign(&world, who);
        call(&world, &id.to_string(), who, &sig, &crate::back_end::body("jo", &back_end.sign(&world, "jo")))
            .await
    };
    assert_eq!(asks("ops").await, Err(ServiceCode::NotAdministrator));
    applications.add_administrator(id, &ops).await.unwrap();
    assert_eq!(world.latest().await, (OWNER.into(), "administrator_added".into()));
    asks("ops").await.unwrap();
    asks("administrator").await.unwrap();
    assert!(matches!(applications.add_administrator(id, &ops).await, Err(Error::Invalid(_))));

    applications.remove_administrator(id, &UserId::administrator()).await.unwrap();
    assert_eq!(asks("administrator").await, Err(ServiceCode::NotAdministrator));
    asks("ops").await.unwrap();
    let last = applications.remove_administrator(id, &ops).await;
    assert!(matches!(last, Err(Error::Invalid(fields)) if fields[0].problem == Problem::Last));
    for index in 0..9 {
        applications.add_administrator(id, &format!("more-{index}").parse().unwrap()).await.unwrap();
    }
    let eleventh = applications.add_administrator(id, &UserId::administrator()).await;
    assert!(matches!(eleventh, Err(Error::Invalid(fields)) if fields[0].problem == Problem::NoMore(10)));
    assert_eq!(applications.detail(id, None).await.unwrap().administrators.len(), 10);

    let minsu = world.somebody_else("minsu@orbit.example").await;
    let theirs = world.console.acting_as(&minsu).applications();
    assert!(matches!(theirs.add_administrator(id, &ops).await, Err(Error::NotFound)));
    assert!(matches!(theirs.remove_administrator(id, &ops).await, Err(Error::NotFound)));
});
