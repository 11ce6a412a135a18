//! A console in memory, and a browser without scripts.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HOST, LOCATION, REFERER, SET_COOKIE};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use server::clock::{SystemClock, SystemRandom};
use server::config::Loaded;
use server::http::metrics::Metrics;
use server::http::{Server, Settings, router};
use server::installation::Installation;
use tempfile::TempDir;
use tower::ServiceExt as _;

pub const CODE: &str = "TEST-CODE-1234";
pub const EMAIL: &str = "owner@example.com";
pub const PASSWORD: &str = "correct horse battery";

/// A console with an empty database.
pub struct House {
    pub router: Router,
    pub metrics: Arc<Metrics>,
    _folder: TempDir,
}

impl House {
    pub async fn open() -> Self {
        Self::open_with("").await
    }

    /// With more configuration.
    pub async fn open_with(toml: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let pkg = folder.path().join("site/pkg");
        std::fs::create_dir_all(&pkg).unwrap();
        std::fs::write(pkg.join("console.css"), "body { margin: 0 }").unwrap();
        std::fs::write(folder.path().join("site/icons.svg"), "<svg/>").unwrap();
        let file = folder.path().join("console.toml");
        let data = folder.path().join("data");
        std::fs::write(&file, format!("data_dir = '{}'\n{toml}", data.display())).unwrap();
        let loaded = Loaded::read(Some(&file), []).unwrap();
        let config = &loaded.config;

        let random = Arc::new(SystemRandom);
        let installation =
            Installation::open(config, CODE.to_owned(), Arc::new(SystemClock), random.clone()).await.unwrap();
        let metrics = Arc::new(Metrics::new().unwrap());
        let address = ([127, 0, 0, 1], 3000).into();
        let settings = Settings::new(config, address, folder.path().join("site"));
        let server = Server::new(installation.console.clone(), settings, metrics.clone(), &*random);
        Self { router: router(&server).unwrap(), metrics, _folder: folder }
    }

    /// A console with an owner, and the owner's browser.
    pub async fn with_owner() -> (Self, Browser) {
        Self::with_owner_and("").await
    }

    /// With more configuration.
    pub async fn with_owner_and(toml: &str) -> (Self, Browser) {
        let house = Self::open_with(toml).await;
        let mut browser = house.browser();
        let fields = [("setup_code", CODE), ("email", EMAIL), ("password", PASSWORD)];
        let answer = browser.submit("/setup", "/rpc/create_owner", &fields).await;
        assert_eq!(answer.location(), "/signed-in?next=%2Fapplications", "{answer:?}");
        (house, browser)
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
