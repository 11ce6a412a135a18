//! **Show as code**: what pages show is what programs can call.

use std::collections::BTreeSet;

use axum::http::Method;
use serde_json::Value;

use super::document::{operations, served};
use super::{ALL, Program};
use crate::support::TestConsole;

/// A command of a page, taken apart.
struct Shown {
    method: String,
    /// Below `/api/v1`, with the query.
    path: String,
    if_match: Option<String>,
    /// With the text of a file in place of what the shell puts in.
    body: Option<Value>,
}

fn unescape(html: &str) -> String {
    html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
}

/// The commands that the page has, closed up as they are.
fn commands(page: &str) -> Vec<Shown> {
    let blocks = page.split("<pre ").skip(1).map(|rest| rest.split("</pre>").next().unwrap());
    let texts = blocks.map(|block| unescape(block.split_once('>').unwrap().1));
    texts.filter(|text| text.contains("$CONSOLE/api/v1")).map(|text| parse(&text)).collect()
}

fn parse(command: &str) -> Shown {
    let between = |start: &str, end: &str| {
        let (_, rest) = command.split_once(start)?;
        Some(rest.rsplit_once(end)?.0.to_owned())
    };
    let url = command.split_once("\"$CONSOLE/api/v1").unwrap().1;
    assert!(command.contains("-H \"Authorization: Bearer $CHAT_CONSOLE_TOKEN\""), "{command}");
    let body = between(" -d '", "'").map(|mut body| {
        assert!(command.contains("-H 'Content-Type: application/json'"), "{command}");
        if let Some((before, rest)) = body.clone().split_once("'\"$(") {
            let after = rest.split_once(")\"'").unwrap().1;
            body = format!("{before}bm8gZmlsZQ=={after}");
        }
        serde_json::from_str(&body).unwrap_or_else(|error| panic!("{error} in {command}"))
    });
    Shown {
        method: command
            .split_once("-X ")
            .map_or("GET", |(_, rest)| rest.split(' ').next().unwrap())
            .to_owned(),
        path: url.split('"').next().unwrap().to_owned(),
        if_match: command
            .split_once("'If-Match: ")
            .map(|(_, rest)| rest.split('\'').next().unwrap().to_owned()),
        body,
    }
}

/// The operation of that method and path.
fn operation<'a>(document: &'a Value, shown: &Shown) -> Option<&'a Value> {
    let (given, _) = shown.path.split_once('?').unwrap_or((&shown.path, ""));
    let is_path = |template: &str| {
        let (left, right) = (template.split('/'), given.split('/'));
        template.split('/').count() == given.split('/').count()
            && left.zip(right).all(|(part, given)| part == given || part.starts_with('{'))
    };
    let mut all = operations(document);
    let found = all.find(|(path, method, _)| {
        let path = path.strip_prefix("/api/v1").unwrap_or(path);
        is_path(path) && method.eq_ignore_ascii_case(&shown.method)
    });
    found.map(|(.., operation)| operation)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_pages_show_as_code_are_operations() {
    let (test_console, mut browser) = TestConsole::with_owner().await;
    let document = served(&test_console).await;
    let program = Program::new(&test_console, &mut browser, &ALL).await;
    let new = serde_json::json!({ "name": "Orbit", "region": "kr" });
    let created = program.post("/applications", &new).await.json();
    let application = format!("/applications/{}", created["sdkappid"]);
    let removed = program.post("/applications", &new).await.json()["sdkappid"].to_string();
    program.call(Method::POST, &format!("/applications/{removed}/disable"), &[], None).await;
    program.call(Method::DELETE, &format!("/applications/{removed}"), &[], None).await;
    let payment = [
        ("kind", "top_up"),
        ("amount", "10"),
        ("currency", "USD"),
        ("note", "Bank transfer"),
        ("submission", "0123456789abcdef0123456789abcdef"),
    ];
    browser.submit("/billing", "/rpc/post_entry", &payment).await;
    let mut names = BTreeSet::new();
    for page in [
        "/members".to_owned(),
        "/audit".to_owned(),
        "/audit?who=owner%40example.com&application=1400000007&action=key_rotated&from=2026-01-01&to=2026-12-31&q=a%26b"
            .to_owned(),
        "/webhooks".to_owned(),
        "/webhooks/new".to_owned(),
        "/webhooks/1".to_owned(),
        "/billing".to_owned(),
        "/billing/1".to_owned(),
        "/applications/deleted".to_owned(),
        "/applications/import".to_owned(),
        format!("{application}/push/records"),
        format!("{application}/push/records?q=alice"),
        format!("{application}/usersig"),
        format!("{application}/upgrade"),
        "/applications".to_owned(),
        "/applications?q=Orbit&status=enabled&edition=trial&sort=name".to_owned(),
        application.clone(),
        format!("{application}/push/access?platform=android"),
        format!("{application}/push/access?platform=ios"),
        format!("{application}/push/access?platform=harmony"),
    ] {
        let shown = commands(&browser.get(&page).await.body);
        assert!(!shown.is_empty(), "{page} shows no call");
        for call in shown {
            let what = format!("{} {} on {page}", call.method, call.path);
            let operation = operation(&document, &call).unwrap_or_else(|| panic!("no operation: {what}"));
            names.insert(operation["operationId"].as_str().unwrap().to_owned());
            // It says nothing that the operation does not know, and leaves nothing out.
            let headers: Vec<_> = call.if_match.iter().map(|tag| ("if-match", tag.as_str())).collect();
            let method: Method = call.method.parse().unwrap();
            let answer = program.call(method, &call.path, &headers, call.body.as_ref()).await;
            // Instead of a file there is a text, and nothing else is wrong.
            let wrong = answer.body.matches("\"field\":").count();
            let is_file_refused =
                ["\"field\":\"file\"", "\"field\":\"key\""].iter().any(|field| answer.body.contains(field));
            let is_file = answer.status == 422 && wrong == 1 && is_file_refused;
            let is_refused = answer.status == 409;
            assert!(answer.status.is_success() || is_refused || is_file, "{what}: {answer:?}");
        }
    }
    let expected = [
        "add_certificate",
        "create_application",
        "create_webhook",
        "delete_application",
        "delete_webhook",
        "diagnose_usersig",
        "disable_application",
        "edit_application",
        "enable_application",
        "generate_usersig",
        "get_balance",
        "get_ledger_entry",
        "get_package",
        "import_application",
        "invite_member",
        "list_applications",
        "list_audit_entries",
        "list_certificates",
        "list_deleted_applications",
        "list_ledger_entries",
        "list_members",
        "list_pushes",
        "list_webhook_messages",
        "list_webhooks",
        "quote_order",
        "restore_application",
        "rotate_key",
        "rotate_webhook_secret",
        "test_webhook",
    ];
    assert_eq!(names.iter().map(String::as_str).collect::<Vec<_>>(), expected);
}
