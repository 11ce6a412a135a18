//! The OpenAPI document: a copy is kept in `docs/openapi.json`, and what programs rely on does not go.

use domain::account::scope::Scope;
use serde_json::Value;

use super::breaking::breaking;
use crate::support::TestConsole;

/// The copy of the document.
const COPY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/openapi.json");
/// Writes the copy, unless something would break.
const UPDATE: &str = "UPDATE_OPENAPI";

/// The document as it is served.
pub async fn served(test_console: &TestConsole) -> Value {
    let answer = test_console.get("/api/v1/openapi.json").await;
    assert_eq!(answer.header("content-type"), "application/json");
    answer.json()
}

/// Path, method and operation of each operation.
pub fn operations(document: &Value) -> impl Iterator<Item = (&str, &str, &Value)> {
    let paths = document["paths"].as_object().unwrap();
    paths.iter().flat_map(|(path, item)| {
        let methods = item.as_object().unwrap().iter();
        methods.map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_programs_rely_on_has_changed() {
    let document = served(&TestConsole::open().await).await;
    assert_eq!(document["openapi"], "3.1.0");
    let text = serde_json::to_string_pretty(&document).unwrap() + "\n";
    let copy = std::fs::read_to_string(COPY).unwrap_or_else(|_| "{}".to_owned());
    let broken = breaking(&serde_json::from_str(&copy).unwrap(), &document);
    assert!(broken.is_empty(), "programs that rely on docs/openapi.json break:\n{}", broken.join("\n"));
    if std::env::var(UPDATE).is_ok_and(|it| it == "1") {
        std::fs::write(COPY, text).unwrap();
    } else {
        assert!(copy == text, "docs/openapi.json is not the document; {UPDATE}=1 writes it down");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_document_is_complete() {
    let test_console = TestConsole::open().await;
    let document = served(&test_console).await;
    let page = test_console.get("/api/v1/docs").await;
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert!(page.header("content-security-policy").starts_with("default-src 'none'; style-src 'self'"));
    for (path, method, operation) in operations(&document) {
        let what = format!("{method} {path}");
        assert!(!operation["summary"].as_str().unwrap_or_default().is_empty(), "{what}");
        let id = operation["operationId"].as_str().unwrap();
        assert!(page.body.contains(&format!("id=\"{id}\"")), "{what} is not on the page");
        let responses = operation["responses"].as_object().unwrap();
        assert!(responses.contains_key("default"), "{what}");
        for (status, response) in responses {
            assert!(response["description"].as_str().is_some_and(|text| !text.is_empty()), "{what} {status}");
        }
        let names: Vec<&str> = operation["parameters"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|parameter| parameter["name"].as_str().unwrap())
            .collect();
        let has = |name: &str| names.contains(&name);
        let creates = operation["responses"].get("201").is_some();
        assert_eq!(has("Idempotency-Key"), creates, "{what} creates something");
        // A device is replaced as a whole, whatever it was; a trial is extended once for each version.
        let edits = matches!(method, "patch" | "put") && id != "register_device" || id == "extend_trial";
        assert_eq!(has("If-Match"), edits, "{what} edits something");
        let scope = operation["security"][0]["token"][0].as_str().unwrap();
        assert!(Scope::from_code(scope).is_some(), "{what} needs {scope}");
    }
    assert_eq!(test_console.get("/api/v1/docs.css").await.header("content-type"), "text/css; charset=utf-8");
}
