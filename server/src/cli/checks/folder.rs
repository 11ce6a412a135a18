//! Checks of the data folder: it can be created, and others cannot read it.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use super::{Finding, Purpose};
use crate::config::Config;
use crate::installation::{InstallationError, make_folder};

pub(super) fn check(config: &Config, purpose: Purpose) -> Finding {
    let path = &config.data_dir;
    let is_there = path.is_dir();
    let made = if purpose == Purpose::Start || is_there {
        make_folder(config)
    } else {
        try_to_make(path).map_err(|cause| InstallationError::Folder { path: path.clone(), cause })
    };
    if let Err(error) = made {
        return Finding::Refused(Box::new(error.into()));
    }
    if !is_there {
        return Finding::Well(format!("{} is not there yet; the first start makes it", path.display()));
    }
    match path.metadata() {
        Ok(metadata) => {
            permissions(path, metadata.permissions().mode() & 0o777, config.master_key_group_may_read)
        }
        Err(error) => Finding::Wrong(format!("{}: {error}. Fix its permissions", path.display())),
    }
}

/// Permission bits of others than the owner and the group.
const OTHERS: u32 = 0o007;

fn permissions(path: &Path, mode: u32, group_may_read: bool) -> Finding {
    let path = path.display();
    let forbidden = if group_may_read { OTHERS } else { 0o077 };
    if mode & forbidden == 0 {
        return Finding::Well(path.to_string());
    }
    let or = if mode & OTHERS == 0 {
        ". Where that cannot be done, as on a volume with fsGroup, and no other program runs in that group, set \
         master_key_group_may_read = true"
    } else {
        ""
    };
    Finding::Wrong(format!("{path} may be read by others (mode {mode:04o}): run `chmod 700 {path}`{or}"))
}

/// Whether `path` is, or can be made, a folder that files can be written into. A start makes it.
pub(super) fn try_folder(path: &Path, purpose: Purpose) -> io::Result<()> {
    if purpose == Purpose::Start {
        DirBuilder::new().recursive(true).mode(0o700).create(path)?;
    }
    if path.is_dir() { try_to_write(path) } else { try_to_make(path) }
}

/// Creates the folder as a start would, and removes what was created.
fn try_to_make(path: &Path) -> io::Result<()> {
    let missing: Vec<PathBuf> = path
        .ancestors()
        .filter(|folder| !folder.as_os_str().is_empty())
        .take_while(|folder| folder.symlink_metadata().is_err())
        .map(Path::to_path_buf)
        .collect();
    let made = DirBuilder::new().recursive(true).mode(0o700).create(path).and_then(|()| try_to_write(path));
    for folder in missing {
        // Only empty folders are removed.
        let _ = fs::remove_dir(folder);
    }
    made
}

/// Creates a file in the folder and removes it.
pub(super) fn try_to_write(folder: &Path) -> io::Result<()> {
    let name = format!(".chat-console-check-{}", std::process::id());
    let probe = folder.join(name);
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(&probe)?;
    fs::remove_file(&probe)
}
