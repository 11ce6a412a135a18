use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};

use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use super::*;
use crate::tls;

const EMPTY: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";

/// A server that gives those answers one after the other, the last one for good; the heads of what it receives. It closes
/// a connection after an answer that says so, and answers nothing where the answer is empty.
async fn server(answers: &'static [&'static str]) -> (Client, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let heads = Arc::new(Mutex::new(Vec::new()));
    let received = Arc::clone(&heads);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            loop {
                let (mut text, mut byte) = (String::new(), [0]);
                while !text.ends_with("\r\n\r\n") && stream.read(&mut byte).await.unwrap_or(0) == 1 {
                    text.push(char::from(byte[0]));
                }
                if text.is_empty() {
                    break;
                }
                let answer = {
                    let mut heads = received.lock().unwrap();
                    heads.push(text);
                    answers[(heads.len() - 1).min(answers.len() - 1)]
                };
                if stream.write_all(answer.as_bytes()).await.is_err() || answer.is_empty() {
                    break;
                }
                if answer.contains("secretly") {
                    break;
                }
            }
        }
    });
    (client(&address), heads)
}

fn client(address: &str) -> Client {
    let address = Address::parse(address, false).unwrap();
    let authorization = HeaderValue::from_static("Bearer ccat_x");
    Client::new(address, authorization, tls::connector(tls::public_authorities()))
}

#[tokio::test]
async fn a_call_says_who_calls_and_what_it_is_based_on() {
    let (mut client, heads) = server(&[EMPTY]).await;
    let input = Input { if_match: Some("\"7\""), idempotency_key: Some("key"), ..Input::default() };
    client.call(&Method::PUT, "/applications/1", &input).await.unwrap();
    let head = heads.lock().unwrap()[0].clone();
    assert!(head.starts_with("PUT /api/v1/applications/1 HTTP/1.1\r\n"), "{head}");
    for line in
        ["authorization: Bearer ccat_x", "if-match: \"7\"", "idempotency-key: key", "host: 127.0.0.1:"]
    {
        assert!(head.contains(line), "{head}");
    }
}

#[tokio::test]
async fn a_call_above_the_rate_limit_is_made_again() {
    const LIMITED: &str = "HTTP/1.1 429 Too Many\r\nretry-after: 0\r\ncontent-length: 0\r\n\r\n";
    let (mut client, heads) = server(&[LIMITED, LIMITED, EMPTY]).await;
    client.get::<Value>("/applications").await.unwrap();
    assert_eq!(heads.lock().unwrap().len(), 3);
    let (mut client, _) = server(&[LIMITED]).await;
    assert!(matches!(client.get::<Value>("/x").await, Err(ClientError::Busy)));
}

#[tokio::test]
async fn a_kept_connection_that_was_closed_is_opened_again_where_that_is_safe() {
    const SECRETLY_LAST: &str = "HTTP/1.1 200 OK\r\nx-closes: secretly\r\ncontent-length: 2\r\n\r\n{}";
    let (mut client, _) = server(&[SECRETLY_LAST]).await;
    for _ in 0..3 {
        client.get::<Value>("/applications").await.unwrap();
    }
    // Answered by nothing: a call with a key is sent once more, one without is not.
    for (key, count) in [(Some("key"), 3), (None, 2)] {
        let (mut client, heads) = server(&[EMPTY, "", EMPTY]).await;
        client.get::<Value>("/applications").await.unwrap();
        let input = Input { idempotency_key: key, ..Input::default() };
        let answer = client.call(&Method::POST, "/applications", &input).await;
        assert_eq!(answer.is_ok(), key.is_some(), "{answer:?}");
        assert_eq!(heads.lock().unwrap().len(), count);
    }
}

#[tokio::test]
async fn problems_are_told_with_code_and_detail() {
    const PROBLEM: &str = concat!(
        "HTTP/1.1 412 Precondition Failed\r\ncontent-length: 110\r\n\r\n",
        r#"{"type":"x","title":"x","status":412,"code":"changed_meanwhile","#,
        r#""detail":"It has changed.","request_id":"abc"}"#,
    );
    let (mut client, _) = server(&[PROBLEM]).await;
    let error = client.get::<Value>("/applications").await.unwrap_err().to_string();
    assert!(error.starts_with("changed_meanwhile: It has changed. Somebody changed it after"), "{error}");
    assert!(error.ends_with("[request abc]"), "{error}");

    let (mut client, _) = server(&["HTTP/1.1 301 Moved\r\nlocation: /\r\ncontent-length: 0\r\n\r\n"]).await;
    let error = client.get::<Value>("/applications").await.unwrap_err().to_string();
    assert!(error.contains("301 Moved Permanently") && error.contains("address of a console"), "{error}");
    let (mut client, _) = server(&["HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n<html>"]).await;
    let error = client.get::<Value>("/applications").await.unwrap_err();
    assert!(matches!(error, ClientError::Unexpected(_)), "{error}");
    let error = self::client("http://127.0.0.1:9").get::<Value>("/x").await.unwrap_err().to_string();
    assert!(error.starts_with("http://127.0.0.1:9 cannot be reached: "), "{error}");
}
