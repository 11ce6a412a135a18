//! Thousands of lives of an application and its account, beside a reference that says in a few lines what a
//! person would expect: events in any order, a clock that jumps by up to two years, jobs that run never, late
//! or twice.
#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::collections::BTreeSet;

mod reference;
mod world;

use reference::Reference;
use world::{Action, TestRng, World};

const HISTORIES: u64 = 4_000;
const DOINGS: u64 = 60;

#[test]
fn every_history_goes_as_the_reference_says() {
    let mut done = 0;
    let mut met = BTreeSet::new();
    for seed in 0..HISTORIES {
        let mut rng = TestRng::new(seed);
        let mut world = World::new(&mut rng);
        let mut reference = Reference::new(&world);
        let mut history = Vec::new();
        for _ in 0..DOINGS {
            let action = Action::any(&mut rng, &world);
            history.push(action);
            let happened = world.carry_out(action);
            let expected = reference.carry_out(action, world.now);
            assert_eq!(happened, expected, "seed {seed}: {history:#?}");
            assert_eq!(world.seen(), reference.seen(world.now), "seed {seed}: {history:#?}");
            done += u64::from(happened.is_ok());
            let seen = world.seen();
            met.insert(format!("{:?} {:?}", seen.status, seen.cause));
            met.extend(
                happened.err().map(|no| format!("{no:?}").split(" {").next().unwrap_or_default().to_owned()),
            );
        }
        world.check_ledger();
    }
    // Histories in which everything is refused would prove little.
    assert!(done * 2 > HISTORIES * DOINGS, "only {done} of {} were carried out", HISTORIES * DOINGS);
    // Every state with its cause, and every refusal that there is.
    assert_eq!(met.len(), 43, "{met:#?}");
}
