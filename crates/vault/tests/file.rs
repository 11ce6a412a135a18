//! The master key file: created once, atomically, and readable by its owner only.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::atomic::{AtomicU8, Ordering};

use vault::{Error, KeyFileAccess, MasterKey};

/// Fills `bytes` differently on each call, across all threads.
fn random(bytes: &mut [u8]) {
    static CALLS: AtomicU8 = AtomicU8::new(1);
    bytes.fill(CALLS.fetch_add(1, Ordering::Relaxed));
}

fn write(path: &Path, text: &str, mode: u32) {
    fs::write(path, text).unwrap();
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

#[test]
fn the_first_start_makes_it_and_later_ones_read_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("master.key");
    assert!(MasterKey::load(&path, KeyFileAccess::Owner).unwrap().is_none());
    let made = MasterKey::load_or_create(&path, KeyFileAccess::Owner, &mut random).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, 0o600);
    let read = MasterKey::load_or_create(&path, KeyFileAccess::Owner, &mut random).unwrap();
    assert_eq!(made.fingerprint(), read.fingerprint());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "a draft was left behind");
}

#[test]
fn processes_that_start_at_once_use_one_key() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("master.key");
    let fingerprints: Vec<_> = std::thread::scope(|scope| {
        let start =
            || MasterKey::load_or_create(&path, KeyFileAccess::Owner, &mut random).unwrap().fingerprint();
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(start)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(fingerprints.iter().all(|fingerprint| *fingerprint == fingerprints[0]));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn one_that_others_may_read_is_refused_with_the_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("master.key");
    for mode in [0o640, 0o604, 0o644, 0o620, 0o660] {
        write(&path, &"ab".repeat(32), mode);
        let Err(error) = MasterKey::load(&path, KeyFileAccess::Owner) else {
            panic!("mode {mode:o} was taken")
        };
        let words = error.to_string();
        assert!(words.contains(&format!("chmod 600 {}", path.display())), "{words}");
        assert!(!words.contains("abab"), "{words}");
    }
    for mode in [0o600, 0o400] {
        write(&path, &"ab".repeat(32), mode);
        assert!(MasterKey::load(&path, KeyFileAccess::Owner).unwrap().is_some(), "mode {mode:o}");
    }
}

#[test]
fn its_group_may_read_it_where_the_owner_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("master.key");
    // As Kubernetes mounts a secret with fsGroup, which no chmod can change.
    write(&path, &"ab".repeat(32), 0o440);
    let words = MasterKey::load(&path, KeyFileAccess::Owner).unwrap_err().to_string();
    assert!(words.contains("master_key_group_may_read"), "{words}");
    assert!(MasterKey::load(&path, KeyFileAccess::Group).unwrap().is_some());
    for mode in [0o460, 0o444, 0o404, 0o450] {
        write(&path, &"ab".repeat(32), mode);
        let outcome = MasterKey::load(&path, KeyFileAccess::Group);
        assert!(matches!(outcome, Err(Error::ReadableByOthers { .. })), "mode {mode:o}");
        fs::remove_file(&path).unwrap();
    }
}

#[test]
fn one_without_a_key_is_refused_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("master.key");
    for text in ["", "not a key", &"ab".repeat(2_000)] {
        write(&path, text, 0o600);
        let outcome = MasterKey::load_or_create(&path, KeyFileAccess::Owner, &mut random);
        assert!(matches!(outcome, Err(Error::NotAMasterKeyFile { .. })), "{outcome:?}");
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
}

#[test]
fn a_folder_that_is_missing_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("missing").join("master.key");
    let words = MasterKey::load_or_create(&path, KeyFileAccess::Owner, &mut random).unwrap_err().to_string();
    assert!(words.contains("missing/master.key"), "{words}");
}
