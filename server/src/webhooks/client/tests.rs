use std::net::Ipv4Addr;
use std::sync::Arc;

use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::ServerConfig;
use rustls::pki_types::PrivatePkcs8KeyDer;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use super::*;

/// Long enough for everything that answers at once.
const SHORT: Duration = Duration::from_secs(2);

fn client(allow_private: bool) -> Client {
    Client::trusting(RootCertStore::empty(), allow_private, SHORT)
}

fn request(url: &str) -> WebhookRequest {
    WebhookRequest {
        url: url.parse().unwrap(),
        name: "msg_1".to_owned(),
        timestamp: 1_614_265_330,
        signatures: "v1,one v1,two".to_owned(),
        body: "{\"type\":\"webhook.test\"}".to_owned(),
    }
}

async fn read_request(stream: &mut (impl AsyncRead + Unpin)) -> String {
    let mut received = Vec::new();
    let mut part = [0; 4_096];
    loop {
        let read = stream.read(&mut part).await.unwrap_or(0);
        received.extend_from_slice(&part[..read]);
        let text = String::from_utf8_lossy(&received).into_owned();
        if read == 0 || text.ends_with("webhook.test\"}") {
            return text;
        }
    }
}

/// A receiver that answers every connection with those bytes; its port, and what it receives.
async fn receiver(answer: &'static [u8]) -> (u16, tokio::sync::mpsc::Receiver<String>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (sender, received) = tokio::sync::mpsc::channel(9);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let text = read_request(&mut stream).await;
            let _ = sender.send(text).await;
            let _ = stream.write_all(answer).await;
        }
    });
    (port, received)
}

#[tokio::test]
async fn posts_the_signed_message_and_keeps_the_beginning_of_the_answer() {
    let (port, mut received) =
        receiver(b"HTTP/1.1 202 Accepted\r\ncontent-length: 9\r\n\r\nthank\nyou").await;
    let result = client(true).send(&request(&format!("http://127.0.0.1:{port}/hook?a=b"))).await.result;
    assert_eq!((result.status, result.answer.as_str()), (Ok(202), "thankyou"));
    let text = received.recv().await.unwrap();
    assert!(text.starts_with("POST /hook?a=b HTTP/1.1\r\n"), "{text}");
    for line in [
        format!("host: 127.0.0.1:{port}").as_str(),
        "content-type: application/json",
        "webhook-id: msg_1",
        "webhook-timestamp: 1614265330",
        "webhook-signature: v1,one v1,two",
        "content-length: 23",
    ] {
        assert!(text.to_lowercase().contains(&format!("\r\n{line}\r\n")), "{line}: {text}");
    }
    assert!(text.ends_with("\r\n\r\n{\"type\":\"webhook.test\"}"), "{text}");
}

#[tokio::test]
async fn private_addresses_are_not_connected_to_by_number_or_by_name() {
    let (port, mut received) = receiver(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
    for host in ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "0.0.0.0"] {
        let refused = client(false).send(&request(&format!("http://{host}:{port}/"))).await.result;
        let expected = Err(AttemptFailure::PrivateAddress);
        // Not every resolver reads numbers in other notations.
        let is_unresolved = host.contains('x') && refused.status == Err(AttemptFailure::Unresolved);
        assert!(refused.status == expected || is_unresolved, "{host}: {refused:?}");
    }
    assert!(received.try_recv().is_err(), "nothing was connected to");
    let sent = client(true).send(&request(&format!("http://localhost:{port}/"))).await.result;
    assert_eq!(sent.status, Ok(200));
    let unknown = client(false).send(&request("http://no-such-host.invalid/")).await.result;
    assert_eq!(unknown.status, Err(AttemptFailure::Unresolved));
}

#[tokio::test]
async fn a_redirect_is_a_failure_and_is_not_followed() {
    let (inner, mut inside) = receiver(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await;
    let answer = format!(
        "HTTP/1.1 307 Temporary Redirect\r\nlocation: http://127.0.0.1:{inner}/\r\ncontent-length: 0\r\n\r\n"
    );
    let (port, _received) = receiver(answer.leak().as_bytes()).await;
    let result = client(true).send(&request(&format!("http://127.0.0.1:{port}/"))).await.result;
    assert_eq!((result.status, result.is_accepted()), (Ok(307), false));
    assert!(inside.try_recv().is_err());
}

#[tokio::test]
async fn garbage_and_silence_are_failures() {
    for (garbage, expected) in [
        (b"220 mail.example ESMTP\r\n".as_slice(), AttemptFailure::NotHttp),
        (b"\x00\xff\x00\xff", AttemptFailure::NotHttp),
        (b"", AttemptFailure::NotHttp),
        (b"HTTP/1.1 200", AttemptFailure::NotHttp),
    ] {
        let (port, _received) = receiver(garbage).await;
        let result = client(true).send(&request(&format!("http://127.0.0.1:{port}/"))).await.result;
        assert_eq!(result.status, Err(expected), "{garbage:?}");
    }
    // Nobody listens there any more.
    let port = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let refused = client(true).send(&request(&format!("http://127.0.0.1:{port}/"))).await.result;
    assert_eq!(refused.status, Err(AttemptFailure::Unreachable));
}

#[tokio::test]
async fn a_slow_receiver_is_waited_for_only_so_long() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let quick = Client::trusting(RootCertStore::empty(), true, Duration::from_millis(300));
    let silent = quick.send(&request(&format!("http://127.0.0.1:{port}/"))).await.result;
    assert_eq!(silent.status, Err(AttemptFailure::TimedOut));
    assert!((300..1_500).contains(&silent.took_ms), "{silent:?}");

    // The status counts, however slowly the rest comes, and however much it is.
    let (port, _received) = receiver(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nbegin").await;
    let slow = quick.send(&request(&format!("http://127.0.0.1:{port}/"))).await.result;
    assert_eq!((slow.status, slow.answer.as_str()), (Ok(200), "begin"));
    let endless =
        [b"HTTP/1.1 500 Oh\r\ncontent-length: 99999999\r\n\r\n".as_slice(), &vec![b'x'; 100_000]].concat();
    let (port, _received) = receiver(endless.leak()).await;
    let large = quick.send(&request(&format!("http://127.0.0.1:{port}/"))).await.result;
    assert_eq!((large.status, large.answer.chars().count()), (Ok(500), 300));
}

#[tokio::test]
async fn over_tls_the_host_has_to_prove_its_name() {
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivatePkcs8KeyDer::from(signing_key.serialize_der());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key.into())
        .unwrap();
    let (acceptor, listener) =
        (TlsAcceptor::from(Arc::new(config)), TcpListener::bind("127.0.0.1:0").await.unwrap());
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            if let Ok(mut stream) = acceptor.accept(stream).await {
                read_request(&mut stream).await;
                let _ = stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").await;
            }
        }
    });
    let mut roots = RootCertStore::empty();
    roots.add(cert.der().clone()).unwrap();
    let trusting = Client::trusting(roots, true, SHORT);
    let sent = trusting.send(&request(&format!("https://localhost:{port}/"))).await.result;
    assert_eq!(sent.status, Ok(204));
    let other_name = trusting.send(&request(&format!("https://127.0.0.1:{port}/"))).await.result;
    assert_eq!(other_name.status, Err(AttemptFailure::Tls));
    let stranger = client(true).send(&request(&format!("https://localhost:{port}/"))).await.result;
    assert_eq!(stranger.status, Err(AttemptFailure::Tls));
}

#[tokio::test]
async fn how_long_a_receiver_asks_to_be_left_alone_is_read() {
    let at = RetryAfter::At(Timestamp::from_unix_seconds(784_111_777));
    for (answer, expected) in [
        ("429 Later\r\nretry-after: 120", Some(RetryAfter::Wait(Duration::from_mins(2)))),
        ("503 Later\r\nRetry-After:  0 ", Some(RetryAfter::Wait(Duration::ZERO))),
        ("503 Later\r\nretry-after: Sun, 06 Nov 1994 08:49:37 GMT", Some(at)),
        ("503 Later\r\nretry-after: Sunday, 06-Nov-94 08:49:37 GMT", Some(at)),
        ("503 Later", None),
        ("429 Later\r\nretry-after: soon", None),
        ("429 Later\r\nretry-after: -1", None),
        ("429 Later\r\nretry-after: 99999999999999999999999", None),
        ("500 Oh\r\nretry-after: 120", None),
        ("200 OK\r\nretry-after: 120", None),
    ] {
        let text = format!("HTTP/1.1 {answer}\r\ncontent-length: 0\r\n\r\n");
        let (port, _received) = receiver(text.leak().as_bytes()).await;
        let answered = client(true).send(&request(&format!("http://127.0.0.1:{port}/"))).await;
        assert_eq!(answered.retry_after, expected, "{answer}");
    }
}
