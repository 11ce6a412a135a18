//! Devices: whose they are, and that a token belongs to one of them only.
#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod common;

use common::{after, application, insert, owner};
use domain::certificate::CertificateId;
use domain::delivery::device::RegistrationId;
use domain::usersig::user_id::UserId;
use store::{DeviceFilter, NewDevice, Store};

fn device(user: Option<&str>, name: Option<&str>, token: u8) -> NewDevice {
    NewDevice {
        sdkappid: application(1, "First").sdkappid,
        registration_id: name.map(|name| name.parse().unwrap()),
        new_registration_id: format!("made-{token}").parse().unwrap(),
        user: user.map(|user| user.parse().unwrap()),
        certificate: CertificateId::FIRST,
        token: format!("token-{token}"),
        token_digest: [token; 16],
        environment: None,
        language: "ko".into(),
        app_version: String::new(),
    }
}

async fn register(store: &Store, device: &NewDevice, seconds: u64) -> RegistrationId {
    let mut tx = store.begin().await.unwrap();
    let name = tx.register_device(device, after(seconds)).await.unwrap();
    tx.commit().await.unwrap();
    name
}

async fn of(store: &Store, user: &str) -> Vec<(String, String)> {
    let (id, user) = (application(1, "First").sdkappid, user.parse().unwrap());
    let devices = store.devices_of_user(id, &user, 0, 100).await.unwrap();
    devices.into_iter().map(|device| (device.registration_id.to_string(), device.token)).collect()
}

fn pair(name: &str, token: &str) -> (String, String) {
    (name.to_owned(), token.to_owned())
}

on_both!(a_token_belongs_to_one_device, |fresh| {
    let store = &fresh.store;
    insert(store, owner(store, "jiwoo").await.account, &application(1, "First")).await;
    assert_eq!(register(store, &device(Some("jo"), None, 1), 0).await.as_str(), "made-1");
    // Registered again, by another user who has signed in on it: the same device.
    let mut again = device(Some("sam"), None, 1);
    again.new_registration_id = "made-9".parse().unwrap();
    assert_eq!(register(store, &again, 1).await.as_str(), "made-1");
    assert_eq!(of(store, "jo").await, []);
    assert_eq!(of(store, "sam").await, [pair("made-1", "token-1")]);
    let number = async |user: &str| {
        let (id, user) = (application(1, "First").sdkappid, user.parse().unwrap());
        store.devices_of_user(id, &user, 0, 9).await.unwrap()[0].id
    };
    let sams = number("sam").await;
    register(store, &again, 1).await;
    assert_eq!(number("sam").await, sams, "registered again by the same user");
    again.user = Some("jo".parse().unwrap());
    register(store, &again, 1).await;
    assert_ne!(
        number("jo").await,
        sams,
        "what is on its way to another user's device does not reach this one"
    );
    again.user = Some("sam".parse().unwrap());
    register(store, &again, 1).await;

    // A device with a name gets a new token; the device that had this token before is gone.
    register(store, &device(Some("jo"), Some("phone"), 2), 2).await;
    register(store, &device(Some("jo"), Some("phone"), 1), 3).await;
    assert_eq!(of(store, "jo").await, [pair("phone", "token-1")]);
    assert_eq!(of(store, "sam").await, []);
    let jo: UserId = "jo".parse().unwrap();
    let phone = store.devices_of_user(application(1, "First").sdkappid, &jo, 0, 9).await.unwrap().remove(0);
    assert_eq!((phone.created_at, phone.renewed_at), (after(2), after(3)));
});

on_both!(devices_are_listed_in_pages_and_removed, |fresh| {
    let store = &fresh.store;
    let id = application(1, "First").sdkappid;
    insert(store, owner(store, "jiwoo").await.account, &application(1, "First")).await;
    for token in 1..=5 {
        register(store, &device(Some("jo"), None, token), 0).await;
    }
    register(store, &device(None, Some("shared"), 6), 0).await;
    let jo: UserId = "jo".parse().unwrap();
    let first = store.devices_of_user(id, &jo, 0, 3).await.unwrap();
    let rest = store.devices_of_user(id, &jo, first.last().unwrap().id, 3).await.unwrap();
    assert_eq!((first.len(), rest.len()), (3, 2));

    let everything =
        DeviceFilter { user: None, registration_id: None, certificate: None, token_digest: None };
    let remove = async |filter: DeviceFilter<'_>| {
        let mut tx = store.begin().await.unwrap();
        let removed = tx.delete_devices(id, &filter).await.unwrap();
        tx.commit().await.unwrap();
        removed
    };
    let token = DeviceFilter {
        certificate: Some(CertificateId::FIRST),
        token_digest: Some([2; 16]),
        ..everything.clone()
    };
    assert_eq!(remove(token.clone()).await, 1);
    assert_eq!(remove(token).await, 0);
    let shared: RegistrationId = "shared".parse().unwrap();
    let other: UserId = "sam".parse().unwrap();
    let not_hers = DeviceFilter { registration_id: Some(&shared), user: Some(&other), ..everything.clone() };
    assert_eq!(remove(not_hers).await, 0);
    assert_eq!(remove(DeviceFilter { registration_id: Some(&shared), ..everything.clone() }).await, 1);
    assert_eq!(remove(DeviceFilter { user: Some(&jo), ..everything.clone() }).await, 4);
});

on_both!(devices_of_deleted_certificates_are_removed, |fresh| {
    let store = &fresh.store;
    insert(store, owner(store, "jiwoo").await.account, &application(1, "First")).await;
    for token in 1..=5 {
        register(store, &device(Some("jo"), None, token), 0).await;
    }
    let mut other = device(Some("sam"), None, 6);
    other.certificate = CertificateId::try_from(9_u32).unwrap();
    register(store, &other, 0).await;
    let deleted = async || store.deleted_certificates_with_devices().await.unwrap();
    assert_eq!(deleted().await, [CertificateId::FIRST, other.certificate]);
    let mut tx = store.begin().await.unwrap();
    assert_eq!(tx.delete_devices_of(CertificateId::FIRST, 3).await.unwrap(), 3);
    assert_eq!(tx.delete_devices_of(CertificateId::FIRST, 3).await.unwrap(), 2);
    tx.commit().await.unwrap();
    assert_eq!(deleted().await, [other.certificate]);
    assert_eq!(of(store, "jo").await, []);
});
