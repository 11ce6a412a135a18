//! Files that a role does not give.

use axum::http::StatusCode;

use crate::support::{PASSWORD, TestConsole};

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_somebody_may_not_have_is_not_found() {
    let (test_console, mut owner) = TestConsole::with_owner().await;
    let invite = [("email", "kim@orbit.example"), ("role", "developer")];
    let link = owner.submit("/members?dialog=invite", "/rpc/invite_member", &invite).await;
    let shown = owner.get(link.location()).await.body;
    let (_, token) = shown.split_once("/join?token=").unwrap_or_else(|| panic!("{shown}"));
    let token = token.split('"').next().unwrap();
    let mut kim = test_console.browser();
    let fields = [("token", token), ("password", PASSWORD)];
    kim.submit(&format!("/join?token={token}"), "/rpc/join_account", &fields).await;
    assert_eq!(kim.get("/applications").await.status, StatusCode::OK);
    for path in ["/billing/ledger.csv", "/audit/entries.csv", "/audit/entries.jsonl"] {
        assert_eq!(owner.get(path).await.status, StatusCode::OK, "{path}");
        let refused = kim.get(path).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{path}: {refused:?}");
        assert!(!refused.body.contains("kim@orbit.example"), "{path}");
    }
}
