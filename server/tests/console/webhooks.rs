//! Webhooks from the form to the receiver: what is created in the browser is signed, sent and listed.

use std::time::Duration;

use domain::webhook::secret::WebhookSecret;
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

use crate::support::{Browser, TestConsole};

/// A request: its head in lower case, and its body.
type Received = (String, String);

/// A receiver that answers with those heads, one after the other and the last one for good; its URL, and what it
/// receives.
async fn receiver(answers: Vec<&'static str>) -> (String, mpsc::UnboundedReceiver<Received>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let (sender, received) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        let mut count = 0;
        while let Ok((mut stream, _)) = listener.accept().await {
            let answer = answers[count.min(answers.len() - 1)];
            count += 1;
            let sender = sender.clone();
            tokio::spawn(async move {
                let (mut bytes, mut part) = (Vec::new(), [0; 4_096]);
                loop {
                    let read = stream.read(&mut part).await.unwrap();
                    bytes.extend_from_slice(&part[..read]);
                    let text = String::from_utf8(bytes.clone()).unwrap();
                    if let Some((head, body)) = text.split_once("\r\n\r\n")
                        && (read == 0 || serde_json::from_str::<Value>(body).is_ok())
                    {
                        let _ = sender.send((head.to_owned(), body.to_owned()));
                        break;
                    }
                }
                if answer.is_empty() {
                    tokio::time::sleep(Duration::from_mins(5)).await;
                }
                let _ = stream.write_all(answer.as_bytes()).await;
            });
        }
    });
    (url, received)
}

fn header<'a>(head: &'a str, name: &str) -> &'a str {
    let line = head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    line.unwrap_or_else(|| panic!("{name}: {head}"))
}

async fn next(received: &mut mpsc::UnboundedReceiver<Received>) -> Received {
    tokio::time::timeout(Duration::from_secs(30), received.recv()).await.unwrap().unwrap()
}

/// Creates an endpoint for everything; its page, and its secret as the page shows it.
async fn endpoint(browser: &mut Browser, url: &str) -> (String, WebhookSecret) {
    let fields = [("url", url), ("events[]", "application.created"), ("events[]", "application.disabled")];
    let answer = browser.submit("/webhooks/new", "/rpc/create_webhook", &fields).await;
    let place = answer.location().split('#').next().unwrap().to_owned();
    let shown = browser.get(&place).await;
    assert_eq!(shown.header("cache-control"), "no-store, no-transform");
    let secret = secret_in(&shown.body).unwrap();
    assert!(secret_in(&browser.get(&place).await.body).is_none(), "it is shown once");
    (place.split('?').next().unwrap().to_owned(), secret.parse().unwrap())
}

fn secret_in(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("whsec_")?;
    Some(format!("whsec_{}", rest.split('<').next().unwrap()))
}

fn run(test_console: &TestConsole) {
    let (console, metrics) = (test_console.console().clone(), test_console.metrics.clone());
    tokio::spawn(server::webhooks::run(console, metrics));
}

/// The page of an endpoint as soon as it contains that.
async fn page_with(browser: &mut Browser, page: &str, text: &str) -> String {
    for _ in 0..100 {
        let body = browser.get(page).await.body;
        if body.contains(text) {
            return body;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{page} does not say {text}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_is_signed_sent_and_listed_and_sent_again() {
    let (url, mut received) = receiver(vec![
        "HTTP/1.1 307 Moved\r\nlocation: http://127.0.0.1:9/\r\ncontent-length: 0\r\n\r\n",
        "garbage\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok",
    ])
    .await;
    let (test_console, mut browser) = TestConsole::with_owner_and("webhooks_allow_private = true\n").await;
    run(&test_console);
    let (page, secret) = endpoint(&mut browser, &url).await;
    let app = browser.create("Orbit").await;
    let mut names = Vec::new();
    // The redirect and the garbage are failures; it is tried again after 5 and 30 seconds, or when it is replayed.
    for attempt in 0..3 {
        let (head, body) = next(&mut received).await;
        let (name, at) = (header(&head, "webhook-id"), header(&head, "webhook-timestamp"));
        assert_eq!(header(&head, "webhook-signature"), secret.sign(name, at.parse().unwrap(), &body));
        let event: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(event["type"], "application.created");
        assert_eq!(event["data"]["sdkappid"].to_string(), app);
        names.push(name.to_owned());
        if attempt == 1 {
            let body = page_with(&mut browser, &page, "not HTTP").await;
            assert!(body.contains("Answered 307") && body.contains(name), "{body}");
            let fields = browser.get(&page).await.hidden("/rpc/replay_webhook");
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let answer = browser.submit(&page, "/rpc/replay_webhook", &fields).await;
            assert_eq!(answer.location(), format!("{page}?done=webhook.replayed"));
        }
    }
    assert!(names.iter().all(|name| *name == names[0]), "{names:?}");
    page_with(&mut browser, &page, "Answered 200").await;
    let metrics = test_console.metrics.render();
    assert!(metrics.contains("chat_console_webhook_attempts_total{result=\"failed\"} 2\n"), "{metrics}");
    assert!(metrics.contains("chat_console_webhook_attempts_total{result=\"accepted\"} 1\n"), "{metrics}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_silent_endpoint_delays_no_other() {
    let (silent, mut unanswered) = receiver(vec![""]).await;
    let (quick, mut answered) = receiver(vec!["HTTP/1.1 204 No Content\r\n\r\n"]).await;
    let (test_console, mut browser) = TestConsole::with_owner_and("webhooks_allow_private = true\n").await;
    run(&test_console);
    endpoint(&mut browser, &silent).await;
    let (page, _) = endpoint(&mut browser, &quick).await;
    for name in ["A", "B"] {
        browser.create(name).await;
        next(&mut answered).await;
    }
    next(&mut unanswered).await;
    assert!(unanswered.try_recv().is_err(), "one message at a time");
    page_with(&mut browser, &page, "Answered 204").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_name_of_this_machine_is_not_sent_to() {
    let (test_console, mut browser) = TestConsole::with_owner().await;
    run(&test_console);
    let (page, _) = endpoint(&mut browser, "https://localhost/").await;
    browser.create("Orbit").await;
    page_with(&mut browser, &page, "The address is not public").await;
}
