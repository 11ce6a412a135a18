//! When a send starts, and that one which did not start has no effect.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use push::client::{Gateway, Limits, Started};
use push::credential::{Credential, Environment};
use push::hosts::{Host, Hosts};
use push::outcome::Class;
use serde_json::json;
use support::{DEVICE, START, VENDORS, Vendors, message, plain};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use vendor_simulator::{Fixtures, Options};

#[tokio::test]
async fn a_send_that_is_answered_has_started() {
    let vendors = Vendors::start(Options::default()).await;
    let gateway = vendors.gateway();
    for vendor in VENDORS {
        for token in [DEVICE, "stale-x", "hangup-x", "http-500-x"] {
            let (started, starting) = Started::channel();
            gateway.send(&vendors.credential(vendor), &message(token), START, started).await;
            assert!(starting.await, "{vendor} {token}");
        }
    }
}

#[tokio::test]
async fn it_starts_before_the_answer() {
    let vendors = Vendors::start(Options { latency: Duration::from_mins(1), ..Options::default() }).await;
    let gateway = vendors.gateway();
    let (started, starting) = Started::channel();
    let (credential, message) = (vendors.credential("apns"), message(DEVICE));
    tokio::select! {
        outcome = gateway.send(&credential, &message, START, started) => panic!("{outcome:?}"),
        has_started = starting => assert!(has_started),
    }
}

#[tokio::test]
async fn a_refused_credential_or_connection_starts_nothing() {
    let vendors = Vendors::start(Options::default()).await;
    let gateway = vendors.gateway();
    for vendor in ["huawei", "honor", "oppo", "vivo"] {
        let (started, starting) = Started::channel();
        let wrong = plain(vendor, "fake-app", Some("wrong-secret"));
        let outcome = gateway.send(&wrong, &message(DEVICE), START, started).await;
        assert_eq!((outcome.class, starting.await), (Class::CredentialFault, false), "{vendor}");
    }
    let mut hosts = vendors.hosts();
    for host in Host::ALL {
        hosts.replace(host, "http://127.0.0.1:1").unwrap();
    }
    let gateway = Gateway::new(hosts, Limits::default()).unwrap();
    for vendor in VENDORS {
        let (started, starting) = Started::channel();
        let outcome = gateway.send(&vendors.credential(vendor), &message(DEVICE), START, started).await;
        assert_eq!((outcome.code.as_str(), starting.await), ("unreachable", false), "{vendor}");
    }
}

#[tokio::test]
async fn a_future_that_is_never_polled_starts_nothing() {
    let vendors = Vendors::start(Options::default()).await;
    let gateway = vendors.gateway();
    let (started, starting) = Started::channel();
    let (credential, message) = (vendors.credential("fcm"), message(DEVICE));
    drop(gateway.send(&credential, &message, START, started));
    assert!(!starting.await);
}

#[tokio::test]
async fn preparing_fetches_the_token_and_delivers_nothing() {
    let vendors = Vendors::start(Options::default()).await;
    let gateway = vendors.gateway();
    for vendor in VENDORS {
        let credential = vendors.credential(vendor);
        assert_eq!(gateway.prepare(&credential, START).await, Ok(()), "{vendor}");
    }
    assert!(vendors.received().await.is_empty());
    let refused = plain("vivo", "fake-app", Some("wrong-secret"));
    let outcome = gateway.prepare(&refused, START).await.unwrap_err();
    assert_eq!((outcome.class, outcome.code.as_str()), (Class::CredentialFault, "10000"));
}

/// An HTTP/2 server that allows one request at a time, and answers a request only when told to. Sends the bodies that it
/// received completely.
async fn narrow(release: mpsc::Receiver<()>) -> (SocketAddr, mpsc::UnboundedReceiver<Bytes>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (bodies, received) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        let mut release = release;
        let (stream, _) = listener.accept().await.unwrap();
        let mut builder = h2::server::Builder::new();
        let mut connection = builder.max_concurrent_streams(1).handshake::<_, Bytes>(stream).await.unwrap();
        let (requests, mut queue) = mpsc::unbounded_channel::<(http::Request<h2::RecvStream>, _)>();
        tokio::spawn(async move {
            while let Some((request, respond)) = queue.recv().await {
                let mut body = request.into_body();
                let mut bytes = Vec::new();
                while let Some(Ok(part)) = body.data().await {
                    bytes.extend_from_slice(&part);
                }
                if body.is_end_stream() && !bytes.is_empty() {
                    bodies.send(bytes.into()).unwrap();
                }
                release.recv().await;
                let mut respond: h2::server::SendResponse<Bytes> = respond;
                let _ = respond.send_response(http::Response::new(()), true);
            }
        });
        while let Some(Ok(request)) = connection.accept().await {
            let _ = requests.send(request);
        }
    });
    (address, received)
}

#[tokio::test]
async fn what_is_dropped_in_the_queue_is_not_delivered() {
    let (release, released) = mpsc::channel(1);
    let (address, mut received) = narrow(released).await;
    let mut hosts = Hosts::default();
    hosts.replace(Host::ApnsProduction, &format!("http://{address}")).unwrap();
    let gateway = Gateway::new(hosts, Limits::default()).unwrap();
    let key = Credential::ApnsKey(Fixtures::new().unwrap().apns_key(Environment::Production).unwrap());
    let with_title = |title: &str| push::message::Message { title: title.to_owned(), ..message(DEVICE) };
    let messages = ["first", "second", "third"].map(with_title);

    let (started, starting) = Started::channel();
    let mut first = Box::pin(gateway.send(&key, &messages[0], START, started));
    tokio::select! {
        outcome = &mut first => panic!("{outcome:?}"),
        has_started = starting => assert!(has_started),
    }
    assert!(String::from_utf8_lossy(&received.recv().await.unwrap()).contains("first"));
    // The connection is full: the second one waits for it, and is given up meanwhile.
    let (started, mut starting) = Started::channel();
    let mut second = Box::pin(gateway.send(&key, &messages[1], START, started));
    tokio::select! {
        outcome = &mut second => panic!("{outcome:?}"),
        has_started = &mut starting => panic!("{has_started}"),
        () = tokio::time::sleep(Duration::from_millis(200)) => {}
    }
    drop(second);
    assert!(!starting.await);
    release.send(()).await.unwrap();
    assert!(matches!(first.await.class, Class::Accepted { .. }));
    let third = gateway.send(&key, &messages[2], START, Started::ignored());
    let answered = async {
        // One for the stream of the second one if the client has opened it.
        for _ in 0..2 {
            let _ = release.send(()).await;
        }
        received.recv().await.unwrap()
    };
    let (outcome, next) = tokio::join!(third, answered);
    assert!(matches!(outcome.class, Class::Accepted { .. }), "{outcome:?}");
    assert!(String::from_utf8_lossy(&next).contains("third"), "{next:?}");
}

#[tokio::test]
async fn what_is_withheld_in_the_queue_is_no_failure() {
    let (release, released) = mpsc::channel(1);
    let (address, mut received) = narrow(released).await;
    let mut hosts = Hosts::default();
    hosts.replace(Host::ApnsProduction, &format!("http://{address}")).unwrap();
    let gateway = Gateway::new(hosts, Limits::default()).unwrap();
    let key = Credential::ApnsKey(Fixtures::new().unwrap().apns_key(Environment::Production).unwrap());
    let push = message(DEVICE);
    let first = gateway.send(&key, &push, START, Started::ignored());
    let second = async {
        received.recv().await.unwrap();
        // The connection is full: it waits, and is withheld when its turn comes.
        let (started, starting) = Started::channel();
        let send = gateway.send(&key, &push, START, started);
        let withheld = async {
            tokio::time::sleep(Duration::from_millis(100)).await;
            assert!(starting.withhold());
            for _ in 0..2 {
                let _ = release.send(()).await;
            }
        };
        tokio::join!(send, withheld).0
    };
    let (first, second) = tokio::join!(first, second);
    assert!(matches!(first.class, Class::Accepted { .. }), "{first:?}");
    assert!(second.is_withheld(), "{second:?}");
    assert!(received.try_recv().is_err(), "it was delivered");
}

#[tokio::test]
async fn a_wait_for_a_connection_leaves_no_doubt() {
    let vendors = Vendors::start(Options::default()).await;
    // Connections are made, but TLS is not.
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("https://{}", silent.local_addr().unwrap());
    let mut hosts = vendors.hosts();
    for host in [Host::ApnsProduction, Host::Fcm, Host::XiaomiEurope, Host::Vivo] {
        hosts.replace(host, &address).unwrap();
    }
    let limits = Limits { connect: Duration::from_secs(5), whole: Duration::from_millis(300) };
    let gateway = Gateway::new(hosts, limits).unwrap();
    for (vendor, code) in
        [("apns", "not_written"), ("fcm", "not_written"), ("xiaomi", "not_written"), ("vivo", "timeout")]
    {
        let (started, starting) = Started::channel();
        let outcome = gateway.send(&vendors.credential(vendor), &message(DEVICE), START, started).await;
        assert_eq!((outcome.class, outcome.code.as_str()), (Class::Transient, code), "{vendor}");
        assert!(!starting.await, "{vendor}");
    }
}

/// Sends many pushes through one gateway, some of which are given up after a moment, to vendors that drop connections,
/// and compares what the client says with what was delivered.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_the_client_says_is_what_happened() {
    const PUSHES: usize = 1_200;
    let vendors = Vendors::start(Options::default()).await;
    let faults = json!({
        "unavailable": 0.05, "throttled": 0.05, "dropped_before": 0.03, "dropped_after": 0.03, "delay_ms": 2,
    });
    vendors.chaos(&json!({ "seed": 11, "vendors": { "apns": faults, "fcm": faults, "vivo": faults } })).await;
    let gateway = Arc::new(vendors.gateway());
    let credentials = Arc::new(["apns", "fcm", "vivo"].map(|vendor| vendors.credential(vendor)));
    for credential in credentials.iter() {
        gateway.prepare(credential, START).await.unwrap();
    }
    let mut sends = JoinSet::new();
    for number in 0..PUSHES {
        let (gateway, credentials) = (Arc::clone(&gateway), Arc::clone(&credentials));
        sends.spawn(async move {
            let token = format!("a{number:063x}");
            let message = message(&token);
            let (started, starting) = Started::channel();
            let send = gateway.send(&credentials[number % 3], &message, START, started);
            let outcome = if number % 4 == 0 {
                let patience = Duration::from_micros(number as u64 * 20);
                tokio::time::timeout(patience, send).await.ok()
            } else {
                Some(send.await)
            };
            (token, outcome.map(|outcome| outcome.class), starting.await)
        });
        if number % 100 == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
    let sent = sends.join_all().await;
    // A vendor may still act on a push that was given up after it started.
    tokio::time::sleep(Duration::from_millis(200)).await;
    let mut delivered: HashMap<String, usize> = HashMap::new();
    for delivery in vendors.deliveries().await {
        *delivered.entry(delivery["token"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    let mut counts: HashMap<(&str, bool, usize), usize> = HashMap::new();
    for (token, class, has_started) in &sent {
        let times = delivered.get(token).copied().unwrap_or(0);
        let name = class.as_ref().map_or("given_up", Class::code);
        *counts.entry((name, *has_started, times)).or_default() += 1;
        match name {
            "accepted" => assert_eq!((times, *has_started), (1, true), "{token}"),
            "unknown_after_write" | "given_up" => {
                assert!(times <= usize::from(*has_started), "{token} {name}");
            }
            _ => assert_eq!(times, 0, "{token} {name}"),
        }
    }
    for name in ["accepted", "unknown_after_write", "given_up", "transient", "throttled"] {
        assert!(counts.keys().any(|(found, ..)| *found == name), "{name}: {counts:?}");
    }
}
