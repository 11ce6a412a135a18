//! Fields of forms in an outline: label, kind, state and value.

use super::names::text;
use super::outline::is_disabled;
use super::tree::Element;

/// What it is; its kind, state and value.
pub fn field(control: &Element) -> (&'static str, String) {
    match (control.name.as_str(), control.attribute("type").unwrap_or("text")) {
        ("select", _) => {
            let options: Vec<String> = control.named("option").map(option).collect();
            ("choice", format!("{} = {}", states(control, &[]), options.join(" | ")))
        }
        ("textarea", _) => {
            let value = control.raw_text().split_whitespace().collect::<Vec<_>>().join(" ");
            ("field", states(control, &["lines"]) + &value_of(&value))
        }
        (_, "checkbox") => ("checkbox", states(control, &[])),
        (_, "radio") => ("radio", states(control, &[])),
        (_, kind) => {
            let value = control.attribute("value").unwrap_or_default();
            ("field", states(control, &[kind]) + &value_of(value))
        }
    }
}

fn value_of(value: &str) -> String {
    if value.is_empty() { String::new() } else { format!(" = {value}") }
}

/// The chosen one has a star.
fn option(option: &Element) -> String {
    let star = if option.has("selected") { "*" } else { "" };
    let disabled = if option.has("disabled") { " (disabled)" } else { "" };
    format!("{star}{}{disabled}", text(option))
}

fn states(control: &Element, kind: &[&str]) -> String {
    let mut states = kind.to_vec();
    let mut add = |is: bool, state: &'static str| {
        if is {
            states.push(state);
        }
    };
    add(control.has("checked"), "checked");
    add(control.has("required"), "required");
    add(control.has("readonly"), "read only");
    add(control.has("multiple"), "several");
    add(is_disabled(control), "disabled");
    add(control.attribute("aria-invalid") == Some("true"), "invalid");
    if states.is_empty() { String::new() } else { format!(" ({})", states.join(", ")) }
}
