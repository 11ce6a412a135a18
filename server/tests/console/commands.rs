//! Every command that pages, documents and messages show is one that the command line takes.

use std::path::{Path, PathBuf};

use server::cli::is_command_line;

use crate::support::TestConsole;

const PROGRAM: &str = "chat-console";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The arguments of a command: up to what ends it in a shell or in a sentence.
fn arguments(rest: &str) -> Vec<&str> {
    let end =
        rest.find(['#', '|', '>', '<', ';', ')', '`', '"', '&', '\\', '\n', '*', '|']).unwrap_or(rest.len());
    rest[..end].split_whitespace().collect()
}

fn check(place: &str, arguments: &[&str]) {
    if let Err(error) = is_command_line(arguments) {
        panic!("{place} shows `{PROGRAM} {}`: {error}", arguments.join(" "));
    }
}

/// The code of a Markdown text: its blocks, and what stands between backquotes.
fn code(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for (number, block) in text.split("```").enumerate() {
        if number % 2 == 1 {
            parts.extend(block.lines());
        } else {
            parts.extend(block.split('`').skip(1).step_by(2));
        }
    }
    parts
}

#[test]
fn documents_show_commands_that_work() {
    let mut shown = 0;
    for name in [
        "README.md",
        "docs/ACCESS.md",
        "docs/OPERATIONS.md",
        "docs/ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
    ] {
        let text = std::fs::read_to_string(root().join(name)).unwrap();
        for part in code(&text) {
            let after_name = part.split_once("chat-console ").filter(|(before, _)| {
                // The name of the program, not of a service, a folder or a log target.
                before.is_empty() || before.ends_with(['/', '(', ' ', '\t'])
            });
            if let Some((_, rest)) = after_name {
                check(name, &arguments(rest));
                shown += 1;
            } else if part.starts_with("owner ") || part.starts_with("doctor") {
                check(name, &arguments(part));
                shown += 1;
            }
        }
    }
    assert!(shown >= 10, "only {shown} commands were found");
}

/// Between backquotes in the words of the program and of its sample configuration.
#[test]
fn messages_show_commands_that_work() {
    let mut files = vec![root().join("chat-console.toml")];
    for folder in ["server/src", "app/src", "crates"] {
        collect(&root().join(folder), &mut files);
    }
    let mut shown = 0;
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        for (_, rest) in
            text.match_indices("`chat-console ").map(|(at, found)| text.split_at(at + found.len()))
        {
            check(&file.display().to_string(), &arguments(rest));
            shown += 1;
        }
    }
    assert!(shown >= 5, "only {shown} commands were found");
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs" || extension == "toml") {
            files.push(path);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_show_commands_that_work() {
    let (test_console, mut owner) = TestConsole::with_owner().await;
    let mut stranger = test_console.browser();
    let mut resets = 0;
    for language in ["en", "ko", "zh-CN"] {
        let chosen = [("language", language), ("theme", "light"), ("next", "/sign-in")];
        stranger.submit("/sign-in", "/preferences", &chosen).await;
        for path in ["/sign-in", "/support", "/resources", "/pricing"] {
            let page = stranger.get(path).await.body;
            for block in page.split("<pre").skip(1) {
                let (block, after) = block.split_once("</pre>").unwrap();
                let button = after.split("</button>").next().unwrap();
                for line in block.split('>').skip(1).flat_map(str::lines) {
                    let line = line.split('<').next().unwrap().trim();
                    if let Some(rest) = line.strip_prefix("chat-console ") {
                        check(path, &arguments(rest));
                        resets += usize::from(rest.contains("reset-password"));
                        assert!(button.contains("copy-btn"), "no copy button: {line}");
                    }
                }
            }
        }
    }
    assert_eq!(resets, 6, "the way back in is shown at /sign-in and /support");
    assert_eq!(owner.get("/support").await.status, 200);
}

#[test]
fn the_test_knows_a_wrong_command() {
    for wrong in
        [&["owner", "reset-password", "you@example.com"][..], &["reset"], &["owner"], &["doctor", "--fix"]]
    {
        assert!(is_command_line(wrong).is_err(), "{wrong:?}");
    }
}
