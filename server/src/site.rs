//! The site folder: client, stylesheet and icons, as built.

use std::path::{Path, PathBuf};

use leptos::config::{Env, LeptosOptions};

/// The site folder was not found.
#[derive(Debug, thiserror::Error)]
#[error(
    "the site files (client, stylesheet, icons) were not found; looked for a folder with `pkg` in: {}. \
     Build them with `make build`, or say where they are: site_dir in chat-console.toml, or CHAT_CONSOLE_SITE_DIR",
    .0.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
)]
pub struct SiteNotFoundError(Vec<PathBuf>);

/// The configured folder, or `site` beside the executable or one above it.
pub fn find(configured: Option<&Path>) -> Result<PathBuf, SiteNotFoundError> {
    let candidates = if let Some(path) = configured {
        vec![path.to_path_buf()]
    } else {
        let folder = executable_folder();
        vec![folder.join("site"), folder.join("../site")]
    };
    let found = candidates.iter().find(|path| path.join("pkg").is_dir()).cloned();
    found.ok_or(SiteNotFoundError(candidates))
}

/// Leptos' options: where the client's files are. They are in a folder that is named by its content hash if the build
/// left its name.
pub fn options(site: &Path) -> LeptosOptions {
    let name = std::fs::read_to_string(executable_folder().join("hash.txt")).unwrap_or_default();
    LeptosOptions::builder()
        .output_name("console")
        .site_root(site.to_string_lossy().as_ref())
        .site_pkg_dir(["pkg/", name.trim()].concat().trim_end_matches('/'))
        .env(Env::PROD)
        .build()
}

fn executable_folder() -> PathBuf {
    let executable = std::env::current_exe().unwrap_or_default();
    executable.parent().map(Path::to_path_buf).unwrap_or_default()
}
