//! `plan`, `apply` and `export` against a console that listens, as people run them.

mod refusals;

use std::net::SocketAddr;

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use server::cli::run_client;
use tempfile::TempDir;
use tokio::net::TcpListener;
use vendor_simulator::Fixtures;

use crate::api::{ALL, Program};
use crate::on_both_databases;
use crate::support::{CODE, Database, EMAIL, PASSWORD, TestConsole};

/// An application with certificates of all kinds of credentials.
const MANIFEST: &str = r#"
version = 1

[[applications]]
name = "Orbit"
description = "Two\nlines"
region = "kr"
status = "enabled"

[[applications.certificates]]
platform = "xiaomi"
certificate_name = "Store"
package_name = "com.example.messenger"
app_id = "fake-xiaomi-app"
app_secret = { env = "XIAOMI_SECRET" }
region = "europe"
click_action = "web_page"
click_target = "https://example.com/"
channel_id = "news"

[[applications.certificates]]
platform = "apns"
certificate_name = "iOS"
credential_kind = "p8"
file = { file = "AuthKey_FAKEKEY001.p8" }
team_id = "FAKETEAM01"
bundle_id = "com.example.messenger"
environment = "production"
mutable_content = true

[[applications.certificates]]
platform = "apns"
certificate_name = "iOS, by certificate"
credential_kind = "p12"
file = { file = "apns-production.p12" }
file_password = { file = "password.txt" }
environment = "production"
default = true

[[applications.certificates]]
platform = "fcm"
certificate_name = "Play"
notes = "of Kim"
file = { env = "FCM_ACCOUNT" }

[[applications.certificates]]
platform = "vivo"
certificate_name = "vivo"
app_id = "fake-vivo-app"
app_key = "fake-vivo-key"
app_secret = { file = "vivo.txt" }
click_action = "application"
"#;

const MEMBERS_AND_WEBHOOKS: &str = r#"
[[members]]
email = "owner@example.com"
role = "owner"

[[members]]
email = "kim@orbit.example"
role = "developer"
applications = ["Orbit"]

[[webhooks]]
url = "https://hooks.example/console"
application = SDKAPPID
events = ["key.rotated", "certificate.failing"]
status = "disabled" # of the webhook
"#;

/// The secrets that the manifest refers to by variables or files; none may be printed.
const SECRETS: [&str; 3] = ["secret-of-fake-xiaomi-app", "secret-of-fake-vivo-app", "PRIVATE KEY"];

/// A console that listens, and a folder with a manifest and what it refers to.
struct Workplace {
    folder: TempDir,
    url: String,
    token: String,
    variables: Vec<(&'static str, String)>,
}

/// What a command did.
#[derive(Debug)]
struct Ran {
    code: u8,
    out: String,
    err: String,
}

impl Workplace {
    async fn new(test_console: &TestConsole, token: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let service = test_console.router.clone().into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        let folder = tempfile::tempdir().unwrap();
        drop(Fixtures::open(folder.path()).unwrap());
        let fcm = std::fs::read_to_string(folder.path().join("fcm-service-account.json")).unwrap();
        let workplace = Self {
            folder,
            url,
            token: token.to_owned(),
            variables: vec![("XIAOMI_SECRET", SECRETS[0].to_owned()), ("FCM_ACCOUNT", fcm)],
        };
        workplace.write("password.txt", "simulator\n");
        workplace.write("vivo.txt", SECRETS[1]);
        workplace
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder.path().join(name), text).unwrap();
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    /// Runs a command with nothing but the variables of this workplace.
    async fn run(&self, arguments: &[&str]) -> Ran {
        let environment = |name: &str| match name {
            "CHAT_CONSOLE_URL" => Some(self.url.clone()),
            "CHAT_CONSOLE_TOKEN" => Some(self.token.clone()),
            name => self.variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone()),
        };
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let code = run_client(arguments, &environment, &mut out, &mut err).await;
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let ran = Ran { code, out: text(out), err: text(err) };
        let hides = |secret: &str| !ran.out.contains(secret) && !ran.err.contains(secret);
        assert!(SECRETS.iter().all(|secret| hides(secret)), "{ran:?}");
        assert!(self.token.is_empty() || hides(&self.token), "{ran:?}");
        ran
    }

    /// Runs `plan` or `apply` on a manifest of that text.
    async fn with(&self, text: &str, arguments: &[&str]) -> Ran {
        self.write("console.toml", text);
        let mut all = arguments.to_vec();
        let path = self.path("console.toml");
        all.insert(1, &path);
        self.run(&all).await
    }
}

impl Ran {
    #[track_caller]
    fn expect(&self, code: u8, said: &[&str]) {
        assert_eq!(self.code, code, "{self:?}");
        for said in said {
            assert!(self.out.contains(said) || self.err.contains(said), "{said:?} is missing: {self:?}");
        }
    }
}

/// The one application, with its certificates by name.
async fn application(program: &Program<'_>) -> (Value, Vec<Value>) {
    let all = program.get("/applications").await.good(StatusCode::OK);
    let application = all["applications"][0].clone();
    let path = format!("/applications/{}/certificates", application["sdkappid"]);
    let mut certificates = program.get(&path).await.good(StatusCode::OK)["certificates"].take();
    let mut certificates = std::mem::take(certificates.as_array_mut().unwrap());
    certificates.sort_by_key(|one| one["certificate_name"].to_string());
    (application, certificates)
}

/// An exported file whose references to secrets are filled in.
fn with_references(text: &str) -> String {
    text.lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(reference) if reference.starts_with("app_secret = { env = \"XIAOMI") => {
                "app_secret = { env = \"XIAOMI_SECRET\" }\n".to_owned()
            }
            Some(reference)
                if reference.starts_with("file = { file = \"apns-") && reference.contains(".p8") =>
            {
                "file = { file = \"AuthKey_FAKEKEY001.p8\" }\n".to_owned()
            }
            _ => format!("{line}\n"),
        })
        .collect()
}

on_both_databases!(a_manifest_is_planned_applied_and_exported, |database| {
    let test_console = TestConsole::open_on(database, "", "").await;
    let mut browser = test_console.browser();
    let fields = [("setup_code", CODE), ("email", EMAIL), ("password", PASSWORD)];
    browser.submit("/setup", "/rpc/create_owner", &fields).await;
    let program = Program::new(&test_console, &mut browser, &ALL).await;
    let mut workplace = Workplace::new(&test_console, &program.token).await;

    // A plan says what would happen, and nothing does.
    let plan = workplace.with(MANIFEST, &["plan"]).await;
    plan.expect(2, &[
        "+ application \"Orbit\"\n    name: \"Orbit\"\n    description: \"Two\\nlines\"\n    region: \"kr\"\n",
        "+ certificate \"Store\" (xiaomi) of application \"Orbit\"\n",
        "    app_secret: (secret, from the environment variable XIAOMI_SECRET)\n",
        "    file: (secret, from the file AuthKey_FAKEKEY001.p8)\n",
        "Plan: 6 to create, 0 to change.\n",
    ]);
    let plan: Value = serde_json::from_str(&workplace.with(MANIFEST, &["plan", "--json"]).await.out).unwrap();
    assert_eq!((&plan["version"], plan["steps"].as_array().unwrap().len()), (&json!(1), 6), "{plan}");
    workplace.with(MANIFEST, &["apply"]).await.expect(1, &["--yes confirms"]);
    assert_eq!(test_console.count("application").await, 0);

    // An apply does it, once.
    let applied = workplace.with(MANIFEST, &["apply", "--yes"]).await;
    applied.expect(0, &["created application \"Orbit\" (1", "created certificate \"Store\" (xiaomi, "]);
    let (orbit, certificates) = application(&program).await;
    assert_eq!((&orbit["name"], &orbit["description"]), (&json!("Orbit"), &json!("Two\nlines")));
    assert_eq!(certificates.len(), 5);
    assert_eq!(certificates[1]["click_target"], "https://example.com/");
    let entries = test_console.count("audit").await;
    for arguments in [&["plan"][..], &["apply", "--yes"], &["apply"]] {
        workplace
            .with(MANIFEST, arguments)
            .await
            .expect(0, &["No difference: the console is as the file says."]);
    }
    assert_eq!(test_console.count("audit").await, entries);

    // What was changed by hand comes back; what was added by hand stays.
    let path = format!("/applications/{}", orbit["sdkappid"]);
    let edit = json!({ "description": "by hand" });
    let tag = program.get(&path).await.header("etag").to_owned();
    program.call(Method::PATCH, &path, &[("if-match", &tag)], Some(&edit)).await.good(StatusCode::OK);
    let fcm = certificates.iter().find(|one| one["platform"] == "fcm").unwrap();
    let fcm_path = format!("{path}/certificates/{}", fcm["id"]);
    let edit = json!({ "platform": "fcm", "certificate_name": "Play", "channel_id": "by-hand" });
    let tag = format!("\"{}\"", fcm["version"]);
    program.call(Method::PUT, &fcm_path, &[("if-match", &tag)], Some(&edit)).await.good(StatusCode::OK);
    program
        .post("/applications", &json!({ "name": "Comet", "region": "sg" }))
        .await
        .good(StatusCode::CREATED);
    let id = orbit["sdkappid"].to_string();
    let expected = [
        format!("~ application \"Orbit\" ({id})\n    description: \"by hand\" -> \"Two\\nlines\"\n"),
        format!("~ certificate \"Play\" (fcm, {}) of application \"Orbit\"\n", fcm["id"]),
        "    channel_id: \"by-hand\" -> \"\"\n    notes: \"\" -> \"of Kim\"\n".to_owned(),
        "Not in the file, and left alone:\n  application \"Comet\" (".to_owned(),
    ];
    let expected = expected.each_ref().map(String::as_str);
    workplace.with(MANIFEST, &["plan"]).await.expect(2, &expected);
    let changed = format!("changed application \"Orbit\" ({id}): description\n");
    workplace.with(MANIFEST, &["apply", "--yes"]).await.expect(0, &[&changed, "Applied: 2 of 2 steps."]);
    workplace.with(MANIFEST, &["plan"]).await.expect(0, &[]);

    // Another secret is noticed, and so are another name, default and status.
    "another-secret-of-xiaomi".clone_into(&mut workplace.variables[0].1);
    workplace
        .with(MANIFEST, &["plan"])
        .await
        .expect(2, &["~ certificate \"Store\"", "0 to create, 1 to change"]);
    let other = MANIFEST
        .replace("name = \"Orbit\"", &format!("sdkappid = {id}\nname = \"Orbit 2\""))
        .replace("status = \"enabled\"", "status = \"disabled\"")
        .replace("mutable_content = true", "default = true")
        .replace(
            "\"password.txt\" }\nenvironment = \"production\"\ndefault = true",
            "\"password.txt\" }\nenvironment = \"development\"",
        );
    workplace.with(&other, &["apply", "--yes"]).await.expect(0, &["Applied: 6 of 6 steps."]);
    workplace.with(&other, &["plan"]).await.expect(0, &[]);
    let (orbit, certificates) = {
        let all = program.get(&path).await.good(StatusCode::OK);
        let listed = program.get(&format!("{path}/certificates")).await.good(StatusCode::OK);
        (all, listed["certificates"].clone())
    };
    assert_eq!((&orbit["name"], &orbit["status"]), (&json!("Orbit 2"), &json!("disabled")));
    let by_key =
        certificates.as_array().unwrap().iter().find(|one| one["certificate_name"] == "iOS").unwrap();
    assert_eq!((&by_key["default"], &by_key["settings"]["mutable_content"]), (&json!(true), &Value::Null));

    // What is exported is what there is.
    let exported = workplace.run(&["export"]).await;
    exported.expect(0, &["name = \"Comet\"", "# app_secret = { env = \"XIAOMI_APP_SECRET_"]);
    let text = exported.out;
    workplace.with(&text, &["plan"]).await.expect(0, &["No difference"]);
    let filled = with_references(&text);
    assert_ne!(filled, text);
    workplace.with(&filled, &["plan"]).await.expect(0, &["No difference"]);
});

on_both_databases!(members_and_webhooks_are_as_the_file_says, |database| {
    let test_console = TestConsole::open_on(database, "", "").await;
    let mut browser = test_console.browser();
    let fields = [("setup_code", CODE), ("email", EMAIL), ("password", PASSWORD)];
    browser.submit("/setup", "/rpc/create_owner", &fields).await;
    let program = Program::new(&test_console, &mut browser, &ALL).await;
    let workplace = Workplace::new(&test_console, &program.token).await;
    let orbit = program.post("/applications", &json!({ "name": "Orbit", "region": "kr" })).await;
    let orbit = orbit.good(StatusCode::CREATED);

    let more =
        format!("version = 1\n{MEMBERS_AND_WEBHOOKS}").replace("SDKAPPID", &orbit["sdkappid"].to_string());
    let applied = workplace.with(&more, &["apply", "--yes"]).await;
    applied.expect(
        0,
        &[
            "created invitation \"kim@orbit.example\" (",
            "created webhook \"https://hooks.example/console\" (",
        ],
    );
    workplace.with(&more, &["plan"]).await.expect(0, &["No difference"]);
    let invited = program.get("/invitations").await.good(StatusCode::OK)["invitations"][0].clone();
    assert_eq!(
        (&invited["role"], &invited["applications"]),
        (&json!("developer"), &json!([orbit["sdkappid"]]))
    );
    let edited = more
        .replace("role = \"developer\"\napplications = [\"Orbit\"]", "role = \"billing\"")
        .replace("status = \"disabled\" # of the webhook", "description = \"of Kim\"");
    workplace.with(&edited, &["apply", "--yes"]).await.expect(
        0,
        &[
            "changed invitation \"kim@orbit.example\" (",
            "): role, applications\n",
            "changed webhook \"https://hooks.example/console\" (",
        ],
    );
    workplace.with(&edited, &["plan"]).await.expect(0, &["No difference"]);
    let webhook = program.get("/webhooks").await.good(StatusCode::OK)["webhooks"][0].clone();
    assert_eq!((&webhook["state"], &webhook["description"]), (&json!("disabled"), &json!("of Kim")));

    let text = workplace.run(&["export"]).await.out;
    assert!(text.contains("# Invited.\nemail = \"kim@orbit.example\"\n"), "{text}");
    assert!(text.contains("url = \"https://hooks.example/console\"\n"), "{text}");
    workplace.with(&text, &["plan"]).await.expect(0, &["No difference"]);
});
