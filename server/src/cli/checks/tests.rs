use std::fs::{self, Permissions};
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tempfile::TempDir;

use super::super::serve::Prepared;
use super::*;

/// An installation in a folder, in one of many states.
struct World {
    folder: TempDir,
    toml: String,
    variables: Vec<(String, String)>,
    /// Held while the world is looked at.
    taken: Vec<TcpListener>,
}

/// Ways to break an installation; some hurt only together with others, or not at all.
const BREAKAGES: [fn(&mut World); 26] = [
    |world| world.write("data/master.key", "not a key", 0o600),
    |world| world.write("data/master.key", &"ab".repeat(32), 0o644),
    |world| world.write("data/master.key", &"ab".repeat(32), 0o440),
    |world| world.set("CHAT_CONSOLE_MASTER_KEY", "nonsense"),
    |world| world.set("CHAT_CONSOLE_MASTER_KEY", &"cd".repeat(32)),
    |world| world.set("CHAT_CONSOLE_MASTER_KEY_FILE", "/nowhere/at/all/master.key"),
    |world| drop(fs::remove_file(world.path("data/master.key"))),
    |world| world.set("CHAT_CONSOLE_SMTP_URL", "smtps://kim:hushhush@bad host"),
    |world| world.set("CHAT_CONSOLE_SMTP_URL", "smtps://kim:hushhush@mail.example.com:25?tls=required"),
    |world| world.set("CHAT_CONSOLE_SMTP_URL", "smtps://kim:%ff@mail.example.com"),
    |world| world.set("CHAT_CONSOLE_MAIL_FROM", "nobody at all"),
    |world| world.set("CHAT_CONSOLE_PUSH_FCM", "nowhere"),
    |world| world.set("CHAT_CONSOLE_PUSH_CA_FILE", "/nowhere/ca.pem"),
    |world| world.set("CHAT_CONSOLE_SITE_DIR", "/nowhere/site"),
    |world| world.write("data/catalogue.toml", "currency = 7", 0o600),
    |world| {
        world.write("data/chat-console.db", "this is no database, and it is long enough to see that", 0o600);
    },
    |world| {
        drop(fs::remove_dir_all(world.path("data")));
        world.write("data", "a file", 0o600);
    },
    |world| {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        world.set("CHAT_CONSOLE_LISTEN", &listener.local_addr().unwrap().to_string());
        world.taken.push(listener);
    },
    |world| {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        world.set("CHAT_CONSOLE_METRICS_LISTEN", &listener.local_addr().unwrap().to_string());
        world.taken.push(listener);
    },
    |world| world.set("CHAT_CONSOLE_LISTEN", "203.0.113.7:3000"),
    |world| world.set("DATABASE_URL", "postgres://console:hushhush@localhost/console?host=/nowhere"),
    |world| world.set("CHAT_CONSOLE_MAIL_FOLDER", "/proc/nowhere/mail"),
    |world| {
        world.write("letters", "a file", 0o600);
        let file = world.path("letters").display().to_string();
        world.set("CHAT_CONSOLE_MAIL_FOLDER", &file);
    },
    |world| world.set("CHAT_CONSOLE_OIDC_ISSUER", "http://id.example.com"),
    |world| world.set("CHAT_CONSOLE_OIDC_CLIENT_ID", "console"),
    |world| world.set("CHAT_CONSOLE_OIDC_ADMIT", "everybody"),
];

impl World {
    /// A new one, or one that was started before.
    async fn new(was_started: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("site/pkg")).unwrap();
        let mut world = Self { folder, toml: String::new(), variables: Vec::new(), taken: Vec::new() };
        world.toml = format!(
            "data_dir = '{}'\nsite_dir = '{}'\nlisten = '127.0.0.1:0'\nmetrics_listen = 'off'\n",
            world.path("data").display(),
            world.path("site").display()
        );
        if was_started {
            Prepared::open(&world.load().unwrap()).await.unwrap().close().await.unwrap();
        }
        world
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn set(&mut self, variable: &str, value: &str) {
        self.variables.retain(|(name, _)| name != variable);
        self.variables.push((variable.to_owned(), value.to_owned()));
    }

    fn write(&mut self, name: &str, text: &str, mode: u32) {
        let path = self.path(name);
        // Where the folder was replaced by a file there is nothing to write into.
        if fs::create_dir_all(path.parent().unwrap()).is_ok() && fs::write(&path, text).is_ok() {
            fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
        }
    }

    /// What the command line would work with; `None` if it refuses the configuration, for every command alike.
    fn load(&self) -> Option<Loaded> {
        let file = self.path("console.toml");
        fs::write(&file, &self.toml).unwrap();
        Loaded::read(Some(&file), self.variables.clone()).ok()
    }

    /// Every file with its size, but for what SQLite keeps beside an open database.
    fn files(&self) -> Vec<(PathBuf, u64)> {
        fn walk(folder: &Path, files: &mut Vec<(PathBuf, u64)>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let metadata = path.symlink_metadata().unwrap();
                let name = path.display().to_string();
                if !name.ends_with("-wal") && !name.ends_with("-shm") {
                    files.push((path.clone(), if metadata.is_file() { metadata.len() } else { 0 }));
                }
                if metadata.is_dir() {
                    walk(&path, files);
                }
            }
        }
        let mut files = Vec::new();
        walk(self.folder.path(), &mut files);
        files.sort();
        files
    }
}

fn refusals(checks: Vec<Check>) -> Vec<String> {
    let refused = |(_, finding)| match finding {
        Finding::Refused(error) => Some(error.to_string()),
        _ => None,
    };
    checks.into_iter().filter_map(refused).collect()
}

/// What `serve` refuses, `doctor` refuses, in the same words, and changes nothing.
async fn compare(was_started: bool, breakages: &[usize]) {
    let mut world = World::new(was_started).await;
    for breakage in breakages {
        BREAKAGES[*breakage](&mut world);
    }
    let Some(loaded) = world.load() else { return };
    let before = world.files();
    let found = refusals(all(&loaded, Purpose::Look).await);
    assert_eq!(world.files(), before, "{breakages:?}: doctor changes nothing");
    for secret in ["hushhush", "cdcdcd", "ababab"] {
        assert!(found.iter().all(|text| !text.contains(secret)), "{found:?}");
    }
    // Not by way of the list: what the start itself says, whatever the list knows.
    match Prepared::open(&loaded).await {
        Ok(ready) => {
            assert!(found.is_empty(), "{breakages:?}: it starts, but doctor refuses: {found:?}");
            ready.close().await.unwrap();
        }
        Err(error) => {
            let error = error.to_string();
            assert!(found.contains(&error), "{breakages:?}: serve says {error:?}, doctor {found:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_breakage_by_itself() {
    for was_started in [false, true] {
        compare(was_started, &[]).await;
        for breakage in 0..BREAKAGES.len() {
            compare(was_started, &[breakage]).await;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn doctor_knows_what_serve_knows(
        was_started in any::<bool>(),
        breakages in proptest::collection::vec(0..BREAKAGES.len(), 0..5),
    ) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(compare(was_started, &breakages));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_stops_at_the_first_refusal() {
    let mut world = World::new(true).await;
    world.set("CHAT_CONSOLE_MAIL_FROM", "nobody at all");
    let loaded = world.load().unwrap();
    let error = before_start(&loaded).await.unwrap_err();
    assert!(refusals(all(&loaded, Purpose::Look).await).contains(&error.to_string()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_is_mounted_for_a_group() {
    let mut world = World::new(false).await;
    world.write("secret/..data/master.key", &"ab".repeat(32), 0o440);
    symlink(world.path("secret/..data/master.key"), world.path("secret/master.key")).unwrap();
    let file = world.path("secret/master.key").display().to_string();
    world.set("CHAT_CONSOLE_MASTER_KEY_FILE", &file);
    let refused = refusals(all(&world.load().unwrap(), Purpose::Look).await);
    assert!(refused.len() == 1 && refused[0].contains("master_key_group_may_read = true"), "{refused:?}");
    world.set("CHAT_CONSOLE_MASTER_KEY_GROUP_MAY_READ", "true");
    let loaded = world.load().unwrap();
    assert_eq!(refusals(all(&loaded, Purpose::Look).await), Vec::<String>::new());
    Prepared::open(&loaded).await.unwrap().close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_console_runs_its_ports_are_left_out() {
    let mut world = World::new(true).await;
    BREAKAGES[17](&mut world);
    let loaded = world.load().unwrap();
    assert_eq!(refusals(all(&loaded, Purpose::Look).await).len(), 1);
    assert!(refusals(all(&loaded, Purpose::LookAtRunning).await).is_empty());
}

#[test]
fn addresses_of_vendors_are_looked_at() {
    assert_eq!(push_vendors(&Config::default()).unwrap(), "their own addresses");
    let elsewhere = Config { push_vivo: Some("http://127.0.0.1:9/vivo".to_owned()), ..Config::default() };
    let found = push_vendors(&elsewhere).unwrap();
    assert!(found.ends_with("but for http://127.0.0.1:9/vivo"), "{found}");
}
