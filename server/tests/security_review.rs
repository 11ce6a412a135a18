//! `docs/SECURITY-REVIEW.md`: every requirement of levels 1 and 2 of the chapters that were gone through is there and has one of
//! three answers, every test that is named exists, and the open points are those that are not met.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Sections of OWASP ASVS 5.0.0, and how many requirements of levels 1 and 2 each has; they come before those of level 3.
const SECTIONS: [(&str, usize); 31] = [
    ("4.1", 3),
    ("4.2", 1),
    ("4.3", 2),
    ("4.4", 4),
    ("6.1", 3),
    ("6.2", 12),
    ("6.3", 4),
    ("6.4", 4),
    ("6.5", 5),
    ("6.6", 3),
    ("6.7", 0),
    ("6.8", 4),
    ("7.1", 3),
    ("7.2", 4),
    ("7.3", 2),
    ("7.4", 5),
    ("7.5", 2),
    ("7.6", 2),
    ("8.1", 2),
    ("8.2", 3),
    ("8.3", 1),
    ("8.4", 1),
    ("9.1", 3),
    ("9.2", 4),
    ("10.1", 2),
    ("10.2", 2),
    ("10.3", 4),
    ("10.4", 11),
    ("10.5", 5),
    ("10.6", 2),
    ("10.7", 3),
];

/// A row of a chapter's table.
struct Row<'a> {
    number: &'a str,
    answer: &'a str,
    shown_by: &'a str,
}

impl<'a> Row<'a> {
    fn read(line: &'a str) -> Option<Self> {
        let cells: Vec<&str> = line.strip_prefix("| ")?.split(" |").map(str::trim).collect();
        let [number, "1" | "2", _, answer, shown_by, ..] = cells[..] else { return None };
        Some(Self { number, answer, shown_by })
    }

    fn has(&self, answer: &str) -> bool {
        self.answer.starts_with(&format!("**{answer}"))
    }
}

#[test]
fn every_requirement_has_an_answer() {
    let page = page();
    let rows: Vec<Row> = page.lines().filter_map(Row::read).collect();
    let expected =
        SECTIONS.iter().flat_map(|(section, count)| (1..=*count).map(move |at| format!("{section}.{at}")));
    let expected: Vec<String> = expected.collect();
    let found: Vec<&str> = rows.iter().map(|row| row.number).collect();
    assert_eq!(found, expected);

    for row in &rows {
        let answers = ["Met", "Not met", "Does not apply"];
        assert_eq!(
            answers.iter().filter(|answer| row.has(answer)).count(),
            1,
            "{}: {}",
            row.number,
            row.answer
        );
        let is_shown = !row.shown_by.is_empty() || row.answer.contains("](") || row.has("Does not apply");
        assert!(is_shown, "{}: nothing shows it", row.number);
    }
    let count = |answer| rows.iter().filter(|row| row.has(answer)).count();
    let (met, not_applied, open) = (count("Met"), count("Does not apply"), count("Not met"));
    let summary = format!(
        "Of {} requirements {met} are met, {not_applied} do not apply, and these {open} are not met:",
        rows.len()
    );
    assert!(page.contains(&summary), "the summary has to be: {summary}");
}

#[test]
fn the_open_points_are_what_is_not_met() {
    let page = page();
    let not_met = page.lines().filter_map(Row::read).filter(|row| row.has("Not met"));
    let not_met: Vec<&str> = not_met.map(|row| row.number).collect();
    let (_, section) = page.split_once("\n## Open points\n").unwrap();
    let section = section.split("\n## ").next().unwrap();
    let numbers = section.lines().filter_map(|line| line.strip_prefix("| ")?.split(' ').next());
    let open: Vec<&str> = numbers.filter(|number| number.contains('.')).collect();
    assert_eq!(open, not_met);
}

#[test]
fn every_test_that_is_named_exists() {
    let page = page();
    let named: BTreeSet<(&str, &str)> = tests(&page).collect();
    assert!(named.len() > 60, "the search finds too few tests: {named:?}");
    let missing: Vec<_> = named.into_iter().filter(|(file, test)| !exists(file, test)).collect();
    assert!(missing.is_empty(), "docs/SECURITY-REVIEW.md names tests that do not exist: {missing:?}");
}

#[test]
fn tests_are_found_and_missed() {
    let text = "by `server/tests/arrows.rs::nothing` and `crates/x/src/a.rs` (`std::fs`)";
    assert_eq!(tests(text).collect::<Vec<_>>(), [("server/tests/arrows.rs", "nothing")]);
    assert!(exists("server/tests/security_review.rs", "tests_are_found_and_missed"));
    assert!(exists("server/tests/console/once.rs", "every_form_takes_effect_once"), "by a macro");
    for (file, test) in [
        ("server/tests/security_review.rs", "tests_are_found"),
        ("server/tests/security_review.rs", "exists"),
        ("server/tests/none.rs", "tests_are_found_and_missed"),
    ] {
        assert!(!exists(file, test), "{file} {test}");
    }
}

/// The tests that a text names, as `file::name` in backquotes.
fn tests(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let quoted = text.split('`').skip(1).step_by(2);
    quoted
        .filter_map(|quoted| quoted.split_once("::"))
        .filter(|(file, _)| Path::new(file).extension().is_some_and(|extension| extension == "rs"))
}

/// Whether the file has a test of that name: a function with an attribute that ends in `test`, one of a `proptest!`, or the
/// first argument of a macro that makes tests of it.
fn exists(file: &str, test: &str) -> bool {
    let Ok(code) = fs::read_to_string(root().join(file)) else { return false };
    let (function, made) = (format!("fn {test}("), format!("!({test}, "));
    let mut before = "";
    code.lines().any(|line| {
        let is_test = before.starts_with("#[test]") || before.starts_with("#[tokio::test");
        if !line.trim_start().starts_with("///") {
            before = line.trim_start();
        }
        (is_test && line.contains(&function)) || line.contains(&made)
    })
}

fn page() -> String {
    fs::read_to_string(root().join("docs/SECURITY-REVIEW.md")).unwrap()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}
