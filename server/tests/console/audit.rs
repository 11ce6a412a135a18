//! `/audit` and its exports.

use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use serde_json::{Value, json};

use crate::support::{EMAIL, TestConsole};

/// The rows of the table.
fn rows(page: &str) -> Vec<&str> {
    let (_, rest) = page.split_once("<tbody>").unwrap_or_default();
    let body = rest.split("</tbody>").next().unwrap();
    body.split("<tr>").skip(1).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_shows_entries_with_their_changes() {
    let (test_console, mut owner) = TestConsole::with_owner().await;
    let orbit = owner.create("Orbit <b>").await;
    let comet = owner.create("Comet").await;
    let page = owner.get("/audit").await.body;
    let all = rows(&page);
    assert_eq!(all.len(), 3, "{page}");
    assert!(all[0].contains(&format!("/applications/{comet}")) && all[0].contains("Application created"));
    assert!(all[1].contains("Application Name: set to “Orbit &lt;b&gt;”"), "{}", all[1]);
    assert!(all[1].contains("<details") && all[2].contains("Owner created"));
    assert!(page.contains("href=\"/audit/entries.csv\"") && page.contains("href=\"/audit/entries.jsonl\""));

    let found = async |query: &str| {
        let page = owner.clone().get(&format!("/audit?{query}")).await.body;
        let found: Vec<bool> =
            [&comet, &orbit].map(|app| rows(&page).iter().any(|row| row.contains(app.as_str()))).to_vec();
        (found[0], found[1], rows(&page).len())
    };
    assert_eq!(found(&format!("application={orbit}")).await, (false, true, 1));
    assert_eq!(found("action=application_created").await, (true, true, 2));
    assert_eq!(found("q=COMET").await, (true, false, 1));
    assert_eq!(found(&format!("who={EMAIL}")).await, (true, true, 3));
    assert_eq!(found("from=2001-01-01&to=2001-01-02").await, (false, false, 0));
    assert_eq!(found("from=yesterday&action=none&before=x&application=0").await, (true, true, 3));

    let page = owner.get("/audit?action=key_shown&q=%22%3E%3Cscript%3E").await.body;
    assert!(page.contains("No entry matches") && !page.contains("\"><script>"), "{page}");
    assert!(page.contains("/audit/entries.csv?action=key%5Fshown&amp;q=%22%3E%3Cscript%3E"), "{page}");
    let mut stranger = test_console.browser();
    assert_eq!(stranger.get("/audit").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread")]
async fn older_entries_are_on_the_next_page() {
    let (_test_console, mut owner) = TestConsole::with_owner().await;
    for _ in 0..26 {
        owner.submit("/account", "/preferences", &[("theme", "dark"), ("next", "/account")]).await;
        owner.submit("/account", "/preferences", &[("theme", "light"), ("next", "/account")]).await;
    }
    let first = owner.get("/audit").await.body;
    assert_eq!(rows(&first).len(), 50);
    let (_, rest) = first.split_once("href=\"/audit?before=").unwrap();
    let before = rest.split('"').next().unwrap();
    let second = owner.get(&format!("/audit?before={before}")).await.body;
    assert_eq!(rows(&second).len(), 3);
    assert!(rows(&second)[2].contains("Owner created"));
    assert!(second.contains("href=\"/audit\""), "back to the newest");
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_are_exported_and_that_is_an_entry() {
    let (test_console, mut owner) = TestConsole::with_owner().await;
    let sdkappid = owner.create("=HYPERLINK(1)").await;
    let csv = owner.get("/audit/entries.csv?action=application_created").await;
    assert_eq!(csv.headers[CONTENT_TYPE], "text/csv; charset=utf-8");
    assert_eq!(csv.headers[CONTENT_DISPOSITION], "attachment; filename=\"audit.csv\"");
    let lines: Vec<&str> = csv.body.split("\r\n").collect();
    assert_eq!(lines[0], "\u{feff}Number,Time,Person or token,Action,SDKAppID,Field,Before,After");
    let name = lines.iter().find(|line| line.contains("Application Name")).unwrap();
    assert!(name.starts_with("2,2") && name.ends_with(",Application Name,,'=HYPERLINK(1)"), "{name}");
    assert!(name.contains(&format!(",{EMAIL},Application created,{sdkappid},")), "{name}");
    assert!(lines.iter().skip(1).filter(|line| !line.is_empty()).all(|line| line.starts_with("2,")));

    let json = owner.get("/audit/entries.jsonl").await;
    let entries: Vec<Value> = json.body.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let actions: Vec<&Value> = entries.iter().map(|entry| &entry["action"]).collect();
    assert_eq!(actions, ["audit_exported", "audit_exported", "application_created", "owner_created"]);
    let exported = json!([{ "field": "filter", "before": "", "after": "action=application_created" }]);
    assert_eq!(entries[1]["changes"], exported);
    assert_eq!((&entries[0]["changes"], &entries[0]["number"]), (&json!([]), &json!(4)));
    assert_eq!(
        (&entries[2]["sdkappid"], &entries[2]["who"]),
        (&json!(sdkappid.parse::<u32>().unwrap()), &json!(EMAIL))
    );
    assert_eq!(entries[2]["changes"][0]["after"], "=HYPERLINK(1)");

    let before = test_console.count("audit").await;
    let mut stranger = test_console.browser();
    for path in ["/audit/entries.csv", "/audit/entries.jsonl"] {
        assert_eq!(stranger.get(path).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(test_console.count("audit").await, before);
}
