//! The checkpoint file: JSON Lines, only ever appended to. The last line tells which checkpoints are missing, so that a
//! file that was moved away or could not be written to for a while gets them later.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use console::Console;
use domain::audit::checkpoint::Checkpoint;

use super::CheckpointError;

/// Checkpoints that are appended at once.
const PORTION: u32 = 500;
/// More than the longest line, in bytes.
const TAIL: i64 = 4096;

/// Appends the checkpoints that are newer than the last one of the file.
pub(super) async fn catch_up(console: &Console, path: &Path) -> Result<(), CheckpointError> {
    let mut last = blocking(path, last_checkpoint).await?.map_or(0, |checkpoint| checkpoint.number);
    let end = console.last_audit_number().await?;
    if last > end {
        let file = path.display();
        tracing::error!(%file, last, end, "the audit trail ends before the last checkpoint of the file");
        return Ok(());
    }
    loop {
        let checkpoints = console.audit_checkpoints(last, PORTION).await?;
        let Some(newest) = checkpoints.last() else { return Ok(()) };
        last = newest.number;
        blocking(path, move |path| append(path, &checkpoints)).await?;
    }
}

/// Runs `work` where it may wait for the disk.
async fn blocking<T: Send + 'static>(
    path: &Path,
    work: impl FnOnce(&Path) -> Result<T, CheckpointError> + Send + 'static,
) -> Result<T, CheckpointError> {
    let path = PathBuf::from(path);
    let done = tokio::task::spawn_blocking(move || work(&path)).await;
    done.unwrap_or_else(|error| {
        Err(CheckpointError::Io { target: "checkpoint file".into(), cause: io::Error::other(error) })
    })
}

fn failed(path: &Path) -> impl Fn(io::Error) -> CheckpointError {
    let target = path.display().to_string();
    move |cause| CheckpointError::Io { target: target.clone(), cause }
}

/// The last complete line; `None` if there is none.
fn last_checkpoint(path: &Path) -> Result<Option<Checkpoint>, CheckpointError> {
    let tail = match read_tail(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        tail => tail.map_err(failed(path))?,
    };
    // What follows the last line feed was cut short by a crash.
    let Some((complete, _)) = tail.rsplit_once('\n') else { return Ok(None) };
    let last = complete.rsplit('\n').next().unwrap_or_default();
    let checkpoint = serde_json::from_str(last);
    checkpoint.map(Some).map_err(|_| CheckpointError::NotACheckpoint(path.display().to_string()))
}

fn read_tail(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let length = i64::try_from(file.metadata()?.len()).unwrap_or(i64::MAX);
    file.seek(SeekFrom::End(-length.min(TAIL)))?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail)?;
    Ok(String::from_utf8_lossy(&tail).into_owned())
}

/// Appends the lines and waits for the disk.
fn append(path: &Path, checkpoints: &[Checkpoint]) -> Result<(), CheckpointError> {
    let mut lines = String::new();
    let is_torn = read_tail(path).is_ok_and(|tail| !tail.is_empty() && !tail.ends_with('\n'));
    if is_torn {
        lines.push('\n');
    }
    for checkpoint in checkpoints {
        let line = serde_json::to_string(checkpoint).map_err(io::Error::other).map_err(failed(path))?;
        lines.push_str(&line);
        lines.push('\n');
    }
    let written = OpenOptions::new().append(true).create(true).mode(0o600).open(path).and_then(|mut file| {
        file.write_all(lines.as_bytes())?;
        file.sync_data()
    });
    written.map_err(failed(path))
}

/// The checkpoints of the file, and the numbers of the lines that are none, counted from 1.
pub(super) fn read(path: &Path) -> io::Result<(Vec<Checkpoint>, Vec<usize>)> {
    let (mut checkpoints, mut other) = (Vec::new(), Vec::new());
    for (line, number) in BufReader::new(File::open(path)?).split(b'\n').zip(1..) {
        let line = line?;
        match serde_json::from_slice(&line) {
            Ok(checkpoint) => checkpoints.push(checkpoint),
            Err(_) if line.trim_ascii().is_empty() => {}
            Err(_) => other.push(number),
        }
    }
    Ok((checkpoints, other))
}

#[cfg(test)]
mod tests {
    use domain::audit::chain::ChainHash;

    use super::*;

    fn checkpoint(number: i64) -> Checkpoint {
        let (installation, signature) = ("0a1b2c".to_owned(), "A".repeat(96));
        Checkpoint { installation, unix_time: 1_790_000_000, number, hash: ChainHash::START, signature }
    }

    #[test]
    fn lines_are_appended_and_the_last_one_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("checkpoints.jsonl");
        assert_eq!(last_checkpoint(&path).unwrap(), None);
        let many: Vec<_> = (1..=40).map(checkpoint).collect();
        append(&path, &many[..1]).unwrap();
        append(&path, &many[1..]).unwrap();
        assert!(std::fs::metadata(&path).unwrap().len() > 4096);
        assert_eq!(last_checkpoint(&path).unwrap(), Some(checkpoint(40)));
        assert_eq!(read(&path).unwrap(), (many, Vec::new()));
    }

    #[test]
    fn a_line_that_a_crash_cut_short_is_left_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("checkpoints.jsonl");
        append(&path, &[checkpoint(1)]).unwrap();
        let whole = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, format!("{whole}{{\"instal")).unwrap();
        assert_eq!(last_checkpoint(&path).unwrap(), Some(checkpoint(1)));
        append(&path, &[checkpoint(2)]).unwrap();
        assert_eq!(last_checkpoint(&path).unwrap(), Some(checkpoint(2)));
        assert_eq!(read(&path).unwrap(), (vec![checkpoint(1), checkpoint(2)], vec![2]));
        std::fs::write(&path, "something else\n").unwrap();
        assert!(matches!(last_checkpoint(&path), Err(CheckpointError::NotACheckpoint(_))));
    }
}
