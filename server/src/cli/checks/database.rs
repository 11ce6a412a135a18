//! Checks of the database, its schema, and the master key of its secrets.

use std::path::Path;
use std::time::Duration;

use console::Clock as _;
use store::{Location, QueueState, Store};
use vault::Vault;

use super::folder::try_to_write;
use super::{Check, Finding};
use crate::clock::SystemClock;
use crate::config::Config;
use crate::installation::{InstallationError, given_master_key, master_key_for};

const DATABASE: &str = "database";
const SCHEMA: &str = "schema";
const MASTER_KEY: &str = "master key";
const PUSHES: &str = "pushes";

/// A push that waits longer, although its credential is not refused, indicates that delivery does not work.
const STUCK_AFTER: Duration = Duration::from_mins(5);

pub(super) async fn check(config: &Config) -> Vec<Check> {
    let location = config.location();
    if let Location::Sqlite(path) = &location
        && !path.exists()
    {
        return vec![(DATABASE, new_file(path).into()), (MASTER_KEY, new_key(config).into())];
    }
    let store = match Store::open(&location).await {
        Ok(store) => store,
        Err(error) => {
            let key = given_master_key(config).map(|_| "can be read".to_owned());
            return vec![(DATABASE, refused(error)), (MASTER_KEY, key.into())];
        }
    };
    let mut checks = vec![(DATABASE, Finding::Well("it answers".to_owned()))];
    checks.extend(opened(config, &store).await);
    if let Err(error) = store.close().await {
        checks.push((DATABASE, refused(error)));
    }
    checks
}

async fn opened(config: &Config, store: &Store) -> Vec<Check> {
    match store.pending_migrations().await {
        Ok(0) => vec![
            (SCHEMA, Finding::Well("is that of this version".to_owned())),
            (MASTER_KEY, fits(config, store).await.into()),
            (PUSHES, waiting_pushes(store).await),
        ],
        Ok(_) => {
            let text = "is older than this version: the next start, or `chat-console migrate`, brings it up";
            // The tables of a new database do not exist yet.
            let key = match store.data_keys().await {
                Ok(_) => fits(config, store).await,
                Err(_) => new_key(config),
            };
            vec![(SCHEMA, Finding::Note(text.to_owned())), (MASTER_KEY, key.into())]
        }
        Err(error) => {
            let key = given_master_key(config).map(|_| "can be read".to_owned());
            vec![(SCHEMA, refused(error)), (MASTER_KEY, key.into())]
        }
    }
}

/// Whether accepted pushes are being sent.
async fn waiting_pushes(store: &Store) -> Finding {
    let queues = match store.queue_states().await {
        Ok(queues) => queues,
        Err(error) => return refused(error),
    };
    let now = SystemClock.now();
    let is_stuck = |queue: &&QueueState| {
        queue.refused_since.is_none() && queue.oldest.is_some_and(|at| now.since(at) > STUCK_AFTER)
    };
    let waiting: u64 = queues.iter().map(|queue| queue.waiting).sum();
    match queues.iter().find(is_stuck) {
        Some(QueueState { certificate, sdkappid, .. }) => Finding::Note(format!(
            "those of certificate {certificate} of the application {sdkappid} have been waiting for more than {} \
             minutes: they are sent when a console runs; if one does, its log says why not",
            STUCK_AFTER.as_secs() / 60
        )),
        None if waiting == 0 => Finding::Well("none waits".to_owned()),
        None => Finding::Well(format!("batches that wait: {waiting}")),
    }
}

fn refused(error: store::Error) -> Finding {
    Finding::Refused(Box::new(InstallationError::Store(error).into()))
}

fn new_file(path: &Path) -> Result<String, InstallationError> {
    // A missing folder was reported before.
    if let Some(folder) = path.parent().filter(|folder| folder.is_dir()) {
        try_to_write(folder).map_err(|source| store::Error::File { path: path.into(), source })?;
    }
    Ok(format!("{} is not there yet; the first start makes it", path.display()))
}

/// The master key for a database without secrets.
fn new_key(config: &Config) -> Result<String, InstallationError> {
    if master_key_for(config, false)?.is_some() {
        return Ok("can be read".to_owned());
    }
    let path = config.master_key_file();
    if let Some(folder) = path.parent().filter(|folder| *folder != config.data_dir) {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        try_to_write(folder).map_err(|cause| vault::Error::File { path: path.clone(), cause })?;
    }
    Ok(format!("{} is not there yet; the first start makes it", path.display()))
}

async fn fits(config: &Config, store: &Store) -> Result<String, InstallationError> {
    let rows = store.data_keys().await?;
    match master_key_for(config, !rows.is_empty())? {
        Some(key) => {
            Vault::unlock(&key, rows.iter().map(|row| (row.id, row.wrapped.as_slice())))?;
            Ok("opens the database's secrets".to_owned())
        }
        None => new_key(config),
    }
}
