//! Which changes of an OpenAPI document break programs that were written for it.

use serde_json::{Value, json};

use super::document::operations;

/// Whether programs write a value or read it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Written,
    Read,
}

/// The breaking changes from `before` to `after`, in words.
pub fn breaking(before: &Value, after: &Value) -> Vec<String> {
    let mut comparison = Comparison { before, after, found: Vec::new(), open: Vec::new() };
    if before["paths"].is_object() {
        for (path, method, operation) in operations(before) {
            comparison.operation(&format!("{method} {path}"), operation, &after["paths"][path][method]);
        }
    }
    comparison.found
}

struct Comparison<'a> {
    before: &'a Value,
    after: &'a Value,
    found: Vec<String>,
    /// The schemas around the one that is compared: some contain themselves.
    open: Vec<&'a str>,
}

impl<'a> Comparison<'a> {
    fn found(&mut self, at: &str, what: &str) {
        self.found.push(format!("{at}: {what}"));
    }

    fn operation(&mut self, at: &str, before: &'a Value, after: &'a Value) {
        if after.is_null() {
            return self.found(at, "is gone");
        }
        if before["operationId"] != after["operationId"] {
            self.found(at, "has another operationId");
        }
        self.parameters(at, before, after);
        let body = |operation: &'a Value| &operation["requestBody"]["content"]["application/json"]["schema"];
        if body(before).is_null() && !body(after).is_null() {
            self.found(at, "needs a body");
        }
        self.schema(&format!("{at} body"), body(before), body(after), Use::Written);
        for (status, response) in members(&before["responses"]) {
            let at = format!("{at} {status}");
            let other = &after["responses"][status];
            if other.is_null() {
                self.found(&at, "is gone");
                continue;
            }
            for (kind, content) in members(&response["content"]) {
                let other = &other["content"][kind];
                self.schema(&at, &content["schema"], &other["schema"], Use::Read);
            }
        }
    }

    fn parameters(&mut self, at: &str, before: &'a Value, after: &'a Value) {
        let list = |operation: &'a Value| operation["parameters"].as_array().into_iter().flatten();
        for parameter in list(after).filter(|parameter| parameter["required"] == true) {
            let same = |other: &&Value| other["name"] == parameter["name"] && other["required"] == true;
            if list(before).all(|other| !same(&other)) {
                self.found(at, &format!("needs {}", parameter["name"]));
            }
        }
        for parameter in list(before) {
            let at = format!("{at} {}", parameter["name"]);
            match list(after).find(|other| other["name"] == parameter["name"]) {
                Some(other) => self.schema(&at, &parameter["schema"], &other["schema"], Use::Written),
                None => self.found(&at, "is gone"),
            }
        }
    }

    fn schema(&mut self, at: &str, before: &'a Value, after: &'a Value, usage: Use) {
        if before.is_null() {
            return;
        }
        if let Some(name) = before["$ref"].as_str() {
            if self.open.contains(&name) {
                return;
            }
            self.open.push(name);
            let (before, after) = (resolved(self.before, before), resolved(self.after, after));
            self.schema(at, before, after, usage);
            self.open.pop();
            return;
        }
        let after = resolved(self.after, after);
        if before["type"] != after["type"] || before["format"] != after["format"] {
            return self.found(at, "has another type");
        }
        for code in before["enum"].as_array().into_iter().flatten() {
            if !after["enum"].as_array().is_none_or(|codes| codes.contains(code)) {
                self.found(at, &format!("{code} is no longer possible"));
            }
        }
        for (name, property) in members(&before["properties"]) {
            let at = format!("{at}.{name}");
            let other = &after["properties"][name];
            if other.is_null() {
                self.found(&at, "is gone");
                continue;
            }
            match (usage, requires(before, name), requires(after, name)) {
                (Use::Read, true, false) => self.found(&at, "may be missing"),
                (Use::Written, false, true) => self.found(&at, "must not be missing"),
                _ => {}
            }
            self.schema(&at, property, other, usage);
        }
        for (name, _) in members(&after["properties"]) {
            if usage == Use::Written && before["properties"][name].is_null() && requires(after, name) {
                self.found(&format!("{at}.{name}"), "must not be missing");
            }
        }
        self.schema(&format!("{at}[]"), &before["items"], &after["items"], usage);
        for key in ["allOf", "oneOf"] {
            for (index, part) in before[key].as_array().into_iter().flatten().enumerate() {
                self.schema(at, part, &after[key][index], usage);
            }
        }
    }
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn requires(schema: &Value, name: &str) -> bool {
    schema["required"].as_array().is_some_and(|names| names.iter().any(|own| own == name))
}

fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).unwrap_or(&Value::Null),
        None => schema,
    }
}

/// A document with one of everything.
fn small() -> Value {
    json!({
        "paths": { "/a": { "post": {
            "operationId": "make",
            "parameters": [
                { "name": "q", "required": false, "schema": { "type": "string", "enum": ["x", "y"] } },
                { "name": "id", "required": true, "schema": { "type": "integer" } },
            ],
            "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/In" } } } },
            "responses": { "200": { "content": { "application/json": { "schema": {
                "type": "array", "items": { "$ref": "#/components/schemas/Out" },
            } } } } },
        } } },
        "components": { "schemas": {
            "In": { "type": "object", "required": ["name"], "properties": {
                "name": { "type": "string" }, "note": { "type": "string" },
            } },
            "Out": { "type": "object", "required": ["state"], "properties": {
                "state": { "type": "string", "enum": ["on", "off"] },
                "parent": { "$ref": "#/components/schemas/Out" },
            } },
        } },
    })
}

#[test]
fn what_breaks_programs_is_found() {
    let change = |pointer: &str, value: Value| {
        let mut after = small();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        let parent = after.pointer_mut(parent).unwrap();
        match (parent, value) {
            (Value::Object(members), Value::Null) => drop(members.remove(name)),
            (Value::Object(members), value) => drop(members.insert(name.to_owned(), value)),
            (Value::Array(items), Value::Null) => drop(items.remove(name.parse().unwrap())),
            (Value::Array(items), value) => items.push(value),
            _ => panic!("{pointer}"),
        }
        breaking(&small(), &after).join("; ")
    };
    let operation = "/paths/~1a/post";
    let schema = "/components/schemas";
    for (pointer, value, found) in [
        (operation.to_owned(), Value::Null, "post /a: is gone"),
        (format!("{operation}/operationId"), json!("create"), "post /a: has another operationId"),
        (format!("{operation}/responses/200"), Value::Null, "post /a 200: is gone"),
        (format!("{operation}/parameters/0"), Value::Null, "post /a \"q\": is gone"),
        (format!("{operation}/parameters/0/required"), json!(true), "post /a: needs \"q\""),
        (
            format!("{operation}/parameters/0/schema/enum"),
            json!(["x"]),
            "post /a \"q\": \"y\" is no longer possible",
        ),
        (
            format!("{operation}/parameters/-"),
            json!({ "name": "new", "required": true }),
            "post /a: needs \"new\"",
        ),
        (format!("{schema}/In/properties/note"), Value::Null, "post /a body.note: is gone"),
        (format!("{schema}/In/required"), json!(["name", "note"]), "post /a body.note: must not be missing"),
        (
            format!("{schema}/In/properties/name/type"),
            json!("integer"),
            "post /a body.name: has another type",
        ),
        (format!("{schema}/Out/properties/state"), Value::Null, "post /a 200[].state: is gone"),
        (format!("{schema}/Out/required"), json!([]), "post /a 200[].state: may be missing"),
        (
            format!("{schema}/Out/properties/state/enum"),
            json!(["on"]),
            "post /a 200[].state: \"off\" is no longer possible",
        ),
        // What is new breaks nobody.
        (format!("{operation}/parameters/-"), json!({ "name": "new", "required": false }), ""),
        (format!("{schema}/In/properties/new"), json!({ "type": "string" }), ""),
        (format!("{schema}/In/required"), json!([]), ""),
        (format!("{schema}/Out/properties/new"), json!({ "type": "string" }), ""),
        ("/paths/~1b".to_owned(), json!({ "get": {} }), ""),
    ] {
        assert_eq!(change(&pointer, value), found, "{pointer}");
    }
    assert_eq!(breaking(&small(), &small()), [""; 0]);
}
