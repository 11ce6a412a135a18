//! Injected faults are reproducible from the seed and never refute a credential.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../../push/tests/support/mod.rs"]
mod support;

use push::client::Started;
use push::outcome::{Class, Verdict};
use support::{DEVICE, START, VENDORS, Vendors, message};
use vendor_simulator::Options;

async fn classes(chaos: &str) -> Vec<&'static str> {
    let options = Options { chaos: Some(chaos.parse().unwrap()), ..Options::default() };
    let vendors = Vendors::start(options).await;
    let gateway = vendors.gateway();
    let mut classes = Vec::new();
    for _ in 0..20 {
        let outcome =
            gateway.send(&vendors.credential("meizu"), &message(DEVICE), START, Started::ignored()).await;
        assert_ne!(outcome.class, Class::CredentialFault, "{outcome:?}");
        classes.push(outcome.class.code());
    }
    classes
}

#[tokio::test]
async fn a_seed_fails_the_same_way_twice() {
    let first = classes("3:0.5").await;
    assert_eq!(first, classes("3:0.5").await);
    assert_ne!(first, classes("4:0.5").await);
    assert!(first.contains(&"accepted") && first.iter().any(|class| *class != "accepted"), "{first:?}");
}

#[tokio::test]
async fn chaos_refutes_nothing() {
    let options = Options { chaos: Some("11:0.7".parse().unwrap()), ..Options::default() };
    let vendors = Vendors::start(options).await;
    let gateway = vendors.gateway();
    for _ in 0..4 {
        for vendor in VENDORS {
            let checked = gateway.check(&vendors.credential(vendor), START).await;
            assert_ne!(checked.verdict, Verdict::Refuted, "{vendor}: {checked:?}");
        }
    }
}
