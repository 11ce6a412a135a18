//! `migrate`: migrates the database to this version as a separate step.

use std::io::{self, Write as _};

use store::Store;

use super::CommandError;
use crate::config::Loaded;
use crate::installation::{self, make_folder};

pub(super) async fn run(loaded: &Loaded) -> Result<(), CommandError> {
    make_folder(&loaded.config)?;
    let store =
        Store::open(&loaded.config.location()).await.map_err(installation::InstallationError::Store)?;
    store.migrate().await.map_err(installation::InstallationError::Store)?;
    store.close().await.map_err(installation::InstallationError::Store)?;
    Ok(writeln!(io::stdout(), "The database has the schema of this version.")?)
}
