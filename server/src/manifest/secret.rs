//! Secrets: the file refers to them, and they are read from the environment or from another file.

use std::fmt;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use domain::certificate::Upload;
use serde::Serialize;
use toml::Value;
use zeroize::Zeroizing;

/// Text that is sent to the console and printed nowhere.
#[derive(Clone, Serialize)]
#[serde(transparent)]
pub struct Hidden(pub Zeroizing<String>);

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hidden")
    }
}

/// Where a secret is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reference {
    /// In an environment variable.
    Variable(String),
    /// In a file, relative to the manifest.
    File(PathBuf),
}

/// What a manifest may refer to.
pub(super) struct Outside<'a> {
    /// The folder of the manifest.
    pub folder: &'a Path,
    /// Looks up an environment variable.
    pub environment: &'a dyn Fn(&str) -> Option<String>,
}

impl Reference {
    /// A table with one key. `None` for anything else: a literal secret among them.
    pub(super) fn of(value: &Value) -> Option<Self> {
        let table = value.as_table().filter(|table| table.len() == 1)?;
        let (key, name) = table.iter().next()?;
        let name = name.as_str().filter(|name| !name.is_empty())?;
        match key.as_str() {
            "env" => Some(Self::Variable(name.to_owned())),
            "file" => Some(Self::File(PathBuf::from(name))),
            _ => None,
        }
    }

    /// The secret as text, without the end of its last line if it is in a file; or what is wrong with the reference.
    pub(super) fn text(&self, outside: &Outside<'_>) -> Result<Zeroizing<String>, String> {
        match self {
            Self::Variable(name) => variable(name, outside),
            Self::File(path) => {
                let bytes = bytes(path, outside)?;
                let text =
                    std::str::from_utf8(&bytes).map_err(|_| format!("{} is not text", path.display()))?;
                Ok(Zeroizing::new(text.trim_end_matches(['\r', '\n']).to_owned()))
            }
        }
    }

    /// The secret as a file. A variable has it as text or in Base64; the console accepts both.
    pub(super) fn upload(&self, outside: &Outside<'_>) -> Result<Upload, String> {
        match self {
            Self::Variable(name) => {
                let text = variable(name, outside)?;
                Ok(Upload::new(name, Zeroizing::new(text.as_bytes().to_vec())))
            }
            Self::File(path) => {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                Ok(Upload::new(&name, bytes(path, outside)?))
            }
        }
    }
}

fn variable(name: &str, outside: &Outside<'_>) -> Result<Zeroizing<String>, String> {
    let text = (outside.environment)(name).filter(|text| !text.is_empty());
    text.map(Zeroizing::new).ok_or_else(|| format!("the environment variable {name} is not set"))
}

/// One byte more than a file may have is read, so that whoever understands it says that it is too large.
fn bytes(path: &Path, outside: &Outside<'_>) -> Result<Zeroizing<Vec<u8>>, String> {
    let unreadable = |cause| format!("{} cannot be read: {cause}", path.display());
    let file = std::fs::File::open(outside.folder.join(path)).map_err(unreadable)?;
    let mut bytes = Upload::buffer();
    let limit = u64::try_from(Upload::MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    file.take(limit).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Variable(name) => write!(f, "environment variable {name}"),
            Self::File(path) => write!(f, "file {}", path.display()),
        }
    }
}
