//! The database, its schema, and the master key that its secrets need.

use std::path::Path;

use store::{Location, Store};
use vault::Vault;

use super::folder::try_to_write;
use super::{Check, Finding};
use crate::config::Config;
use crate::installation::{Error, given_master_key, master_key_for};

const DATABASE: &str = "database";
const SCHEMA: &str = "schema";
const MASTER_KEY: &str = "master key";

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
        ],
        Ok(_) => {
            let text = "is older than this version: the next start, or `chat-console migrate`, brings it up";
            // The tables of a new database are not there yet, and those of an old one have their keys.
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

fn refused(error: store::Error) -> Finding {
    Finding::Refused(Box::new(Error::Store(error).into()))
}

fn new_file(path: &Path) -> Result<String, Error> {
    // A folder that is missing was looked at before.
    if let Some(folder) = path.parent().filter(|folder| folder.is_dir()) {
        try_to_write(folder).map_err(|source| store::Error::File { path: path.into(), source })?;
    }
    Ok(format!("{} is not there yet; the first start makes it", path.display()))
}

/// The key of a database that has no secrets yet.
fn new_key(config: &Config) -> Result<String, Error> {
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

async fn fits(config: &Config, store: &Store) -> Result<String, Error> {
    let rows = store.data_keys().await?;
    match master_key_for(config, !rows.is_empty())? {
        Some(key) => {
            Vault::unlock(&key, rows.iter().map(|row| (row.id, row.wrapped.as_slice())))?;
            Ok("opens the database's secrets".to_owned())
        }
        None => new_key(config),
    }
}
