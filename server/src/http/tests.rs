use axum::body::to_bytes;
use axum::routing::get;
use http::header::{ACCEPT, ACCEPT_LANGUAGE};
use http::{Request, StatusCode};
use tower::ServiceExt as _;

use super::*;
use crate::clock::{SystemClock, SystemRandom};
use crate::installation::Installation;

/// The layers of every request around addresses that do what no page should.
async fn faulty(request_time: Duration) -> (Router, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let config = Config { data_dir: folder.path().to_path_buf(), ..Config::default() };
    let random = Arc::new(SystemRandom);
    let installation =
        Installation::open(&config, String::new(), Arc::new(SystemClock), Arc::clone(&random) as _)
            .await
            .unwrap();
    let settings = Settings {
        request_time,
        ..Settings::new(&config, config.listen, folder.path().to_path_buf()).unwrap()
    };
    let metrics = Arc::new(Metrics::new().unwrap());
    let server = Server::new(installation.console, settings, metrics, &*random);
    let broken = async || -> &'static str { panic!("secret detail") };
    let slow = async || {
        tokio::time::sleep(Duration::from_mins(2)).await;
        "late"
    };
    let router = Router::new()
        .route("/broken", get(broken))
        .route("/v4/broken", get(broken))
        .route("/slow", get(slow));
    (with_layers(&server, router).with_state(server), folder)
}

async fn ask(router: &Router, path: &str, accept: &str, language: &str) -> (StatusCode, String, String) {
    let request = Request::get(path).header(ACCEPT, accept).header(ACCEPT_LANGUAGE, language);
    let response = router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    let id = response.headers()["x-request-id"].to_str().unwrap().to_owned();
    assert!(response.headers().contains_key("content-security-policy"));
    let status = response.status();
    let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, id, String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn a_bug_is_answered_with_what_to_do_and_never_with_its_cause() {
    let (router, _folder) = faulty(Duration::from_secs(30)).await;
    for (language, words) in
        [("en", "Something went wrong"), ("ko", "문제가 발생했습니다"), ("zh", "控制台出错")]
    {
        let (status, id, page) = ask(&router, "/broken", "text/html", language).await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(page.contains(words) && page.contains(&id) && !page.contains("secret"), "{page}");
    }
    let (_, id, body) = ask(&router, "/broken", "application/json", "en").await;
    let failure: app::Failure = serde_json::from_str(&body).unwrap();
    assert_eq!((failure.kind, failure.request), (app::FailureKind::Internal, id));

    let (status, _, body) = ask(&router, "/v4/broken", "text/html", "en").await;
    assert_eq!(status, StatusCode::OK);
    assert!(body.contains("\"ErrorCode\":70500") && !body.contains("secret"), "{body}");
}

#[tokio::test]
async fn what_takes_too_long_is_ended() {
    let (router, _folder) = faulty(Duration::from_millis(20)).await;
    let (status, _, page) = ask(&router, "/slow", "text/html", "en").await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.contains("took too long"), "{page}");
}
