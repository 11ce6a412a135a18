use std::path::Path;
use std::sync::Arc;

use server::clock::{SystemClock, SystemRandom};
use server::config::{Config, Loaded};
use server::installation::{Installation, InstallationError};

async fn open(config: &Config) -> Result<Installation, InstallationError> {
    Installation::open(config, String::new(), Arc::new(SystemClock), Arc::new(SystemRandom)).await
}

fn in_folder(folder: &Path) -> Config {
    Config { data_dir: folder.join("data"), ..Config::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_master_key_is_missed_and_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let config = in_folder(folder.path());
    open(&config).await.unwrap().close().await.unwrap();
    let key = config.master_key_file();
    let kept = std::fs::read(&key).unwrap();

    std::fs::remove_file(&key).unwrap();
    let error = open(&config).await.err().unwrap();
    assert!(matches!(error, InstallationError::MissingMasterKey(_)), "{error}");
    assert!(!key.exists(), "a new key would hide that the old one is gone");

    let variables = [("CHAT_CONSOLE_MASTER_KEY".to_owned(), "ab".repeat(32))];
    let other = Config { data_dir: config.data_dir.clone(), ..Loaded::read(None, variables).unwrap().config };
    let error = open(&other).await.err().unwrap().to_string();
    assert!(error.contains("does not fit the database") && !error.contains("abab"), "{error}");

    std::fs::write(&key, kept).unwrap();
    std::fs::set_permissions(&key, std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
    let error = open(&config).await.err().unwrap().to_string();
    assert!(error.contains("chmod 600"), "{error}");
    std::fs::set_permissions(&key, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    open(&config).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_data_folder_is_made_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().unwrap();
    let config = in_folder(folder.path());
    open(&config).await.unwrap();
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&config.data_dir), 0o700);
    assert_eq!(mode(&config.master_key_file()), 0o600);

    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let error = open(&Config { data_dir: file.join("data"), ..Config::default() }).await.err().unwrap();
    assert!(matches!(error, InstallationError::Folder { .. }), "{error}");
}
