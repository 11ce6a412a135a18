//! Forms that have changed something.
#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod common;

use common::{NOW, after, owner};
use store::SubmissionRow;

fn by(attempt: &str) -> SubmissionRow {
    SubmissionRow { attempt: attempt.into(), location: "/applications".into(), answered: false }
}

on_both!(a_form_is_submitted_once, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await);
    let mina = owner(store, "mina").await;
    let mut tx = store.begin().await.unwrap();
    assert_eq!(tx.submission(jiwoo.account, jiwoo.person, b"form").await.unwrap(), None);
    for (digest, attempt, at, inserted) in
        [(b"form", "first", 0, true), (b"form", "second", 0, false), (b"more", "third", 1, true)]
    {
        let row = by(attempt);
        let is_first =
            tx.insert_submission(jiwoo.account, jiwoo.person, digest, &row, after(at)).await.unwrap();
        assert_eq!(is_first, inserted, "{attempt}");
    }
    assert_eq!(tx.submission(jiwoo.account, jiwoo.person, b"form").await.unwrap(), Some(by("first")));
    assert_eq!(tx.submission(mina.account, mina.person, b"form").await.unwrap(), None);
    assert!(tx.insert_submission(mina.account, mina.person, b"form", &by("hers"), NOW).await.unwrap());

    // Only the request that made the change says where it led.
    let (account, person) = (jiwoo.account, jiwoo.person);
    assert!(!tx.answer_submission(account, person, b"form", "second", "/elsewhere").await.unwrap());
    assert!(tx.answer_submission(account, person, b"form", "first", "/there").await.unwrap());
    let answered = SubmissionRow { location: "/there".into(), answered: true, ..by("first") };
    assert_eq!(tx.submission(account, person, b"form").await.unwrap(), Some(answered));

    assert_eq!(tx.delete_submissions_before(after(1)).await.unwrap(), 2);
    assert_eq!(tx.submission(account, person, b"form").await.unwrap(), None);
    assert_eq!(tx.submission(account, person, b"more").await.unwrap(), Some(by("third")));
    tx.commit().await.unwrap();
});

on_both!(of_two_at_once_one_makes_the_change, |fresh| {
    let (store, jiwoo) = (&fresh.store, owner(&fresh.store, "jiwoo").await);
    let (account, person) = (jiwoo.account, jiwoo.person);
    let attempt = |name: &'static str| async move {
        let mut tx = store.begin().await.unwrap();
        let is_first = tx.insert_submission(account, person, b"form", &by(name), NOW).await.unwrap();
        tx.commit().await.unwrap();
        is_first
    };
    let (one, two, three) = tokio::join!(attempt("one"), attempt("two"), attempt("three"));
    assert_eq!(u8::from(one) + u8::from(two) + u8::from(three), 1);
});
