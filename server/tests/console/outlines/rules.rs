//! What holds for every page: one main heading, ids that are there once and are found, names for everything that can be
//! pressed or filled in.

use std::collections::BTreeMap;

use super::names::{Page, text};
use super::tree::Element;

/// Attributes that refer to elements of the page.
const REFERENCES: [&str; 10] = [
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "aria-owns",
    "aria-details",
    "aria-errormessage",
    "aria-activedescendant",
    "for",
    "form",
    "popovertarget",
];

/// What is out of reach is so because of a dialog. Without one, nothing could be reached.
fn has_its_dialog(page: &Page) -> bool {
    let all = page.root.all();
    !all.iter().any(|element| element.has("inert")) || all.iter().any(|element| element.name == "dialog")
}

/// What is wrong with a page.
pub fn faults(page: &Page, language: &str) -> Vec<String> {
    let mut faults = page.errors.clone();
    let lang = page.root.attribute("lang").unwrap_or_default();
    if lang != language {
        faults.push(format!("the language is said to be {lang:?}"));
    }
    let headings: Vec<String> = page.root.named("h1").map(text).collect();
    if headings.len() != 1 || headings.iter().any(String::is_empty) {
        faults.push(format!("main headings: {headings:?}"));
    }
    if page.title().is_empty() {
        faults.push("no title".to_owned());
    }
    if !has_its_dialog(page) {
        faults.push("out of reach for a dialog that is not there".to_owned());
    }
    let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
    let all = page.root.all();
    for id in all.iter().filter_map(|element| element.attribute("id")) {
        *ids.entry(id).or_default() += 1;
    }
    let twice = ids.iter().filter(|(_, count)| **count > 1);
    faults.extend(twice.map(|(id, count)| format!("id {id} occurs {count} times")));
    let described: Vec<&str> = all.iter().flat_map(|element| element.ids("aria-describedby")).collect();
    let errors = ids.keys().filter(|id| id.starts_with("e-") && !described.contains(id));
    faults.extend(errors.map(|id| format!("error {id} is read with no field")));
    for element in &all {
        faults.extend(references(page, element, &ids));
        faults.extend(unnamed(page, element));
    }
    faults
}

/// References to what is not there.
fn references(page: &Page, element: &Element, ids: &BTreeMap<&str, usize>) -> Vec<String> {
    let what = format!(
        "{} {:?}",
        element.name,
        if element.name == "label" { text(element) } else { page.name(element) }
    );
    let mut faults = Vec::new();
    for attribute in REFERENCES {
        for id in element.ids(attribute).filter(|id| !ids.contains_key(id)) {
            faults.push(format!(
                "{what} {:?}: {attribute} refers to {id}, which is missing",
                page.name(element)
            ));
        }
    }
    let fragment = element.attribute("href").and_then(|href| href.strip_prefix('#'));
    if let Some(id) = fragment.filter(|id| !ids.contains_key(id)) {
        faults.push(format!("{what} leads to {id}, which is missing"));
    }
    if element.name == "label"
        && let Some(named) = element.attribute("for").and_then(|id| page.by_id(id))
        && !named.is_control()
    {
        faults.push(format!("{what} is of no control but of {}", named.name));
    }
    faults
}

/// What can be pressed or filled in and has no name, or is sent without one.
fn unnamed(page: &Page, element: &Element) -> Vec<String> {
    if element.is_hidden() || element.attribute("aria-hidden") == Some("true") {
        return Vec::new();
    }
    let kind = match element {
        _ if element.is_control() => "field",
        _ if element.is_button() => "button",
        _ if element.is_link() => "link",
        _ => return Vec::new(),
    };
    let mut faults = Vec::new();
    if page.name(element).is_empty() {
        faults.push(format!("a {kind} has no name: {element:?}"));
    }
    let sent = element.attribute("name").is_some_and(|name| !name.is_empty());
    if kind == "field" && !sent && !element.has("readonly") {
        faults.push(format!("field {:?} is sent by no name: {element:?}", page.name(element)));
    }
    faults
}

#[test]
fn faults_are_found() {
    let html = "<!DOCTYPE html><html lang=ko><head><title>T</title></head><body><h1>A</h1><h1>B</h1>
        <p id=a></p><p id=a>x</p><label for=b>Label</label><label for=a>Other</label><input name=c>
        <input name=d aria-label=D aria-describedby=e-x><button></button><a href='#z'>Z</a>
        <p id=e-y>Wrong</p><div inert></div></table></body></html>";
    let faults = faults(&Page::read(html), "en");
    let found = |text: &str| faults.iter().any(|fault| fault.contains(text));
    for text in [
        "\"ko\"",
        "main headings",
        "dialog that is not there",
        "id a occurs 2 times",
        "for refers to b",
        "is of no control but of p",
        "a field has no name",
        "refers to e-x",
        "a button has no name",
        "leads to z",
        "error e-y is read with no field",
        "closing generic tag",
    ] {
        assert!(found(text), "{text}: {faults:#?}");
    }
    assert_eq!(faults.len(), 12, "{faults:#?}");
}
