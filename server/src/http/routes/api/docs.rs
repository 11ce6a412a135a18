//! The document as a page that people read. It has no script, and no style but the browser's own and a few lines.

use std::fmt::Write as _;

use serde_json::Value;
use utoipa::openapi::OpenApi;

use super::problem::CODES;
use crate::http::routes::api::rate_limit::QUOTA;

/// The stylesheet of the page.
pub const STYLE: &str = "\
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 56rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h2, h3 { margin-block-start: 2em; }
code, .method { font-family: ui-monospace, monospace; font-size: .9em; }
.method { font-weight: 700; text-transform: uppercase; }
table { border-collapse: collapse; inline-size: 100%; }
th, td { text-align: start; vertical-align: top; padding: .3em .6em .3em 0; border-block-end: 1px solid; }
";

const INTRODUCTION: &str = "\
<p>Make a token on the page <a href=\"/tokens\">API tokens</a> and send it with each call: \
<code>Authorization: Bearer ccat_…</code>. It can do what its scopes allow, as far as the person who made it may do it. \
The machine-readable description is <a href=\"/api/v1/openapi.json\">openapi.json</a> (OpenAPI 3.1).</p>\
<ul>\
<li>Bodies are JSON (<code>Content-Type: application/json</code>). Unknown members and parameters are refused. Times are \
UTC, in RFC 3339.</li>\
<li>What is created with the header <code>Idempotency-Key</code> is created once: for a week, a call with the same key \
and body gets the same answer.</li>\
<li>An edit needs <code>If-Match</code> with the <code>ETag</code> that it is based on.</li>\
<li>A list is a page; <code>next</code>, and the header <code>Link</code>, lead to the one after it.</li>";

/// The page.
pub fn page(document: &OpenApi) -> String {
    let document = serde_json::to_value(document).unwrap_or_default();
    let mut html = format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>Chat Console API</title>\
         <link rel=\"stylesheet\" href=\"/api/v1/docs.css\"></head><body><main><h1>Chat Console API</h1>\
         {INTRODUCTION}<li>A token may make {QUOTA} calls a minute to each server; <code>RateLimit</code> says how many \
         are left.</li></ul>"
    );
    for tag in tags(&document) {
        let _ = write!(html, "<h2>{}</h2>", escaped(&tag));
        for (path, method, operation) in operations(&document).filter(|(.., found)| found["tags"][0] == tag) {
            write_operation(&mut html, path, method, operation);
        }
    }
    html.push_str("<h2>Schemas</h2>");
    for (name, schema) in members(&document["components"]["schemas"]) {
        write_schema(&mut html, name, schema);
    }
    html.push_str(
        "<h2>Problems</h2><p>Errors are <code>application/problem+json</code> (RFC 9457).</p><table>",
    );
    for (code, text) in CODES {
        let text = escaped(text);
        let _ = write!(html, "<tr id=\"{code}\"><td><code>{code}</code></td><td>{text}</td></tr>");
    }
    html.push_str("</table></main></body></html>\n");
    html
}

fn members(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), value))
}

fn operations(document: &Value) -> impl Iterator<Item = (&str, &str, &Value)> {
    members(&document["paths"]).flat_map(|(path, item)| {
        members(item)
            .filter(|(_, operation)| operation["operationId"].is_string())
            .map(move |(method, operation)| (path, method, operation))
    })
}

/// In the order of their names.
fn tags(document: &Value) -> Vec<String> {
    let mut tags: Vec<String> =
        operations(document).map(|(.., operation)| text(&operation["tags"][0]).to_owned()).collect();
    tags.sort();
    tags.dedup();
    tags
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn write_operation(html: &mut String, path: &str, method: &str, operation: &Value) {
    let id = text(&operation["operationId"]);
    let (summary, description) = (text(&operation["summary"]), text(&operation["description"]));
    let _ = write!(
        html,
        "<section id=\"{id}\"><h3>{}</h3><p><span class=\"method\">{method}</span> <code>{}</code></p><p>{}</p>",
        escaped(summary),
        escaped(path),
        escaped(description)
    );
    let scopes = operation["security"].as_array().into_iter().flatten().flat_map(members);
    for scope in scopes.filter_map(|(_, scopes)| scopes.as_array()).flatten() {
        let _ = write!(html, "<p>Scope: <code>{}</code></p>", escaped(text(scope)));
    }
    if let Some(parameters) = operation["parameters"].as_array() {
        html.push_str("<table>");
        for parameter in parameters {
            let is_required = parameter["required"] == true;
            write_row(html, text(&parameter["name"]), is_required, parameter, &parameter["schema"]);
        }
        html.push_str("</table>");
    }
    let body = &operation["requestBody"]["content"]["application/json"]["schema"];
    if !body.is_null() {
        let _ = write!(html, "<p>Body: {}</p>", kind(body));
    }
    for (status, response) in members(&operation["responses"]).filter(|(status, _)| *status != "default") {
        let answer = &response["content"]["application/json"]["schema"];
        let answer = if answer.is_null() { escaped(text(&response["description"])) } else { kind(answer) };
        let _ = write!(html, "<p>{status}: {answer}</p>");
    }
    html.push_str("</section>");
}

fn write_schema(html: &mut String, name: &str, schema: &Value) {
    let _ = write!(
        html,
        "<section id=\"schema-{name}\"><h3>{name}</h3><p>{}</p><table>",
        escaped(text(&schema["description"]))
    );
    let parts = schema["allOf"].as_array().map_or(std::slice::from_ref(schema), Vec::as_slice);
    for part in parts {
        if !part["$ref"].is_null() {
            let _ = write!(html, "<tr><td colspan=\"3\">All of {}</td></tr>", kind(part));
        }
        for (member, schema) in members(&part["properties"]) {
            let is_required =
                part["required"].as_array().is_some_and(|all| all.iter().any(|it| it == member));
            write_row(html, member, is_required, schema, schema);
        }
    }
    html.push_str("</table></section>");
}

fn write_row(html: &mut String, name: &str, is_required: bool, described: &Value, schema: &Value) {
    let optional = if is_required { "" } else { " (optional)" };
    let _ = write!(
        html,
        "<tr><td><code>{}</code>{optional}</td><td>{}</td><td>{}</td></tr>",
        escaped(name),
        kind(schema),
        escaped(text(&described["description"]))
    );
}

/// The type of a schema.
fn kind(schema: &Value) -> String {
    if let Some(name) = text(&schema["$ref"]).rsplit_once('/').map(|(_, name)| name) {
        return format!("<a href=\"#schema-{name}\">{name}</a>");
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        let choices = choices.iter().filter(|choice| choice["type"] != "null");
        return choices.map(kind).collect::<Vec<_>>().join(" or ");
    }
    if let Some(codes) = schema["enum"].as_array() {
        let codes = codes.iter().map(|code| format!("<code>{}</code>", escaped(text(code))));
        return codes.collect::<Vec<_>>().join(", ");
    }
    let kinds = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().map(text).filter(|kind| *kind != "null").collect(),
        kind => vec![text(kind)],
    };
    match kinds.join(" or ").as_str() {
        "array" => format!("list of {}", kind(&schema["items"])),
        other => escaped(other),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
