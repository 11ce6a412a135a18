//! Identities at a provider belong to one person, and a browser comes back from it once.
#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod common;

use common::{NOW, after, owner};
use store::ProviderRequestRow;

const ISSUER: &str = "https://id.orbit.example";

on_both!(an_identity_is_that_of_one_person, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await);
    let mina = owner(store, "mina").await;
    assert_eq!(store.first_account().await.unwrap(), Some(jiwoo.account));
    let mut tx = store.begin().await.unwrap();
    let mut link = async |account, person, issuer, subject| {
        tx.insert_identity(account, person, (issuer, subject), NOW).await.unwrap()
    };
    assert!(link(jiwoo.account, jiwoo.person, ISSUER, "a").await);
    assert!(!link(mina.account, mina.person, ISSUER, "a").await, "it is somebody's");
    assert!(!link(jiwoo.account, jiwoo.person, ISSUER, "b").await, "there is one at that provider");
    assert!(link(jiwoo.account, jiwoo.person, "https://other.example", "a").await);
    assert!(link(mina.account, mina.person, ISSUER, "A").await, "subjects are compared by letter");
    tx.commit().await.unwrap();

    let whose = async |subject| store.person_of_identity(ISSUER, subject).await.unwrap();
    assert_eq!(whose("a").await, Some((jiwoo.account, jiwoo.person)));
    assert_eq!(whose("A").await, Some((mina.account, mina.person)));
    assert_eq!(whose("b").await, None);
    assert!(store.has_identity(jiwoo.account, jiwoo.person).await.unwrap());
    assert!(!store.has_identity(mina.account, jiwoo.person).await.unwrap());

    let mut tx = store.begin().await.unwrap();
    tx.delete_person(jiwoo.account, jiwoo.person).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(whose("a").await, None);
});

on_both!(a_browser_comes_back_once, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await);
    let mut request = ProviderRequestRow { session: None, next: "/account".into(), started_at: NOW };
    let mut tx = store.begin().await.unwrap();
    tx.insert_provider_request(b"a", b"browser", &request, after(600)).await.unwrap();
    assert_eq!(tx.take_provider_request(b"a", b"other", NOW).await.unwrap(), None);
    assert_eq!(tx.take_provider_request(b"b", b"browser", NOW).await.unwrap(), None);
    assert_eq!(tx.take_provider_request(b"a", b"browser", after(600)).await.unwrap(), None);
    let taken = tx.take_provider_request(b"a", b"browser", after(599)).await.unwrap();
    assert_eq!(taken.as_ref(), Some(&request));
    assert_eq!(tx.take_provider_request(b"a", b"browser", after(599)).await.unwrap(), None);

    tx.insert_provider_request(b"b", b"browser", &request, after(600)).await.unwrap();
    assert_eq!(tx.delete_provider_requests_before(after(600)).await.unwrap(), 0);
    assert_eq!(tx.delete_provider_requests_before(after(601)).await.unwrap(), 1);

    request.session = Some(jiwoo.session);
    tx.insert_provider_request(b"c", b"browser", &request, after(600)).await.unwrap();
    tx.insert_provider_request(b"d", b"browser", &request, after(600)).await.unwrap();
    assert_eq!(tx.take_provider_request(b"c", b"browser", NOW).await.unwrap(), Some(request));
    assert!(tx.delete_session(jiwoo.account, jiwoo.person, jiwoo.session).await.unwrap());
    assert_eq!(tx.take_provider_request(b"d", b"browser", NOW).await.unwrap(), None, "its session ended");
    tx.commit().await.unwrap();
});
