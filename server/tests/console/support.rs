//! A console in memory, and a browser without scripts.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HOST, LOCATION, REFERER, SET_COOKIE};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use console::{Clock, Console};
use domain::time::Timestamp;
use server::clock::{SystemClock, SystemRandom};
use server::config::Loaded;
use server::http::metrics::Metrics;
use server::http::{Server, Settings, router};
use server::installation::Installation;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqliteConnection};
use store::Location;
use tempfile::TempDir;
use tokio::sync::watch;
use tower::ServiceExt as _;

pub const CODE: &str = "TEST-CODE-1234";
pub const EMAIL: &str = "owner@example.com";
pub const PASSWORD: &str = "correct horse battery";

/// A console with an empty database.
pub struct TestConsole {
    pub router: Router,
    pub metrics: Arc<Metrics>,
    console: Console,
    location: Location,
    folder: TempDir,
}

/// The database of a test.
#[derive(Clone, Copy)]
pub enum Database {
    Sqlite,
    /// The server of `TEST_DATABASE_URL`, in a schema of its own.
    Postgres,
}

/// `on_both_databases!(name, |database| { ... })`: the tests `name::sqlite` and `name::postgres`.
#[macro_export]
macro_rules! on_both_databases {
    ($name:ident, |$database:ident| $body:block) => {
        mod $name {
            use super::*;

            async fn test($database: Database) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                test(Database::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                if std::env::var("TEST_DATABASE_URL").is_ok() {
                    test(Database::Postgres).await;
                } else {
                    let required = std::env::var("CHAT_CONSOLE_REQUIRE_POSTGRES").is_ok_and(|it| it == "1");
                    assert!(!required, "TEST_DATABASE_URL is missing; run this with scripts/postgres");
                    eprintln!("skipped: there is no TEST_DATABASE_URL; run this with scripts/postgres");
                }
            }
        }
    };
}

/// An empty schema; its address.
async fn postgres_schema() -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let address = std::env::var("TEST_DATABASE_URL").unwrap();
    let schema = format!("server_{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    let mut connection = PgConnection::connect(&address).await.unwrap();
    let statements = format!("DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}");
    sqlx::raw_sql(AssertSqlSafe(statements)).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    let separator = if address.contains('?') { '&' } else { '?' };
    format!("{address}{separator}options[search_path]={schema}")
}

impl TestConsole {
    pub async fn open() -> Self {
        Self::open_with("").await
    }

    /// With more configuration.
    pub async fn open_with(toml: &str) -> Self {
        Self::open_on(Database::Sqlite, toml, "").await
    }

    /// On that database, with a catalogue.
    pub async fn open_on(database: Database, toml: &str, catalogue: &str) -> Self {
        Self::open_at(Arc::new(SystemClock), database, toml, catalogue).await
    }

    /// The same at the time of that clock.
    pub async fn open_at(clock: Arc<dyn Clock>, database: Database, toml: &str, catalogue: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let pkg = folder.path().join("site/pkg");
        std::fs::create_dir_all(&pkg).unwrap();
        std::fs::write(pkg.join("console.css"), "body { margin: 0 }").unwrap();
        std::fs::write(folder.path().join("site/icons.svg"), "<svg/>").unwrap();
        std::fs::write(folder.path().join("site/favicon.svg"), "<svg/>").unwrap();
        let file = folder.path().join("console.toml");
        let data = folder.path().join("data");
        let url = match database {
            Database::Sqlite => String::new(),
            Database::Postgres => format!("database_url = '{}'\n", postgres_schema().await),
        };
        std::fs::write(&file, format!("data_dir = '{}'\n{url}{toml}", data.display())).unwrap();
        if !catalogue.is_empty() {
            std::fs::create_dir_all(&data).unwrap();
            std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o700)).unwrap();
            std::fs::write(data.join("catalogue.toml"), catalogue).unwrap();
        }
        let loaded = Loaded::read(Some(&file), []).unwrap();
        let config = &loaded.config;

        let random = Arc::new(SystemRandom);
        let installation = Installation::open(config, CODE.to_owned(), clock, random.clone()).await.unwrap();
        let metrics = Arc::new(Metrics::new().unwrap());
        let address = ([127, 0, 0, 1], 3000).into();
        let settings = Settings::new(config, address, folder.path().join("site")).unwrap();
        let server = Server::new(installation.console.clone(), settings, metrics.clone(), &*random);
        let location = config.location();
        Self { router: router(&server).unwrap(), metrics, console: installation.console, location, folder }
    }

    /// Delivers what is accepted, until the test is over.
    pub fn deliver(&self) {
        let console = self.console.clone();
        tokio::spawn(async move {
            let (_running, stop) = watch::channel(false);
            console.deliver(stop).await;
        });
    }

    /// A console with an owner, and the owner's browser.
    pub async fn with_owner() -> (Self, Browser) {
        Self::with_owner_and("").await
    }

    /// With more configuration.
    pub async fn with_owner_and(toml: &str) -> (Self, Browser) {
        let test_console = Self::open_with(toml).await;
        let mut browser = test_console.browser();
        let fields = [("setup_code", CODE), ("email", EMAIL), ("password", PASSWORD)];
        let answer = browser.submit("/setup", "/rpc/create_owner", &fields).await;
        assert_eq!(answer.location(), "/signed-in?next=%2Fapplications", "{answer:?}");
        (test_console, browser)
    }

    /// The time by its clock.
    pub fn now(&self) -> Timestamp {
        self.console.now()
    }

    /// The use cases behind it.
    pub const fn console(&self) -> &Console {
        &self.console
    }

    /// The rows of a table.
    pub async fn count(&self, table: &str) -> i64 {
        let statement = AssertSqlSafe(format!("SELECT count(*) FROM {table}"));
        match &self.location {
            Location::Sqlite(path) => {
                assert!(path.starts_with(self.folder.path()));
                let address = format!("sqlite://{}", path.display());
                let mut connection = SqliteConnection::connect(&address).await.unwrap();
                sqlx::query_scalar(statement).fetch_one(&mut connection).await.unwrap()
            }
            Location::Postgres(address) => {
                let mut connection = PgConnection::connect(address).await.unwrap();
                sqlx::query_scalar(statement).fetch_one(&mut connection).await.unwrap()
            }
        }
    }

    /// Gives an application to another account, on `SQLite`.
    pub async fn give_away(&self, sdkappid: &str) {
        let Location::Sqlite(path) = &self.location else { panic!("SQLite alone") };
        let mut connection =
            SqliteConnection::connect(&format!("sqlite://{}", path.display())).await.unwrap();
        let statements = format!(
            "PRAGMA foreign_keys = OFF; INSERT INTO account (created_at) VALUES (0); \
             UPDATE application SET account_id = (SELECT max(id) FROM account) WHERE sdkappid = {sdkappid}"
        );
        sqlx::raw_sql(AssertSqlSafe(statements)).execute(&mut connection).await.unwrap();
    }

    pub fn browser(&self) -> Browser {
        Browser { router: self.router.clone(), cookies: BTreeMap::new() }
    }

    pub async fn ask(&self, request: Request<Body>) -> Answer {
        Answer::of(&self.router, request).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask(Request::get(path).body(Body::empty()).unwrap()).await
    }
}

/// Keeps cookies and posts forms, and does what the address bar does.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    pub cookies: BTreeMap<String, String>,
}

impl Browser {
    pub async fn get(&mut self, path: &str) -> Answer {
        let request = self.request(Method::GET, path);
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Submits a form of `page`.
    pub async fn submit(&mut self, page: &str, action: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form(fields);
        let request = self
            .request(Method::POST, action)
            .header(REFERER, format!("http://console.test{page}"))
            .header("sec-fetch-site", "same-origin")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Whether it has the cookie of a session: the one whose name has nothing after the code of the installation.
    pub fn has_session(&self) -> bool {
        self.cookies.keys().any(|name| name.matches('-').count() == 2)
    }

    /// Submits a form as a browser does that does not tell where it was.
    pub async fn post(&mut self, action: &str, fields: &[(&str, &str)]) -> Answer {
        let request = self
            .request(Method::POST, action)
            .header("sec-fetch-site", "same-origin")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(form(fields))).unwrap()).await
    }

    /// The same for a form with a file; without one, its part is empty.
    pub async fn upload(
        &mut self,
        action: &str,
        fields: &[(&str, &str)],
        file: Option<(&str, &[u8])>,
    ) -> Answer {
        const BOUNDARY: &str = "----boundary0123456789";
        let mut body = Vec::new();
        let mut part = |head: String, value: &[u8]| {
            body.extend_from_slice(
                format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n").as_bytes(),
            );
            body.extend_from_slice(value);
            body.extend_from_slice(b"\r\n");
        };
        for (name, value) in fields {
            part(format!("name=\"{name}\""), value.as_bytes());
        }
        let (name, bytes) = file.unwrap_or_default();
        let name = name.replace('"', "%22");
        part(format!("name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream"), bytes);
        body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        let request = self
            .request(Method::POST, action)
            .header("sec-fetch-site", "same-origin")
            .header(CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}"));
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Submits a form of `page` that has a file, which is the field `file`.
    pub async fn submit_parts(
        &mut self,
        page: &str,
        action: &str,
        fields: &[(&str, &str)],
        boundary: &str,
    ) -> Answer {
        let boundary = format!("----boundary-{boundary}");
        let mut body = String::new();
        for (name, value) in fields {
            let file = if *name == "file" { "; filename=\"export.json\"" } else { "" };
            let _ = write!(
                body,
                "--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{value}\r\n"
            );
        }
        let _ = write!(body, "--{boundary}--\r\n");
        let request = self
            .request(Method::POST, action)
            .header(REFERER, format!("http://console.test{page}"))
            .header("sec-fetch-site", "same-origin")
            .header(CONTENT_TYPE, format!("multipart/form-data; boundary={boundary}"));
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// Creates an application; its SDKAppID.
    pub async fn create(&mut self, name: &str) -> String {
        let submission = format!("{:032x}", name.len() as u128 * 7919 + u128::from(name.as_bytes()[0]));
        let fields = [("name", name), ("description", ""), ("region", "kr"), ("submission", &submission)];
        let answer = self.submit("/applications?dialog=create", "/rpc/create_application", &fields).await;
        let location = answer.location();
        let sdkappid = location.strip_prefix("/applications/").and_then(|rest| rest.split('?').next());
        sdkappid.filter(|id| id.len() == 10).unwrap_or_else(|| panic!("{answer:?}")).to_owned()
    }

    pub fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, "console.test")
            .header(ACCEPT, "text/html,application/xhtml+xml")
            .header(COOKIE, cookies.join("; "))
    }

    pub async fn send(&mut self, request: Request<Body>) -> Answer {
        let answer = Answer::of(&self.router, request).await;
        for cookie in answer.headers.get_all(SET_COOKIE) {
            let (name, rest) = cookie.to_str().unwrap().split_once('=').unwrap();
            match rest.split(';').next().unwrap() {
                "" => self.cookies.remove(name),
                value => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        answer
    }
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    async fn of(router: &Router, request: Request<Body>) -> Self {
        let (parts, body) = router.clone().oneshot(request).await.unwrap().into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Self { status: parts.status, headers: parts.headers, body }
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    pub fn location(&self) -> &str {
        self.header(LOCATION.as_str())
    }

    /// The hidden fields of the first form that is sent to `action`.
    pub fn hidden(&self, action: &str) -> Vec<(String, String)> {
        let Some((_, form)) = self.body.split_once(&format!("action=\"{action}\"")) else {
            panic!("no form for {action}: {self:?}");
        };
        let form = form.split("</form>").next().unwrap_or_default();
        let inputs = form.split("<input type=\"hidden\" ").skip(1);
        let value = |input: &str, name: &str| {
            let (_, rest) = input.split_once(&format!("{name}=\""))?;
            Some(rest.split('"').next()?.replace("&amp;", "&"))
        };
        inputs
            .filter_map(|input| {
                let tag = input.split('>').next().unwrap_or_default();
                Some((value(tag, "name")?, value(tag, "value").unwrap_or_default()))
            })
            .collect()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// Fields as a browser writes them.
pub fn form(fields: &[(&str, &str)]) -> String {
    let mut body = String::new();
    for (name, value) in fields {
        let _ = write!(body, "&{name}=");
        for byte in value.bytes() {
            let _ = write!(body, "%{byte:02X}");
        }
    }
    body.split_off(1.min(body.len()))
}
