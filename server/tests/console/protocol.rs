//! What holds for every message of HTTP: where it ends, and what it says its text is in.

use std::net::SocketAddr;

use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{Request, StatusCode};
use bytes::Bytes;
use http_body_util::Full;
use hyper::client::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::support::TestConsole;

#[tokio::test(flavor = "multi_thread")]
async fn every_text_names_its_charset() {
    let (test_console, mut owner) = TestConsole::with_owner().await;
    owner.create("Orbit").await;
    let mut texts = 0;
    for path in [
        "/healthz",
        "/readyz",
        "/robots.txt",
        "/pkg/console.css",
        "/pkg/nowhere.js",
        "/icons.svg",
        "/favicon.svg",
        "/applications",
        "/nowhere",
        "/%ff",
        "/rpc/suggestions?q=",
        "/rpc/nowhere",
        "/billing/ledger.csv",
        "/audit/entries.csv",
        "/audit/entries.jsonl",
        "/v4/nowhere",
        "/api/v1/openapi.json",
        "/api/v1/docs",
        "/api/v1/docs.css",
        "/api/v1/applications",
        "/api/nowhere",
    ] {
        let answer = owner.get(path).await;
        let kind = answer.header("content-type");
        assert!(!answer.body.is_empty() && !kind.is_empty(), "{path}: {answer:?}");
        if kind.starts_with("text/") || kind.contains("xml") {
            assert!(kind.ends_with("; charset=utf-8"), "{path}: {kind}");
            texts += 1;
        } else {
            // JSON is UTF-8 and nothing else (RFC 8259).
            assert!(kind.contains("json"), "{path}: {kind}");
        }
    }
    assert!(texts > 8, "{texts}");
    drop(test_console);
}

/// Serves the console on an address of its own.
async fn serve(test_console: &TestConsole) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = test_console.router.clone().into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    address
}

/// All that the console answers to those bytes on one connection.
async fn answers(address: SocketAddr, bytes: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    // It may close the connection before it has read everything.
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_hides_a_request_in_the_body_of_another() {
    let test_console = TestConsole::open().await;
    let address = serve(&test_console).await;
    let hidden = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";
    let last = "GET /robots.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    let call = "POST /rpc/sign_in HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    // Where both are given chunks count, and the connection ends: what a length of 3 would leave over is no request.
    let chunked = format!("{:x}\r\n{hidden}\r\n0\r\n\r\n", hidden.len());
    let both = format!("{call}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n{chunked}{last}");
    let answer = answers(address, &both).await;
    assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "{answer}");
    assert!(answer.starts_with("HTTP/1.1 422 "), "{answer}");

    // What says nothing of where the body ends is refused, and the rest of the connection with it.
    let mut taken = Vec::new();
    for framing in [
        "Content-Length: 3\r\nContent-Length: 4",
        "Content-Length: 3, 4",
        "Content-Length: +3",
        "Content-Length: 0x3",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked, identity",
        "Content-Length: 3\r\nTransfer-Encoding: identity",
        "Transfer-Encoding : chunked",
    ] {
        let answer = answers(address, &format!("{call}{framing}\r\n\r\n{chunked}{last}")).await;
        if answer.matches("HTTP/1.1 ").count() != 1 || !answer.starts_with("HTTP/1.1 400 ") {
            taken.push((framing, answer));
        }
    }
    assert!(taken.is_empty(), "{taken:#?}");
}

/// By HTTP/2 the frames say where a body ends, and a length has to agree with them.
#[tokio::test(flavor = "multi_thread")]
async fn a_length_agrees_with_the_frames_of_a_body() {
    let test_console = TestConsole::open().await;
    let address = serve(&test_console).await;
    for (length, is_right) in [("5", true), ("3", false), ("7", false)] {
        let stream = TokioIo::new(TcpStream::connect(address).await.unwrap());
        let (mut sender, connection) = http2::handshake(TokioExecutor::new(), stream).await.unwrap();
        tokio::spawn(connection);
        let request = Request::post("http://console.test/rpc/sign_in")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(CONTENT_LENGTH, length)
            .body(Full::new(Bytes::from_static(b"a=bcd")));
        let answer = sender.send_request(request.unwrap()).await;
        let is_read = answer.as_ref().is_ok_and(|answer| answer.status() != StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(is_read, is_right, "{length}: {answer:?}");
    }
}
