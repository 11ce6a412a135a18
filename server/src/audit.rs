//! Checkpoints of the audit trail leave the machine: to a file and to syslog.

mod file;
mod syslog;

use std::io;
use std::path::Path;

use console::Console;
use domain::audit::checkpoint::Checkpoint;

use crate::config::Config;

/// Why a checkpoint was not written or sent.
#[derive(Debug, thiserror::Error)]
pub enum CheckpointError {
    /// The file or socket cannot be used.
    #[error("{target}: {cause}")]
    Io {
        /// The file or the syslog server.
        target: String,
        /// Error of the operating system.
        cause: io::Error,
    },
    /// The last line of the file is not a checkpoint.
    #[error("{0}: the last line is not a checkpoint")]
    NotACheckpoint(String),
    /// A use case failed.
    #[error(transparent)]
    Console(#[from] console::Error),
}

/// Makes a checkpoint if there are new entries, and gives out what is new. What fails is logged: the file gets it the
/// next time, syslog does not.
pub async fn give_out(console: &Console, config: &Config) {
    match console.make_audit_checkpoint().await {
        Ok(Some(checkpoint)) => {
            if let Some(target) = &config.audit_checkpoint_syslog
                && let Err(error) = syslog::send(target, &checkpoint).await
            {
                tracing::warn!(%error, "sending a checkpoint of the audit trail failed");
            }
        }
        Ok(None) => {}
        Err(error) => tracing::warn!(%error, "making a checkpoint of the audit trail failed; will retry"),
    }
    if let Some(path) = &config.audit_checkpoint_file
        && let Err(error) = file::catch_up(console, path).await
    {
        tracing::warn!(%error, "writing checkpoints of the audit trail failed; will retry");
    }
}

/// The checkpoints of a file, and the numbers of the lines that are none.
pub fn read(path: &Path) -> io::Result<(Vec<Checkpoint>, Vec<usize>)> {
    file::read(path)
}
