//! Stores the master key in a file that only its owner can read, and its group if so configured.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use crate::{Error, MasterKey, Random};

/// Who may read the key file besides its owner.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum KeyFileAccess {
    /// Only the owner (mode 0600 or stricter).
    #[default]
    Owner,
    /// Also the file's group, read-only. Secret stores that mount files for a group need this.
    Group,
}

impl KeyFileAccess {
    /// Permission bits that the file must not have.
    const fn forbidden(self) -> u32 {
        match self {
            Self::Owner => 0o077,
            Self::Group => 0o037,
        }
    }
}

impl MasterKey {
    /// Reads the key from `path`; `None` if there is no file. Fails if the permissions exceed `access`.
    pub fn load(path: &Path, access: KeyFileAccess) -> Result<Option<Self>, Error> {
        let failed = |cause| Error::File { path: path.to_owned(), cause };
        // Checks the permissions of the opened file, not of the path, which might be replaced in between.
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(error)),
        };
        let mode = file.metadata().map_err(failed)?.permissions().mode() & 0o7777;
        if mode & access.forbidden() != 0 {
            // Access by the group can be intended; access by everybody never is.
            let path = path.to_owned();
            return Err(if mode & KeyFileAccess::Group.forbidden() == 0 {
                Error::ReadableByGroup { path, mode }
            } else {
                Error::ReadableByOthers { path, mode }
            });
        }
        let text = Zeroizing::new(io::read_to_string(io::Read::take(file, 1_024)).map_err(failed)?);
        text.parse().map(Some).map_err(|_| Error::NotAMasterKeyFile { path: path.to_owned() })
    }

    /// Reads the key from `path`, or generates one and writes it there if there is no file.
    ///
    /// The file is created atomically: processes that start at the same time use the same key.
    pub fn load_or_create(path: &Path, access: KeyFileAccess, random: Random<'_>) -> Result<Self, Error> {
        if let Some(key) = Self::load(path, access)? {
            return Ok(key);
        }
        let failed = |cause| Error::File { path: path.to_owned(), cause };
        let key = Self::generate(random);
        let draft = draft_beside(path, random);
        let outcome = write_new(&draft, &key).and_then(|()| fs::hard_link(&draft, path));
        // If this fails, either nothing was ever sealed with the draft's key, or it is the key at `path`.
        let _ = fs::remove_file(&draft);
        match outcome {
            Ok(()) => {
                sync_folder(path).map_err(failed)?;
                Ok(key)
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Self::load(path, access)?.ok_or_else(|| failed(error))
            }
            Err(error) => Err(failed(error)),
        }
    }
}

/// A name in the folder of `path` that no other process uses.
fn draft_beside(path: &Path, random: Random<'_>) -> PathBuf {
    let mut suffix = [0; 8];
    random(&mut suffix);
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{:016x}", u64::from_be_bytes(suffix)));
    path.with_file_name(name)
}

fn write_new(path: &Path, key: &MasterKey) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(key.to_text().as_bytes())?;
    file.write_all(b"\n")?;
    file.sync_all()
}

/// Makes the directory entry durable; syncing the file covers only its content.
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}
