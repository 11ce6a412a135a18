//! References to documents: each `docs/….md#heading` in code and each relative link in a document must resolve, and
//! each section of docs/facts must be dated, sourced and listed.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::{fs, iter};

/// File extensions that are searched.
const EXTENSIONS: [&str; 8] = ["css", "js", "md", "mjs", "rs", "sh", "sql", "toml"];
/// Not searched, because its examples are no references.
const THIS_FILE: &str = "server/tests/documents.rs";
/// Folders without sources, besides hidden ones.
const SKIPPED: [&str; 3] = ["node_modules", "target", "test-results"];

#[test]
fn every_reference_to_a_document_resolves() {
    let documents = documents();
    let mut resolved = BTreeSet::new();
    let mut broken = Vec::new();
    for path in sources() {
        let text = read(&path);
        for (number, line) in iter::zip(1.., text.lines()) {
            for reference in references(&path, line) {
                if resolves(&documents, &reference) {
                    resolved.insert(reference);
                } else {
                    broken.push(format!("{}:{number}: {reference}", path.display()));
                }
            }
        }
    }
    assert!(broken.is_empty(), "references that do not resolve:\n{}", broken.join("\n"));
    let cited = resolved.iter().filter(|reference| reference.starts_with("docs/facts/")).count();
    assert!(cited > 30, "the search finds too few citations of facts: {resolved:?}");
}

#[test]
fn every_section_of_the_facts_is_dated_sourced_and_listed() {
    let index = read(Path::new("docs/facts/README.md"));
    let facts: Vec<PathBuf> = sources().into_iter().filter(|path| path.starts_with("docs/facts")).collect();
    for path in facts.iter().filter(|path| !path.ends_with("README.md")) {
        let file = path.file_name().unwrap().to_str().unwrap();
        let text = read(path);
        for section in text.split("\n## ").skip(1) {
            let slug = slug(section.lines().next().unwrap());
            let place = format!("{file}#{slug}");
            assert!(index.contains(&format!("({place})")), "docs/facts/README.md does not list {place}");
            let is_dated =
                ["Read 20", "Computed 20", "Compared 20"].iter().any(|word| section.contains(word));
            assert!(is_dated, "{place} has no date");
            assert!(
                section.contains("\nSource: ") || section.contains("\nSources: "),
                "{place} has no source"
            );
        }
    }
    assert!(facts.len() > 3, "{facts:?}");
}

/// A path in backticks that begins with a room; `crates/` may be left out.
#[test]
fn every_path_of_the_architecture_exists() {
    let page = read(Path::new("docs/ARCHITECTURE.md"));
    let exists = |path: &str| ["", "crates"].iter().any(|room| root().join(room).join(path).exists());
    let is_path = |text: &str| {
        let plain = text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || b"/._-".contains(&byte) || byte.is_ascii_digit());
        plain && text.split_once('/').is_some_and(|(room, _)| !room.is_empty() && exists(room))
    };
    let (mut seen, mut missing) = (0, Vec::new());
    for path in page.split('`').filter(|text| is_path(text)) {
        seen += 1;
        if !exists(path) {
            missing.push(path);
        }
    }
    assert!(missing.is_empty(), "docs/ARCHITECTURE.md names what does not exist: {missing:?}");
    assert!(seen > 20, "the search finds too few paths: {seen}");
}

#[test]
fn references_are_found_and_judged() {
    let documents = BTreeMap::from([
        ("docs/a.md".to_owned(), BTreeSet::from(["one".to_owned()])),
        ("docs/facts/b.md".to_owned(), BTreeSet::from(["two".to_owned()])),
    ]);
    for (path, line, found, is_right) in [
        ("x/y.rs", "/// Text (docs/a.md, and more).", "docs/a.md", true),
        ("x/y.rs", "/// Text (docs/facts/b.md#two).", "docs/facts/b.md#two", true),
        ("x/y.rs", "/// Text of docs/facts/b.md#one.", "docs/facts/b.md#one", false),
        ("x/y.rs", "/// Text (`docs/facts/a.md#one`).", "docs/facts/a.md#one", false),
        ("x/y.rs", "/// Text (`facts` 4.1).", "`facts` 4.1", false),
        ("docs/facts/b.md", "A [link](#two), and more.", "docs/facts/b.md#two", true),
        ("docs/facts/b.md", "A [link](../a.md#one).", "docs/a.md#one", true),
        ("docs/facts/b.md", "A [link](a.md).", "docs/facts/a.md", false),
        ("README.md", "A [link](docs/a.md#one)", "docs/a.md#one", true),
        ("README.md", "A [link](Cargo.toml).", "Cargo.toml", true),
        ("README.md", "A [link](Cargo.yaml).", "Cargo.yaml", false),
    ] {
        assert_eq!(references(Path::new(path), line), [found], "{path}: {line}");
        assert_eq!(resolves(&documents, found), is_right, "{path}: {line}");
    }
    for line in ["A [link](https://example.com/docs/a.md#x).", "let facts: Facts = facts(4);"] {
        assert!(references(Path::new("docs/a.md"), line).is_empty(), "{line}");
    }
    assert_eq!(slug("Known, but `odd`: two differences"), "known-but-odd-two-differences");
}

/// The headings of every document, as GitHub names them.
fn documents() -> BTreeMap<String, BTreeSet<String>> {
    let documents = sources().into_iter().filter(|path| is_document(path));
    documents.map(|path| (path.to_str().unwrap().to_owned(), headings(&read(&path)))).collect()
}

fn headings(text: &str) -> BTreeSet<String> {
    let mut is_code = false;
    let mut headings = BTreeSet::new();
    for line in text.lines() {
        is_code ^= line.starts_with("```");
        if !is_code && line.starts_with('#') {
            headings.insert(slug(line.trim_start_matches('#')));
        }
    }
    headings
}

fn slug(heading: &str) -> String {
    let kept =
        heading.trim().chars().filter(|char| char.is_alphanumeric() || matches!(char, ' ' | '-' | '_'));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

/// What a line refers to, as paths from the root of the repository.
fn references(path: &Path, line: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    if is_document(path) {
        let targets = line.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        found.extend(targets.filter_map(|target| linked(path, target)));
    }
    for (at, _) in line.match_indices("docs/") {
        let is_cited = match line[..at].chars().next_back() {
            // In a document this is a link.
            Some('(') => !is_document(path),
            Some(before) => !before.is_alphanumeric() && !"/.".contains(before),
            None => true,
        };
        let name = until(&line[at..], |char| char.is_ascii_alphanumeric() || "/._-#".contains(char));
        let name = name.trim_end_matches(['.', '/']);
        if is_cited && name.split('#').next().is_some_and(|file| is_document(Path::new(file))) {
            found.push(name.to_owned());
        }
    }
    // Sections by number, of a collection that is not part of the repository.
    for (at, mark) in line.match_indices("`facts` ") {
        let number = until(&line[at + mark.len()..], |char| char.is_ascii_digit() || char == '.');
        if !number.is_empty() {
            found.push(format!("{mark}{number}"));
        }
    }
    found
}

fn until(text: &str, is_part: impl Fn(char) -> bool) -> &str {
    &text[..text.find(|char| !is_part(char)).unwrap_or(text.len())]
}

/// Where a link leads that stands in `path`; `None` for one that leaves the repository.
fn linked(path: &Path, target: &str) -> Option<String> {
    if target.contains("://") || target.starts_with("mailto:") {
        return None;
    }
    if target.starts_with('#') {
        return Some(format!("{}{target}", path.display()));
    }
    let mut place = PathBuf::new();
    for part in path.parent()?.join(target).components() {
        match part {
            Component::ParentDir => _ = place.pop(),
            part => place.push(part),
        }
    }
    Some(place.to_str()?.to_owned())
}

fn resolves(documents: &BTreeMap<String, BTreeSet<String>>, reference: &str) -> bool {
    match reference.split_once('#') {
        Some((path, heading)) => documents.get(path).is_some_and(|headings| headings.contains(heading)),
        None => documents.contains_key(reference) || root().join(reference).exists(),
    }
}

/// All searched files, from the root of the repository.
fn sources() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root().join(&folder)).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            let path = folder.join(&name);
            if entry.file_type().unwrap().is_dir() {
                if !name.starts_with('.') && !SKIPPED.contains(&name.as_str()) {
                    folders.push(path);
                }
            } else if path != Path::new(THIS_FILE) && has_extension(&path, &EXTENSIONS) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn is_document(path: &Path) -> bool {
    has_extension(path, &["md"])
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    path.extension().is_some_and(|own| extensions.iter().any(|extension| own == *extension))
}

fn read(path: &Path) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}
