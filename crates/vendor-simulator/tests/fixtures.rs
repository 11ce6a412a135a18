//! The fixtures' files are readable by other software, and their certificate authority is kept between runs.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../../push/tests/support/mod.rs"]
mod support;

use std::fs;
use std::process::Command;
use std::sync::Arc;

use p12_keystore::{KeyStore, Pkcs12ImportPolicy};
use push::credential::{ApnsIdentity, Credential, Environment, Secret};
use push::outcome::Verdict;
use support::{START, Vendors};
use vendor_simulator::{Fixtures, Options, PASSWORD};

#[tokio::test]
async fn the_authority_stays_and_its_older_certificates_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let first = Fixtures::open(folder.path()).unwrap();
    let identity = first.apns_identity(Environment::Production, false).unwrap();
    let again = Fixtures::open(folder.path()).unwrap();
    assert_eq!(first.authority(), again.authority());
    assert_eq!(fs::read_to_string(Fixtures::authority_in(folder.path())).unwrap(), again.authority());
    let vendors = Vendors::of(Options::default(), Arc::new(again)).await;
    let checked = vendors.gateway().check(&Credential::ApnsIdentity(identity), START).await;
    assert_eq!(checked.verdict, Verdict::Proven, "{checked:?}");
}

#[cfg(unix)]
#[test]
fn nobody_else_reads_the_authoritys_key() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    Fixtures::open(folder.path()).unwrap();
    let mode = fs::metadata(folder.path().join("ca.key.pem")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[tokio::test]
async fn a_p12_of_the_folder_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let fixtures = Fixtures::open(folder.path()).unwrap();
    let p12 = fs::read(folder.path().join("apns-production.p12")).unwrap();
    assert!(KeyStore::from_pkcs12(&p12, "another", Pkcs12ImportPolicy::Strict).is_err());
    let store = KeyStore::from_pkcs12(&p12, PASSWORD, Pkcs12ImportPolicy::Strict).unwrap();
    let (_, chain) = store.private_key_chain().unwrap();
    let own = fixtures.apns_identity(Environment::Production, false).unwrap();
    let identity = ApnsIdentity {
        chain: chain.certs().iter().map(|one| one.as_der().to_vec()).collect(),
        private_key: Secret::new(own.private_key.expose()),
        ..own
    };
    let vendors = Vendors::of(Options::default(), Arc::new(fixtures)).await;
    let checked = vendors.gateway().check(&Credential::ApnsIdentity(identity), START).await;
    assert_eq!(checked.verdict, Verdict::Proven, "{checked:?}");
}

#[test]
fn openssl_reads_every_file() {
    let folder = tempfile::tempdir().unwrap();
    Fixtures::open(folder.path()).unwrap();
    let openssl = |arguments: &[&str]| {
        let output = Command::new("openssl").args(arguments).current_dir(folder.path()).output().unwrap();
        let words = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        words
    };
    for (name, subject) in [
        ("apns-production.p12", "Apple Push Services: com.example.messenger"),
        ("apns-development.p12", "Apple Development IOS Push Services: com.example.messenger"),
        ("apns-voip.p12", "VoIP Services: com.example.messenger"),
    ] {
        let password = format!("pass:{PASSWORD}");
        let words = openssl(&["pkcs12", "-in", name, "-passin", &password, "-nokeys"]);
        assert!(words.contains(subject), "{words}");
    }
    let words = openssl(&["pkey", "-in", "AuthKey_FAKEKEY001.p8", "-noout", "-text"]);
    assert!(words.contains("prime256v1"), "{words}");
    openssl(&["verify", "-CAfile", "ca.pem", "ca.pem"]);
}
