//! What was typed into a form that was refused.

use std::time::Duration;

use console::{Actor, DraftKey, Drafts};

use crate::common::{self, *};
use crate::on_both;

async fn text(world: &World<'_>, actor: &Actor, key: &DraftKey) -> Option<String> {
    let draft = world.console.acting_as(actor).drafts().find(key).await.unwrap()?;
    Some(String::from_utf8(draft.form.to_vec()).unwrap())
}

on_both!(a_draft_is_for_its_browser_and_person_and_for_ten_minutes, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let mina = world.somebody_else("mina@orbit.example").await;
    let drafts = world.console.acting_as(&owner).drafts();
    let long = "오빗".repeat(3_000);
    let key = drafts.save(None, long.as_bytes(), Some(b"\0a file")).await.unwrap().unwrap();
    assert!(key.token.len() <= 32 && !long.contains(&key.token));
    assert_eq!(text(&world, &owner, &key).await.as_deref(), Some(&*long));
    assert_eq!(text(&world, &owner, &key).await.as_deref(), Some(&*long), "a page may be loaded again");
    let file = drafts.find(&key).await.unwrap().unwrap().file.unwrap();
    assert_eq!(*file, b"\0a file");

    // Another session of the same person in the same browser finds it; nobody else does, nor another browser.
    let again = world.sign_in(OWNER, PASSWORD, HOME).await.unwrap();
    assert!(text(&world, &again, &key).await.is_some());
    for actor in [&mina, &stranger(HOME), &Actor::Operator] {
        assert_eq!(text(&world, actor, &key).await, None, "{actor:?}");
    }
    let second = drafts.save(None, b"second", None).await.unwrap().unwrap();
    assert_ne!(second.holder, key.holder);
    let mixed = DraftKey { holder: second.holder.clone(), token: key.token.clone() };
    assert_eq!(text(&world, &owner, &mixed).await, None);
    for wrong in ["", "x", &"0".repeat(32)] {
        assert_eq!(text(&world, &owner, &DraftKey { token: wrong.into(), ..key.clone() }).await, None);
    }

    world.advance(Drafts::LIFETIME);
    assert_eq!(text(&world, &owner, &key).await, None);
    world.advance(Duration::from_micros(1));
    world.console.purge_expired().await.unwrap();
    assert_eq!(world.count("draft").await, 0);
});

on_both!(a_draft_of_nobody_is_for_whoever_signs_in_in_that_browser, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let nobody = stranger(HOME);
    let drafts = world.console.acting_as(&nobody).drafts();
    let key = drafts.save(None, b"typed", None).await.unwrap().unwrap();
    assert_eq!(text(&world, &nobody, &key).await.as_deref(), Some("typed"));
    assert_eq!(text(&world, &owner, &key).await.as_deref(), Some("typed"));
    // The browser keeps its token.
    let next = drafts.save(Some(&key.holder), b"more", None).await.unwrap().unwrap();
    assert_eq!(next.holder, key.holder);
    let given = drafts.save(Some("not one of ours"), b"more", None).await.unwrap().unwrap();
    assert_ne!(given.holder, "not one of ours");
});

on_both!(drafts_are_bounded, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let drafts = world.console.acting_as(&owner).drafts();
    let first = drafts.save(None, b"first", None).await.unwrap().unwrap();
    for _ in 0..20 {
        drafts.save(Some(&first.holder), b"next", None).await.unwrap().unwrap();
    }
    assert_eq!(world.count("draft").await, 20);
    assert_eq!(text(&world, &owner, &first).await, None, "the oldest goes first");

    // Strangers share 32 MiB; people with an account have theirs.
    let nobody = stranger(HOME);
    let (half, strangers) = (vec![b'x'; 17 * 1024 * 1024], world.console.acting_as(&nobody).drafts());
    assert!(strangers.save(None, b"", Some(&half)).await.unwrap().is_some());
    assert!(strangers.save(None, b"", Some(&half)).await.unwrap().is_none());
    assert!(drafts.save(None, b"", Some(b"small")).await.unwrap().is_some());
});
