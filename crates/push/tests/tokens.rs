//! Access tokens: cached, renewed shortly before they expire, and once if the vendor reports them as expired.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::sync::Arc;
use std::time::Duration;

use push::client::Started;
use push::outcome::{Class, Verdict};
use support::{DEVICE, START, Vendors, http, message};
use vendor_simulator::{Clock as _, Options};

const SIGNED_IN: [&str; 7] = ["apns", "fcm", "harmony", "huawei", "honor", "oppo", "vivo"];

#[tokio::test]
async fn a_token_that_the_vendor_calls_expired_is_renewed_once() {
    let vendors = Vendors::start(Options::default()).await;
    let gateway = vendors.gateway();
    for vendor in SIGNED_IN {
        let credential = vendors.credential(vendor);
        let outcome = gateway.send(&credential, &message("stale-x"), START, Started::ignored()).await;
        assert!(matches!(outcome.class, Class::Accepted { .. }), "{vendor}: {outcome:?}");
        http(vendors.main, "POST", "/control/reset").await;
    }
}

#[tokio::test]
async fn a_token_that_expired_early_is_renewed() {
    let vendors = Vendors::start(Options::default()).await;
    let gateway = vendors.gateway();
    for vendor in ["fcm", "huawei", "honor"] {
        let credential = vendors.credential(vendor);
        gateway.send(&credential, &message(DEVICE), vendors.clock.now(), Started::ignored()).await;
    }
    // For the gateway no time has passed; the vendors' tokens live for an hour.
    let before = vendors.clock.now();
    vendors.advance(Duration::from_mins(58));
    vendors.advance(Duration::from_mins(3));
    for vendor in ["huawei", "honor"] {
        let outcome =
            gateway.send(&vendors.credential(vendor), &message(DEVICE), before, Started::ignored()).await;
        assert!(matches!(outcome.class, Class::Accepted { .. }), "{vendor}: {outcome:?}");
    }
    let outcome = gateway
        .send(&vendors.credential("fcm"), &message(DEVICE), vendors.clock.now(), Started::ignored())
        .await;
    assert!(matches!(outcome.class, Class::Accepted { .. }), "{outcome:?}");
}

#[tokio::test]
async fn a_signing_key_serves_for_hours() {
    let vendors = Vendors::start(Options::default()).await;
    let gateway = vendors.gateway();
    let key = vendors.credential("apns");
    for minutes in 0..180 {
        let outcome = gateway.send(&key, &message(DEVICE), vendors.clock.now(), Started::ignored()).await;
        assert!(matches!(outcome.class, Class::Accepted { .. }), "{minutes}: {outcome:?}");
        vendors.advance(Duration::from_mins(1));
    }
}

#[tokio::test]
async fn a_burst_asks_for_one_token() {
    let vendors = Vendors::start(Options { latency: Duration::from_millis(50), ..Options::default() }).await;
    let gateway = Arc::new(vendors.gateway());
    let sends = (0..20).map(|_| {
        let (gateway, credential) = (Arc::clone(&gateway), vendors.credential("vivo"));
        tokio::spawn(
            async move { gateway.send(&credential, &message(DEVICE), START, Started::ignored()).await },
        )
    });
    for send in sends.collect::<Vec<_>>() {
        assert!(matches!(send.await.unwrap().class, Class::Accepted { .. }));
    }
    // Ids are consecutive: the first one is the token, the others are the pushes.
    let names: Vec<u64> = vendors
        .received()
        .await
        .iter()
        .map(|push| u64::from_str_radix(&push["answer"]["taskId"].as_str().unwrap()[..16], 16).unwrap())
        .collect();
    assert_eq!(names.iter().max(), Some(&21), "{names:?}");
}

#[tokio::test]
async fn a_changed_secret_gets_no_token_of_the_old_one() {
    let vendors = Vendors::start(Options::default()).await;
    let gateway = vendors.gateway();
    let good = support::plain("huawei", "fake-app", None);
    assert_eq!(gateway.check(&good, START).await.verdict, Verdict::Proven);
    gateway.send(&good, &message(DEVICE), START, Started::ignored()).await;
    let bad = support::plain("huawei", "fake-app", Some("another-secret"));
    let outcome = gateway.send(&bad, &message(DEVICE), START, Started::ignored()).await;
    assert_eq!(outcome.class, Class::CredentialFault);
}

#[tokio::test]
async fn a_burst_at_a_vendor_that_does_not_answer_fails_together() {
    let vendors = Vendors::start(Options { latency: Duration::from_mins(1), ..Options::default() }).await;
    let gateway = Arc::new(vendors.impatient_gateway());
    let sends: Vec<_> = (0..20)
        .map(|_| {
            let (gateway, credential) = (Arc::clone(&gateway), vendors.credential("vivo"));
            tokio::spawn(async move {
                gateway.send(&credential, &message(DEVICE), START, Started::ignored()).await
            })
        })
        .collect();
    let all = async {
        for send in sends {
            assert_eq!(send.await.unwrap().class, Class::Transient);
        }
    };
    // The timeout is 0.7 seconds: one after the other, the requests would take 14.
    tokio::time::timeout(Duration::from_secs(5), all).await.unwrap();
}

#[tokio::test]
async fn a_token_of_before_proves_no_service_account() {
    let vendors = Vendors::start(Options::default()).await;
    let gateway = vendors.gateway();
    let account = vendors.credential("fcm");
    gateway.send(&account, &message(DEVICE), START, Started::ignored()).await;
    gateway.send(&account, &message(DEVICE), START, Started::ignored()).await;
    assert_eq!(gateway.check(&account, START).await.verdict, Verdict::Proven);
    gateway.send(&account, &message(DEVICE), START, Started::ignored()).await;
    // Ids are consecutive: those between the last two pushes belong to the check and to another token.
    let received = vendors.received().await;
    let mut names = received.iter().filter_map(|push| {
        let name = push["answer"]["name"].as_str()?;
        u64::from_str_radix(&name.rsplit('/').next()?.replace('-', "")[..16], 16).ok()
    });
    let [first, second, third] = std::array::from_fn(|_| names.next().unwrap());
    assert_eq!((second - first, third - second), (1, 3), "{received:?}");
}
