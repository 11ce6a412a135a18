//! Second factors: a code is used up once, and everything belongs to one person of one account.
#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod common;

use common::{NOW, after, owner};
use domain::account::second_factor::TotpStep;
use store::{PendingSignInRow, RecoveryRevealRow};

on_both!(an_authenticator_is_confirmed_and_each_step_used_once, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await);
    let (account, person) = (jiwoo.account, jiwoo.person);
    let mut tx = store.begin().await.unwrap();
    assert!(tx.begin_authenticator(account, person, b"first", NOW).await.unwrap());
    assert!(tx.begin_authenticator(account, person, b"second", after(1)).await.unwrap());
    assert!(!tx.use_totp_step(account, person, TotpStep(7)).await.unwrap(), "not confirmed yet");
    tx.commit().await.unwrap();
    let row = store.authenticator(account, person).await.unwrap().unwrap();
    assert_eq!((row.sealed.as_slice(), row.created_at, row.confirmed_at), (&b"second"[..], after(1), None));
    assert!(!store.session(b"jiwoo", NOW).await.unwrap().unwrap().has_second_factor);

    let mut tx = store.begin().await.unwrap();
    assert!(tx.confirm_authenticator(account, person, TotpStep(7), after(2)).await.unwrap());
    assert!(!tx.confirm_authenticator(account, person, TotpStep(8), after(3)).await.unwrap());
    assert!(!tx.begin_authenticator(account, person, b"third", after(3)).await.unwrap());
    for (step, is_new) in [(7, false), (6, false), (8, true), (8, false), (10, true), (9, false)] {
        assert_eq!(tx.use_totp_step(account, person, TotpStep(step)).await.unwrap(), is_new, "{step}");
    }
    assert_eq!(tx.delete_unconfirmed_authenticators_before(after(9)).await.unwrap(), 0);
    tx.commit().await.unwrap();
    assert!(store.session(b"jiwoo", NOW).await.unwrap().unwrap().has_second_factor);

    let mina = owner(store, "mina").await;
    let mut tx = store.begin().await.unwrap();
    assert!(!tx.use_totp_step(mina.account, person, TotpStep(11)).await.unwrap());
    assert!(!tx.delete_authenticator(mina.account, person).await.unwrap());
    assert!(tx.authenticator(mina.account, person).await.unwrap().is_none());
    assert!(tx.begin_authenticator(mina.account, mina.person, b"begun", NOW).await.unwrap());
    assert_eq!(tx.delete_unconfirmed_authenticators_before(after(1)).await.unwrap(), 1);
    assert!(tx.delete_authenticator(account, person).await.unwrap());
    assert!(!tx.delete_authenticator(account, person).await.unwrap());
    tx.commit().await.unwrap();
});

on_both!(a_recovery_code_is_used_once, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await);
    let mina = owner(store, "mina").await;
    let mut tx = store.begin().await.unwrap();
    for hash in [b"one", b"two"] {
        tx.insert_recovery_code(jiwoo.account, jiwoo.person, hash).await.unwrap();
    }
    tx.insert_recovery_code(mina.account, mina.person, b"one").await.unwrap();
    assert!(!tx.use_recovery_code(mina.account, jiwoo.person, b"one").await.unwrap());
    assert!(tx.use_recovery_code(jiwoo.account, jiwoo.person, b"one").await.unwrap());
    assert!(!tx.use_recovery_code(jiwoo.account, jiwoo.person, b"one").await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(store.recovery_codes_left(jiwoo.account, jiwoo.person).await.unwrap(), 1);
    let mut tx = store.begin().await.unwrap();
    tx.delete_recovery_codes(jiwoo.account, jiwoo.person).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.recovery_codes_left(jiwoo.account, jiwoo.person).await.unwrap(), 0);
    assert_eq!(store.recovery_codes_left(mina.account, mina.person).await.unwrap(), 1);
});

on_both!(new_recovery_codes_are_shown_once, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await);
    let mina = owner(store, "mina").await;
    let reveal = |token: &[u8]| RecoveryRevealRow {
        token_hash: token.to_vec(),
        session: jiwoo.session,
        sealed: b"codes".to_vec(),
        ends_at: after(60),
    };
    let mut tx = store.begin().await.unwrap();
    tx.insert_recovery_reveal(&reveal(b"a")).await.unwrap();
    tx.insert_recovery_reveal(&reveal(b"b")).await.unwrap();
    assert_eq!(tx.take_recovery_reveal(b"a", mina.session, NOW).await.unwrap(), None);
    assert_eq!(tx.take_recovery_reveal(b"a", jiwoo.session, after(60)).await.unwrap(), None);
    assert_eq!(tx.take_recovery_reveal(b"a", jiwoo.session, after(59)).await.unwrap().unwrap(), b"codes");
    assert_eq!(tx.take_recovery_reveal(b"a", jiwoo.session, after(59)).await.unwrap(), None);
    assert_eq!(tx.delete_recovery_reveals_before(after(61)).await.unwrap(), 1);
    tx.commit().await.unwrap();
});

on_both!(a_pending_sign_in_is_taken_once_and_ends, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await);
    let pending = |token: &[u8]| PendingSignInRow {
        token_hash: token.to_vec(),
        account: jiwoo.account,
        person: jiwoo.person,
        ends_at: after(300),
    };
    let mut tx = store.begin().await.unwrap();
    for token in [b"a", b"b", b"c"] {
        tx.insert_pending_sign_in(&pending(token)).await.unwrap();
    }
    tx.commit().await.unwrap();
    let whose = store.pending_sign_in(b"a", after(299)).await.unwrap();
    assert_eq!(whose, Some((jiwoo.account, jiwoo.person)));
    assert_eq!(store.pending_sign_in(b"a", after(300)).await.unwrap(), None);

    let mut tx = store.begin().await.unwrap();
    assert!(!tx.take_pending_sign_in(b"a", after(300)).await.unwrap());
    assert!(tx.take_pending_sign_in(b"a", after(299)).await.unwrap());
    assert!(!tx.take_pending_sign_in(b"a", after(299)).await.unwrap());
    tx.delete_pending_sign_ins(jiwoo.account, jiwoo.person).await.unwrap();
    assert!(!tx.take_pending_sign_in(b"b", NOW).await.unwrap());
    tx.insert_pending_sign_in(&pending(b"d")).await.unwrap();
    assert_eq!(tx.delete_pending_sign_ins_before(after(301)).await.unwrap(), 1);
    tx.commit().await.unwrap();
});

on_both!(an_account_requires_second_factors, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await);
    let mina = owner(store, "mina").await;
    let mut tx = store.begin().await.unwrap();
    assert!(tx.set_second_factor_required(jiwoo.account, true).await.unwrap());
    assert!(!tx.set_second_factor_required(jiwoo.account, true).await.unwrap());
    tx.commit().await.unwrap();
    assert!(store.session(b"jiwoo", NOW).await.unwrap().unwrap().second_factor_required);
    assert!(!store.session(b"mina", NOW).await.unwrap().unwrap().second_factor_required);
    assert_eq!(mina.account, store.session(b"mina", NOW).await.unwrap().unwrap().account);
});
