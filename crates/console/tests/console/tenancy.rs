//! Another account's things are not found, and nobody does anything without being signed in.

use console::{Actor, Error};
use domain::account::SessionId;
use domain::account::language::{Language, Theme};
use domain::application::Profile;
use domain::application::lifecycle::Event;
use domain::application::listing::ApplicationQuery;

use crate::common::{self, *};
use crate::on_both;

/// That it was refused in just this way.
macro_rules! assert_refused {
    ($result:expr, $error:pat) => {
        let result = $result.await.map(|_| ());
        assert!(matches!(result, Err($error)), "{result:?}");
    };
}

on_both!(another_accounts_application_is_not_found, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let other = world.somebody_else("other@elsewhere.example").await;
    let sdkappid = world.create(&owner, "Orbit").await;
    let token = world.console.acting_as(&owner).keys().show(sdkappid).await.unwrap();
    let entries = world.count("audit").await;

    let acting = world.console.acting_as(&other);
    let page = acting.applications().list(&ApplicationQuery::default()).await.unwrap();
    assert_eq!((page.rows.len(), page.total, page.matching), (0, 0, 0));
    assert!(acting.applications().suggest("").await.unwrap().is_empty());
    let profile = Profile::parse("Mine now", "").unwrap();
    assert_refused!(acting.applications().detail(sdkappid, None), Error::NotFound);
    assert_refused!(acting.applications().detail(sdkappid, Some(&token)), Error::NotFound);
    assert_refused!(acting.applications().edit(sdkappid, profile, 1), Error::NotFound);
    for event in Event::ALL {
        assert_refused!(acting.applications().change(sdkappid, event), Error::NotFound);
    }
    assert_refused!(acting.keys().show(sdkappid), Error::NotFound);
    let Actor::Person(person) = &owner else { panic!() };
    assert_refused!(acting.account().revoke_session(person.session), Error::NotFound);
    assert_eq!(world.count("audit").await, entries, "a refused action was written down as done");

    // The owner lost nothing, the permission to see the key included.
    let applications = world.console.acting_as(&owner).applications();
    let detail = applications.detail(sdkappid, Some(&token)).await.unwrap();
    assert_eq!((detail.application.name.as_str(), detail.application.version), ("Orbit", 1));
    assert!(detail.revealed.is_some());
});

on_both!(nobody_acts_without_being_signed_in, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let sdkappid = world.create(&owner, "Orbit").await;
    for actor in [stranger(HOME), Actor::Operator] {
        let acting = world.console.acting_as(&actor);
        let (applications, account) = (acting.applications(), acting.account());
        let profile = Profile::parse("Taken", "").unwrap();
        assert_refused!(applications.list(&ApplicationQuery::default()), Error::SignedOut);
        assert_refused!(applications.suggest(""), Error::SignedOut);
        assert_refused!(applications.create(new_application("Orbit")), Error::SignedOut);
        assert_refused!(applications.detail(sdkappid, None), Error::SignedOut);
        assert_refused!(applications.edit(sdkappid, profile, 1), Error::SignedOut);
        assert_refused!(applications.change(sdkappid, Event::Disable), Error::SignedOut);
        assert_refused!(acting.keys().show(sdkappid), Error::SignedOut);
        assert_refused!(account.page(), Error::SignedOut);
        assert_refused!(acting.keys().unlock(sdkappid, &password(PASSWORD)), Error::SignedOut);
        let new = password("another good password");
        assert_refused!(account.change_password(password(PASSWORD), new), Error::SignedOut);
        assert_refused!(account.set_preferences(Language::Korean, Theme::Dark), Error::SignedOut);
        assert_refused!(account.revoke_session(SessionId(1)), Error::SignedOut);
        assert_refused!(account.revoke_other_sessions(), Error::SignedOut);
        assert_refused!(account.sign_out(), Error::SignedOut);
    }
    assert_eq!((world.count("audit").await, world.count("session").await), (2, 1));
});
