//! The arrows between the rooms (docs/ARCHITECTURE.md): a dependency that is not in the table fails.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

/// Which rooms a room may use. `server` opens the store and the vault and hands them to `console`; that is all
/// it wants of them.
const ARROWS: [(&str, &[&str]); 9] = [
    ("frontend", &["app"]),
    ("app", &["console", "domain"]),
    ("server", &["app", "console", "domain", "push", "store", "vault", "vendor-simulator"]),
    ("console", &["domain", "push", "store", "vault"]),
    ("store", &["domain"]),
    ("vault", &["domain"]),
    ("push", &["domain"]),
    // The types of credentials and the table of addresses; no code that speaks to a vendor.
    ("vendor-simulator", &["domain", "push"]),
    ("domain", &[]),
];

/// What the tests of a room use besides. Nothing of it is part of the room itself. Those of `console` use it with its fail
/// points.
const TEST_ARROWS: [(&str, &[&str]); 2] =
    [("push", &["vendor-simulator"]), ("console", &["console", "vendor-simulator"])];

#[test]
fn rooms_use_each_other_in_one_direction_only() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().unwrap();
    let rooms: BTreeSet<&str> = packages.iter().map(|package| package["name"].as_str().unwrap()).collect();
    assert_eq!(rooms, ARROWS.iter().map(|(room, _)| *room).collect(), "a room without a row in the table");

    let (allowed, allowed_in_tests) = (BTreeMap::from(ARROWS), BTreeMap::from(TEST_ARROWS));
    for package in packages {
        let room = package["name"].as_str().unwrap();
        for dependency in package["dependencies"].as_array().unwrap() {
            let name = dependency["name"].as_str().unwrap();
            let is_test_arrow = dependency["kind"] == "dev"
                && allowed_in_tests.get(room).is_some_and(|rooms| rooms.contains(&name));
            let is_allowed = !rooms.contains(name) || allowed[room].contains(&name) || is_test_arrow;
            assert!(is_allowed, "{room} -> {name} is not an arrow of docs/ARCHITECTURE.md");
        }
    }
}

#[test]
fn the_browsers_half_knows_no_use_case() {
    let metadata = metadata();
    let app =
        metadata["packages"].as_array().unwrap().iter().find(|package| package["name"] == "app").unwrap();
    let console = app["dependencies"].as_array().unwrap().iter().find(|it| it["name"] == "console").unwrap();
    assert_eq!(console["optional"], true);
    let hydrate = app["features"]["hydrate"].as_array().unwrap();
    assert!(!hydrate.iter().any(|feature| feature.as_str().unwrap().contains("console")), "{hydrate:?}");
}

fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}
