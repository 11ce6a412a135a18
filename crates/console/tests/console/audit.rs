//! The audit trail: verified against tampering in the database, checkpoints, retention, several servers.

use std::time::Duration;

use console::{Actor, AuditReport, Error};
use domain::audit::chain::ChainHash;
use domain::audit::checkpoint::Checkpoint;
use domain::audit::listing::AuditFilter;
use domain::audit::verify::Fault;
use domain::audit::{Action, AuditEntry, Change};
use tokio::task::JoinSet;

use crate::common::{self, *};
use crate::on_both;

const DAY: Duration = Duration::from_hours(24);
/// What the database itself would refuse; whoever has the file just drops it.
const DROP_TRIGGERS: &str =
    "DROP TRIGGER audit_stays; DROP TRIGGER audit_stays_whole; DROP TRIGGER audit_is_numbered";

async fn verify(world: &World<'_>, copies: &[Checkpoint]) -> AuditReport {
    world.console.acting_as(&Actor::Operator).operations().verify_audit(copies).await.unwrap()
}

async fn faults(world: &World<'_>, copies: &[Checkpoint]) -> Vec<Fault> {
    verify(world, copies).await.verdict.faults
}

/// Entries up to number `last`, written the way use cases write them.
async fn fill(fresh: &Fresh, last: i64) {
    let mut number = fresh.store.audit_head().await.unwrap().number;
    while number < last {
        let mut tx = fresh.store.begin().await.unwrap();
        let end = last.min(number + 500);
        while number < end {
            number += 1;
            let changes =
                vec![Change { field: "name".into(), before: format!("{number}"), after: "x".into() }];
            let entry =
                AuditEntry { at: NOW, who: "jiwoo".into(), action: Action::ApplicationEdited, changes };
            tx.append_audit(None, None, entry).unwrap();
        }
        tx.commit().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_ten_thousand_entries_the_one_that_was_tampered_with_is_named() {
    let fresh = empty_sqlite().await.migrated().await;
    let world = world(&fresh).await;
    world.owner().await;
    fill(&fresh, 10_000).await;
    let checkpoint = world.console.make_audit_checkpoint().await.unwrap().unwrap();
    let report = verify(&world, &[]).await;
    assert_eq!((report.verdict.verified, report.checkpoints), (10_000, 1));
    assert_eq!(report.verdict.faults, []);
    world.run(DROP_TRIGGERS).await;

    for (tamper, undo, first) in [
        (
            "UPDATE audit SET who = 'somebody' WHERE number = 4711",
            "UPDATE audit SET who = 'jiwoo' WHERE number = 4711",
            Fault::Changed { number: 4711 },
        ),
        (
            "UPDATE audit SET changes = '[]' WHERE number = 1",
            "UPDATE audit SET changes = (SELECT changes FROM kept WHERE kept.number = 1) WHERE number = 1",
            Fault::Changed { number: 1 },
        ),
        (
            "UPDATE audit SET at = at + 1 WHERE number = 10000",
            "UPDATE audit SET at = at - 1 WHERE number = 10000",
            Fault::Changed { number: 10_000 },
        ),
        (
            "UPDATE audit SET hash = zeroblob(31) WHERE number = 5000",
            "UPDATE audit SET hash = (SELECT hash FROM kept WHERE kept.number = 5000) WHERE number = 5000",
            Fault::Changed { number: 5000 },
        ),
        (
            "DELETE FROM audit WHERE number = 4711",
            "INSERT INTO audit SELECT * FROM kept WHERE number = 4711",
            Fault::Removed { first: 4711, last: 4711 },
        ),
        (
            "DELETE FROM audit WHERE number BETWEEN 1 AND 3000",
            "INSERT INTO audit SELECT * FROM kept WHERE number BETWEEN 1 AND 3000",
            Fault::Removed { first: 1, last: 3000 },
        ),
        (
            "UPDATE audit SET number = -1 WHERE number = 4711; UPDATE audit SET number = 4711 WHERE number = 4712; \
             UPDATE audit SET number = 4712 WHERE number = -1",
            "UPDATE audit SET number = -1 WHERE number = 4711; UPDATE audit SET number = 4711 WHERE number = 4712; \
             UPDATE audit SET number = 4712 WHERE number = -1",
            Fault::Reordered { number: 4711 },
        ),
        // Swapped with everything but their place.
        (
            "UPDATE audit SET changes = (SELECT changes FROM kept WHERE kept.number = 700) WHERE number = 600; \
             UPDATE audit SET changes = (SELECT changes FROM kept WHERE kept.number = 600) WHERE number = 700",
            "UPDATE audit SET changes = (SELECT changes FROM kept WHERE kept.number = audit.number) \
             WHERE number IN (600, 700)",
            Fault::Changed { number: 600 },
        ),
        (
            "DELETE FROM audit WHERE number > 9990",
            "INSERT INTO audit SELECT * FROM kept WHERE number > 9990",
            Fault::TailCut { first: 9991, last: 10_000 },
        ),
        // The head is set back as well: only the checkpoint knows.
        (
            "DELETE FROM audit WHERE number > 9990; \
             UPDATE audit_head SET number = 9990, hash = (SELECT hash FROM audit WHERE number = 9990)",
            "INSERT INTO audit SELECT * FROM kept WHERE number > 9990; \
             UPDATE audit_head SET number = 10000, hash = (SELECT hash FROM audit WHERE number = 10000)",
            Fault::TailCut { first: 9991, last: 10_000 },
        ),
        (
            "INSERT INTO audit (at, who, action, changes, number, hash) VALUES (0, '', '', '', 10001, zeroblob(32))",
            "DELETE FROM audit WHERE number = 10001",
            Fault::Changed { number: 10_001 },
        ),
        (
            "INSERT INTO audit (at, who, action, changes) VALUES (0, '', '', '')",
            "DELETE FROM audit WHERE number IS NULL",
            Fault::Unnumbered { count: 1 },
        ),
        (
            "UPDATE audit_checkpoint SET number = 9000",
            "UPDATE audit_checkpoint SET number = 10000",
            Fault::ForgedCheckpoint { number: 9000 },
        ),
    ] {
        world.run("CREATE TABLE kept AS SELECT * FROM audit").await;
        world.run(tamper).await;
        assert_eq!(faults(&world, &[]).await.first(), Some(&first), "{tamper}");
        world.run(undo).await;
        assert_eq!(faults(&world, &[]).await, [], "{undo}");
        world.run("DROP TABLE kept").await;
    }

    // Checkpoints in the database are cut with the tail; the copy that left the machine still knows.
    world
        .run(
            "DELETE FROM audit WHERE number > 9990; DELETE FROM audit_checkpoint; \
             UPDATE audit_head SET number = 9990, hash = (SELECT hash FROM audit WHERE number = 9990)",
        )
        .await;
    assert_eq!(faults(&world, &[]).await, []);
    assert_eq!(faults(&world, &[checkpoint]).await, [Fault::TailCut { first: 9991, last: 10_000 }]);
}

/// Hashes the whole chain anew, as somebody who knows how.
async fn hash_again(world: &World<'_>) {
    let mut hash = ChainHash::START;
    for row in world.fresh.store.chain_rows(0, 1_000).await.unwrap() {
        hash = row.entry().hash(&hash);
        let statement = format!(
            "UPDATE audit SET hash = x'{hash}' WHERE number = {0}; UPDATE audit_head SET number = {0}, hash = x'{hash}'",
            row.number
        );
        world.run(statement.leak()).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_trail_that_was_hashed_again_is_found_by_its_checkpoints() {
    let fresh = empty_sqlite().await.migrated().await;
    let world = world(&fresh).await;
    world.owner().await;
    fill(&fresh, 20).await;
    world.console.make_audit_checkpoint().await.unwrap().unwrap();
    fill(&fresh, 40).await;
    let latest = world.console.make_audit_checkpoint().await.unwrap().unwrap();
    world.run(DROP_TRIGGERS).await;
    world.run("UPDATE audit SET who = 'somebody' WHERE number = 30").await;
    hash_again(&world).await;
    let rewritten = [Fault::Rewritten { after: 20, number: 40 }];
    assert_eq!(faults(&world, &[]).await, rewritten);
    world.run("DELETE FROM audit_checkpoint").await;
    assert_eq!(faults(&world, &[]).await, []);
    assert_eq!(faults(&world, &[latest]).await, [Fault::Rewritten { after: 0, number: 40 }]);
}

on_both!(a_checkpoint_is_made_when_there_is_something_new_and_right, |fresh| {
    let world = world(fresh).await;
    let console = &world.console;
    assert_eq!(console.make_audit_checkpoint().await.unwrap(), None);
    let owner = world.owner().await;
    let first = console.make_audit_checkpoint().await.unwrap().unwrap();
    assert_eq!((first.number, first.at(), first.installation.as_str()), (1, NOW, console.installation()));
    assert_eq!(console.make_audit_checkpoint().await.unwrap(), None);
    world.create(&owner, "Orbit").await;
    let second = console.make_audit_checkpoint().await.unwrap().unwrap();
    assert_eq!(second.number, 2);
    assert_eq!(console.audit_checkpoints(0, 9).await.unwrap(), [first.clone(), second.clone()]);
    assert_eq!(console.audit_checkpoints(1, 9).await.unwrap(), [second]);

    // Nothing wrong is signed, neither by this console nor afterwards.
    world.create(&owner, "Comet").await;
    let number = console.last_audit_number().await.unwrap();
    assert_eq!(number, 3);
    world.run("UPDATE audit_head SET hash = (SELECT hash FROM audit WHERE number = 1)").await;
    assert_eq!(console.make_audit_checkpoint().await.unwrap(), None);
    world.run("UPDATE audit_checkpoint SET signature = 'AAAA' WHERE number = 2").await;
    assert_eq!(console.audit_checkpoints(0, 9).await.unwrap(), std::slice::from_ref(&first));

    // Those of another installation count for nothing.
    let foreign = Checkpoint { installation: "000000000000".into(), ..first };
    assert!(faults(&world, &[foreign]).await.contains(&Fault::ForgedCheckpoint { number: 1 }));
});

on_both!(only_the_operator_verifies, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    for actor in [&owner, &stranger("192.0.2.9")] {
        let operations = world.console.acting_as(actor).operations();
        assert!(matches!(operations.verify_audit(&[]).await, Err(Error::NotFound)));
        assert!(matches!(operations.audit_public_key(), Err(Error::NotFound)));
    }
});

on_both!(the_key_stays_the_same, |fresh| {
    let key = async |seed| {
        let world = open(fresh, policy(), seed, master_key(1)).await.unwrap();
        world.console.acting_as(&Actor::Operator).operations().audit_public_key().unwrap()
    };
    let first = key(1).await;
    assert!(first.starts_with("-----BEGIN PUBLIC KEY-----"), "{first}");
    assert_eq!(key(2).await, first);
});

on_both!(old_entries_are_removed_and_the_rest_is_verified, |fresh| {
    let policy = console::Policy { audit_retention: Some(30 * DAY), ..policy() };
    let world = open(fresh, policy, 1, master_key(1)).await.unwrap();
    let owner = world.owner().await;
    let early = world.create(&owner, "Early").await;
    world.console.make_audit_checkpoint().await.unwrap().unwrap();
    world.advance(20 * DAY);
    world.create(&owner, "Late").await;
    world.console.purge_expired().await.unwrap();
    assert_eq!(world.count("audit").await, 3);

    world.advance(11 * DAY);
    world.console.purge_expired().await.unwrap();
    let (who, action, changes) = world.trail().await.pop().unwrap();
    assert_eq!((who.as_str(), action.as_str()), ("console", "audit_trimmed"));
    assert!(changes.contains("1-2"), "{changes}");
    assert_eq!((world.count("audit").await, world.count("audit_checkpoint").await), (2, 0));
    let report = verify(&world, &[]).await;
    assert_eq!((report.verdict.first, report.verdict.verified, report.cut.unwrap().number), (3, 2, 2));
    assert_eq!(report.verdict.faults, []);
    // Not again on the same day, and the chain goes on.
    world.console.purge_expired().await.unwrap();
    world.console.acting_as(&owner).keys().show(early).await.unwrap_err();
    assert_eq!(world.count("audit").await, 2);
    assert_eq!(world.console.make_audit_checkpoint().await.unwrap().unwrap().number, 4);

    // Somebody who removes more cannot sign that it was the retention.
    world
        .run(
            "UPDATE audit_cut SET number = 3, hash = (SELECT hash FROM audit WHERE number = 3); \
             DELETE FROM audit WHERE number = 3",
        )
        .await;
    assert_eq!(faults(&world, &[]).await, [Fault::ForgedCut { number: 3 }]);
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_write_one_chain() {
    let Some(fresh) = empty_postgres().await else { return };
    let fresh = fresh.migrated().await;
    let (first, second) = (
        open(&fresh, policy(), 1, master_key(1)).await.unwrap(),
        open(&fresh, policy(), 2, master_key(1)).await.unwrap(),
    );
    let owner = first.owner().await;
    let mut writers = JoinSet::new();
    for (server, console) in [&first.console, &second.console].into_iter().enumerate() {
        for writer in 0..4 {
            let (console, owner) = (console.clone(), owner.clone());
            writers.spawn(async move {
                for round in 0..10 {
                    let name = format!("Application {server} {writer} {round}");
                    console.acting_as(&owner).applications().create(new_application(&name)).await.unwrap();
                    console.make_audit_checkpoint().await.unwrap();
                }
            });
        }
    }
    writers.join_all().await;
    let report = verify(&second, &[]).await;
    assert_eq!((report.verdict.verified, report.verdict.faults.as_slice()), (81, &[][..]));
    assert!(report.checkpoints > 1, "{report:?}");
    assert_eq!(second.console.last_audit_number().await.unwrap(), 81);
}

on_both!(the_trail_is_that_of_the_account, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let sdkappid = world.create(&owner, "Orbit").await;
    let other = world.somebody_else("mina@orbit.example").await;
    world.sign_in("nobody@orbit.example", PASSWORD, "192.0.2.3").await.unwrap_err();
    world.console.make_audit_checkpoint().await.unwrap().unwrap();
    let list = async |actor: &Actor, filter: &AuditFilter| {
        let page = world.console.acting_as(actor).audit_trail().list(filter, None).await.unwrap();
        assert_eq!((page.next, page.checkpoint), (None, Some((5, NOW))));
        page.entries.iter().map(|entry| entry.entry.action).collect::<Vec<_>>()
    };
    let every = AuditFilter::default();
    // The first owner is an operator, who also sees what is of no account.
    let all = [Action::SignInFailed, Action::ApplicationCreated, Action::OwnerCreated];
    assert_eq!(list(&owner, &every).await, all);
    assert_eq!(list(&other, &every).await, [Action::SignedIn, Action::PasswordReset]);
    let app = AuditFilter { sdkappid: Some(sdkappid), ..AuditFilter::default() };
    assert_eq!(list(&owner, &app).await, [Action::ApplicationCreated]);
    assert_eq!(list(&other, &app).await, []);

    let nobody = stranger("192.0.2.9");
    let trail = world.console.acting_as(&nobody).audit_trail();
    assert!(matches!(trail.list(&every, None).await, Err(Error::SignedOut)));
    assert!(matches!(trail.export(&every, None).await, Err(Error::SignedOut)));
    assert!(matches!(trail.begin_export("").await, Err(Error::SignedOut)));
    assert_eq!(world.count("audit").await, 5);
    world.console.acting_as(&owner).audit_trail().begin_export("who=kim").await.unwrap();
    let (who, action, changes) = world.trail().await.pop().unwrap();
    assert_eq!((who.as_str(), action.as_str()), (OWNER, "audit_exported"));
    assert!(changes.contains("who=kim"), "{changes}");
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_trail_is_read_in_pages() {
    let fresh = empty_sqlite().await.migrated().await;
    let world = world(&fresh).await;
    let owner = world.owner().await;
    fill(&fresh, 1_234).await;
    let acting = world.console.acting_as(&owner);
    let trail = acting.audit_trail();
    let first = trail.list(&AuditFilter::default(), None).await.unwrap();
    assert_eq!((first.entries.len(), first.entries[0].number), (50, 1_234));
    let second = trail.list(&AuditFilter::default(), first.next).await.unwrap();
    assert_eq!(second.entries[0].number, 1_184);
    let (mut exported, mut cursor) = (0, None);
    loop {
        let part = trail.export(&AuditFilter::default(), cursor).await.unwrap();
        let Some(last) = part.last() else { break };
        assert!(part.len() <= 500);
        exported += part.len();
        cursor = Some(last.cursor());
    }
    assert_eq!(exported, 1_234);
}
