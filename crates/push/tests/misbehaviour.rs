//! Vendors that misbehave: they echo requests, reject the client certificate, or do not process requests.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::net::SocketAddr;
use std::sync::Arc;

use domain::certificate::Remedy;
use hyper_util::rt::{TokioExecutor, TokioIo};
use push::client::{Gateway, Limits, Started};
use push::credential::{Credential, Environment};
use push::hosts::{Host, Hosts};
use push::outcome::Verdict;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use support::{START, plain};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use vendor_simulator::Fixtures;

/// Answers every request with an error message that contains the whole request.
async fn parrot() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = vec![0; 16 * 1024];
            let mut length = 0;
            while let Ok(more @ 1..) = stream.read(&mut request[length..]).await {
                length += more;
                if request[..length].windows(4).any(|end| end == b"\r\n\r\n") {
                    break;
                }
            }
            let told = String::from_utf8_lossy(&request[..length]).into_owned();
            let body = serde_json::json!({ "code": 21301, "description": told, "error": 1101, "error_description": told });
            let body = body.to_string();
            let head =
                format!("HTTP/1.1 401 No\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
            let _ = stream.write_all((head + &body).as_bytes()).await;
        }
    });
    address
}

#[tokio::test]
async fn secrets_are_removed_from_messages() {
    let address = parrot().await;
    let mut hosts = Hosts::default();
    for host in Host::ALL {
        hosts.replace(host, &format!("http://{address}")).unwrap();
    }
    let gateway = Gateway::new(hosts, Limits::default()).unwrap();
    let checked = gateway.check(&plain("xiaomi", "fake-app", Some("s3cret-of-mine")), START).await;
    assert_eq!((checked.verdict, checked.code.as_str()), (Verdict::Refuted, "21301"));
    assert!(checked.words.to_lowercase().contains("authorization: key=[hidden]"), "{}", checked.words);
    for vendor in ["huawei", "honor", "xiaomi"] {
        let checked = gateway.check(&plain(vendor, "fake-app", Some("s3cret-of-mine")), START).await;
        assert_eq!(checked.verdict, Verdict::Refuted, "{vendor}");
        assert!(!format!("{checked:?}").contains("s3cret-of-mine"), "{vendor}: {checked:?}");
    }
}

/// Answers every request with `status` and an HTML page, as a proxy or a portal does.
async fn portal(status: u16) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let service = hyper::service::service_fn(move |_| async move {
                let page = http_body_util::Full::new(bytes::Bytes::from_static(b"<h1>Sign in</h1>"));
                http::Response::builder().status(status).body(page)
            });
            tokio::spawn(async move {
                let builder = hyper_util::server::conn::auto::Builder::new(TokioExecutor::new());
                builder.serve_connection(TokioIo::new(stream), service).await.map_err(drop)
            });
        }
    });
    address
}

#[tokio::test]
async fn a_portal_refutes_nothing() {
    let fixtures = Fixtures::new().unwrap();
    for status in [400, 401, 403, 404, 407, 502] {
        let address = portal(status).await;
        let mut hosts = Hosts::default();
        for host in Host::ALL {
            hosts.replace(host, &format!("http://{address}")).unwrap();
        }
        let gateway = Gateway::new(hosts, Limits::default()).unwrap();
        for credential in fixtures.credentials().unwrap() {
            let checked = gateway.check(&credential, START).await;
            let found = (checked.verdict, checked.code);
            assert_eq!(found, (Verdict::NotProven, format!("http {status}")), "{:?}", credential.platform());
        }
    }
}

#[tokio::test]
async fn a_certificate_that_ends_tls_is_refuted() {
    let authority_key = KeyPair::generate().unwrap();
    let mut authority = CertificateParams::new([]).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let certificate = authority.self_signed(&authority_key).unwrap();
    let key = KeyPair::generate().unwrap();
    let own = CertificateParams::new(["127.0.0.1".to_owned()]).unwrap();
    let own = own.signed_by(&key, &Issuer::new(authority, &authority_key)).unwrap();
    let mut roots = RootCertStore::empty();
    roots.add(certificate.der().clone()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider));
    let chain: Vec<CertificateDer<'static>> = vec![own.der().clone()];
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_client_cert_verifier(verifier.build().unwrap())
        .with_single_cert(chain, PrivatePkcs8KeyDer::from(key.serialize_der()).into())
        .unwrap();
    config.alpn_protocols = vec![b"h2".to_vec()];
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move { acceptor.accept(stream).await.map(drop) });
        }
    });
    let mut hosts = Hosts::default();
    hosts.trust(&certificate.pem()).unwrap();
    for host in [Host::ApnsProduction, Host::ApnsSandbox] {
        hosts.replace(host, &format!("https://{address}")).unwrap();
    }
    let gateway = Gateway::new(hosts, Limits::default()).unwrap();
    let identity = Fixtures::new().unwrap().apns_identity(Environment::Production, false).unwrap();
    let checked = gateway.check(&Credential::ApnsIdentity(identity), START).await;
    let found = (checked.verdict, checked.code.as_str(), checked.remedy);
    assert_eq!(found, (Verdict::Refuted, "tls", Remedy::RenewCertificate), "{checked:?}");
    // A key presents no client certificate, so requiring one says nothing about the key.
    let key = Credential::ApnsKey(Fixtures::new().unwrap().apns_key(Environment::Production).unwrap());
    let checked = gateway.check(&key, START).await;
    assert_eq!((checked.verdict, checked.code.as_str()), (Verdict::NotProven, "unreachable"), "{checked:?}");
}

/// An HTTP/2 server without TLS that refuses the first `refused` requests of a connection as not processed.
async fn refusing(refused: usize) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let mut connection = h2::server::handshake(stream).await.unwrap();
            let mut seen = 0;
            while let Some(Ok((_, mut respond))) = connection.accept().await {
                seen += 1;
                if seen <= refused {
                    respond.send_reset(h2::Reason::REFUSED_STREAM);
                } else {
                    respond.send_response(http::Response::new(()), true).unwrap();
                }
            }
        }
    });
    address
}

#[tokio::test]
async fn an_unprocessed_request_is_repeated_once() {
    for (refused, class) in [(0, "accepted"), (1, "accepted"), (2, "transient")] {
        let address = refusing(refused).await;
        let mut hosts = Hosts::default();
        hosts.replace(Host::ApnsProduction, &format!("http://{address}")).unwrap();
        let gateway = Gateway::new(hosts, Limits::default()).unwrap();
        let key = Credential::ApnsKey(Fixtures::new().unwrap().apns_key(Environment::Production).unwrap());
        let outcome = gateway.send(&key, &support::message(support::DEVICE), START, Started::ignored()).await;
        assert_eq!(outcome.class.code(), class, "{refused}: {outcome:?}");
    }
}
