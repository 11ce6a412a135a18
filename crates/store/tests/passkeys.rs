//! Passkeys: each belongs to one person, and a challenge is answered once by whom it is for.
#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod common;

use common::{NOW, after, owner};
use domain::account::second_factor::PasskeyName;
use domain::account::{AccountId, PersonId};
use store::{NewPasskey, PasskeyChallengeRow};

fn passkey(account: AccountId, person: PersonId, credential_id: &[u8]) -> NewPasskey {
    NewPasskey {
        account,
        person,
        credential_id: credential_id.to_vec(),
        credential: "{}".into(),
        name: "Phone".parse().unwrap(),
        created_at: NOW,
    }
}

on_both!(a_passkey_belongs_to_one_person, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await);
    let mina = owner(store, "mina").await;
    let (account, person) = (jiwoo.account, jiwoo.person);
    let mut tx = store.begin().await.unwrap();
    assert!(!tx.has_second_factor(account, person).await.unwrap());
    let one = tx.insert_passkey(&passkey(account, person, b"one")).await.unwrap().unwrap();
    let two = tx.insert_passkey(&passkey(account, person, b"two")).await.unwrap().unwrap();
    let taken = tx.insert_passkey(&passkey(mina.account, mina.person, b"one")).await.unwrap();
    assert_eq!(taken, None, "a credential ID is of one person");
    assert_eq!(tx.passkey_count(account, person).await.unwrap(), 2);
    assert!(tx.has_second_factor(account, person).await.unwrap());
    assert!(!tx.has_second_factor(mina.account, mina.person).await.unwrap());
    tx.commit().await.unwrap();
    assert!(store.session(b"jiwoo", NOW).await.unwrap().unwrap().has_second_factor);
    assert!(!store.session(b"mina", NOW).await.unwrap().unwrap().has_second_factor);
    let found = store.passkey_by_credential(b"two").await.unwrap().unwrap();
    assert_eq!((found.id, found.account, found.person, found.used_at), (two, account, person, None));
    assert!(store.passkey_by_credential(b"three").await.unwrap().is_none());

    let mut tx = store.begin().await.unwrap();
    let name = "Laptop".parse().unwrap();
    assert!(tx.passkey(mina.account, mina.person, b"one").await.unwrap().is_none());
    assert!(!tx.use_passkey(mina.account, mina.person, one, "{\"a\":1}", after(1)).await.unwrap());
    assert!(!tx.rename_passkey(mina.account, mina.person, one, &name).await.unwrap());
    assert_eq!(tx.delete_passkey(mina.account, mina.person, one).await.unwrap(), None);
    assert_eq!(tx.delete_passkeys(mina.account, mina.person).await.unwrap(), 0);
    assert!(tx.passkey(account, person, b"one").await.unwrap().is_some());
    assert!(tx.use_passkey(account, person, one, "{\"a\":1}", after(1)).await.unwrap());
    assert!(tx.rename_passkey(account, person, one, &name).await.unwrap());
    tx.commit().await.unwrap();
    let rows = store.passkeys(account, person).await.unwrap();
    let facts: Vec<_> =
        rows.iter().map(|row| (row.id, row.name.as_str(), row.credential.as_str(), row.used_at)).collect();
    assert_eq!(facts, [(one, "Laptop", "{\"a\":1}", Some(after(1))), (two, "Phone", "{}", None)]);

    let mut tx = store.begin().await.unwrap();
    let deleted = tx.delete_passkey(account, person, one).await.unwrap();
    assert_eq!(deleted.as_ref().map(PasskeyName::as_str), Some("Laptop"));
    assert_eq!(tx.delete_passkeys(account, person).await.unwrap(), 1);
    assert!(!tx.has_second_factor(account, person).await.unwrap());
    tx.commit().await.unwrap();
});

on_both!(a_challenge_is_answered_once_in_time, |fresh| {
    let store = &fresh.store;
    let challenge = |token: &[u8], ends: u64| PasskeyChallengeRow {
        token_hash: token.to_vec(),
        holder: "sign-in".into(),
        network: "address:192.0.2.1".into(),
        state: "{}".into(),
        ends_at: after(ends),
    };
    let mut tx = store.begin().await.unwrap();
    tx.insert_passkey_challenge(&challenge(b"a", 300)).await.unwrap();
    tx.insert_passkey_challenge(&challenge(b"b", 200)).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.passkey_challenges_of("address:192.0.2.1", NOW).await.unwrap(), 2);
    assert_eq!(store.passkey_challenges_of("address:192.0.2.1", after(200)).await.unwrap(), 1);
    assert_eq!(store.passkey_challenges_of("address:192.0.2.2", NOW).await.unwrap(), 0);
    let mut tx = store.begin().await.unwrap();
    assert_eq!(tx.take_passkey_challenge(b"a", "verify:1", NOW).await.unwrap(), None);
    assert_eq!(tx.take_passkey_challenge(b"a", "sign-in", after(300)).await.unwrap(), None);
    assert_eq!(tx.take_passkey_challenge(b"a", "sign-in", after(299)).await.unwrap().as_deref(), Some("{}"));
    assert_eq!(tx.take_passkey_challenge(b"a", "sign-in", after(299)).await.unwrap(), None);
    assert_eq!(tx.delete_passkey_challenges_before(after(201)).await.unwrap(), 1);
    tx.commit().await.unwrap();
});
