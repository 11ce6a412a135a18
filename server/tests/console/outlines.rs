//! The content of every page and dialog, in every language: what is written in `outlines`, and what holds for all of them.
//!
//! An outline is a page as somebody reads it who does not see it. Where a page says something else on purpose, run this
//! with `UPDATE_OUTLINES=1` and read what has changed in `git diff`.

mod diff;
mod english;
mod fields;
mod gallery;
mod names;
mod outline;
mod pages;
mod placeholders;
mod rules;
mod tree;
pub mod vendors;
mod visitor;

use std::collections::BTreeSet;
use std::path::PathBuf;

use axum::http::StatusCode;
use domain::account::language::Language;

use diff::diff;
use gallery::Gallery;
use names::Page;
use outline::{Extent, outline};
use pages::{Look, looks};

const UPDATE: &str = "UPDATE_OUTLINES";

/// What is around pages, and one that it is around.
const FRAMES: [(&str, &str); 3] = [
    ("frame-stranger", "support-stranger"),
    ("frame-installation", "account"),
    ("frame-application", "access-android"),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn english() {
    check(Language::English).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn korean() {
    check(Language::Korean).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn chinese() {
    check(Language::Chinese).await;
}

/// Looks at every page in that language. All that is wrong is said at once.
async fn check(language: Language) {
    let mut gallery = Gallery::open(language.tag()).await;
    let mut outlines = Outlines::of(language);
    let mut faults = Vec::new();
    for look in looks(&gallery) {
        let (status, page) = shown(&mut gallery, &look).await;
        let mut found = rules::faults(&page, language.tag());
        if status.as_u16() != look.status {
            found.insert(0, format!("{} answers {status}", look.path));
        }
        if language != Language::English {
            let lines = english::english_lines(&page).into_iter();
            found.extend(lines.map(|line| format!("English: {line}")));
        }
        found.extend(outlines.compare(look.name, &outline(&page, Extent::Page).text));
        for (frame, _) in FRAMES.iter().filter(|(_, of)| *of == look.name) {
            found.extend(outlines.compare(frame, &outline(&page, Extent::Frame).text));
        }
        faults.extend(found.into_iter().map(|fault| format!("{}: {fault}", look.name)));
    }
    faults.extend(outlines.without_page());
    assert!(
        faults.is_empty(),
        "{} faults of pages in {}:\n{}",
        faults.len(),
        language.tag(),
        faults.join("\n")
    );
}

/// The page, after the form that leads to it.
async fn shown(gallery: &mut Gallery, look: &Look) -> (StatusCode, Page) {
    let path = place(gallery, look).await;
    let answer = gallery.visitor(look.who).get(&path).await;
    (answer.status, Page::read(&answer.body))
}

/// Where it is, once its form was sent.
async fn place(gallery: &mut Gallery, look: &Look) -> String {
    let Some(sent) = &look.sent else { return look.path.clone() };
    let answer = gallery.visitor(look.who).send(sent).await;
    assert!(answer.status.is_redirection(), "{}: {answer:?}", look.name);
    answer.location().to_owned()
}

/// The outlines of a language as they are written down.
struct Outlines {
    folder: PathBuf,
    updates: bool,
    seen: BTreeSet<String>,
}

impl Outlines {
    fn of(language: Language) -> Self {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/console/outlines");
        let updates = std::env::var(UPDATE).is_ok_and(|it| it == "1");
        Self { folder: folder.join(language.tag()), updates, seen: BTreeSet::new() }
    }

    /// How the page differs from what is written down, if it does.
    fn compare(&mut self, name: &str, outline: &str) -> Option<String> {
        let file = format!("{name}.txt");
        let path = self.folder.join(&file);
        assert!(self.seen.insert(file), "there are two pages {name}");
        let outline = placeholders::replaced(outline);
        let before = std::fs::read_to_string(&path).unwrap_or_default();
        if before == outline {
            return None;
        }
        if self.updates {
            std::fs::create_dir_all(&self.folder).unwrap();
            std::fs::write(&path, outline).unwrap();
            return None;
        }
        let changes = diff(&before, &outline);
        Some(format!("differs from {}; {UPDATE}=1 writes it down.\n{changes}", path.display()))
    }

    /// Outlines that no page has; they go with an update.
    fn without_page(&self) -> Vec<String> {
        let files = std::fs::read_dir(&self.folder).into_iter().flatten();
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        let left: Vec<String> = names.filter(|name| !self.seen.contains(name)).collect();
        if self.updates {
            for name in &left {
                std::fs::remove_file(self.folder.join(name)).unwrap();
            }
            return Vec::new();
        }
        left.into_iter().map(|name| format!("{name} is of no page; {UPDATE}=1 removes it")).collect()
    }
}

/// The router's table. It is read here as text: looking for routes stalls the pages that other tests render meanwhile.
const ROUTER: &str = include_str!("../../../app/src/app.rs");

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_address_has_an_outline() {
    let gallery = Gallery::open(Language::English.tag()).await;
    let looks = looks(&gallery);
    let paths: Vec<&str> = looks.iter().map(|look| look.path.split('?').next().unwrap()).collect();
    let has = |route: &str| {
        let parts = |path: &str| path.split('/').map(ToOwned::to_owned).collect::<Vec<_>>();
        let wanted = parts(route);
        paths.iter().map(|path| parts(path)).any(|path| {
            let mut pairs = path.iter().zip(&wanted);
            path.len() == wanted.len()
                && pairs.all(|(part, wanted)| wanted.starts_with(':') || part == wanted)
        })
    };
    let routes: Vec<&str> =
        ROUTER.split("path=path!(\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(routes.len() > 15, "{routes:?}");
    // The first leads to the list; what has no path of its own is the frame.
    let left: Vec<_> = routes.iter().filter(|route| !matches!(**route, "/" | "") && !has(route)).collect();
    assert!(left.is_empty(), "no outline of {left:?}");
}
