//! Opens the installation: the data folder, the database, the master key, and the console on them.

use std::fs::DirBuilder;
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use console::{Clock, Console, Policy, Random};
use store::Store;
use vault::{KeyFileAccess, MasterKey};

use crate::catalogue;
use crate::config::Config;

/// How long after a person proved who they are, with the password or a second factor, they are not asked again.
const VERIFICATION_FRESHNESS: Duration = Duration::from_mins(10);

/// Why the installation cannot be opened; every text says what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum InstallationError {
    /// The data folder cannot be created or written.
    #[error("the data folder {} cannot be made or used: {cause}. Choose another one (data_dir) or fix its permissions", path.display())]
    Folder {
        /// Path of the data folder.
        path: PathBuf,
        /// Error of the operating system.
        cause: io::Error,
    },
    /// The database cannot be opened or migrated.
    #[error("the database cannot be opened: {0}. {remedy}", remedy = remedy(.0))]
    Store(#[from] store::Error),
    /// The master key cannot be read or does not fit the database.
    #[error("the master key cannot be used: {0}")]
    Vault(#[from] vault::Error),
    /// The database holds secrets, but their key is gone.
    #[error(
        "the database holds secrets that were sealed with a master key, but there is no file {}. Put the file back \
         from its backup, or name it (master_key_file); a new key would open none of them",
        .0.display()
    )]
    MissingMasterKey(PathBuf),
    /// The console refused its dependencies.
    #[error("the console cannot start: {0}")]
    Console(#[from] console::Error),
    /// The addresses of the vendors of pushes.
    #[error("configuration: {0}")]
    Vendors(String),
    /// The settings of the OpenID Connect provider.
    #[error("configuration: {0}")]
    Provider(String),
    /// The catalogue file is not valid.
    #[error(transparent)]
    Catalogue(#[from] catalogue::CatalogueError),
}

fn remedy(error: &store::Error) -> &'static str {
    match error {
        store::Error::NewerSchema { .. } => "Start the version that wrote it last, or a newer one",
        store::Error::ChangedMigration { .. } | store::Error::Corrupt { .. } => {
            "Start the version that wrote it last, or restore the database from its backup"
        }
        store::Error::StatementPooling => "Set pool_mode of the pooler to transaction or session",
        _ => "Check that the database runs, that data_dir or DATABASE_URL names it, and your rights to it",
    }
}

/// An open installation: database migrated, vault unlocked.
pub struct Installation {
    /// Entry point to all use cases.
    pub console: Console,
    store: Store,
}

impl Installation {
    /// Opens the installation and migrates its database to this version. Creates what is missing, but
    /// never a master key for a database that already has one.
    pub async fn open(
        config: &Config,
        setup_code: String,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Result<Self, InstallationError> {
        make_folder(config)?;
        let catalogue = catalogue::load(config)?;
        let store = Store::open(&config.location()).await?;
        store.migrate().await?;
        let master_key = master_key(config, &store, &*random).await?;
        let policy = Policy {
            application_limit: i64::from(config.application_limit),
            session_idle: config.session_idle(),
            session_absolute: config.session_absolute(),
            verification_freshness: VERIFICATION_FRESHNESS,
            verify_failures_per_minute: config.verify_failures_per_minute,
            push_retention: config.push_retention(),
            audit_retention: config.audit_retention(),
            webhooks_allow_private: config.webhooks_allow_private,
            sends_mails: config.sends_mails(),
            public_url: config.public_url.as_ref().map(|url| url.origin().to_owned()),
            provider: config.provider_policy().map_err(InstallationError::Provider)?,
            vendors: config.vendors().map_err(InstallationError::Vendors)?,
            setup_code,
        };
        let console = Console::open(store.clone(), master_key, clock, random, policy).await.map_err(
            |error| match error {
                console::Error::Vault(error) => InstallationError::Vault(error),
                console::Error::Store(error) => InstallationError::Store(error),
                error => InstallationError::Console(error),
            },
        )?;
        console.set_catalogue(catalogue);
        Ok(Self { console, store })
    }

    /// Waits for pending writes and closes the database.
    pub async fn close(self) -> Result<(), InstallationError> {
        Ok(self.store.close().await?)
    }
}

/// Creates the data folder, accessible to its owner only.
pub fn make_folder(config: &Config) -> Result<(), InstallationError> {
    let path = &config.data_dir;
    let made = DirBuilder::new().recursive(true).mode(0o700).create(path);
    made.map_err(|cause| InstallationError::Folder { path: path.clone(), cause })
}

/// The configured master key; `None` if the first start is to create one.
pub fn given_master_key(config: &Config) -> Result<Option<MasterKey>, InstallationError> {
    if let Some(text) = &config.master_key {
        return Ok(Some(text.expose().parse()?));
    }
    Ok(MasterKey::load(&config.master_key_file(), access(config))?)
}

/// Like [`given_master_key`], but an error if the database already `has_secrets` and the key is missing.
pub fn master_key_for(config: &Config, has_secrets: bool) -> Result<Option<MasterKey>, InstallationError> {
    let given = given_master_key(config)?;
    if given.is_none() && has_secrets {
        return Err(InstallationError::MissingMasterKey(config.master_key_file()));
    }
    Ok(given)
}

const fn access(config: &Config) -> KeyFileAccess {
    if config.master_key_group_may_read { KeyFileAccess::Group } else { KeyFileAccess::Owner }
}

async fn master_key(
    config: &Config,
    store: &Store,
    random: &dyn Random,
) -> Result<MasterKey, InstallationError> {
    let has_secrets = !store.data_keys().await?.is_empty();
    if let Some(key) = master_key_for(config, has_secrets)? {
        return Ok(key);
    }
    let (path, access) = (config.master_key_file(), access(config));
    Ok(MasterKey::load_or_create(&path, access, &mut |bytes| random.fill(bytes))?)
}
